package board

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// anna and bert hold the seats 1 and 2; the seat 3 is vacant, carl holds none.
var fieldTerm = Term{Start: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}

func fieldSeats() []Seat {
	return []Seat{{ID: 1, Holder: Person{ID: 11, Name: "anna"}}, {ID: 2, Holder: Person{ID: 12, Name: "bert"}}, {ID: 3}}
}

// fieldOf is a field that a person defined for a seat, on the day after the
// term began.
func fieldOf(id, person, seat ID) Field {
	return Field{ID: id, State: FieldActive, Counts: fieldTerm.Start.AddDate(0, 0, 1),
		Definers: []Definer{{Field: id, Person: Person{ID: person}, Seat: seat}}}
}

func TestASeatHasOneFieldInATerm(t *testing.T) {
	withdrawn, merged, earlier := fieldOf(1, 11, 1), fieldOf(1, 11, 1), fieldOf(1, 11, 1)
	withdrawn.State, merged.State, merged.Into = FieldWithdrawn, FieldMerged, 2
	earlier.Counts = fieldTerm.Start.AddDate(0, 0, -1)
	onDay := fieldOf(1, 11, 1)
	onDay.Counts = fieldTerm.Start
	joint := fieldOf(2, 12, 2)
	joint.Definers = append(joint.Definers, Definer{Field: 1, Person: Person{ID: 98}, Seat: 1})
	for _, c := range []struct {
		name      string
		had       []Field
		person    ID
		successor bool
		want      error
	}{
		{"the first one may be defined", nil, 11, false, nil},
		{"a second one may not", []Field{fieldOf(1, 11, 1)}, 11, false, ErrFieldTaken},
		{"one that was withdrawn makes room", []Field{withdrawn}, 11, false, nil},
		{"one that went into another makes none", []Field{merged}, 11, false, ErrFieldTaken},
		{"one of an earlier term does not count", []Field{earlier}, 11, false, nil},
		{"one of the first day does", []Field{onDay}, 11, false, ErrFieldTaken},
		{"a successor has the predecessor's", []Field{fieldOf(1, 11, 1)}, 99, false, ErrFieldTaken},
		{"a successor defines anew where the rules say so", []Field{fieldOf(1, 11, 1)}, 99, true, nil},
		{"but only one", []Field{fieldOf(1, 11, 1), fieldOf(2, 99, 1)}, 99, true, ErrFieldTaken},
		{"who went to another seat takes theirs along", []Field{fieldOf(1, 12, 1)}, 11, false, nil},
		{"and has it there", []Field{fieldOf(1, 12, 1)}, 12, true, ErrFieldTaken},
		{"holder and delegate have one, even where successors define anew", []Field{fieldOf(1, 21, 1)}, 11, true, ErrFieldTaken},
		{"what went into it was defined by others", []Field{joint}, 13, false, nil},
		{"who withdrew one and defined another has one", []Field{withdrawn, fieldOf(2, 11, 1)}, 11, false, ErrFieldTaken},
	} {
		t.Run(c.name, func(t *testing.T) {
			seat := Seat{ID: 1, Holder: Person{ID: c.person}, Delegate: Person{ID: 21}}
			seats := []Seat{seat, {ID: 2, Holder: Person{ID: 12}}}
			if _, err := (Defining{Person: c.person, Seat: 1, Seats: seats, Term: fieldTerm, SuccessorDefines: c.successor}).May(c.had); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}

func TestWhoWorksAFieldOn(t *testing.T) {
	joint := fieldOf(1, 11, 1)
	joint.Definers = append(joint.Definers, Definer{Field: 2, Person: Person{ID: 12}, Seat: 2})
	gone := joint
	gone.Definers = []Definer{{Person: Person{ID: 98}, Seat: 1}, {Person: Person{ID: 12}, Seat: 2}}
	delegated := []Seat{{ID: 1, Holder: Person{ID: 11}, Delegate: Person{ID: 21}}}
	for _, c := range []struct {
		name  string
		field Field
		seats []Seat
		want  []ID
	}{
		{"who defined it", fieldOf(1, 11, 1), fieldSeats(), []ID{11}},
		{"who defined it, on another seat now", fieldOf(1, 12, 1), fieldSeats(), []ID{12}},
		{"all who defined it, of merged ones", joint, fieldSeats(), []ID{11, 12}},
		{"those of several who are still there", gone, fieldSeats(), []ID{12}},
		{"whoever has the seat now, when nobody is there who defined it", fieldOf(1, 98, 1), fieldSeats(), []ID{11}},
		{"the holder and the delegate of the seat then", fieldOf(1, 98, 1), delegated, []ID{11, 21}},
		{"a delegate who defined it alone", fieldOf(1, 21, 1), delegated, []ID{21}},
		{"nobody when the seat is vacant", fieldOf(1, 98, 3), fieldSeats(), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []ID
			for _, p := range c.field.WorkedBy(c.seats) {
				got = append(got, p.ID)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
	chair := Standing{Person: Person{ID: 50}, Roles: []Role{Chair}}
	if fieldOf(1, 11, 1).Works(chair, fieldSeats()) {
		t.Error("the chair works on somebody else's field")
	}
	if !fieldOf(1, 98, 3).Works(chair, fieldSeats()) {
		t.Error("the chair does not work on a field that nobody else works on")
	}
}

func TestWhichFieldsAreMerged(t *testing.T) {
	withdrawn, merged := fieldOf(3, 11, 1), fieldOf(4, 11, 1)
	withdrawn.State, merged.State = FieldWithdrawn, FieldMerged
	for _, c := range []struct {
		name          string
		first, second Field
		want          error
	}{
		{"two that are worked on", fieldOf(1, 11, 1), fieldOf(2, 12, 2), nil},
		{"not one with itself", fieldOf(1, 11, 1), fieldOf(1, 11, 1), ErrFieldSame},
		{"not one that was withdrawn", fieldOf(1, 11, 1), withdrawn, ErrFieldWithdrawn},
		{"not into one that was withdrawn", withdrawn, fieldOf(1, 11, 1), ErrFieldWithdrawn},
		{"not one that went into another", fieldOf(1, 11, 1), merged, ErrFieldMerged},
		{"not into one that went into another: no circle", merged, fieldOf(1, 11, 1), ErrFieldMerged},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := MayMerge(c.first, c.second); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}

func TestAMergerWaitsForEverybodyButWhoProposedIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := rapid.SliceOfNDistinct(rapid.IntRange(1, 9), 2, 6, rapid.ID[int]).Draw(t, "people")
		var seats []Seat
		first, second := Field{ID: 1}, Field{ID: 2}
		for i, n := range people {
			id := ID(n)
			seats = append(seats, Seat{ID: id, Holder: Person{ID: id}})
			d := Definer{Person: Person{ID: id}, Seat: id}
			if i%2 == 0 {
				first.Definers = append(first.Definers, d)
			} else {
				second.Definers = append(second.Definers, d)
			}
		}
		m := Merger{Person: ID(people[0])}
		for i := range people[1:] {
			missing := m.Missing(first, second, seats)
			if len(missing) != len(people)-1-i || hasPerson(missing, m.Person) {
				t.Fatalf("after %d agreed, missing %v", i, missing)
			}
			m.Agreed = append(m.Agreed, missing[0].ID)
		}
		if missing := m.Missing(first, second, seats); len(missing) != 0 {
			t.Fatalf("after all: %v", missing)
		}
	})
}

func TestWhoHasGivenNothingInACollection(t *testing.T) {
	earlier := fieldOf(1, 11, 1)
	earlier.Counts = fieldTerm.Start.AddDate(0, 0, -1)
	for _, c := range []struct {
		name        string
		fields      []Field
		contributed []ID
		want        []ID
	}{
		{"everybody who has a seat", nil, nil, []ID{11, 12}},
		{"not who defined a field", []Field{fieldOf(1, 11, 1)}, nil, []ID{12}},
		{"not whose seat has one", []Field{fieldOf(1, 98, 1)}, nil, []ID{12}},
		{"not who contributed", nil, []ID{12}, []ID{11}},
		{"who defined one in an earlier term", []Field{earlier}, nil, []ID{11, 12}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []ID
			for _, p := range (Collection{}).Silent(fieldSeats(), c.fields, c.contributed, fieldTerm) {
				got = append(got, p.ID)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}
