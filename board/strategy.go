package board

import "time"

// Strategy is a version of the document that the board hands on. It never
// changes: what is written afterwards makes the next version.
type Strategy struct {
	ID       ID
	Board    ID
	Version  int    // from 1
	Content  string // the document as it is stored; empty in lists
	Checksum string // SHA-256 of the body of its Markdown, in hexadecimal
	Phase    Phase  // in which the board was
	Person   ID     // who had it compiled
	Made     time.Time
}

// Submission is that a version went to a committee on a day.
type Submission struct {
	ID        ID
	Board     ID
	Number    int
	Strategy  ID
	Version   int // of the strategy
	Committee string
	Day       time.Time // 00:00 in the board's zone
	Person    ID        // who noted it
	Noted     time.Time
	Last      Considered // what the committee said last; empty: nothing yet
}

// Consideration is what a committee said of a submission. It may consider one
// again, as when it has postponed it; then there are several.
type Consideration struct {
	ID         ID
	Submission ID
	Outcome    Considered
	Day        time.Time // 00:00 in the board's zone
	Reference  string    // as the committee files it; may be empty
	Note       string
	Passage    string // which one was changed; only of ConsideredChanged
	Before     string // how the version had it
	After      string // how the committee has it
	Person     ID     // who noted it
	Noted      time.Time
}

// Considered is what came of a consideration.
type Considered string

// What a committee can say.
const (
	ConsideredUnchanged Considered = "unchanged" // adopted as it was
	ConsideredChanged   Considered = "changed"   // adopted with another wording
	ConsideredDeclined  Considered = "declined"
	ConsideredPostponed Considered = "postponed"
	ConsideredNoted     Considered = "noted" // taken note of, without a decision
)

// Considerations lists what a committee can say, in the order of showing.
func Considerations() []Considered {
	return []Considered{ConsideredUnchanged, ConsideredChanged, ConsideredDeclined, ConsideredPostponed, ConsideredNoted}
}

// Final tells whether the committee is done with it.
func (c Considered) Final() bool { return c != "" && c != ConsideredPostponed }
