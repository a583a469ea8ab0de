package board

import (
	"slices"
	"time"
)

// Collection is a time in which the chair asks for fields and contributions. It
// forbids nothing: both can be given before and after, too.
type Collection struct {
	ID     ID
	Board  ID
	Person ID // who began it
	Opened time.Time
	Closes time.Time
	Ended  time.Time // zero: it runs
}

// Silent are those who vote for a seat now and have given nothing: neither did
// anybody define a field for their seat in this term, nor are they among those
// who have contributed since it began.
func (c Collection) Silent(seats []Seat, fields []Field, contributed []ID, t Term) []Person {
	var silent []Person
	for _, seat := range seats {
		voter := seat.Voter()
		if voter.ID == 0 || slices.Contains(contributed, voter.ID) || slices.ContainsFunc(fields, func(f Field) bool { return f.Of(t) && f.by(seat.ID, voter.ID) }) {
			continue
		}
		silent = withPerson(silent, voter)
	}
	return silent
}

// by tells whether a field was defined for a seat or by a person.
func (f Field) by(seat, person ID) bool {
	return slices.ContainsFunc(f.Definers, func(d Definer) bool { return d.Seat == seat || d.Person.ID == person })
}
