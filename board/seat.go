package board

import "time"

// Board is one advisory board.
type Board struct {
	ID       ID
	Name     string
	Language string // of public posts: "de" or "en"
	Zone     string // IANA name, as "Europe/Berlin"
	Land     string // whose public holidays count: "NW", "BY", …; empty for none but the nationwide
	Purpose  string
	Contact  string // the office, for people outside
	Term     Term
	Next     time.Time // 00:00 of the first day of the term that is planned to follow; zero: none is
}

// Group is a seat group with its number of seats.
type Group struct {
	ID        ID
	Board     ID
	Key       string // "citizens", "business", "city", or what the board's roll calls it
	Name      string // as shown, in the board's language
	Seats     int
	ExOfficio bool // the seat belongs to an office; its holder may name a delegate who votes
	Position  int  // order of showing, from 1
}

// Seat is one place in a group. The right to vote hangs on the seat.
type Seat struct {
	ID           ID
	Board        ID
	Group        Group
	Position     int    // within the group, from 1
	Holder       Person // zero while vacant
	Organisation string // what the holder represents, if the seat is an organisation's
	Delegate     Person // has the vote instead of the holder while named (ex-officio seats only)
}

// Vacant tells whether nobody holds the seat.
func (s Seat) Vacant() bool { return s.Holder.ID == 0 }

// Voter is the one person who may vote for the seat now: the delegate while
// one is named, else the holder; zero for a vacant seat. So exactly one of
// both has the vote.
func (s Seat) Voter() Person {
	if s.Vacant() || s.Delegate.ID == 0 {
		return s.Holder
	}
	return s.Delegate
}

// Person is a human being, one for the whole installation.
type Person struct {
	ID       ID
	Name     string // as others see it
	Language string // of private messages; empty: the board's
}

// Absence stops reminders between From and Until; it changes no count.
type Absence struct {
	From  time.Time // zero: not away
	Until time.Time // zero: until taken back
}

// Covers tells whether the person is away at the moment t.
func (a Absence) Covers(t time.Time) bool {
	return !a.From.IsZero() && !t.Before(a.From) && (a.Until.IsZero() || t.Before(a.Until))
}
