package board

import (
	"slices"
	"time"
)

// DateSearch is the search for the date of a meeting: dates are proposed, and
// members say when they can come.
type DateSearch struct {
	ID      ID
	Board   ID
	Meeting ID
	State   DateSearchState
	Options []DateOption // by number, which is the order of their time
	Opened  time.Time    // in the zone of the meeting
	Closes  time.Time    // until then answers can be changed; in the zone of the meeting
	Ended   time.Time    // zero while it is open
	By      ID           // who opened it
}

// DateSearchState is where a search stands.
type DateSearchState string

// The states.
const (
	SearchOpen    DateSearchState = "open"
	SearchClosed  DateSearchState = "closed"  // its deadline is over, or the chair ended it: a date is to be fixed
	SearchSettled DateSearchState = "settled" // the meeting has its date, or is not held
)

// DateOption is one proposed date.
type DateOption struct {
	ID     ID
	Number int       // within the search, from 1, what people type
	Starts time.Time // in the zone of the meeting
}

// The limits of a search.
const (
	LeastDates = 2
	MostDates  = 20
)

// DateAnswer is what a person says of a proposed date.
type DateAnswer struct {
	Option ID
	Person ID
	Says   Availability
	At     time.Time
}

// Availability is whether somebody can come.
type Availability string

// The answers.
const (
	CanCome    Availability = "yes"
	IfNeedBe   Availability = "if_need_be"
	CannotCome Availability = "no"
)

// Availabilities lists every answer, in the order of showing.
func Availabilities() []Availability { return []Availability{CanCome, IfNeedBe, CannotCome} }

// Comes tells whether it is yes, or yes if need be.
func (a Availability) Comes() bool { return a == CanCome || a == IfNeedBe }

// Option is the proposed date of that number.
func (s DateSearch) Option(number int) (DateOption, bool) {
	i := slices.IndexFunc(s.Options, func(o DateOption) bool { return o.Number == number })
	if i < 0 {
		return DateOption{}, false
	}
	return s.Options[i], true
}

// Accepts tells whether answers are taken at t. The deadline is a fact of the
// clock, whether or not the search was closed in time.
func (s DateSearch) Accepts(t time.Time) bool { return s.State == SearchOpen && t.Before(s.Closes) }

// DatePeople are those whose answers matter to a date.
type DatePeople struct {
	Voters []ID // who votes for each seat that is filled, by seat
	Chair  []ID // who leads: the chair, or without one the deputy
	Office []ID
	Needed int // how many members must be there: the quorum of the board's rules; 0: none is asked for
}

// DateTally is what the answers to a proposed date come to.
type DateTally struct {
	Option   DateOption
	Yes      int // members
	IfNeedBe int // members
	No       int // members
	Silent   int // members that have not answered
	// NoQuorum, NoChair and NoOffice tell what would be missing. While the search
	// accepts answers only what no further answer can bring.
	NoQuorum, NoChair, NoOffice bool
}

// Tally counts the answers to every date of a search, in the order of the dates,
// as they stand at t.
func (s DateSearch) Tally(answers []DateAnswer, people DatePeople, t time.Time) []DateTally {
	said := map[ID]map[ID]Availability{}
	for _, a := range answers {
		if said[a.Option] == nil {
			said[a.Option] = map[ID]Availability{}
		}
		said[a.Option][a.Person] = a.Says
	}
	open := s.Accepts(t)
	tallies := make([]DateTally, len(s.Options))
	for i, option := range s.Options {
		of := said[option.ID]
		tally := DateTally{Option: option}
		for _, voter := range people.Voters {
			switch of[voter] {
			case CanCome:
				tally.Yes++
			case IfNeedBe:
				tally.IfNeedBe++
			case CannotCome:
				tally.No++
			default:
				tally.Silent++
			}
		}
		reached := tally.Yes + tally.IfNeedBe
		if open {
			reached += tally.Silent
		}
		tally.NoQuorum = reached < people.Needed
		tally.NoChair, tally.NoOffice = lacks(people.Chair, of, open), lacks(people.Office, of, open)
		tallies[i] = tally
	}
	return tallies
}

// lacks tells whether none of several comes; false if there is nobody.
func lacks(people []ID, said map[ID]Availability, open bool) bool {
	for _, person := range people {
		if answer, answered := said[person]; answer.Comes() || open && !answered {
			return false
		}
	}
	return len(people) > 0
}

// Best orders dates from the best on: the most yes, then the most yes and yes if
// need be together, then the earliest.
func Best(tallies []DateTally) []DateTally {
	best := slices.Clone(tallies)
	slices.SortStableFunc(best, func(a, b DateTally) int {
		switch {
		case a.Yes != b.Yes:
			return b.Yes - a.Yes
		case a.Yes+a.IfNeedBe != b.Yes+b.IfNeedBe:
			return b.Yes + b.IfNeedBe - a.Yes - a.IfNeedBe
		}
		return a.Option.Starts.Compare(b.Option.Starts)
	})
	return best
}

// ForgetAfter is for how many days after the meeting it is kept who could come
// when.
const ForgetAfter = 30
