package scenarios

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"beirat/storage/storagetest"

	"github.com/google/go-cmp/cmp"
)

// onBoth does the same on a fresh database of each kind as often as is asked.
func onBoth(t *testing.T, do func(t *testing.T, fresh func() string)) {
	for name, kind := range map[string]func(testing.TB) string{"sqlite": storagetest.MigratedSQLite, "postgres": storagetest.MigratedPostgres} {
		t.Run(name, func(t *testing.T) { do(t, func() string { return kind(t) }) })
	}
}

// onOne runs a test on SQLite or PostgreSQL, by turn, or on both where everything
// is wished: of what one chat more or one vote more leaves it is enough to look at
// one, for the databases are held beside each other elsewhere.
func onOne(t *testing.T, turn int, do func(t *testing.T, fresh func() string)) {
	for name, kind := range databases(turn) {
		t.Run(name, func(t *testing.T) { do(t, func() string { return kind(t) }) })
	}
}

// TestOfWhatASecretVoteLeavesNothingTellsWhoVotedHow holds the same vote again
// with the choices dealt out to other people: in all that is left, nothing may
// be different.
func TestOfWhatASecretVoteLeavesNothingTellsWhoVotedHow(t *testing.T) {
	for i, c := range []struct {
		name string
		vote secretVote
	}{
		{"by buttons", secretVote{opens: secretOpening}},
		{"with refused lines", secretVote{opens: secretOpening, cast: stubborn}},
		{"looked at before end", secretVote{opens: secretOpening, stops: true}},
		{"closed early", secretVote{opens: secretOpening, after: []string{"stadt: /abstimmung schließen 1"}}},
		{"right after the end", secretVote{opens: secretOpening, after: []string{"now 2026-12-03T18:00"}, stops: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			onOne(t, i+1, func(t *testing.T, fresh func() string) {
				one, two := c.vote, c.vote
				one.ballots, two.ballots = ballots(eleven(), mixed()), ballots(eleven(), turned(mixed(), 4))
				first, second := onConsole(t, fresh(), one), onConsole(t, fresh(), two)
				complete(t, first)
				for _, difference := range first.differs(second) {
					t.Error(difference)
				}
			})
		})
	}
}

// complete: the vote took place, and the evidence holds what it should.
func complete(t *testing.T, e evidence) {
	t.Helper()
	for _, table := range []string{"urn", "roll", "audit", "job", "memory", "poll", "elector", "shown"} {
		if !strings.Contains("\n"+e.tables, "\n"+table+" ") && table != "job" {
			t.Errorf("the evidence has no row of %s", table)
		}
	}
	if roll := strings.Count(e.only("roll"), "\n"); roll != len(eleven()) {
		t.Fatalf("%d of %d have voted:\n%s", roll, len(eleven()), e.seen)
	}
	if papers := strings.Count(e.only("urn"), `\n`) + 1; papers != len(eleven()) {
		t.Fatalf("%d papers are in the urn:\n%s", papers, e.only("urn"))
	}
}

// TestInWhatOrderASecretVoteWasHeldIsNotInItsUrnAndRoll: the same ballots in
// other orders leave the same rows, as they lie.
func TestInWhatOrderASecretVoteWasHeldIsNotInItsUrnAndRoll(t *testing.T) {
	all := ballots(eleven(), mixed())
	backwards := slices.Clone(all)
	slices.Reverse(backwards)
	byChoice := slices.Clone(all)
	slices.SortStableFunc(byChoice, func(a, b ballot) int { return strings.Compare(a.says, b.says) })
	orders := map[string][]ballot{"backwards": backwards, "by choice": byChoice, "from the middle": slices.Concat(all[6:], all[:6])}
	onBoth(t, func(t *testing.T, fresh func() string) {
		vote := func(order []ballot) evidence {
			return onConsole(t, fresh(), secretVote{opens: secretOpening, ballots: order})
		}
		first := vote(all)
		complete(t, first)
		for name, order := range orders {
			other := vote(order)
			for _, table := range []string{"urn", "roll", "audit", "poll", "elector"} {
				if diff := cmp.Diff(first.only(table), other.only(table)); diff != "" {
					t.Errorf("%s: %s: %s", name, table, diff)
				}
			}
		}
	})
}

// TestNothingNamesASeatTogetherWithAChoice reads all rows, lines and messages:
// who is named in one reads there either all choices or none.
func TestNothingNamesASeatTogetherWithAChoice(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() string) {
		e := onConsole(t, fresh(), secretVote{opens: secretOpening, ballots: ballots(eleven(), mixed()), cast: stubborn})
		complete(t, e)
		if met := together(e); len(met) > 0 {
			t.Errorf("%d, first:\n%s", len(met), met[0])
		}
	})
}

// together are the records in which a person stands beside some choices, but
// not beside all that there were.
func together(e evidence) []string {
	choices := [][]string{{"Ja", "ja", "yes"}, {"Nein", "nein", "no"}, {"Enthaltung", "enthaltung", "abstain"}}
	var met []string
	for _, record := range e.records() {
		if !slices.ContainsFunc(append(eleven(), "seat:", "person_id"), func(name string) bool { return strings.Contains(record, name) }) {
			continue
		}
		spoken := 0
		for _, names := range choices {
			if slices.ContainsFunc(names, func(name string) bool { return holdsWord(record, name) }) {
				spoken++
			}
		}
		if spoken != 0 && spoken != len(choices) {
			met = append(met, fmt.Sprint(spoken, " choices: ", record))
		}
	}
	return met
}
