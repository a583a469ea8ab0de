package board

import (
	"slices"
	"time"
)

// Merger is the wish that two fields become one: the second goes into the first,
// and its text becomes a contribution of whoever defined it.
type Merger struct {
	ID     ID
	Board  ID
	First  ID
	Second ID
	Title  string // of the common field; empty: that of the first
	Person ID     // who proposed it
	Agreed []ID   // those of the others who agree
	Asked  time.Time
}

// MayMerge is nil if two fields can become one: two different ones that are both
// worked on. What is merged already goes into no other, so no circle comes about.
func MayMerge(first, second Field) error {
	if first.ID == second.ID {
		return ErrFieldSame
	}
	if err := first.Takes(); err != nil {
		return err
	}
	return second.Takes()
}

// Missing are those who have yet to agree: everybody who works on one of both
// fields, but for who proposed it.
func (m Merger) Missing(first, second Field, seats []Seat) []Person {
	var missing []Person
	for _, p := range append(first.WorkedBy(seats), second.WorkedBy(seats)...) {
		if p.ID != m.Person && !slices.Contains(m.Agreed, p.ID) {
			missing = withPerson(missing, p)
		}
	}
	return missing
}
