package main_test

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rooms is the table "Rooms" of the design: what a folder may import of ours.
// A row with /* stands for the folders below; the longest row that fits counts.
// "*" is everything but what serves only tests, "**" is everything. Tests may
// import what they like.
func rooms() map[string]string {
	return map[string]string{
		".":                       "bot config",
		"board":                   "",
		"chat":                    "",
		"when":                    "",
		"words":                   "",
		"config":                  "",
		"calendar":                "",
		"pictures":                "",
		"commands":                "board chat when words",
		"commands/*":              "board calendar chat commands storage documents when words",
		"storage":                 "board",
		"storage/storagetest":     "board storage",
		"documents":               "board words",
		"web":                     "board calendar storage documents words",
		"bot":                     "*",
		"bot/console":             "chat when words",
		"bot/kept":                "",
		"bot/survey":              "",
		"bot/mattermost":          "bot/kept bot/survey chat words",
		"bot/roll":                "board commands words",
		"bot/setup":               "board bot/discord bot/mattermost bot/roll bot/survey chat commands/boards config storage words",
		"bot/discord":             "bot/kept bot/survey chat words",
		"internal/fakemattermost": "",
		"internal/fakediscord":    "",
		"scenarios":               "**",
		"scenarios/*":             "**",
	}
}

const onlyForTests = "internal/fakemattermost internal/fakediscord storage/storagetest scenarios"

func TestNoImportBreaksTheTableOfRooms(t *testing.T) {
	noticeChanges(t)
	output, err := exec.CommandContext(t.Context(), "go", "list", "-e", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for decoder := json.NewDecoder(strings.NewReader(string(output))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		from := folder(p.ImportPath)
		may, found := row(from)
		if !found {
			t.Errorf("%s stands in no row of the table: add it here and to docs/architecture.md, or move it", from)
			continue
		}
		for _, imported := range p.Imports {
			to := folder(imported)
			switch {
			case to == "" && from == "board" && slices.Contains([]string{"context", "database/sql", "os", "net/http"}, imported):
				t.Errorf("board imports %s, but the rules are pure", imported)
			case to == "" || allowed(may, to):
			case strings.HasPrefix(from, "commands/") && strings.HasPrefix(to, "commands/"):
				t.Errorf("%s imports %s, but features never import each other: a common rule belongs to board, common rows to storage", from, to)
			default:
				t.Errorf("%s imports %s, but may import only %q", from, to, may)
			}
		}
	}
}

// noticeChanges walks the folders: what go list reads is unknown to the cache of
// test results, which would go on saying ok.
func noticeChanges(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if entry != nil && entry.IsDir() && path != "." && strings.HasPrefix(entry.Name(), ".") {
			return fs.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// folder is a package's place in the module, "." for its root and "" for a
// package that is not ours.
func folder(path string) string {
	if path == "beirat" {
		return "."
	}
	rest, ours := strings.CutPrefix(path, "beirat/")
	if !ours {
		return ""
	}
	return rest
}

func row(folder string) (may string, found bool) {
	if may, found = rooms()[folder]; found {
		return may, true
	}
	for above := folder; strings.Contains(above, "/") && !found; {
		above = above[:strings.LastIndex(above, "/")]
		may, found = rooms()[above+"/*"]
	}
	return may, found
}

func allowed(may, to string) bool {
	switch may {
	case "**":
		return true
	case "*":
		return !slices.Contains(strings.Fields(onlyForTests), to) && to != "."
	}
	return slices.Contains(strings.Fields(may), to)
}

func TestTheTableOfRoomsRefuses(t *testing.T) {
	for _, arrow := range []struct {
		from, to string
		may      bool
	}{
		{"commands/polls", "board", true},
		{"commands/polls", "commands", true},
		{"commands/polls", "commands/fields", false},
		{"commands", "commands/polls", false},
		{"commands", "storage", false},
		{"board", "words", false},
		{"bot", "bot/console", true},
		{"bot", "internal/fakediscord", false},
		{"bot/console", "storage", false},
		{"scenarios/drivers", "internal/fakediscord", true},
	} {
		may, found := row(arrow.from)
		if !found || allowed(may, arrow.to) != arrow.may {
			t.Errorf("%s → %s: allowed is %v", arrow.from, arrow.to, !arrow.may)
		}
	}
	if _, found := row("util"); found {
		t.Error("a folder that nobody planned has a row")
	}
}
