package minutes

import (
	"errors"
	"slices"

	"beirat/board"
	"beirat/storage"
)

// people are the seats with who was there for them, and those without a seat who
// chair or keep the office.
func (f *Minutes) people(tx *storage.Tx, r *record) error {
	seats, err := tx.Seats(r.board.ID)
	if err != nil {
		return err
	}
	presences, err := tx.Presences(r.meeting.ID)
	if err != nil {
		return err
	}
	answers, err := tx.Attendances(r.meeting.ID)
	if err != nil {
		return err
	}
	zone := f.db.Zone(r.board.Zone)
	for i := range presences {
		presences[i].From, presences[i].Until = in(presences[i].From, zone), in(presences[i].Until, zone)
	}
	for _, seat := range seats {
		a := attendee{seat: seat.ID, group: seat.Group}
		holder, err := tx.HolderAt(seat.ID, r.meeting.Opened)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		a.person, a.name = holder.ID, holder.Name
		for _, p := range presences {
			if p.Seat != seat.ID {
				continue
			}
			if a.present() && p.Person.ID != a.person { // another came for the seat
				a.earlier = append(a.earlier, a.name)
			}
			a.times, a.person, a.name = append(a.times, p), p.Person.ID, p.Person.Name
		}
		for _, said := range answers {
			if said.Seat == seat.ID && said.Answer == board.Excused {
				a.excused = true
			}
		}
		if a.name == "" {
			r.vacant++
			continue
		}
		r.seats = append(r.seats, a)
	}
	return r.leading(tx, presences)
}

// leading are the chair and those without a seat. Who chaired is the chair, or
// the deputy where the chair was not there.
func (r *record) leading(tx *storage.Tx, presences []board.Presence) error {
	holders, err := tx.RoleHolders(r.board.ID)
	if err != nil {
		return err
	}
	first := ""
	for _, holder := range holders {
		if holder.Role != board.Chair && holder.Role != board.Deputy && holder.Role != board.Office {
			continue
		}
		a := attendee{person: holder.Person.ID, name: holder.Person.Name, role: holder.Role}
		seated := false
		for _, p := range presences {
			switch {
			case p.Person.ID != holder.Person.ID || p.Guest != 0:
			case p.Seat == 0:
				a.times = append(a.times, p)
			default:
				seated = true
			}
		}
		if holder.Role == board.Chair && first == "" {
			first = a.name
		}
		there := seated || a.present()
		if holder.Role != board.Office && there && r.chair == "" {
			r.chair = a.name
		}
		if a.present() && !seated && !slices.ContainsFunc(r.besides, func(o attendee) bool { return o.person == a.person }) {
			r.besides = append(r.besides, a)
		}
	}
	if r.chair == "" {
		r.chair = first
	}
	return nil
}

// guests are those who came without a seat. One is named who agreed to it, or who
// agreed to be named by the board anywhere.
func (f *Minutes) guests(tx *storage.Tx, r *record) error {
	invited, err := tx.MeetingGuests(r.meeting.ID)
	if err != nil || len(invited) == 0 {
		return err
	}
	presences, err := tx.Presences(r.meeting.ID)
	if err != nil {
		return err
	}
	named, err := tx.Consenting(r.board.ID)
	if err != nil {
		return err
	}
	r.visitors = map[board.ID]guest{}
	for _, one := range invited {
		_, consents := named[one.Person]
		g := guest{name: one.Name, organisation: one.Organisation, named: one.Named || consents && one.Person != 0}
		r.visitors[one.ID] = g
		came := slices.ContainsFunc(presences, func(p board.Presence) bool { return p.Guest == one.ID })
		switch {
		case came && g.named:
			r.guests = append(r.guests, g)
		case came:
			r.unnamed++
		}
	}
	return nil
}

// presenter is who presented an item, as minutes say it: a guest only by name who
// may be named.
func (r record) presenter(i board.AgendaItem) (name string, unnamed bool) {
	g, is := r.visitors[i.Guest]
	switch {
	case !is || i.Guest == 0:
		return i.Presenter, false
	case !g.named:
		return "", true
	case i.Presenter == "":
		return g.name, false
	}
	return i.Presenter, false
}
