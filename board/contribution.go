package board

import "time"

// Contribution is what a member adds to a field of action. It is its author's:
// nobody else changes its words.
type Contribution struct {
	ID     ID
	Board  ID
	Field  ID
	From   ID  // the field it was written for, if that was merged into this one; else 0
	Number int // within the board, from 1
	Author Person
	Group  Group // of the seat for which the author wrote it
	Text   string
	// Edition counts the changes of the text, from 1.
	Edition  int
	Mark     Adoption
	Reason   string // of the mark; never empty for NotTaken
	MarkedBy Person
	Marked   time.Time // zero: nobody has marked it yet
	Written  time.Time
	Edited   time.Time // zero: as it was written
	Back     bool      // its author took it back
}

// Adoption is what came of a contribution.
type Adoption string

// What may come of it.
const (
	Undecided Adoption = "open"
	Taken     Adoption = "taken"
	NotTaken  Adoption = "not_taken"
)

// Adoptions lists them in the order of showing.
func Adoptions() []Adoption { return []Adoption{Taken, Undecided, NotTaken} }
