package board

import "time"

// Revision is what a text said after somebody had changed it, or what else was
// done to a thing. Together they are its history: nothing of it is ever changed.
type Revision struct {
	ID     ID
	Board  ID
	Entity string // "field:7"
	Person ID     // 0: Beirat itself
	At     time.Time
	What   string // what was done, a word of the thing's own: "defined", "revised"
	Title  string // as it was afterwards; empty where it has none
	Text   string // as it was afterwards; empty where the text was not touched
	Detail string // what else there is to say: a reason, a state
}
