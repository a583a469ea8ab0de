package board

import "time"

// Answer is what the administration answers to a recommendation. The last one holds.
type Answer struct {
	ID     ID
	Poll   ID
	State  AnswerState
	Reason string
	Person ID // who gave it
	At     time.Time
}

// AnswerState is what an answer says.
type AnswerState string

// The answers.
const (
	Accepted   AnswerState = "accepted"
	Declined   AnswerState = "declined"    // with a reason
	InProgress AnswerState = "in_progress" // the final answer is still owed
)

// AnswerStates lists every answer in the order of showing.
func AnswerStates() []AnswerState { return []AnswerState{Accepted, Declined, InProgress} }

// Final tells whether nothing is owed any more.
func (s AnswerState) Final() bool { return s == Accepted || s == Declined }

// Overdue tells whether a recommendation waits for an answer that was due,
// the last one given being last; empty if there is none.
func (p Poll) Overdue(last AnswerState, now time.Time) bool {
	return !p.Due.IsZero() && !last.Final() && now.After(p.Due)
}
