package board

import (
	"errors"
	"time"
)

// VisionRound is a time in which a board says where it wants to go: a guiding
// question, a year to look at, and working groups that write statements. A board
// has at most one that is open.
type VisionRound struct {
	ID       ID
	Board    ID
	Number   int
	Question string
	Horizon  int // the year
	Groups   int // how many working groups
	By       ID
	Opened   time.Time
	Ended    time.Time // zero: it is open
}

// Open tells whether statements are proposed in the round.
func (r VisionRound) Open() bool { return r.ID != 0 && r.Ended.IsZero() }

// HorizonYears is how far ahead a round looks at most. What it looks for has no
// due date of its own and is never asked whether it can be done.
const HorizonYears = 50

// WorkingGroup is one of the groups of a round.
type WorkingGroup struct {
	ID     ID
	Board  ID
	Round  ID
	Number int  // from 1, within the round
	Seats  []ID // whoever holds them belongs to it
}

// Statement is a sentence about where the board wants to go. It has no due date
// and no score, on purpose.
type Statement struct {
	ID       ID
	Board    ID
	Round    ID
	Number   int
	Group    int // of the working group; 0: of nobody's
	Author   Person
	Text     string
	Version  int // of the text, from 1
	State    StatementState
	Poll     ID // the vote that runs about it or a suggestion to it; 0: none
	Proposed time.Time
	Ended    time.Time // when it was finished or withdrawn
	// Archived is the number of the earlier term in which it was proposed, so that
	// it stays as it is; 0: of the present one.
	Archived int
}

// StatementState is where a statement stands.
type StatementState string

// The states. What is finished is frozen.
const (
	StatementOpen      StatementState = "open"
	StatementFinished  StatementState = "finished"
	StatementWithdrawn StatementState = "withdrawn"
)

// Suggestion is another text for a statement.
type Suggestion struct {
	ID        ID
	Board     ID
	Statement ID
	Number    int
	Author    Person
	Version   int    // of the statement that it changes
	Before    string // what the statement said then
	Text      string
	Reason    string
	State     SuggestionState
	Why       string // it was decided so
	Decider   ID     // 0 while nobody decided, or the board did
	Made      time.Time
	Decided   time.Time
}

// SuggestionState is what became of a suggestion.
type SuggestionState string

// The states.
const (
	SuggestionOpen     SuggestionState = "open"
	SuggestionAccepted SuggestionState = "accepted"
	SuggestionDeclined SuggestionState = "declined"
	SuggestionBack     SuggestionState = "back"     // taken back by its author
	SuggestionReplaced SuggestionState = "replaced" // its thought lives on in a later text
)

// Why a statement is not changed.
var (
	ErrStatementFinished  = errors.New("the statement is finished and frozen")
	ErrStatementWithdrawn = errors.New("the statement was withdrawn")
	ErrStatementVoted     = errors.New("a vote about the statement is open")
	ErrSuggestionDecided  = errors.New("the suggestion is decided already")
	ErrSuggestionOld      = errors.New("the statement has another text by now")
	ErrSuggestionSame     = errors.New("the text is the one that stands already")
)

// Changeable tells whether the text of the statement may change. While a vote
// about it runs it stays as it is: nobody shall answer another question than
// the one that was asked.
func (s Statement) Changeable() error {
	switch {
	case s.State == StatementFinished:
		return ErrStatementFinished
	case s.State == StatementWithdrawn:
		return ErrStatementWithdrawn
	case s.Poll != 0:
		return ErrStatementVoted
	}
	return nil
}

// Decides tells whether a person decides by themselves about suggestions to the
// statement and when it is finished: its author while on the board, and who
// chairs.
func (s Statement) Decides(who Standing) bool {
	return who.Chairs() || who.Seated() && s.Author.ID != 0 && s.Author.ID == who.Person.ID
}

// Acceptable tells whether the suggestion can become the text of its statement
// now.
func (g Suggestion) Acceptable(s Statement) error {
	if err := g.Declinable(s); err != nil {
		return err
	}
	if g.Version != s.Version {
		return ErrSuggestionOld
	}
	return nil
}

// Declinable tells whether the suggestion still waits for an answer that
// somebody may give now.
func (g Suggestion) Declinable(s Statement) error {
	if g.State != SuggestionOpen {
		return ErrSuggestionDecided
	}
	return s.Changeable()
}
