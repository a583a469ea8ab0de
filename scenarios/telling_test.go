package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"beirat/bot"
	"beirat/commands"
	"beirat/storage/storagetest"
)

// everything tells whether all stories are to be told everywhere.
func everything() bool { return os.Getenv("BEIRAT_TEST_EVERYTHING") != "" }

// databases are SQLite and PostgreSQL in turn, or both where everything is
// wished: in CI each story is told on each, but not by each server.
func databases(turn int) map[string]func(testing.TB) string {
	both := map[string]func(testing.TB) string{"sqlite": storagetest.MigratedSQLite, "postgres": storagetest.MigratedPostgres}
	if everything() {
		return both
	}
	name := []string{"sqlite", "postgres"}[turn%2]
	return map[string]func(testing.TB) string{name: both[name]}
}

// A way is how a story is told to a server.
type way int

const (
	onConsoleOnly    way = iota
	toldOnMattermost     // the real one
	toldOnFailingMattermost
	toldOnDiscord
	toldOnFailingDiscord
	toldOnUnsteadyDiscord
)

// has tells whether a story is told in a way: with "make everything" in all of them,
// in CI three of four in one, by its turn. The console tells them all.
func (w way) has(turn int) bool { return everything() || wayOf(turn) == w }

func wayOf(turn int) way {
	switch {
	case turn%4 == 1:
		return toldOnMattermost
	case turn%4 == 3:
		return onConsoleOnly
	case turn%8 == 2:
		return toldOnFailingMattermost
	case turn%8 == 6:
		return toldOnFailingDiscord
	case turn%16 == 4:
		return toldOnUnsteadyDiscord
	default:
		return toldOnDiscord
	}
}

// toldEverywhere are the stories that are not about one platform.
func toldEverywhere(t *testing.T) []Story {
	t.Helper()
	var told []Story
	for _, story := range stories(t) {
		if story.Settings.On == "" {
			told = append(told, story)
		}
	}
	return told
}

// locale is that of the people of a story.
func (s Story) locale() string {
	if s.Settings.Language != "" {
		return s.Settings.Language
	}
	return "de"
}

// acted tells a story to a driver and closes it. Of a story that went wrong the
// log of the process in that folder is shown.
func acted(t *testing.T, s Story, folder string, d Driver) {
	t.Helper()
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			if log, err := os.ReadFile(filepath.Join(folder, "serve.log")); err == nil {
				t.Logf("log of serve:\n%s", log)
			}
		}
	}()
	Run(t, s, d)
}

// theBook is the book of commands, to know what people type.
func theBook(t testing.TB) *commands.Book {
	t.Helper()
	c, err := bot.OpenChat(t.Context(), bot.ChatOptions{Database: storagetest.SQLite(t), Clock: "2026-11-26T10:00", Zone: "Europe/Berlin", Out: new(strings.Builder)})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	return c.Book()
}
