package bot

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"beirat/bot/console"
	"beirat/bot/mattermost"
	"beirat/chat"
	"beirat/commands"
	"beirat/words"
)

// TestNoSentenceNamesACommandWithoutItsPrefix: what people are told to write is
// the program's to say, which knows the prefix and whether there is a slash. In
// the console the bare word always does, and an example is completed where it
// is shown.
func TestNoSentenceNamesACommandWithoutItsPrefix(t *testing.T) {
	named := regexp.MustCompile(`/(beirat|abstimmung|board|poll)\b`)
	files, err := filepath.Glob("../words/catalogue/*.yaml")
	if err != nil || len(files) < 2*len(words.Languages()) {
		t.Fatalf("%d catalogues, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			key, _, _ := strings.Cut(line, ":")
			if !strings.HasPrefix(key, "console.") && !strings.HasSuffix(key, ".example") && named.MatchString(line) {
				t.Errorf("%s: %s", file, line)
			}
		}
	}
}

func TestEverySentenceNamesTheWordWithItsPrefix(t *testing.T) {
	for name, c := range map[string]struct {
		options Options
		word    string
	}{
		"with a prefix":       {Options{Prefix: "x"}, "/x-beirat"},
		"without a slash":     {Options{Typed: true}, "beirat"},
		"with neither":        {Options{}, "/beirat"},
		"prefix and no slash": {Options{Prefix: "x", Typed: true}, "x-beirat"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c.options.Platforms = []chat.Platform{w.town}
			b, err := New(w.db, c.options)
			w.must(err)
			w.Bot = b
			w.town.absent = []string{"stranger"}
			w.contains(w.whispers("stranger", chat.Command{Line: "/beirat"}), "Bitte schreiben Sie dort "+c.word+".")
			w.contains(w.says("m1", "/beirat hilfe quark"), "Mit "+c.word+" sehen Sie")
			w.contains(w.does("m1", chat.Press{Action: chat.Action{Name: "poll.weigh"}}), "Mit "+c.word+" sehen Sie")
			w.contains(w.says("m1", "/beirat hilfe abwesend"), "Beispiel: "+c.word+" abwesend")
			w.seats("c1", "neu")
			w.works()
			w.contains(strings.Join(w.town.to("neu"), "\n"), "Schreiben Sie mir "+c.word+", und")
		})
	}
}

func TestPlatformsAreCalledAsPeopleKnowThem(t *testing.T) {
	for name, want := range map[string]string{mattermost.Name: "Mattermost", console.Name: "Konsole", "elsewhere": "elsewhere"} {
		if got := (words.Printer{Language: words.German}).Print(commands.PlatformName(name)); got != want {
			t.Errorf("%s is called %q", name, got)
		}
	}
}
