package board

// Subject is what a poll is about, where something follows from it by itself.
type Subject struct {
	Kind SubjectKind // empty: nothing follows
	ID   ID          // of the thing; zero where Kind says enough
	What string      // which phase, say
}

// SubjectKind is what follows from a poll.
type SubjectKind string

// What follows from a poll that passes.
const (
	AboutStatement  SubjectKind = "statement"  // ID: the statement is finished
	AboutSuggestion SubjectKind = "suggestion" // ID: the suggestion is accepted, else declined
	AboutPriority   SubjectKind = "priority"   // the options' Things are measures; their places order the roadmap
	AboutIdea       SubjectKind = "idea"       // ID: the idea is kept, dropped, or comes up again
	AboutPhase      SubjectKind = "phase"      // What: the phase that begins
	AboutTerm       SubjectKind = "term"       // the options' Things are places in TermFates: what the board advises for the time after its term
)

// SubjectKinds lists every kind.
func SubjectKinds() []SubjectKind {
	return []SubjectKind{AboutStatement, AboutSuggestion, AboutPriority, AboutIdea, AboutPhase, AboutTerm}
}

// Orders tells whether what follows from a poll is the order of its options: that
// of their places, if Ordered says that there is one.
func (s Subject) Orders() bool { return s.Kind == AboutPriority }

// Decided tells whether the poll is over and came to an answer, Yes or No. What
// it is about is as open as before where it was withdrawn, too few took part, not
// all agreed where all must, a member wanted to discuss it in a meeting, or a
// run-off is needed.
func (p Poll) Decided() bool { return p.State == Closed && p.Outcome.Valid() }

// Ordered tells whether the places of the poll's options stand and may be told:
// it is decided, and its counts are not withheld. That several share a place,
// the first one too, does not matter.
func (p Poll) Ordered() bool {
	if !p.Decided() || p.Withheld {
		return false
	}
	for _, o := range p.Options {
		if o.Place > 0 {
			return true
		}
	}
	return false
}
