package scenarios

import (
	"testing"
)

// TestDiscordStories tells stories to the users of a Discord, each of its own; what
// the program sends is held against what Discord takes. In CI it is those whose turn
// it is, on one database in turn; with "make everything" all on both.
func TestDiscordStories(t *testing.T) {
	t.Parallel()
	typist := typist{theBook(t)}
	for i, story := range toldEverywhere(t) {
		if !toldOnDiscord.has(i) {
			continue
		}
		for name, database := range databases(i / 4) {
			t.Run(story.short()+"/"+name, func(t *testing.T) {
				t.Parallel()
				tellOnDiscord(t, tale{square: fakeSquare(t, story.cast(), clientLocale(story)), database: database(t), story: story, typist: typist})
			})
		}
	}
}

// clientLocale is the language of the clients of a story's people.
func clientLocale(s Story) string {
	if s.locale() == "en" {
		return "en-GB"
	}
	return s.locale()
}

func tellOnDiscord(t *testing.T, p tale) *discordDriver {
	t.Helper()
	var err error
	if p.binary, err = built(); err != nil {
		t.Fatal(err)
	}
	p.folder = t.TempDir()
	d, err := Discord(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	acted(t, p.story, p.folder, d)
	t.Logf("commands picked: %d, written: %d; lines in private: %d", d.ways.picked, d.ways.written, d.ways.direct)
	return d
}
