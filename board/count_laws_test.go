package board

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawPiles draws at most so many ballots of a poll, some of them abstentions
// or spoiled.
func drawPiles(t *rapid.T, p Poll, most int) []Pile {
	choices := append(everyChoice(p), Abstain, Abstain, Invalid)
	return Piles(rapid.SliceOfN(rapid.SampledFrom(choices), 0, most).Draw(t, "ballots"))
}

func ballots(piles []Pile) int {
	n := 0
	for _, pile := range piles {
		n += pile.N
	}
	return n
}

// drawPeople draws a board of which so many have voted.
func drawPeople(t *rapid.T, p Poll, voted int) Tally {
	people := Tally{Present: voted + rapid.IntRange(0, 3).Draw(t, "silent")}
	people.Members = max(1, people.Present+rapid.IntRange(0, 4).Draw(t, "absent"))
	if p.Terms.Procedure == CircularNoObjection && rapid.IntRange(0, 5).Draw(t, "objection") == 0 {
		people.Objections = 1
	}
	return people
}

// and is the piles with some more, which leaves the piles as they are.
func and(piles []Pile, more ...Pile) []Pile { return append(slices.Clip(piles), more...) }

func TestTheOrderOfPilesAndTheirPartsDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoll(t, Methods()...)
		p.Secret = rapid.Bool().Draw(t, "secret")
		piles := drawPiles(t, p, 9)
		people := drawPeople(t, p, ballots(piles))
		want := p.Count(people, piles)
		var parts []Pile
		for _, pile := range piles {
			one := rapid.IntRange(0, pile.N).Draw(t, "part")
			parts = append(parts, Pile{pile.Choice, one}, Pile{pile.Choice, pile.N - one})
		}
		if diff := cmp.Diff(want, p.Count(people, rapid.Permutation(parts).Draw(t, "order"))); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestEveryBallotIsCountedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoll(t, Methods()...)
		piles := drawPiles(t, p, 9)
		n := ballots(piles)
		r := p.Count(drawPeople(t, p, n), piles)
		if r.Tally.Ballots() != n {
			t.Fatalf("%d of %d: %+v", r.Tally.Ballots(), n, r.Tally)
		}
		won := 0
		for i, o := range r.Options {
			if o.Number != i+1 || o.Label != p.Options[i].Label || (o.Place > 0) != (len(r.Order) > 0) || o.Won && o.Place != 1 {
				t.Fatalf("%+v", r.Options)
			}
			if o.Won {
				won++
			}
		}
		if p.Method != YesNo && p.Purpose != Informal && (won == 1) != r.Outcome.Passed() || won > 1 {
			t.Fatalf("%s, and %d won", r.Outcome, won)
		}
	})
}

func TestAFurtherYesNeverRejectsAndAFurtherNoNeverAdopts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoll(t, YesNo)
		p.Purpose = Recommendation
		piles := drawPiles(t, p, 9)
		people := drawPeople(t, p, ballots(piles)+1)
		people.Chair = rapid.SampledFrom([]Choice{"", Yes, No}).Draw(t, "chair")
		before := p.Count(people, piles).Outcome
		yes, no := p.Count(people, and(piles, Pile{Yes, 1})).Outcome, p.Count(people, and(piles, Pile{No, 1})).Outcome
		if before.Passed() && !yes.Passed() {
			t.Fatalf("%s, and with one Yes more %s", before, yes)
		}
		// Where too few have voted, one more of any kind may be what was missing.
		if tooFew := before == TooFewReplies || before == Inquorate; !tooFew && !before.Passed() && no.Passed() {
			t.Fatalf("%s, and with one No more %s", before, no)
		}
		if !yes.Passed() && no.Passed() {
			t.Fatalf("one Yes more: %s, one No more: %s", yes, no)
		}
	})
}

// exactly draws votes in which one option stands alone at the top, and gives
// its number.
func exactly(t *testing.T, check func(t *rapid.T, p Poll, people Tally, piles []Pile, first Option), methods ...Method) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoll(t, methods...)
		p.Terms.Procedure, p.Terms.Quorum = InMeeting, NoQuorum
		piles := drawPiles(t, p, 9)
		people := drawPeople(t, p, ballots(piles)+1)
		r := p.Count(people, piles)
		if len(r.Order) == 0 || len(r.Order[0].Options) > 1 {
			t.Skip("nothing stands alone at the top")
		}
		check(t, p, people, piles, r.Options[r.Order[0].Options[0]])
	})
}

// first tells whether an option stands alone at the top of a result.
func first(r Result, o Option) bool {
	return len(r.Order) > 0 && slices.Equal(r.Order[0].Options, []int{o.Number - 1})
}

// TestOneMoreBallotForTheFirstKeepsItFirst does not hold for Schulze, with
// which the other places of that ballot may matter more than its first, as for
// every method that lets the winner of all duels win; below is what holds.
func TestOneMoreBallotForTheFirstKeepsItFirst(t *testing.T) {
	check := func(t *rapid.T, p Poll, people Tally, piles []Pile, o Option) {
		more := p.wholly(o)
		if rapid.Bool().Draw(t, "with others") {
			var with []Choice
			for _, c := range everyChoice(p) {
				if marks, _ := p.parse(c); p.isFor(o, marks) {
					with = append(with, c)
				}
			}
			more = rapid.SampledFrom(with).Draw(t, "more")
		}
		before, after := p.Count(people, piles), p.Count(people, and(piles, Pile{more, 1}))
		if !first(after, o) {
			t.Fatalf("%s was first, and with %s more it stands %+v", o.Label, more, after.Options)
		}
		if before.Outcome.Passed() && !after.Outcome.Passed() {
			t.Fatalf("%s, and with %s more %s", before.Outcome, more, after.Outcome)
		}
	}
	t.Run("votes, approvals, points", func(t *testing.T) { exactly(t, check, OneOf, Approval, Points) })
	t.Run("borda", func(t *testing.T) {
		exactly(t, func(t *rapid.T, p Poll, people Tally, piles []Pile, o Option) {
			p.Terms.Counting = ByBorda
			if first(p.Count(people, piles), o) {
				check(t, p, people, piles, o)
			}
		}, Ranked)
	})
}

func TestRaisingTheFirstOfASchulzeRankingKeepsItFirst(t *testing.T) {
	exactly(t, func(t *rapid.T, p Poll, people Tally, piles []Pile, o Option) {
		p.Terms.Counting = BySchulze
		if !first(p.Count(people, piles), o) {
			t.Skip("another counting, another first")
		}
		var ranked []int
		for i, pile := range piles {
			if marks, named := p.parse(pile.Choice); named && len(marks) > 0 {
				ranked = append(ranked, i)
			}
		}
		i := rapid.SampledFrom(ranked).Draw(t, "raised")
		raised := Pile{p.above(o, piles[i].Choice), 1}
		fewer := slices.Clone(piles)
		fewer[i].N--
		if after := p.Count(people, and(fewer, raised)); !first(after, o) {
			t.Fatalf("%s is raised from %s to %s and falls: %+v", o.Label, piles[i].Choice, raised.Choice, after.Options)
		}
	}, Ranked)
}

// above is a ranking with an option put above all others, which stay as they are.
func (p Poll) above(o Option, c Choice) Choice {
	marks, _ := p.parse(c)
	up := []Mark{{Option: o, Place: 1}}
	for _, m := range marks {
		if m.Option.Number != o.Number {
			up = append(up, Mark{Option: m.Option, Place: m.Place + 1})
		}
	}
	return spelled(Ranked, up)
}

// TestRunOffCountingElectsWhomMostRankFirst is what can be relied on with IRV:
// a further first place may make an option lose, because another leaves earlier.
func TestRunOffCountingElectsWhomMostRankFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := counted(drawPoll(t, Ranked), ByIRV)
		p.Purpose, p.Terms.Procedure, p.Terms.Quorum = Recommendation, InMeeting, NoQuorum
		piles := drawPiles(t, p, 9)
		valid := 0
		firsts := map[int]int{}
		for _, pile := range piles {
			if marks, named := p.parse(pile.Choice); named {
				valid += pile.N
				firsts[marks[0].Option.Number] += pile.N
			}
		}
		r := p.Count(Tally{Members: 20, Present: 20}, piles)
		for number, n := range firsts {
			if 2*n > valid && !r.Options[number-1].Won {
				t.Fatalf("%d of %d rank %d first: %+v", n, valid, number, r.Options)
			}
		}
	})
}

func TestRenamingOptionsChangesNothingButTheNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoll(t, OneOf, Approval, Points, Ranked)
		p.Terms.Lot = false // the lot draws by names
		piles := drawPiles(t, p, 9)
		people := drawPeople(t, p, ballots(piles))
		order := drawOrder(t, len(p.Options))
		var other []Pile
		for _, pile := range piles {
			marks, named := p.parse(pile.Choice)
			if !named {
				other = append(other, pile)
				continue
			}
			for i, m := range marks {
				marks[i].Option = p.Options[order[m.Option.Number-1]]
			}
			slices.SortStableFunc(marks, func(a, b Mark) int {
				if a.Place != b.Place {
					return a.Place - b.Place
				}
				return a.Option.Number - b.Option.Number
			})
			other = append(other, Pile{spelled(p.Method, marks), pile.N})
		}
		before, after := p.Count(people, piles), p.Count(people, other)
		if before.Outcome != after.Outcome {
			t.Fatalf("%s, and with other names %s", before.Outcome, after.Outcome)
		}
		for i, o := range before.Options {
			if renamed := after.Options[order[i]]; renamed.Place != o.Place || renamed.Score != o.Score || renamed.Won != o.Won {
				t.Fatalf("%+v, and with another name %+v", o, renamed)
			}
		}
	})
}

func TestWithheldIsExactlyWhatWouldReveal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoll(t, YesNo, OneOf, Approval, Points)
		p.Secret = rapid.Bool().Draw(t, "secret")
		choices := rapid.SliceOfN(rapid.SampledFrom(append(everyChoice(p), Abstain)), 0, 5).Draw(t, "ballots")
		alike := true
		valid := slices.DeleteFunc(slices.Clone(choices), func(c Choice) bool { return c == Abstain })
		for _, c := range valid {
			alike = alike && c == valid[0]
		}
		want := p.Secret && (len(choices) < 3 || alike)
		if got := p.Count(Tally{Members: 9, Present: 9}, Piles(choices)).Withheld; got != want {
			t.Fatalf("%v: withheld %t", choices, got)
		}
	})
}
