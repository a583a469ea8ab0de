package board

import "time"

// PastTerm is a term of a board that is over and archived, as it was: what was
// made in it is read and not changed any more.
type PastTerm struct {
	ID       ID
	Board    ID
	Number   int // within the board, from 1
	Term     Term
	Over     time.Time // UTC, when the next one began; what was made before belongs to this one or an earlier one
	Profile  ID        // the rules that held last
	Outcome  string    // what the evaluation came to, in a word of its own; empty: nothing was said
	Basis    string    // on what the next one rests
	By       ID        // who had the next one begin
	Archived time.Time // UTC, when this was written down
}

// NextTerm is the term that is planned to follow the present one of a board.
type NextTerm struct {
	Board   ID
	Term    Term
	Seats   bool   // who has a seat keeps it; else all become vacant
	Rules   bool   // the rules go on; else the usual ones hold again
	Basis   string // the decision that it rests on
	By      ID
	Planned time.Time // UTC
}

// Due tells whether the planned term has begun at now; never where none is planned.
func (n NextTerm) Due(now time.Time) bool {
	return !n.Term.Start.IsZero() && !now.Before(n.Term.Start)
}

// Same tells whether another plan is for the same term, and carries over the same.
func (n NextTerm) Same(as NextTerm) bool {
	return n.Board == as.Board && n.Term.Same(as.Term) && n.Seats == as.Seats && n.Rules == as.Rules && n.Basis == as.Basis
}

// Over tells whether the first day of the term that is planned to follow has come
// at now, so that it is to begin before anything else is done.
func (b Board) Over(now time.Time) bool { return !b.Next.IsZero() && !now.Before(b.Next) }

// Follows tells whether a term may follow another one: that has a last day, and
// it begins after it and is not over itself at now.
func (t Term) Follows(before Term, now time.Time) error {
	switch {
	case before.Last.IsZero():
		return ErrNoTerm
	case t.Start.Before(before.End()):
		return ErrTermOverlaps
	case t.Ended(now):
		return ErrTermPast
	}
	return nil
}

// The refusals of a term.
const (
	// ErrNoTerm: the board has none whose end is known.
	ErrNoTerm Refusal = "no_term"
	// ErrTermOverlaps: it begins before the present one is over.
	ErrTermOverlaps Refusal = "term_overlaps"
	// ErrTermPast: it would be over already.
	ErrTermPast Refusal = "term_past"
)

// TermChange is that the first or the last day of a term became another one.
type TermChange struct {
	ID     ID
	Board  ID
	Number int // of the term
	Before Term
	After  Term
	Basis  string // the decision that it rests on; may be empty
	By     ID
	Made   time.Time // UTC
}

// Extends tells whether the change made the term longer.
func (c TermChange) Extends() bool {
	return !c.Before.Last.IsZero() && c.After.Last.After(c.Before.Last)
}

// TermSeat is that somebody had a seat in a term, or voted for who had it.
type TermSeat struct {
	Seat         ID
	Group        Group // as it was called then; ID, Key, Name, Seats and Position
	Position     int   // of the seat in its group
	Person       Person
	Organisation string
	Delegate     bool      // voted for the holder
	From         time.Time // UTC; not before the term
	Until        time.Time // UTC; zero: to the end of the term
}
