package board

import "time"

// ConsentText is the version of the text that people read before they consent
// to be named in public documents. It is raised whenever that text changes.
const ConsentText = 1

// Consent is what a person said about being named in what the board publishes.
// The last word holds, and it can be taken back at any time (Art. 7 DSGVO).
type Consent struct {
	Board   ID
	Person  ID
	Given   bool
	Version int // of the text that they read
	Said    time.Time
}

// HidesMembers tells whether somebody stays unnamed where only their seat group
// is said: it has at least three seats. Of a smaller one everybody who can count
// knows who is meant.
func (g Group) HidesMembers() bool { return g.Seats >= 3 }
