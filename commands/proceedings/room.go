package proceedings

import (
	"slices"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/storage"
)

// room is a meeting with who is there, in the zone of the board.
type room struct {
	meeting     board.Meeting
	zone        *time.Location
	seats       []board.Seat
	profile     board.Profile
	presences   []board.Presence
	attendances []board.Attendance
	guests      []board.MeetingGuest
	invitation  board.Called // zero: it was not called for its date
}

// look reads who is at a meeting.
func (f *Proceedings) look(tx *storage.Tx, m board.Meeting) (room, error) {
	r := room{meeting: m}
	b, err := tx.Board(m.Board)
	if err != nil {
		return r, err
	}
	r.zone = f.db.Zone(b.Zone)
	if r.seats, err = tx.Seats(m.Board); err != nil {
		return r, err
	}
	if r.profile, err = tx.Profile(m.Board); err != nil {
		return r, err
	}
	if r.presences, err = tx.Presences(m.ID); err != nil {
		return r, err
	}
	if r.attendances, err = tx.Attendances(m.ID); err != nil {
		return r, err
	}
	if r.guests, err = tx.MeetingGuests(m.ID); err != nil {
		return r, err
	}
	var filled []board.ID
	for _, s := range r.seats {
		if !s.Vacant() {
			filled = append(filled, s.ID)
		}
	}
	invitations, err := tx.Invitations(m.ID)
	r.invitation = board.CallOf(m, invitations, filled)
	return r, err
}

// here are the times that still go on of those who count: the one who is there
// for a seat must be the one who votes for it now.
func (r room) here() []board.Presence {
	var here []board.Presence
	for _, p := range r.presences {
		if p.Here() && p.Seat != 0 && r.seat(p.Seat).Voter().ID == p.Person.ID {
			here = append(here, p)
		}
	}
	return here
}

// beside are the names of those who are there and count for nothing: guests, and
// whoever is there without a seat.
func (r room) beside() []string {
	var names []string
	for _, p := range r.presences {
		if !p.Here() || p.Seat != 0 {
			continue
		}
		name := p.Person.Name
		if at := slices.IndexFunc(r.guests, func(g board.MeetingGuest) bool { return g.ID == p.Guest }); p.Guest != 0 && at >= 0 {
			name = r.guests[at].Name
		}
		names = append(names, name)
	}
	return names
}

func (r room) seat(id board.ID) board.Seat {
	for _, s := range r.seats {
		if s.ID == id {
			return s
		}
	}
	return board.Seat{}
}

// members is how many the board counts as its members.
func (r room) members() int {
	n := 0
	for _, s := range r.seats {
		if !s.Vacant() || r.profile.Base == board.StatutorySeats {
			n++
		}
	}
	return n
}

// quorate tells whether the meeting can decide with those who are there.
func (r room) quorate() bool {
	here := len(r.here())
	return here > 0 && (r.invitation.Second || r.profile.Quorum.MetBy(here, r.members()))
}

// times are all the times of somebody, in order.
func (r room) times(who board.Presence) []board.Presence {
	var times []board.Presence
	for _, p := range r.presences {
		if p.Of(who) {
			times = append(times, p)
		}
	}
	return times
}

// standing says how many are there, and whether that is enough.
func (r room) standing() chat.Text {
	q := r.profile.Quorum
	return chat.T("proceeding.quorum", "N", len(r.here()), "Members", r.members(), "Quorate", r.quorate(), "Second", r.invitation.Second,
		"Rule", chat.T("value.quorum."+string(q)+".label"), "Needed", board.QuorumNeeded(q, r.members()), "None", q == board.NoQuorum, "Voting", q == board.HalfVoting)
}

// called says how the meeting was called, as far as it matters for the quorum.
// Zero: in time and in full.
func (r room) called() chat.Text {
	i := r.invitation
	switch {
	case i.At.IsZero():
		return chat.T("proceeding.called.unknown")
	case i.Second:
		return chat.T("proceeding.called.second")
	case !i.Late && len(i.Missing) == 0:
		return chat.Text{}
	}
	return chat.T("proceeding.called.wrong", "At", i.At.In(r.zone), "Late", i.Late, "Missing", len(i.Missing))
}

// span is a time in which somebody was there, as people read it.
func (r room) span(times []board.Presence) []chat.Text {
	spans := make([]chat.Text, len(times))
	for i, p := range times {
		spans[i] = chat.T("proceeding.span", "From", p.From.In(r.zone), "Until", p.Until.In(r.zone), "Here", p.Here(), "Online", p.Online)
	}
	return spans
}
