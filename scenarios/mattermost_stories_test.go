package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"beirat/bot"
	"beirat/commands"
	"beirat/internal/fakemattermost"
	"beirat/storage/storagetest"
)

// TestMattermostStories tells every story to the users of a Mattermost server:
// of the real one that the environment names, where stories run beside each
// other, and, with "make everything", of a fake one of its own. Otherwise the
// fake one is left to TestMattermostStoriesWithFaults, which tells them there
// on the other database.
func TestMattermostStories(t *testing.T) {
	typist := typist{theBook(t)}
	t.Run("fake", func(t *testing.T) {
		if !everything() {
			return
		}
		for i, story := range onMattermost(t) {
			for name, database := range databases(i) {
				t.Run(story.short()+"/"+name, func(t *testing.T) {
					t.Parallel()
					town := fakeTown(t, story.locale())
					tell(t, plot{town: town, database: database(t), story: story, typist: typist})
				})
			}
		}
	})
	t.Run("real", func(t *testing.T) {
		url, token := realServer(t)
		for _, locale := range []string{"de", "en"} { // a user has one at a time
			t.Run(locale, func(t *testing.T) {
				town := newTown(url, token, locale)
				t.Cleanup(town.Close)
				for i, story := range onMattermost(t) {
					if story.locale() != locale {
						continue
					}
					for name, database := range databases(i + 1) {
						t.Run(story.short()+"/"+name, func(t *testing.T) {
							t.Parallel()
							tell(t, plot{town: town, database: database(t), story: story, typist: typist})
						})
					}
				}
			})
		}
	})
}

// everything tells whether all stories are to be told everywhere.
func everything() bool { return os.Getenv("BEIRAT_TEST_EVERYTHING") != "" }

// databases are SQLite and PostgreSQL in turn, or both where everything is
// wished: in CI each story is told on each, but not by each server.
func databases(turn int) map[string]func(testing.TB) string {
	both := map[string]func(testing.TB) string{"sqlite": storagetest.SQLite, "postgres": storagetest.Postgres}
	if everything() {
		return both
	}
	name := []string{"sqlite", "postgres"}[turn%2]
	return map[string]func(testing.TB) string{name: both[name]}
}

// onMattermost are the stories that are not about another platform.
func onMattermost(t *testing.T) []Story {
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

func fakeTown(t *testing.T, locale string) *town {
	t.Helper()
	server := fakemattermost.New(fakemattermost.Options{})
	t.Cleanup(server.Close)
	town := newTown(server.URL, server.AdminToken, locale)
	t.Cleanup(town.Close)
	return town
}

// realServer is the server that the environment names; without one the test is
// skipped, and e2e/mattermost says how to start one.
func realServer(t testing.TB) (url, token string) {
	t.Helper()
	url, token = os.Getenv("BEIRAT_TEST_MATTERMOST"), os.Getenv("BEIRAT_TEST_MATTERMOST_ADMIN_TOKEN")
	if url == "" || token == "" {
		t.Skip("no real Mattermost server: e2e/mattermost starts one and says BEIRAT_TEST_MATTERMOST and BEIRAT_TEST_MATTERMOST_ADMIN_TOKEN")
	}
	return url, token
}

func tell(t *testing.T, p plot) {
	t.Helper()
	var err error
	if p.binary, err = built(); err != nil {
		t.Fatal(err)
	}
	p.folder = t.TempDir()
	d, err := Mattermost(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			if log, err := os.ReadFile(filepath.Join(p.folder, "serve.log")); err == nil {
				t.Logf("log of serve:\n%s", log)
			}
		}
	}()
	Run(t, p.story, d)
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
