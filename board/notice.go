package board

import (
	"slices"
	"time"
)

// LatestInvitation is 00:00 of the last day on which a meeting can be called in
// time, in the zone of starts: between it and the day of the meeting lie so many
// full days; neither of the two counts (§§ 187, 188 BGB; the number of days is the
// board's own rule). Where no days are asked for, it is the day of the meeting.
func LatestInvitation(starts time.Time, days int) time.Time {
	if days <= 0 {
		return clockOn(starts, 0, 0)
	}
	return clockOn(starts, -days-1, 0)
}

// LateInvitation tells whether a meeting that is called at a moment is called too
// late: on a later day than LatestInvitation, in the zone of starts.
func LateInvitation(at, starts time.Time, days int) bool {
	return dateOf(at.In(starts.Location())).After(dateOf(LatestInvitation(starts, days)))
}

// Called is how a meeting was called, as its quorum statement says it. § 90 (1)
// VwVfG asks that all members are.
type Called struct {
	Invited bool // it was called for its date
	Late    bool
	Missing []ID // the seats that nobody could be reached for, or that were not invited
	Second  bool // the quorum is waived, § 90 (2) VwVfG
	At      time.Time
	Latest  time.Time // 00:00 of the last day on which it would have been in time
}

// InTime tells whether everybody was called in time.
func (c Called) InTime() bool { return c.Invited && !c.Late && len(c.Missing) == 0 }

// CallOf is how a meeting was called by the invitations for its date, the last
// one last; what went out for another date does not count, nor what went out
// before that. filled are the seats with somebody who is to be called.
func CallOf(m Meeting, calls []Invitation, filled []ID) Called {
	var c Called
	reached := map[ID]bool{}
	for _, call := range calls {
		if !call.Starts.Equal(m.Starts) { // who was called to another date since has to be called anew
			c, reached = Called{}, map[ID]bool{}
			continue
		}
		if !c.Invited {
			c = Called{Invited: true, Late: call.Late, At: call.At, Latest: call.Latest}
		}
		c.Second = c.Second || call.Second
		for _, seat := range call.Invited {
			reached[seat] = reached[seat] || !slices.Contains(call.Missing, seat)
		}
	}
	if !c.Invited {
		return c
	}
	for _, seat := range filled {
		if !reached[seat] {
			c.Missing = append(c.Missing, seat)
		}
	}
	return c
}

// Attend tells whether somebody can take part in a meeting in a way, and say so:
// nil, or the reason why not.
func (m Meeting) Attend(how AttendanceAnswer) error {
	switch {
	case m.State == MeetingTentative || m.Starts.IsZero():
		return ErrNotFixed
	case m.State == MeetingHeld || m.State == MeetingCancelled:
		return ErrNotAhead
	case how == ComesOnline && m.Link == "" && m.DialIn == "":
		return ErrNoLink
	case how == ComesInPerson && m.Form() == Online:
		return ErrNoPlace
	}
	return nil
}

// The refusals of an answer before a meeting.
const (
	ErrNotFixed Refusal = "not_fixed" // its date does not stand yet
	ErrNotAhead Refusal = "not_ahead" // it is over, or cancelled
	ErrNoLink   Refusal = "no_link"   // nobody can take part online
	ErrNoPlace  Refusal = "no_place"  // it is online only
)

// Turnout is what is known before a meeting of who of the seats comes.
type Turnout struct{ InPerson, Online, Excused, Open int }

// Coming is how many come, in the room or online.
func (t Turnout) Coming() int { return t.InPerson + t.Online }

// TurnoutOf counts the answers of seats that are filled. An answer that the
// meeting has no room for any more, as online where the link is gone, is none.
func TurnoutOf(m Meeting, filled []ID, answers []Attendance) Turnout {
	t := Turnout{Open: len(filled)}
	for _, a := range answers {
		if a.Seat == 0 || !slices.Contains(filled, a.Seat) || !m.Holds(a) {
			continue
		}
		t.Open--
		switch a.Answer {
		case ComesInPerson:
			t.InPerson++
		case ComesOnline:
			t.Online++
		case Excused:
			t.Excused++
		}
	}
	return t
}

// Holds tells whether an answer still fits how people can take part.
func (m Meeting) Holds(a Attendance) bool {
	online := m.Link != "" || m.DialIn != ""
	switch a.Answer {
	case ComesOnline:
		return online
	case ComesInPerson:
		return m.Form() != Online
	}
	return true
}
