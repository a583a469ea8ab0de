package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"beirat/storage/storagetest"
)

// onDiscord holds the vote on a Discord of its own, and gives everything that is
// left of it: what is in the database and in the log, what the metrics count, what
// everybody saw, and every answer, message and edit that Discord was sent. What
// Discord itself is told by its people, it keeps or forgets as it likes.
func onDiscord(t *testing.T, database string, typist typist, v secretVote) evidence {
	t.Helper()
	square := fakeSquare(t, append(eleven(), "geschaeftsstelle", "gast", "admin"), "de")
	wire := &tap{}
	binary, err := built()
	if err != nil {
		t.Fatal(err)
	}
	p := tale{square: square, folder: t.TempDir(), database: database, binary: binary, typist: typist,
		environ: []string{"BEIRAT_LOG_LEVEL=debug", "BEIRAT_LOG_FORMAT=json", "BEIRAT_DISCORD_URL=" + wire.before(t, square.server.URL())},
		story:   Story{Settings: Settings{Clock: "2026-11-26T10:00"}}}
	d, err := Discord(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	began, err := os.ReadFile(filepath.Join(p.folder, "serve.log"))
	if err != nil {
		t.Fatal(err)
	}
	wire.listen()
	seen := v.told(t, d)
	counted := counters(t, d.served.adminPort)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if v.ended != nil {
		v.ended(t, leaking{db: aside(t, database), wire: wire}, v.ballots)
	}
	log, err := os.ReadFile(filepath.Join(p.folder, "serve.log"))
	if err != nil {
		t.Fatal(err)
	}
	e := gathered(t, database, string(log[len(began):])+counted, seen)
	c := chances{ids: map[string]string{}}
	e.wire, e.seen, e.log = c.outOfDiscord(wire.all()), c.outOfDiscord(e.seen), c.outOfDiscord(e.log)
	c.closed = true
	e.tables, e.alike = settled(c.outOfDiscord(e.tables)), false // with their ids the order of their rows was by chance
	return e
}

// onItsOwn runs a test on a Discord of its own, beside others; where everything is
// wished, on PostgreSQL too: what the databases keep is not the platform's doing,
// and held on both elsewhere.
func onItsOwn(t *testing.T, do func(t *testing.T, fresh func() string)) {
	if everything() {
		onBoth(t, do)
		return
	}
	t.Parallel()
	do(t, func() string { return storagetest.SQLite(t) })
}

// told holds the vote with a driver, and gives what was seen of it.
func (v secretVote) told(t *testing.T, d Driver) string {
	t.Helper()
	var seen strings.Builder
	say := func(line string) {
		t.Helper()
		saw, err := d.Say(t.Context(), line)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		seen.WriteString(show(ordered(saw)) + "\n")
	}
	say(v.opens)
	for _, line := range v.before {
		say(line)
	}
	for _, b := range v.ballots {
		for _, line := range v.lines(b) {
			say(line)
		}
		say(minuteByMinute)
	}
	for _, line := range v.after {
		say(line)
	}
	return seen.String()
}

var (
	// What a button carries and nobody but us reads. Its length stays.
	closedID = regexp.MustCompile(`"c[A-Za-z0-9_-]{90,}(~\d+)?"`)
	// What a button carries in the clear: behind its kind a seal that is made with a
	// secret of the installation. The text stays.
	openID      = regexp.MustCompile(`"(custom_id|value)":"([akosfl])[A-Za-z0-9_-]{10}([^"]*)"`)
	snowflakes  = regexp.MustCompile(`\b\d{17,20}\b`)
	discordWays = regexp.MustCompile(`/(interactions|webhooks)/(\w+)/[^/\s]+`) // with the token of what was done
	// What is wrong in a form is said above it, to the one who filled it in: it passes
	// Discord in an answer, as what was filled in did, and stands in no message.
	aboveForm = regexp.MustCompile(`("type":9,.*?"components":\[\{"type":10,"content":)"(?:[^"\\]|\\.)*"`)
	// What is kept for a form or a button, encrypted. Its length stays.
	hiddenKept = regexp.MustCompile(`(name="form/[A-Za-z0-9_-]{24}" body=)"([A-Za-z0-9+/=]{1000,})"`)
	// What was registered last, with the id of the application.
	registeredAs = regexp.MustCompile(`(name="commands" content=)"[0-9a-f]{64}"`)
	byChance     = regexp.MustCompile(`"(nonce|timestamp|edited_timestamp|token)":("[^"]*"|\d+)|\b[A-Z2-7]{26}\b|(action|form|sent)/[A-Za-z0-9_-]{24}|boundary=\w+|--[0-9a-f]{60}(--)?`)
)

func (c *chances) outOfDiscord(text string) string {
	text = closedID.ReplaceAllStringFunc(text, func(s string) string { return fmt.Sprintf("closed(%d)", len(s)) })
	text = openID.ReplaceAllString(text, `"$1":"$2 $3"`)
	text = aboveForm.ReplaceAllString(text, `$1"…"`)
	text = hiddenKept.ReplaceAllStringFunc(text, func(s string) string { return fmt.Sprintf("form closed(%d)", len(s)) })
	text = registeredAs.ReplaceAllString(text, `$1"…"`)
	text = discordWays.ReplaceAllString(text, "/$1/$2/…")
	for _, drop := range []*regexp.Regexp{byChance, venueName, logID, wallTime, logTime} {
		text = drop.ReplaceAllString(text, "…")
	}
	text = remembered.ReplaceAllString(text, `$1"…"`)
	return snowflakes.ReplaceAllStringFunc(text, c.number)
}

// TestOnDiscordNothingTellsWhoVotedHowEither: with the choices dealt out to other
// people nothing is different in what Beirat stores, logs, counts, sends and
// answers there.
func TestOnDiscordNothingTellsWhoVotedHowEither(t *testing.T) {
	typist := typist{theBook(t)}
	for name, cast := range map[string]func(ballot) []string{"by buttons": once, "with refused lines": stubborn} {
		t.Run(name, func(t *testing.T) {
			onItsOwn(t, func(t *testing.T, fresh func() string) {
				vote := func(says []string) evidence {
					return onDiscord(t, fresh(), typist, secretVote{opens: secretOpening, cast: cast, ballots: ballots(eleven(), says),
						after: []string{"now 2026-12-03T18:00", "gast: /abstimmung zeigen 1"}})
				}
				first, second := vote(mixed()), vote(turned(mixed(), 4))
				complete(t, first)
				for _, difference := range first.differs(second) {
					t.Error(difference)
				}
				if met := together(first); len(met) > 0 {
					t.Errorf("%d people beside choices, first:\n%s", len(met), met[0])
				}
			})
		})
	}
}

// TestOnDiscordNothingTellsABallotOverOptions is the same with forms, which
// somebody may fill in wrongly first.
func TestOnDiscordNothingTellsABallotOverOptions(t *testing.T) {
	typist := typist{theBook(t)}
	for name, v := range overOptions() {
		t.Run(name, func(t *testing.T) {
			onItsOwn(t, func(t *testing.T, fresh func() string) {
				vote := func(says []string) evidence {
					return onDiscord(t, fresh(), typist, secretVote{opens: v.opens, ballots: ballots(eleven(), says), cast: inTheForm,
						after: []string{"now 2026-12-03T18:00"}}).withoutForms()
				}
				first, second := vote(v.says), vote(turned(v.says, 4))
				complete(t, first)
				for _, difference := range first.differs(second) {
					t.Error(difference)
				}
				inUrnOnly(t, first, v.stored)
			})
		})
	}
}

// TestOnDiscordAReceiptIsWhisperedOnce: the code comes in an answer that only its
// owner sees, and stands in no message that is kept.
func TestOnDiscordAReceiptIsWhisperedOnce(t *testing.T) {
	typist := typist{theBook(t)}
	onItsOwn(t, func(t *testing.T, fresh func() string) {
		e := onDiscord(t, fresh(), typist, secretVote{opens: secretOpening + " quittung=ja",
			before: []string{`stadt: /abstimmung neu "Noch etwas?"`}, cast: inTheFirst, ballots: ballots(eleven(), mixed()), after: []string{"now 2026-12-03T18:00"}})
		complete(t, e)
		codes := receipt.FindAllString(e.only("urn"), -1)
		if len(codes) != len(eleven()) {
			t.Fatalf("the urn: %s", e.only("urn"))
		}
		for _, code := range codes {
			if n := strings.Count(e.tables+e.log, code); n != 1 {
				t.Errorf("%s stands in the tables and in the log %d times", code, n)
			}
			for line := range strings.Lines(e.wire) {
				if strings.Contains(line, code) && !strings.HasPrefix(line, "POST /api/v10/interactions/") && !strings.HasPrefix(line, "POST /api/v10/webhooks/") {
					t.Errorf("%s is told to be kept: %s", code, line)
				}
			}
			if n := strings.Count(e.wire, code); n != 1 {
				t.Errorf("%s was told %d times", code, n)
			}
		}
	})
}
