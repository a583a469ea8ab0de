package scenarios

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/cryptotest"

	"beirat/bot"

	"github.com/jmoiron/sqlx"
)

// ballot is one of a secret vote: whose, and the label of the button.
type ballot struct{ who, says string }

// eleven are the eleven of the demonstration board, in the order of their seats.
func eleven() []string {
	var names []string
	for i := range 5 {
		names = append(names, fmt.Sprint("buerger", i+1))
	}
	for i := range 5 {
		names = append(names, fmt.Sprint("gewerbe", i+1))
	}
	return append(names, "stadt")
}

// ballots gives everybody a choice in turn.
func ballots(who, says []string) []ballot {
	all := make([]ballot, min(len(who), len(says)))
	for i := range all {
		all[i] = ballot{who[i], says[i]}
	}
	return all
}

// mixed are eleven choices: six for, three against, two abstain.
func mixed() []string {
	return []string{"Ja", "Nein", "Ja", "Enthaltung", "Nein", "Ja", "Ja", "Nein", "Ja", "Enthaltung", "Ja"}
}

// turned are the same values from the n-th on.
func turned(values []string, n int) []string {
	return slices.Concat(values[n:], values[:n])
}

// secretVote is a vote as the console's people hold it.
type secretVote struct {
	opens   string   // the line that opens it
	before  []string // lines said after the opening and before the ballots
	ballots []ballot
	cast    func(ballot) []string // the lines of one; nil: by buttons
	after   []string              // lines said after the last ballot
	stops   bool                  // is looked at before its deadline

	ended func(t *testing.T, leak leaking, ballots []ballot) // plants a leak after the end
}

// leaking is where a test plants a leak.
type leaking struct {
	db       *sqlx.DB
	log, out io.StringWriter
	wire     *tap // nil on the console
}

const secretOpening = `stadt: /abstimmung neu "Wer soll uns vertreten?" geheim=ja`

// byButtons casts a ballot as people do: open, choose, have second thoughts,
// choose, cast.
func byButtons(b ballot) []string {
	return []string{
		b.who + ": press Geheim abstimmen",
		b.who + ": press " + b.says,
		b.who + ": press Noch einmal wählen",
		b.who + ": press " + b.says,
		b.who + ": press Endgültig abgeben",
	}
}

// stubborn tries everything that is refused, with the own choice, before and
// after casting it.
func stubborn(b ballot) []string {
	typed := map[string]string{"Ja": "ja", "Nein": "nein", "Enthaltung": "enthaltung"}[b.says]
	lines := []string{b.who + ": /abstimmung 1 " + typed, b.who + ": abstimmung 1 " + typed, b.who + ": ich stimme mit " + typed}
	lines = append(lines, byButtons(b)...)
	return append(lines, b.who+": press Endgültig abgeben", b.who+": press "+b.says, b.who+": /abstimmung 1 "+typed, b.who+": /abstimmung zeigen 1")
}

// minuteByMinute is told between two ballots, so that times are those of the
// ballots and not of the people.
const minuteByMinute = "wait 1m"

// onConsole holds the vote in the console on a fresh database, to its end, and
// gives everything that is left of it. What is drawn by chance is drawn alike
// in every vote, so nothing has to be taken out to compare two of them; with
// one exception: a line of the log has the time of the wall, which is when
// something was done, as the server's own log has it.
func onConsole(t *testing.T, database string, v secretVote) (e evidence) {
	t.Helper()
	held := t.Run("vote", func(t *testing.T) { // chance is itself again afterwards
		cryptotest.SetGlobalRandom(t, 2026)
		e = v.held(t, database)
	})
	if !held {
		t.FailNow()
	}
	return e
}

func (v secretVote) held(t *testing.T, database string) evidence {
	t.Helper()
	var out, log bytes.Buffer
	c, err := bot.OpenChat(t.Context(), bot.ChatOptions{Database: database, Demo: true, Clock: "2026-11-26T10:00", Zone: "Europe/Berlin", Out: &out,
		Log: slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug - 100, ReplaceAttr: untimed}))})
	if err != nil {
		t.Fatal(err)
	}
	say := func(line string) {
		t.Helper()
		if err := c.Window.Say(t.Context(), line); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
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
	if !v.stops {
		say("wait 9d")
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if v.ended != nil {
		v.ended(t, leaking{db: aside(t, database), log: &log, out: &out}, v.ballots)
	}
	return gathered(t, database, log.String(), out.String())
}

// lines are those that cast a ballot.
func (v secretVote) lines(b ballot) []string {
	if v.cast == nil {
		return byButtons(b)
	}
	return v.cast(b)
}

func untimed(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

// aside is a second connection that may write, for what a test plants.
func aside(t *testing.T, database string) *sqlx.DB {
	t.Helper()
	driver, source := "postgres", database
	if path, isFile := strings.CutPrefix(database, "sqlite:"); isFile {
		driver, source = "sqlite", "file:"+path+"?_pragma=busy_timeout(10000)"
	}
	db, err := sqlx.ConnectContext(context.Background(), driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}
