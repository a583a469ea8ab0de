package scenarios

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"beirat/internal/fakediscord"
	"beirat/storage/storagetest"
)

// twofold is one board on a Mattermost server and in a guild of Discord, served
// by one process.
type twofold struct {
	*testing.T
	town   *mattermostDriver
	square *discordDriver
}

func newTwofold(t *testing.T, database string) *twofold {
	t.Helper()
	binary, err := built()
	if err != nil {
		t.Fatal(err)
	}
	story := Story{Settings: Settings{Clock: "2026-11-26T10:00"}}
	square := fakeSquare(t, []string{"anna", "vorsitz", "gast"}, "de")
	p := plot{town: fakeTown(t, "de"), folder: t.TempDir(), database: database, binary: binary, story: story, typist: typist{theBook(t)},
		environ: square.environ()}
	made, err := Mattermost(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	both := &twofold{T: t, town: made.(*mattermostDriver)}
	t.Cleanup(func() {
		if err := made.Close(); err != nil {
			t.Error(err)
		}
		if log, err := os.ReadFile(filepath.Join(p.folder, "serve.log")); t.Failed() && err == nil {
			t.Logf("log of serve:\n%s", log)
		}
	})
	d := &discordDriver{square: square, forms: map[string]*openModal{}, posts: map[string]*fakediscord.Message{}, leading: map[string]bool{}}
	if d.stage, err = newStage(d, both.town.served, p.typist, story); err != nil {
		t.Fatal(err)
	}
	d.look = both.town.look
	both.square = d
	if err := square.arrived(t.Context()); err != nil {
		t.Fatal(err)
	}
	return both
}

// says is what somebody does on one of the platforms, and what is seen there.
func (b *twofold) says(d Driver, line string, parts ...string) string {
	b.Helper()
	seen, err := d.Say(b.Context(), line)
	if err != nil {
		b.Fatalf("%s: %v", line, err)
	}
	text := show(seen)
	for _, part := range parts {
		if !strings.Contains(text, part) {
			b.Errorf("%s: %q is missing in:\n%s", line, part, text)
		}
	}
	return text
}

// shown is what changed for everybody on both platforms since it was looked.
func (b *twofold) shown(parts ...string) {
	b.Helper()
	for name, d := range map[string]hands{"Mattermost": b.town, "Discord": b.square} {
		if _, err := d.happened(b.Context(), ""); err != nil {
			b.Fatal(err)
		}
		var all []string
		for _, p := range map[string]*stage{"Mattermost": b.town.stage, "Discord": b.square.stage}[name].byID {
			if p.owner == "" {
				all = append(all, strings.Join(p.lines, "\n"))
			}
		}
		for _, part := range parts {
			if text := strings.Join(all, "\n"); !strings.Contains(text, part) {
				b.Errorf("%q does not stand on %s:\n%s", part, name, text)
			}
		}
	}
}

var codeTold = regexp.MustCompile(`[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}`)

// links makes somebody on Discord the person that somebody is on Mattermost.
func (b *twofold) links(here, there string) {
	b.Helper()
	code := codeTold.FindString(b.says(b.town, here+": /beirat verknüpfen", "Ihr Code:"))
	b.says(b.square, there+": /beirat verknüpfen code="+code, "Dieser Code gehört "+here+" (Mattermost). Sind Sie das selbst?", "[Ja, das bin ich]")
	b.says(b.square, there+": press Ja, das bin ich", "Ihre Konten gehören jetzt zusammen: Dieses und "+here+" (Mattermost)")
	b.says(b.town, here+": /beirat aufgaben")
}

// TestOneBoardOnTwoPlatforms: one person is on both with one vote, and what the
// board shows is true on both.
func TestOneBoardOnTwoPlatforms(t *testing.T) {
	for name, database := range map[string]func(testing.TB) string{"sqlite": storagetest.SQLite, "postgres": storagetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newTwofold(t, database(t))
			b.links("stadt", "vorsitz")
			b.says(b.square, "vorsitz: /beirat platz hier=ja", "Dieser Kanal gehört jetzt zu")
			b.shown("Ein Kanal mehr.")
			b.links("buerger1", "anna")

			b.says(b.town, `buerger2: /abstimmung neu "Radweg am Hafen?" bis="5. Dezember 12 Uhr" zwischenstand=laufend`)
			b.shown("Abstimmung 1: Radweg am Hafen?", "0 von 11 haben abgestimmt")
			b.says(b.square, "anna: press Ja on abstimmung 1", "Ihre Stimme ist gezählt: Ja")
			b.shown("1 von 11 hat abgestimmt")
			b.says(b.town, "buerger1: press Nein on abstimmung 1", "Jetzt zählt: Nein (vorher: Ja)")
			b.says(b.town, "buerger3: press Ja on abstimmung 1")
			b.shown("2 von 11 haben abgestimmt", "Ja 1 · Nein 1")

			b.says(b.square, "anna: /beirat verknüpfen lösen", "Die Verknüpfung ist gelöst: anna (Discord)", "bleiben bei buerger1 (Mattermost)")
			b.says(b.square, "anna: press Ja on abstimmung 1", "Das können die Mitglieder mit einem Sitz")
			b.says(b.town, "now 2026-12-05T13:00")
			b.shown("Beendet am", "Abstimmung 1: kein gültiges Ergebnis")
		})
	}
}
