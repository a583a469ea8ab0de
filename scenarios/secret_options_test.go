package scenarios

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// over is a secret vote over options: how it is opened, eleven ballots as
// people write them, and one of them as it is stored, which nobody else has.
type over struct {
	opens  string
	says   []string
	stored string
}

func overOptions() map[string]over {
	const three = ` optionen="Anton; Berta; Clara" geheim=ja`
	return map[string]over{
		"points": {`stadt: /abstimmung neu "Wofür?" stimmart=punkte` + three,
			[]string{"1=10", "2=10", "3=10", "1=5, 2=5", "1=6, 3=4", "2=9, 3=1", "1=10", "Clara 10", "Anton 1, Berta 2, Clara 7", "2=10", "1=10"}, "1=1,2=2,3=7"},
		"ranking": {`stadt: /abstimmung neu "In welcher Reihe?" stimmart=rangfolge` + three,
			[]string{"1>2>3", "2>1>3", "3>2>1", "1>3>2", "1>2>3", "Berta > Clara = Anton", "1>2>3", "3>1>2", "2>3>1", "1>2>3", "3>2>1"}, "2>1=3"},
		"approval": {`stadt: /abstimmung neu "Was alles?" stimmart=zustimmung` + three,
			[]string{"1, 2", "1", "2", "3", "1, 2", "Anton und Clara", "1", "2", "1, 2, 3", "2", "1"}, "1,3"},
	}
}

// inTheForm casts a ballot as people do who miss the form first.
func inTheForm(b ballot) []string {
	return []string{
		b.who + ": press Geheim abstimmen",
		b.who + `: fill stimme="Dora ` + b.says + `"`,
		b.who + `: fill stimme="` + b.says + `"`,
		b.who + ": press Endgültig abgeben",
	}
}

// TestOfASecretVoteOverOptionsNothingTellsWhoVotedHow is the proof for ballots
// that a form asks for, and that somebody may write wrongly first.
func TestOfASecretVoteOverOptionsNothingTellsWhoVotedHow(t *testing.T) {
	all := overOptions()
	for i, name := range slices.Sorted(maps.Keys(all)) {
		v := all[name]
		t.Run(name, func(t *testing.T) {
			onOne(t, i, func(t *testing.T, fresh func() string) {
				vote := func(says []string) evidence {
					return onConsole(t, fresh(), secretVote{opens: v.opens, ballots: ballots(eleven(), says), cast: inTheForm}).withoutForms()
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

// TestOnAServerNothingTellsABallotOverOptions is the same with dialogs and
// lists, and all that goes over the wire.
func TestOnAServerNothingTellsABallotOverOptions(t *testing.T) {
	typist := typist{theBook(t)}
	v := overOptions()["ranking"]
	onOne(t, 1, func(t *testing.T, fresh func() string) {
		vote := func(says []string) evidence {
			return onServer(t, fresh(), typist, secretVote{opens: v.opens, ballots: ballots(eleven(), says), cast: inTheForm,
				after: []string{"now 2026-12-03T18:00"}}).withoutForms()
		}
		first, second := vote(v.says), vote(turned(v.says, 4))
		complete(t, first)
		for _, difference := range first.differs(second) {
			t.Error(difference)
		}
		inUrnOnly(t, first, v.stored)
	})
}

// withoutForms is the evidence without the forms that people had open: what is
// wrong in one is told there, to the one who wrote it, and kept nowhere.
func (e evidence) withoutForms() evidence {
	e.seen = strings.Join(slices.DeleteFunc(strings.Split(e.seen, "\n\n"), func(block string) bool {
		return strings.HasPrefix(block, "?")
	}), "\n\n")
	return e
}

// inUrnOnly: a ballot that is like no other is found in one place.
func inUrnOnly(t *testing.T, e evidence, stored string) {
	t.Helper()
	if papers := strings.Split(urnOf(e), `\n`); !slices.Contains(papers, stored) {
		t.Fatalf("%s is not in the urn: %q", stored, papers)
	}
	if n := strings.Count(e.tables, stored); n != 1 {
		t.Errorf("%s stands in the tables %d times", stored, n)
	}
	if n := strings.Count(string(e.files), stored); n > 1 {
		t.Errorf("%s stands in the files %d times", stored, n)
	}
	for _, text := range []string{e.log, e.seen, e.wire} {
		if strings.Contains(text, stored) {
			t.Errorf("%s is told:\n%s", stored, text)
		}
	}
}

// TestNoFileHoldsADiscardedBallot: of a named ballot that is like no other
// nothing is left in any page of the database's files.
func TestNoFileHoldsADiscardedBallot(t *testing.T) {
	v := overOptions()["points"]
	onBoth(t, func(t *testing.T, fresh func() string) {
		vote := func(before []string, secret ...ballot) evidence {
			return onConsole(t, fresh(), secretVote{opens: strings.Replace(v.opens, " geheim=ja", "", 1), before: before, stops: true, ballots: secret, cast: inTheForm})
		}
		named := []string{`buerger1: /abstimmung 1 "1=1, 2=2, 3=7"`, `buerger2: /abstimmung 1 "1=8, 2=2"`, `buerger1: /abstimmung 1 "1=10"`, `buerger1: /abstimmung 1 "1=1, 2=2, 3=7"`}
		open := vote(named)
		if n := strings.Count(open.tables, "1=1,2=2,3=7"); n != 1 {
			t.Fatalf("the named ballot is in the tables %d times: this test sees nothing\n%s", n, open.seen)
		}
		secret := vote(append(named, demanded(eleven()[3:6])...), ballot{"stadt", "1=10"})
		for where, text := range map[string]string{"tables": secret.tables, "files": string(secret.files), "log": secret.log} {
			if strings.Contains(text, "1=1,2=2,3=7") || strings.Contains(text, "1=8,2=2") {
				t.Errorf("a discarded ballot is in the %s", where)
			}
		}
		if !strings.Contains(secret.tables, "1=10") {
			t.Error("the secret ballot is lost")
		}
	})
}
