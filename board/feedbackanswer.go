package board

import "time"

// FeedbackAnswer is what the administration says to a point. The last one holds.
type FeedbackAnswer struct {
	Point     ID
	State     FeedbackFate
	Reason    string // never empty of a point that is declined
	Link      string // the address of what was done, as it was typed; empty: none
	Published string // a sentence for everybody, which names nobody; may be empty
	Measure   ID     // of the roadmap, that it became; zero: none
	By        ID
	Given     time.Time // UTC
}

// ShownLink is the address of what was done as people see it.
func (a FeedbackAnswer) ShownLink() string {
	if link, err := ReadLink(a.Link); err == nil {
		return link.Shown()
	}
	return a.Link
}

// Public is what everybody may read of an answer: the sentence for everybody; else,
// of what is declined or done, what its author reads. Empty: nothing but its state.
func (a FeedbackAnswer) Public() string {
	if a.Published != "" || a.State == FeedbackAccepted {
		return a.Published
	}
	return a.Reason
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

// Most of what is asked back and replied, so that a point stays one.
const (
	MostFeedbackQuestions = 5 // of a point
	MostFeedbackReplies   = 5 // to a question
)

// FeedbackOwed is how far the answers to the points of a round are.
type FeedbackOwed struct {
	Round    ID
	Points   int
	Answered int
}

// Open is how many points wait for an answer.
func (o FeedbackOwed) Open() int { return o.Points - o.Answered }
