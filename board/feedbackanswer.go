package board

import "time"

// FeedbackAnswer is what the administration says to a point. The last one holds.
type FeedbackAnswer struct {
	Point  ID
	State  FeedbackFate
	Reason string // never empty of a point that is declined
	Link   string // to what was done; shown as it was typed
	By     ID
	Given  time.Time // UTC
}

// FeedbackFate is what becomes of a point.
type FeedbackFate string

// The fates.
const (
	FeedbackAccepted FeedbackFate = "accepted"
	FeedbackDeclined FeedbackFate = "declined"
	FeedbackDone     FeedbackFate = "done"
)

// FeedbackFates lists them, in the order of showing.
func FeedbackFates() []FeedbackFate {
	return []FeedbackFate{FeedbackAccepted, FeedbackDeclined, FeedbackDone}
}

// FeedbackQuestion is what the office or the chair asks back about a point.
type FeedbackQuestion struct {
	ID      ID
	Point   ID
	Text    string
	By      ID
	Asked   time.Time // UTC
	Replies []string  // of the author, the oldest first
}
