package board

import (
	"errors"
	"testing"
)

func TestACountOfHandsThatCannotBeIsRefused(t *testing.T) {
	hands := func(present, yes, no, abstain, invalid int, chair Choice) Hands {
		return Hands{Present: present, Chair: chair, Piles: []Pile{{Yes, yes}, {No, no}, {Abstain, abstain}, {Invalid, invalid}}}
	}
	for _, c := range []struct {
		name       string
		hands      Hands
		want       HandsFlaw
		have, most int
	}{
		{"as many hands as people", hands(9, 5, 3, 1, 0, ""), "", 0, 0},
		{"some raised none", hands(9, 5, 0, 0, 0, ""), "", 0, 0},
		{"nobody raised one", hands(9, 0, 0, 0, 0, ""), "", 0, 0},
		{"all are there", hands(11, 11, 0, 0, 0, Yes), "", 0, 0},
		{"nobody is there", hands(0, 0, 0, 0, 0, ""), NobodyPresent, 0, 11},
		{"more are there than may vote", hands(12, 5, 0, 0, 0, ""), TooManyPresent, 12, 11},
		{"more hands than people", hands(9, 5, 3, 1, 1, ""), TooManyHands, 10, 9},
		{"the chair's Yes is counted", hands(9, 4, 4, 0, 0, Yes), "", 0, 0},
		{"the chair's Yes is not counted", hands(9, 0, 4, 0, 0, Yes), NoChairHand, 0, 9},
		{"the chair's No is not counted", hands(9, 4, 0, 0, 0, No), NoChairHand, 0, 9},
		{"the chair raised no hand", hands(9, 4, 4, 0, 0, Abstain), "", 0, 0},
	} {
		err := c.hands.Check(11)
		var flaw *HandsError
		if c.want == "" {
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if !errors.As(err, &flaw) || flaw.Flaw != c.want || flaw.Have != c.have || flaw.Most != c.most {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// TestAVerdictThatHangsOnTheChairIsNotGivenWithout: whatever the chair's hand
// said decides, so a count that does not tell it is not yet one.
func TestAVerdictThatHangsOnTheChairIsNotGivenWithout(t *testing.T) {
	chaired := Poll{Method: YesNo, Terms: Terms{Rule: Simple, Tie: ChairDecides}}
	for _, c := range []struct {
		name    string
		yes, no int
		chair   Choice
		change  func(*Poll)
		want    bool
	}{
		{"a tie", 4, 4, "", func(*Poll) {}, true},
		{"a tie, and the chair said No", 4, 4, No, func(*Poll) {}, false},
		{"a tie, and the chair said neither", 4, 4, Abstain, func(*Poll) {}, false},
		{"no tie", 4, 3, "", func(*Poll) {}, false},
		{"nobody said Yes or No", 0, 0, "", func(*Poll) {}, false},
		{"a tie is rejected", 4, 4, "", func(p *Poll) { p.Terms.Tie = TieRejected }, false},
		{"another rule", 4, 4, "", func(p *Poll) { p.Terms.Rule = MajorityPresent }, false},
		{"over options", 4, 4, "", func(p *Poll) { p.Method = OneOf }, false},
	} {
		p := chaired
		c.change(&p)
		h := Hands{Present: 9, Chair: c.chair, Piles: []Pile{{Yes, c.yes}, {No, c.no}}}
		if got := h.NeedsChair(p); got != c.want {
			t.Errorf("%s: %t, want %t", c.name, got, c.want)
		}
	}
}

func TestTheHandsOfAPollAreKeptInItsCounts(t *testing.T) {
	p := Poll{State: Closed, Hands: true, Method: YesNo, Counts: Tally{Yes: 5, No: 3, Abstain: 1}}
	if got := (Hands{Piles: p.RaisedHands()}).Raised(); got != 9 {
		t.Errorf("%d hands, want 9", got)
	}
	p.Method, p.Options = OneOf, []Option{{Number: 1, Score: "5"}, {Number: 2, Score: "0"}, {Number: 3, Score: "3"}}
	piles := p.RaisedHands()
	if len(piles) != 3 || piles[1] != (Pile{"1", 5}) || piles[2] != (Pile{"3", 3}) {
		t.Errorf("hands for options: %v", piles)
	}
	p.Options[0].Score = "5.5"
	if piles := p.RaisedHands(); len(piles) != 2 {
		t.Errorf("half a hand: %v", piles)
	}
	p.Hands = false
	if piles := p.RaisedHands(); piles != nil {
		t.Errorf("hands although there were ballots: %v", piles)
	}
}
