package board

import (
	"cmp"
	"slices"
	"time"
)

// Measure is something that the city could do, from the idea to its being done.
// It has no end date, and the roadmap that it stands on never ends.
type Measure struct {
	ID     ID
	Board  ID
	Number int // within the board, what people type
	Title  string
	Text   string
	Author ID        // who brought it in
	At     time.Time // when
	// Version grows by one whenever title, text or links are worked on, from 1.
	Version int
	Links   MeasureLinks

	State MeasureState
	Moved time.Time // since when it stands there
	Why   string    // the reason that was given for it

	Place   int       // in the last round that it was part of, from 1; 0: it was in none
	Round   ID        // the poll of that round
	Ordered time.Time // when it was over
}

// MeasureLinks are what a measure belongs to, each ascending and once.
type MeasureLinks struct {
	Fields     []ID // of action
	Statements []ID // of the vision
	After      []ID // the measures that it builds on
	Ideas      []ID // that it came from
}

// MeasureState is how far a measure is.
type MeasureState string

// The states. None of them is final.
const (
	MeasureIdea       MeasureState = "idea"
	MeasureExamined   MeasureState = "examined"
	MeasureWorkedOut  MeasureState = "worked_out" // it says what is to be done, so that it can be prioritised
	MeasureInProgress MeasureState = "in_progress"
	MeasureDone       MeasureState = "done"
	MeasureDropped    MeasureState = "dropped" // with a reason
)

// MeasureStates lists every state in the order in which a measure goes through them.
func MeasureStates() []MeasureState {
	return []MeasureState{MeasureIdea, MeasureExamined, MeasureWorkedOut, MeasureInProgress, MeasureDone, MeasureDropped}
}

// Sections lists the states in the order in which the roadmap shows them: what
// is being done, what comes next, and at last what is over.
func Sections() []MeasureState {
	return []MeasureState{MeasureInProgress, MeasureWorkedOut, MeasureExamined, MeasureIdea, MeasureDone, MeasureDropped}
}

// Ranks tells whether a measure of this state has a place in the order: it says
// what is to be done, and that is still to be done.
func (s MeasureState) Ranks() bool { return s == MeasureWorkedOut || s == MeasureInProgress }

// The refusals of measures.
const (
	// ErrSameState: it stands there already.
	ErrSameState Refusal = "same_state"
	// ErrNoReason: a measure is dropped with a reason.
	ErrNoReason Refusal = "no_reason"
	// ErrNotWorkedOut: a measure that says no more than its title is not worked out.
	ErrNotWorkedOut Refusal = "not_worked_out"
)

// MayMove tells whether a measure may go into a state, for the reason given.
// The error is ErrSameState, ErrNoReason or ErrNotWorkedOut.
func (m Measure) MayMove(to MeasureState, why string) error {
	switch {
	case m.State == to:
		return ErrSameState
	case to == MeasureDropped && why == "":
		return ErrNoReason
	case to == MeasureWorkedOut && m.Text == "":
		return ErrNotWorkedOut
	}
	return nil
}

// Roadmap puts measures into their order: by section, within one those of the
// latest round before those of earlier ones, each by its place, and then those
// that were in none, by number.
func Roadmap(measures []Measure) []Measure {
	sections := Sections()
	return slices.SortedStableFunc(slices.Values(measures), func(a, b Measure) int {
		return cmp.Or(
			cmp.Compare(slices.Index(sections, a.State), slices.Index(sections, b.State)),
			b.Ordered.Compare(a.Ordered),
			cmp.Compare(a.Place, b.Place),
			cmp.Compare(a.Number, b.Number))
	})
}

// Places are the places that a poll over the order of measures gives to those
// that rank now, from 1; tied ones share the better one. What nobody put
// anywhere comes last. Empty: the poll orders none.
func Places(p Poll, measures []Measure) map[ID]int {
	if !p.Ordered() {
		return nil
	}
	place := map[ID]int{}
	for _, o := range p.Options {
		if o.Place > 0 {
			place[o.Thing] = o.Place
		} else {
			place[o.Thing] = len(p.Options) + 1
		}
	}
	places := map[ID]int{}
	for _, m := range measures {
		if place[m.ID] == 0 || !m.State.Ranks() {
			continue
		}
		places[m.ID] = 1
		for _, other := range measures {
			if place[other.ID] > 0 && other.State.Ranks() && place[other.ID] < place[m.ID] {
				places[m.ID]++
			}
		}
	}
	return places
}

// Circle is the way on which a measure that built on these would come to build
// on itself: from the measure over what builds on what back to it, which is its
// first and last. nil: there is none. built is what each measure builds on.
func Circle(measure ID, after []ID, built map[ID][]ID) []ID {
	seen := map[ID]bool{}
	var way func(from ID) []ID
	way = func(from ID) []ID {
		if from == measure {
			return []ID{from}
		}
		if seen[from] {
			return nil
		}
		seen[from] = true
		for _, next := range built[from] {
			if rest := way(next); rest != nil {
				return append([]ID{from}, rest...)
			}
		}
		return nil
	}
	for _, first := range after {
		if rest := way(first); rest != nil {
			return append([]ID{measure}, rest...)
		}
	}
	return nil
}
