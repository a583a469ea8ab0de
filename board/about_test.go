package board

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAMatterOfTheBoardsOwnIsDecidedAsARecommendationIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoll(t, Methods()...)
		p.Secret = rapid.Bool().Draw(t, "secret")
		var piles []Pile
		for range rapid.IntRange(0, 6).Draw(t, "piles") {
			choice := rapid.SampledFrom([]Choice{Yes, No, Abstain, Invalid}).Draw(t, "choice")
			if p.Method != YesNo {
				choice = p.wholly(rapid.SampledFrom(p.Options).Draw(t, "option"))
			}
			piles = append(piles, Pile{choice, rapid.IntRange(0, 3).Draw(t, "n")})
		}
		people := Tally{Members: 11, Present: 11, Objections: rapid.IntRange(0, 1).Draw(t, "objections")}
		missing := rapid.IntRange(0, 3).Draw(t, "missing")
		recommended, own := p, p
		recommended.Purpose, own.Purpose = Recommendation, Internal
		if diff := cmp.Diff(recommended.Count(people, piles), own.Count(people, piles)); diff != "" {
			t.Fatal(diff)
		}
		if a, b := recommended.Settled(people, piles, missing), own.Settled(people, piles, missing); a != b {
			t.Fatalf("settled: %t, %t", a, b)
		}
		if a, b := recommended.SecretBy(people.Members, 5), own.SecretBy(people.Members, 5); a != b {
			t.Fatalf("secret by %d, %d", a, b)
		}
		if diff := cmp.Diff(recommended.Contradictions(), own.Contradictions()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestNobodyOwesAnAnswerToAMatterOfTheBoardsOwn(t *testing.T) {
	for _, out := range []Outcome{Adopted, AdoptedCastingVote, Rejected} {
		if (Poll{State: Closed, Purpose: Internal, Outcome: out}).Recommends() {
			t.Errorf("%s recommends", out)
		}
	}
}

func TestNobodyTypesThatAPollIsAMatterOfTheBoardsOwn(t *testing.T) {
	for _, purpose := range Purposes() {
		if purpose == Internal {
			t.Error("it can be chosen")
		}
	}
}

func TestWhatCameOfAPollStands(t *testing.T) {
	placed := []Option{{Number: 1, Label: "A", Thing: 31, Place: 1}, {Number: 2, Label: "B", Thing: 32, Place: 1}}
	for name, c := range map[string]struct {
		poll             Poll
		decided, ordered bool
	}{
		"an adopted one":                             {Poll{State: Closed, Outcome: Adopted, Options: placed}, true, true},
		"one whose first place is tied":              {Poll{State: Closed, Outcome: Tied, Options: placed}, true, true},
		"a rejected motion":                          {Poll{State: Closed, Outcome: Rejected}, true, false},
		"one whose counts are withheld":              {Poll{State: Closed, Outcome: Adopted, Options: placed, Withheld: true}, true, false},
		"one in which nobody chose anything":         {Poll{State: Closed, Outcome: Rejected, Options: []Option{{Number: 1}}}, true, false},
		"not one in which too few took part":         {Poll{State: Closed, Outcome: TooFewReplies, Options: placed}, false, false},
		"not one without a quorum":                   {Poll{State: Closed, Outcome: Inquorate, Options: placed}, false, false},
		"not one that is to be discussed":            {Poll{State: Closed, Outcome: Objected, Options: placed}, false, false},
		"not one to which not all agreed":            {Poll{State: Closed, Outcome: NotAllAgree, Options: placed}, false, false},
		"not one that needs a run-off":               {Poll{State: Closed, Outcome: NeedsRunOff, Options: placed}, false, false},
		"not one that was withdrawn":                 {Poll{State: Withdrawn}, false, false},
		"not one that runs, whatever stands already": {Poll{State: Open, Options: placed}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.poll.Decided(); got != c.decided {
				t.Errorf("decided: %t", got)
			}
			if got := c.poll.Ordered(); got != c.ordered {
				t.Errorf("ordered: %t", got)
			}
		})
	}
}

func TestAnOptionStandsForItsThingThroughCountAndSight(t *testing.T) {
	p := Poll{Purpose: Internal, Method: OneOf, State: Closed, Terms: Terms{Rule: Simple, Quorum: NoQuorum, Tie: TieRejected, Procedure: CircularNoObjection, Base: FilledSeats},
		Options: []Option{{Number: 1, Label: "A", Thing: 31}, {Number: 2, Label: "B", Thing: 32}}}
	p.Options = p.Count(Tally{Members: 3}, []Pile{{"2", 2}, {"1", 1}}).Options
	for what, options := range map[string][]Option{"counted": p.Options, "seen": p.Seen(Sight{}).Options} {
		if options[0].Thing != 31 || options[1].Thing != 32 {
			t.Errorf("%s: %+v", what, options)
		}
	}
}
