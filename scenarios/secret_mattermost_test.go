package scenarios

import (
	"cmp"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"beirat/internal/fakemattermost"
)

// onServer holds the vote on a server of its own, and gives
// everything that is left of it: what is in the database and in the log, what
// the metrics count, what everybody saw, and every post, edit, whisper and
// click that went over the wire.
func onServer(t *testing.T, database string, typist typist, v secretVote) evidence {
	t.Helper()
	server := fakemattermost.New(fakemattermost.Options{})
	defer server.Close()
	wire := &tap{}
	town := newTown(wire.before(t, server.URL), server.AdminToken, "de")
	defer town.Close()
	binary, err := built()
	if err != nil {
		t.Fatal(err)
	}
	p := plot{town: town, folder: t.TempDir(), database: database, binary: binary, typist: typist,
		environ: []string{"BEIRAT_LOG_LEVEL=debug", "BEIRAT_LOG_FORMAT=json"},
		gate:    func(port int) string { return wire.before(t, "http://"+address(port)) },
		story:   Story{Settings: Settings{Clock: "2026-11-26T10:00"}}}
	driver, err := Mattermost(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	d := driver.(*mattermostDriver)
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
	e.wire, e.seen, e.log = c.out(wire.all()), c.out(e.seen), c.out(e.log)
	c.closed = true
	e.tables, e.alike = settled(c.out(e.tables)), false // with their ids the order of their rows was by chance
	return e
}

// ordered is what was seen in the order of who saw it: the driver looks into the
// conversations in any order.
func ordered(seen []Seen) []Seen {
	slices.SortStableFunc(seen, func(a, b Seen) int {
		return cmp.Or(strings.Compare(a.Who, b.Who), strings.Compare(a.String(), b.String()))
	})
	return seen
}

// counters are what the metrics page tells of the board's doings, without how
// long anything took.
func counters(t *testing.T, port int) string {
	t.Helper()
	answer, err := http.Get("http://" + address(port) + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for line := range strings.Lines(string(page)) {
		timed := strings.HasPrefix(line, "beirat_handler_seconds_bucket") || strings.HasPrefix(line, "beirat_handler_seconds_sum")
		if strings.HasPrefix(line, "beirat_") && !timed {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

// TestOnAServerNothingTellsWhoVotedHowEither is the proof of the console on a
// Mattermost server: with the choices dealt out to other people nothing is
// different in what Beirat stores, logs, counts, sends and answers.
func TestOnAServerNothingTellsWhoVotedHowEither(t *testing.T) {
	typist := typist{theBook(t)}
	for name, v := range map[string]secretVote{
		"to the end": {opens: secretOpening, cast: once, after: []string{"now 2026-12-03T18:00", "gast: /abstimmung zeigen 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			onOne(t, 0, func(t *testing.T, fresh func() string) {
				one, two := v, v
				one.ballots, two.ballots = ballots(eleven(), mixed()), ballots(eleven(), turned(mixed(), 4))
				first, second := onServer(t, fresh(), typist, one), onServer(t, fresh(), typist, two)
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

// namedClick is a click on a button of the open vote, and what it was answered.
var namedClick = regexp.MustCompile(`^POST /api/v4/posts/\w+/actions/|^POST /mattermost/action .*"poll\.vote"|Ihre Stimme ist gezählt`)

// TestOnAServerOfNamedBallotsNothingIsLeftEither: what six had said by name
// before the vote became secret is in nothing that Beirat keeps. The server
// keeps no answer to a click, and who pressed which button of the open vote is
// its own to forget.
func TestOnAServerOfNamedBallotsNothingIsLeftEither(t *testing.T) {
	typist := typist{theBook(t)}
	onOne(t, 1, func(t *testing.T, fresh func() string) {
		vote := func(says []string) evidence {
			e := onServer(t, fresh(), typist, secretVote{opens: `stadt: /abstimmung neu "Wer soll uns vertreten?"`,
				before:  slices.Concat(byName(ballots(eleven()[:6], says)), demanded(eleven()[3:6])),
				ballots: ballots(eleven(), mixed()), after: []string{"now 2026-12-03T18:00"}})
			e.wire = strings.Join(slices.DeleteFunc(strings.Split(e.wire, "\n"), namedClick.MatchString), "\n")
			return e.withoutOwn()
		}
		first, second := vote([]string{"Ja", "Nein", "Enthaltung", "Ja", "Nein", "Ja"}), vote([]string{"Nein", "Ja", "Ja", "Enthaltung", "Ja", "Nein"})
		complete(t, first)
		for _, difference := range first.differs(second) {
			t.Error(difference)
		}
	})
}

// once casts a ballot and then tries it again.
func once(b ballot) []string {
	return append(byButtons(b), b.who+": press Endgültig abgeben")
}
