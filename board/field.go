package board

import (
	"slices"
	"time"
)

// Field is a field of action: what a member wants the city to work on. Each seat
// may define one in a term; every member adds to every one. Nothing of it is ever
// deleted.
type Field struct {
	ID     ID
	Board  ID
	Number int // within the board, from 1
	Title  string
	Text   string
	// Edition counts the changes of title and text, from 1. Who changes them says
	// which one they have read.
	Edition  int
	EditedBy ID
	State    FieldState
	Into     ID // of a merged one: the field it went into, which is not merged itself
	// Definers are who defined it, in the order of their fields: one, or of
	// merged fields all of them. All stay named.
	Definers []Definer
	Defined  time.Time
	// Counts is from when on the seat has its field: Defined, or the first day of
	// the term where that comes later.
	Counts time.Time
	Marked map[Adoption]int // how many contributions it has, by their mark
	// Archived is the number of the earlier term in which it was defined, so that
	// it stays as it is; 0: of the present one.
	Archived int
}

// Definer is who defined a field, and for which seat.
type Definer struct {
	Field  ID // the one that they defined
	Person Person
	Seat   ID
	Group  Group
}

// FieldState is what became of a field.
type FieldState string

// The states.
const (
	FieldActive    FieldState = "active"
	FieldMerged    FieldState = "merged"    // it went into another one, with its contributions
	FieldWithdrawn FieldState = "withdrawn" // the seat may define another one
)

// The refusals of fields.
const (
	ErrFieldWithdrawn Refusal = "field_withdrawn"
	ErrFieldMerged    Refusal = "field_merged"
	ErrFieldArchived  Refusal = "field_archived"
	// ErrFieldTaken: the seat has its field in this term.
	ErrFieldTaken Refusal = "field_taken"
	// ErrFieldSame: a field is not merged with itself.
	ErrFieldSame Refusal = "field_same"
)

// Contributions is how many contributions the field has.
func (f Field) Contributions() int {
	sum := 0
	for _, n := range f.Marked {
		sum += n
	}
	return sum
}

// Takes is nil if the field is worked on: contributions are added to it and it
// is merged only then.
func (f Field) Takes() error {
	switch f.State {
	case FieldWithdrawn:
		return ErrFieldWithdrawn
	case FieldMerged:
		return ErrFieldMerged
	}
	if f.Archived > 0 {
		return ErrFieldArchived
	}
	return nil
}

// Of tells whether the field counts as one of the term.
func (f Field) Of(t Term) bool { return f.State != FieldWithdrawn && !f.Counts.Before(t.Start) }

// Defining is somebody who wants to define a field for the seat that they hold or
// vote for.
type Defining struct {
	Person           ID
	Seat             ID
	Seats            []Seat // of the board, as they are held now
	Term             Term
	SuccessorDefines bool // by the board's rules
}

// May finds the field that keeps somebody from defining one: a member has one in
// a term, and so has a seat, which its holder and the delegate share, whatever
// has become of it but withdrawn. Who goes to another seat takes the field along;
// that of somebody who has left stays with the seat, unless the board's rules say
// that successors define anew. The fields are those that were defined for the
// seat or by the person. ErrFieldTaken comes with that field.
func (d Defining) May(fields []Field) (Field, error) {
	for _, f := range fields {
		if f.Of(d.Term) && slices.ContainsFunc(f.Definers, func(by Definer) bool { return by.Field == f.ID && d.meets(by) }) {
			return f, ErrFieldTaken
		}
	}
	return Field{}, nil
}

// meets tells whether what somebody has defined counts for the person or the seat.
func (d Defining) meets(by Definer) bool {
	if by.Person.ID == d.Person {
		return true
	}
	if by.Seat != d.Seat {
		return false
	}
	for _, seat := range d.Seats {
		if hasPerson(seat.Sitting(), by.Person.ID) {
			return seat.ID == d.Seat
		}
	}
	return !d.SuccessorDefines
}

// WorkedBy is who works the field on: those who defined it, as long as they hold
// a seat or vote for one; if none of them does any more, whoever now holds or
// votes for the seats they defined it for; nobody if these are vacant, and then
// the chair does.
func (f Field) WorkedBy(seats []Seat) []Person {
	var definers, successors []Person
	for _, d := range f.Definers {
		for _, seat := range seats {
			for _, sits := range seat.Sitting() {
				if sits.ID == d.Person.ID {
					definers = withPerson(definers, sits)
				}
				if seat.ID == d.Seat {
					successors = withPerson(successors, sits)
				}
			}
		}
	}
	if len(definers) > 0 {
		return definers
	}
	return successors
}

// Works tells whether somebody works the field on: one of WorkedBy or, if there
// is none, who may act as chair. Nobody does that with an archived one.
func (f Field) Works(who Standing, seats []Seat) bool {
	if f.Archived > 0 {
		return false
	}
	people := f.WorkedBy(seats)
	if len(people) == 0 {
		return who.Chairs()
	}
	return hasPerson(people, who.Person.ID)
}

// Sitting are the holder of a seat and, while one is named, the delegate.
func (s Seat) Sitting() []Person {
	var people []Person
	for _, p := range []Person{s.Holder, s.Delegate} {
		if p.ID != 0 {
			people = append(people, p)
		}
	}
	return people
}

func withPerson(people []Person, p Person) []Person {
	if hasPerson(people, p.ID) {
		return people
	}
	return append(people, p)
}

func hasPerson(people []Person, id ID) bool {
	return slices.ContainsFunc(people, func(p Person) bool { return p.ID == id })
}
