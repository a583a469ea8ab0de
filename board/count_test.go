package board

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// piled makes piles of "5×1, 2×abstain".
func piled(t testing.TB, text string) []Pile {
	t.Helper()
	var piles []Pile
	for entry := range strings.FieldsSeq(text) {
		var pile Pile
		if _, err := fmt.Sscanf(strings.Replace(entry, "×", " ", 1), "%d %s", &pile.N, &pile.Choice); err != nil {
			t.Fatalf("%q: %v", entry, err)
		}
		piles = append(piles, pile)
	}
	return piles
}

// shown is a result in one line: the outcome, the places with their scores, what won.
func shown(r Result) string {
	var places []string
	for _, o := range r.Options {
		won := ""
		if o.Won {
			won = "!"
		}
		places = append(places, strings.TrimRight(fmt.Sprintf("%s%s %d %s", o.Label, won, o.Place, o.Score), " "))
	}
	return fmt.Sprintf("%s: %s", r.Outcome, strings.Join(places, ", "))
}

func TestTheMostVotesWinAndARuleAsksForMore(t *testing.T) {
	runOff := func(terms *Terms) { terms.RunOff = true }
	for _, c := range []struct {
		sentence string
		method   Method
		terms    Terms
		piles    string
		want     string
	}{
		{"the most votes are enough", OneOf, by(Simple, NoQuorum), "4×1 2×2 3×3", "adopted: A! 1 4, B 3 2, C 2 3"},
		{"nobody chose anything", OneOf, by(Simple, NoQuorum), "4×abstain", "rejected: A 0, B 0, C 0"},
		{"nobody voted at all", OneOf, by(Simple, NoQuorum), "", "rejected: A 0, B 0, C 0"},
		{"what is no choice is invalid", OneOf, by(Simple, NoQuorum), "1×1 3×invalid 2×yes 2×1,2", "adopted: A! 1 1, B 2 0, C 2 0"},
		{"a tie stays one", OneOf, by(Simple, NoQuorum), "3×1 3×2 1×3", "tied: A 1 3, B 1 3, C 3 1"},
		{"the casting vote is not about options", OneOf, by(Simple, NoQuorum).with(chairDecides), "3×1 3×2", "tied: A 1 3, B 1 3, C 3 0"},
		{"a tie behind the first is none", OneOf, by(Simple, NoQuorum), "3×1 2×2 2×3", "adopted: A! 1 3, B 2 2, C 2 2"},
		{"as many for the others together is no tie", OneOf, by(Simple, NoQuorum), "4×1 2×2 2×3", "adopted: A! 1 4, B 2 2, C 2 2"},

		{"more than half of the valid ones", OneOf, by(Simple, NoQuorum).with(runOff), "4×1 2×2 1×3 3×abstain", "adopted: A! 1 4, B 2 2, C 3 1"},
		{"half of them is too few", OneOf, by(Simple, NoQuorum).with(runOff), "4×1 2×2 2×3", "run_off: A 1 4, B 2 2, C 2 2"},
		{"two that tie run once more", OneOf, by(Simple, NoQuorum).with(runOff), "3×1 3×2", "run_off: A 1 3, B 1 3, C 3 0"},
		{"the chair gives no half its majority", OneOf, by(Simple, NoQuorum).with(runOff).with(chairDecides), "3×1 3×2", "run_off: A 1 3, B 1 3, C 3 0"},
		{"nobody chose anything, and nobody runs", OneOf, by(Simple, NoQuorum).with(runOff), "3×abstain", "rejected: A 0, B 0, C 0"},
		{"nobody to run against", OneOf, by(MajorityMembers, NoQuorum).with(runOff), "3×1 3×abstain", "rejected: A 1 3, B 2 0, C 2 0"},

		{"a majority of the members", OneOf, by(MajorityMembers, NoQuorum), "6×1 4×2", "adopted: A! 1 6, B 2 4, C 3 0"},
		{"the first has none", OneOf, by(MajorityMembers, NoQuorum), "5×1 4×2", "rejected: A 1 5, B 2 4, C 3 0"},
		{"the first has none, and runs", OneOf, by(MajorityMembers, NoQuorum).with(runOff), "5×1 4×2", "run_off: A 1 5, B 2 4, C 3 0"},
		{"two thirds of the valid ones", OneOf, by(TwoThirdsCast, NoQuorum), "4×1 2×2 4×abstain", "adopted: A! 1 4, B 2 2, C 3 0"},
		{"unanimous, but for abstentions", OneOf, by(UnanimousCast, NoQuorum), "4×1 4×abstain", "adopted: A! 1 4, B 2 0, C 2 0"},

		{"approvals", Approval, by(Simple, NoQuorum), "3×1,2 2×2,3 1×abstain", "adopted: A 2 3, B! 1 5, C 3 2"},
		{"approved by more than half", Approval, by(Simple, NoQuorum).with(runOff), "3×1,2 2×1,3", "adopted: A! 1 5, B 2 3, C 3 2"},
		{"approved by half", Approval, by(Simple, NoQuorum).with(runOff), "3×1 2×2 1×2,3", "run_off: A 1 3, B 1 3, C 3 1"},
		{"two are approved by more than half", Approval, by(Simple, NoQuorum).with(runOff), "4×1,2 1×3", "tied: A 1 4, B 1 4, C 3 1"},

		{"points", Points, by(Simple, NoQuorum), "2×1=6,2=4 1×2=10", "adopted: A 2 12, B! 1 18, C 3 0"},
		{"points above the budget are invalid", Points, by(Simple, NoQuorum), "1×1=6,2=5 1×3=1", "adopted: A 2 0, B 2 0, C! 1 1"},
		{"points that tie", Points, by(Simple, NoQuorum), "1×1=5,2=5 1×3=9", "adopted: A 2 5, B 2 5, C! 1 9"},

		{"a quorum comes before the first place", OneOf, by(Simple, HalfVoting), "2×1 1×2", "inquorate: A 1 2, B 2 1, C 3 0"},
		{"a quorum comes before a run-off", OneOf, by(Simple, HalfVoting).with(runOff), "1×1 1×2 1×3", "inquorate: A 1 1, B 1 1, C 1 1"},
		{"a quorum comes before a tie of points", Points, by(Simple, HalfVoting), "1×1=1,2=1", "inquorate: A 1 1, B 1 1, C 3 0"},
		{"too few replies", OneOf, by(Simple, NoQuorum).with(unlessObjected), "5×1", "too_few_replies: A 1 5, B 2 0, C 2 0"},
		{"enough replies", OneOf, by(Simple, NoQuorum).with(unlessObjected), "4×1 1×3 1×invalid", "adopted: A! 1 4, B 3 0, C 2 1"},
		{"all agree on one option", OneOf, by(Simple, NoQuorum).with(allMustAgree), "10×2", "adopted: A 2 0, B! 1 10, C 2 0"},
		{"one prefers another", OneOf, by(Simple, NoQuorum).with(allMustAgree), "9×2 1×1", "not_all_agree: A 2 1, B 1 9, C 3 0"},
		{"one is silent", OneOf, by(Simple, NoQuorum).with(allMustAgree), "9×2", "not_all_agree: A 2 0, B 1 9, C 2 0"},
		{"an option that all approve", Approval, by(Simple, NoQuorum).with(allMustAgree), "5×1,2 5×2,3", "adopted: A 2 5, B! 1 10, C 2 5"},
		{"two that all approve", Approval, by(Simple, NoQuorum).with(allMustAgree), "10×1,2", "tied: A 1 10, B 1 10, C 3 0"},

		{"more ballots than people cannot be", OneOf, by(Simple, NoQuorum), "11×1", "impossible: A 1 11, B 2 0, C 2 0"},
		{"fewer than none cannot be", OneOf, by(Simple, NoQuorum), "-1×1 2×1", "impossible: A 0, B 0, C 0"},
		{"more than can be counted", OneOf, by(Simple, NoQuorum), "9223372036854775807×1 2×2", "impossible: A 0, B 0, C 0"},
		{"points know no rule", Points, by(MajorityMembers, NoQuorum), "3×1=1", "impossible: A 0, B 0, C 0"},
		{"a rule that is none", OneOf, by("most", NoQuorum), "3×1", "impossible: A 1 3, B 2 0, C 2 0"},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			p := over(t, c.method, "A", "B", "C")
			p.Terms = c.terms
			if c.method == Points {
				p.Terms.Budget = 10
			}
			piles := piled(t, c.piles)
			for _, objections := range []int{0, 2} {
				people := Tally{Members: 10, Present: 10, Objections: objections, Yes: 77, Chair: "2"}
				want := c.want
				if objections > 0 && c.terms.Procedure == CircularNoObjection {
					want = "objected" + want[strings.Index(want, ":"):]
					want = strings.ReplaceAll(want, "!", "")
				}
				if got := shown(p.Count(people, piles)); got != want {
					t.Errorf("%d objections: %s, want %s", objections, got, want)
				}
			}
			p.Purpose = Informal
			if r := p.Count(Tally{Members: 10, Present: 10}, piles); r.Outcome != "" {
				t.Errorf("an informal poll has the outcome %s", r.Outcome)
			}
		})
	}
}

func TestRankingsSayHowTheyWereCounted(t *testing.T) {
	people := Tally{Members: 12, Present: 12}
	p := over(t, Ranked, "A", "B", "C")
	piles := piled(t, "4×1>2>3 3×2>3>1 2×3>2 1×abstain 1×1>9")
	for counting, want := range map[Counting]string{
		BySchulze: "adopted: A 3, B! 1, C 2",
		ByBorda:   "adopted: A 2 8, B! 1 12, C 3 7",
		ByIRV:     "adopted: A 2, B! 1, C 3",
	} {
		if got := shown(counted(p, counting).Count(people, piles)); got != want {
			t.Errorf("%s: %s, want %s", counting, got, want)
		}
	}
	schulze := p.Count(people, piles)
	if want := (Duels{{0, 4, 4}, {5, 0, 7}, {5, 2, 0}}); !cmp.Equal(schulze.Duels, want) || schulze.Rounds != nil {
		t.Errorf("duels %v, want %v", schulze.Duels, want)
	}
	irv := counted(p, ByIRV).Count(people, piles)
	if want := []int{4, 3, 2}; len(irv.Rounds) != 3 || !slices.Equal(irv.Rounds[0].Firsts, want) || irv.Duels != nil {
		t.Errorf("rounds %v", irv.Rounds)
	}
	if tally := (Tally{Members: 12, Present: 12, Yes: 3, No: 6, Abstain: 1, Invalid: 1}); schulze.Tally != tally {
		t.Errorf("%+v, want %+v", schulze.Tally, tally)
	}
}

func TestARankingIsWonWithoutAnyFirstPlace(t *testing.T) {
	p := over(t, Ranked, "A", "B", "C", "D")
	r := p.Count(Tally{Members: 9, Present: 9}, piled(t, "3×1>2>3>4 3×3>2>4>1 3×4>2>1>3"))
	if got, want := shown(r), "adopted: A 2, B! 1, C 2, D 2"; got != want || r.Tally.Yes != 0 {
		t.Errorf("%s with %d for it, want %s", got, r.Tally.Yes, want)
	}
}

func TestABallotIsForWhatItPutsAboveAllOthers(t *testing.T) {
	people := Tally{Members: 9, Present: 9}
	for _, c := range []struct {
		method Method
		piles  string
		yes    int
	}{
		{OneOf, "3×1 2×2", 3},
		{Approval, "3×1,2 2×1", 5},
		{Points, "3×1=5,2=4 2×1=5,2=5 1×3=1", 3},
		{Ranked, "3×1>2 2×1=2>3 1×3>1", 3},
	} {
		r := over(t, c.method, "A", "B", "C").Count(people, piled(t, c.piles))
		if voted := ballots(piled(t, c.piles)); !r.Options[0].Won || r.Tally.Yes != c.yes || r.Tally.No != voted-c.yes {
			t.Errorf("%s: %s, %+v", c.method, shown(r), r.Tally)
		}
	}
}

func TestTheLotDecidesOnlyWhereTheRuleSaysSo(t *testing.T) {
	p := over(t, OneOf, "A", "B", "C")
	people, tied := Tally{Members: 10, Present: 10}, piled(t, "3×1 3×2 1×3")
	p.Terms.Lot = true
	if got := shown(p.Count(people, tied)); got != "tied: A 1 3, B 1 3, C 3 1" {
		t.Errorf("without a seed: %s", got)
	}
	p.Seed = "Saat"
	drawn := Drawn("Saat", []Option{{Number: 1, Label: "A"}, {Number: 2, Label: "B"}})
	r := p.Count(people, tied)
	if r.Outcome != Adopted || !r.Drawn || !r.Options[drawn.Number-1].Won || r.Options[2-drawn.Number].Won || r.Tally.Yes != 3 {
		t.Errorf("%s, drawn %t", shown(r), r.Drawn)
	}
	if r := p.Count(people, piled(t, "3×1 2×2")); r.Drawn {
		t.Error("a lot without a tie")
	}
	p.Terms.RunOff = true
	if r := p.Count(people, tied); r.Outcome != NeedsRunOff || r.Drawn {
		t.Errorf("the lot goes before the run-off: %s", shown(r))
	}
	p.Terms.RunOff, p.Terms.Quorum = false, HalfVoting
	if r := p.Count(people, piled(t, "1×1 1×2")); r.Outcome != Inquorate || r.Drawn {
		t.Errorf("the lot goes before the quorum: %s", shown(r))
	}
	p.Purpose = Informal
	if r := p.Count(people, tied); r.Outcome != "" || r.Drawn || strings.Contains(shown(r), "!") {
		t.Errorf("the lot decides an informal poll: %s", shown(r))
	}
}

func TestCountsThatWouldRevealBallotsAreWithheld(t *testing.T) {
	withoutLast := over(t, Ranked, "A", "B", "C")
	for _, c := range []struct {
		sentence string
		poll     Poll
		piles    string
		want     bool
	}{
		{"nobody voted", Poll{Method: YesNo}, "", true},
		{"two ballots", Poll{Method: YesNo}, "1×yes 1×no", true},
		{"three that differ", Poll{Method: YesNo}, "2×yes 1×no", false},
		{"three alike", Poll{Method: YesNo}, "3×yes", true},
		{"all abstain", Poll{Method: YesNo}, "5×abstain", true},
		{"nobody is against it, and one abstains", Poll{Method: YesNo}, "5×yes 1×abstain", true},
		{"one is against it, and one abstains", Poll{Method: YesNo}, "5×yes 1×no 1×abstain", false},
		{"alike in two piles", Poll{Method: YesNo}, "2×no 2×no 0×yes", true},
		{"the same option", over(t, OneOf, "A", "B"), "4×2", true},
		{"the same approvals", over(t, Approval, "A", "B", "C"), "4×1,2", true},
		{"approvals that differ", over(t, Approval, "A", "B", "C"), "3×1,2 1×1", false},
		{"the same ranking, written out and not", withoutLast, "2×1>2 2×1>2>3", true},
		{"rankings that differ", withoutLast, "2×1>2 2×1>3", false},
		{"everything tied, and everything tied", withoutLast, "3×1=2=3", true},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			p := c.poll
			p.Purpose, p.Terms.Rule, p.Terms.Quorum, p.Terms.Tie, p.Terms.Procedure = Recommendation, Simple, NoQuorum, TieRejected, InMeeting
			if r := p.Count(Tally{Members: 9, Present: 9}, piled(t, c.piles)); r.Withheld {
				t.Error("of a vote that is not secret")
			}
			p.Secret = true
			if r := p.Count(Tally{Members: 9, Present: 9}, piled(t, c.piles)); r.Withheld != c.want {
				t.Errorf("withheld: %t", r.Withheld)
			}
		})
	}
}

func TestTheChairBreaksNoTieOfASecretVote(t *testing.T) {
	p := Poll{Purpose: Recommendation, Method: YesNo, Terms: by(Simple, NoQuorum).with(chairDecides)}
	people, piles := Tally{Members: 9, Present: 9, Chair: Yes}, piled(t, "3×yes 3×no")
	if got := p.Count(people, piles).Outcome; got != AdoptedCastingVote {
		t.Errorf("named: %s", got)
	}
	p.Secret = true
	if r := p.Count(people, piles); r.Outcome != Tied || r.Tally.Chair != "" {
		t.Errorf("P19, secret: %s, the chair %q", r.Outcome, r.Tally.Chair)
	}
}
