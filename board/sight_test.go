package board

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestNobodySeesCountsOfASecretVoteThatRuns(t *testing.T) {
	closes := on(t, minutes, "Thu 03.12.2026 18:00")
	rapid.Check(t, func(t *rapid.T) {
		p := Poll{
			Method: YesNo, Closes: closes,
			State:   rapid.SampledFrom([]State{Planned, Open, Closed, Withdrawn, ""}).Draw(t, "state"),
			Results: rapid.SampledFrom(append(ResultsChoices(), "")).Draw(t, "results"),
			Secret:  rapid.Bool().Draw(t, "secret"), RollCall: rapid.Bool().Draw(t, "roll-call"),
			Withheld: rapid.Bool().Draw(t, "withheld"), Purpose: rapid.SampledFrom(append(Purposes(), Internal)).Draw(t, "purpose"),
		}
		viewer := Viewer{Voted: rapid.Bool().Draw(t, "voted")}
		now := closes.Add(time.Duration(rapid.IntRange(-2, 2).Draw(t, "minutes")) * time.Minute)
		sight := p.Sight(viewer, now)
		over := p.State == Closed
		runs := p.State == Open && now.Before(closes)
		switch {
		case sight.Counts && !over && (p.Secret || !runs || p.Results == AtClose || p.Results == AfterVote && !viewer.Voted):
			t.Fatal("counts before the end")
		case sight.Counts && p.State == Closed && p.Withheld:
			t.Fatal("counts that are withheld")
		case sight.Withheld != (over && p.Withheld):
			t.Fatal("withheld, or not, at the wrong time")
		case sight.Ballots && (p.Secret || !p.RollCall || !over || p.Withheld):
			t.Fatal("who voted how")
		case over && !p.Withheld && !sight.Counts:
			t.Fatal("no counts after the end")
		}
	})
}

func TestWhatIsNotSeenIsNotThere(t *testing.T) {
	p := over(t, OneOf, "A", "B")
	p.Outcome, p.Counts = Adopted, Tally{Members: 9, Present: 7, Yes: 1, No: 2, Abstain: 3, Invalid: 1, Chair: Yes, Objections: 2}
	p.Options[0].Place, p.Options[0].Score, p.Options[0].Won = 1, "2", true
	seen := p.Seen(Sight{Withheld: true})
	if want := (Tally{Members: 9, Present: 7, Objections: 2}); seen.Counts != want || seen.Outcome != Adopted {
		t.Errorf("%+v, %s", seen.Counts, seen.Outcome)
	}
	if want := (Option{Number: 1, Label: "A", Won: true}); seen.Options[0] != want {
		t.Errorf("%+v", seen.Options[0])
	}
	informal := p
	informal.Purpose = Informal
	if informal.Seen(Sight{Withheld: true}).Options[0].Won {
		t.Error("what leads is told though the counts are withheld")
	}
	if p.Options[0].Score != "2" || p.Counts.Yes != 1 {
		t.Error("looking at a poll changed it")
	}
	if all := p.Seen(Sight{Counts: true}); all.Counts != p.Counts || all.Options[0] != p.Options[0] {
		t.Errorf("%+v", all)
	}
}
