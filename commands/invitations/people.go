package invitations

import (
	"slices"

	"beirat/board"
	"beirat/storage"
)

// person is one whom a meeting concerns.
type person struct {
	board.Person
	seat  board.ID // for which they vote; 0: they have none
	guest board.ID // as whom they come; 0: they are no guest
	chair bool     // they may act as chair, or hold the office
	// represented tells that somebody else votes for the seat that they hold: that
	// one is called, and asked whether they come.
	represented bool
}

// round is everybody whom a meeting concerns, each once: who votes for a seat,
// the chair, the deputy and the office, and guests with an account.
type round []person

// around reads whom a meeting concerns.
func around(tx *storage.Tx, m board.Meeting) (round, error) {
	seats, err := tx.Seats(m.Board)
	if err != nil {
		return nil, err
	}
	holders, err := tx.RoleHolders(m.Board)
	if err != nil {
		return nil, err
	}
	guests, err := tx.MeetingGuests(m.ID)
	if err != nil {
		return nil, err
	}
	var all round
	for _, seat := range seats {
		all = all.with(person{Person: seat.Voter(), seat: seat.ID})
	}
	for _, h := range holders {
		if h.Role == board.Chair || h.Role == board.Deputy || h.Role == board.Office {
			all = all.with(person{Person: h.Person, chair: true, represented: represented(seats, h.Person.ID)})
		}
	}
	for _, g := range guests {
		if g.Person == 0 {
			continue
		}
		who, err := tx.Person(g.Person)
		if err != nil {
			return nil, err
		}
		all = all.with(person{Person: who, guest: g.ID})
	}
	return all, nil
}

func represented(seats []board.Seat, holder board.ID) bool {
	return slices.ContainsFunc(seats, func(s board.Seat) bool { return s.Holder.ID == holder && s.Voter().ID != holder })
}

// asked are those who are called, and asked whether they come.
func (r round) asked() round {
	return slices.DeleteFunc(slices.Clone(r), func(p person) bool { return p.represented })
}

func (r round) with(p person) round {
	if p.ID == 0 {
		return r
	}
	if at := slices.IndexFunc(r, func(known person) bool { return known.ID == p.ID }); at >= 0 {
		r[at].chair = r[at].chair || p.chair
		return r
	}
	return append(r, p)
}

// of is the one with an ID.
func (r round) of(id board.ID) (person, bool) {
	at := slices.IndexFunc(r, func(p person) bool { return p.ID == id })
	if id == 0 || at < 0 {
		return person{}, false
	}
	return r[at], true
}

// seats are those with somebody who votes.
func (r round) seats() []board.ID {
	var seats []board.ID
	for _, p := range r {
		if p.seat != 0 {
			seats = append(seats, p.seat)
		}
	}
	return seats
}

// names are those of some of the asked.
func (r round) names(only func(person) bool) []string {
	var names []string
	for _, p := range r.asked() {
		if only(p) {
			names = append(names, p.Name)
		}
	}
	return names
}
