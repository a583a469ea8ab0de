package board

import (
	"fmt"
	"slices"
	"strconv"
)

// Hands is a show of hands as it was counted in a meeting.
type Hands struct {
	Present int    // who was there and could vote; the recused are not among them
	Piles   []Pile // raised hands; Choice one of a vote's words, or an option's number
	Chair   Choice // what the chair's own hand said, for a casting vote; Abstain: neither Yes nor No; empty: nobody told
}

// HandsFlaw is what is wrong with a count of hands.
type HandsFlaw string

// The flaws.
const (
	NobodyPresent  HandsFlaw = "nobody_present"
	TooManyPresent HandsFlaw = "too_many_present" // more than Most may vote
	TooManyHands   HandsFlaw = "too_many_hands"   // more than the Most that were present
	NoChairHand    HandsFlaw = "no_chair_hand"    // the chair is said to have raised a hand that nobody counted
)

// HandsError tells what is wrong with a count of hands.
type HandsError struct {
	Flaw HandsFlaw
	Have int
	Most int
}

func (e *HandsError) Error() string {
	return fmt.Sprintf("hands: %s: %d of at most %d", e.Flaw, e.Have, e.Most)
}

// Raised is how many hands were raised.
func (h Hands) Raised() int {
	n := 0
	for _, pile := range h.Piles {
		n += pile.N
	}
	return n
}

// Check tells whether the count can be, where so many may vote: the electorate
// less the recused. The error is a *HandsError.
func (h Hands) Check(electors int) error {
	switch raised := h.Raised(); {
	case h.Present < 1:
		return &HandsError{NobodyPresent, h.Present, electors}
	case h.Present > electors:
		return &HandsError{TooManyPresent, h.Present, electors}
	case raised > h.Present:
		return &HandsError{TooManyHands, raised, h.Present}
	case (h.Chair == Yes || h.Chair == No) && !h.counted(h.Chair):
		return &HandsError{NoChairHand, 0, h.Present}
	}
	return nil
}

// NeedsChair tells whether the verdict hangs on the chair's own hand, of which
// nothing was said.
func (h Hands) NeedsChair(p Poll) bool {
	if !p.CastingVote() || h.Chair != "" {
		return false
	}
	n := map[Choice]int{}
	for _, pile := range h.Piles {
		n[pile.Choice] += pile.N
	}
	return n[Yes] > 0 && n[Yes] == n[No]
}

func (h Hands) counted(choice Choice) bool {
	for _, pile := range h.Piles {
		if pile.Choice == choice && pile.N > 0 {
			return true
		}
	}
	return false
}

// TakesHands tells whether a show of hands can answer the poll: yes and no, or
// one of several. Who may agree to several options, gives points or an order
// needs a ballot.
func (p Poll) TakesHands() bool { return p.Method == YesNo || p.Method == OneOf }

// RaisedHands are the hands that the counts of a closed poll were made of; they
// stand for its ballots. None unless the poll was counted by Hands.
func (p Poll) RaisedHands() []Pile {
	if !p.Hands || p.State != Closed {
		return nil
	}
	return handsOf(p.Method, p.Counts, p.Options)
}

// handsOf are the hands that counts were made of: of a vote over options, the
// scores of these.
func handsOf(m Method, counts Tally, options []Option) []Pile {
	all := []Pile{{Abstain, counts.Abstain}, {Invalid, counts.Invalid}}
	if m == YesNo {
		all = append(all, Pile{Yes, counts.Yes}, Pile{No, counts.No})
	} else {
		for _, o := range options {
			if n, err := strconv.Atoi(o.Score); err == nil { // no score where nobody raised a hand for any
				all = append(all, Pile{Choice(strconv.Itoa(o.Number)), n})
			}
		}
	}
	return slices.DeleteFunc(all, func(pile Pile) bool { return pile.N < 1 })
}
