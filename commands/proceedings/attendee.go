package proceedings

import (
	"slices"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// attendee is somebody who can be at a meeting.
type attendee struct {
	board.Presence
	name  string
	voter string // who votes for the seat that they hold, if it is not they
	self  bool
}

// attendees are those who are meant.
func (r room) attendees(tx *storage.Tx, c *commands.Call, p presenting) ([]attendee, error) {
	people := p.people.Of(c)
	switch {
	case p.seat.Given(c):
		s := r.seat(board.ID(p.seat.Of(c)))
		if s.Vacant() {
			return nil, commands.Refuse("proceeding.present.vacant")
		}
		return []attendee{{Presence: board.Presence{Seat: s.ID, Person: s.Voter()}, name: s.Voter().Name}}, nil
	case p.visitor.Given(c):
		g, err := r.guest(p.visitor.Of(c))
		return []attendee{{Presence: board.Presence{Guest: g.ID, Person: board.Person{ID: g.Person}}, name: g.Name}}, err
	case len(people) == 0:
		people = []board.Person{c.Who.Person}
	}
	holders, err := tx.RoleHolders(r.meeting.Board)
	if err != nil {
		return nil, err
	}
	var list []attendee
	var strangers []string
	for _, person := range people {
		one, known := r.attendee(person, holders)
		if !known {
			strangers = append(strangers, person.Name)
			continue
		}
		one.self = person.ID == c.Who.Person.ID
		list = append(list, one)
	}
	if len(strangers) > 0 && !p.people.Given(c) {
		return nil, commands.Refuse("proceeding.present.stranger")
	}
	if len(strangers) > 0 {
		return nil, commands.Mistake(p.people.Name(), "proceeding.present.no_member", "N", len(strangers), "Names", strangers)
	}
	return list, nil
}

// attendee is a person as they are at the meeting: for a seat, as a guest, or as
// somebody of the board without a vote.
func (r room) attendee(person board.Person, holders []storage.Holding) (attendee, bool) {
	if person.ID == 0 {
		return attendee{}, false
	}
	one := attendee{Presence: board.Presence{Person: person}, name: person.Name}
	for _, s := range r.seats {
		switch person.ID {
		case s.Voter().ID:
			one.Seat, one.Person = s.ID, s.Voter()
			return one, true
		case s.Holder.ID:
			one.voter = s.Voter().Name
		}
	}
	if at := slices.IndexFunc(r.guests, func(g board.MeetingGuest) bool { return g.Person == person.ID }); at >= 0 {
		one.Guest, one.name = r.guests[at].ID, r.guests[at].Name
		return one, true
	}
	return one, one.voter != "" || slices.ContainsFunc(holders, func(h storage.Holding) bool { return h.Person.ID == person.ID && h.Role != board.Guest })
}

// guest is the one whose name has this part, or whose ID a button says.
func (r room) guest(typed string) (board.MeetingGuest, error) {
	var found []board.MeetingGuest
	for _, g := range r.guests {
		if strconv.FormatInt(int64(g.ID), 10) == typed {
			return g, nil
		}
		if strings.Contains(commands.Fold(g.Name), commands.Fold(typed)) {
			found = append(found, g)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	return board.MeetingGuest{}, commands.Mistake("visitor", "proceeding.present.no_guest", "Typed", commands.Cut(typed), "N", len(found))
}
