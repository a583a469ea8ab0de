package storage

import (
	"slices"
	"time"

	"beirat/board"
)

// Coordinators are who sees at a moment to what is to be done for a board, each
// once: the chair, the deputy while no chair is there, and the office. Who is away
// is left out, unless nobody else is left.
func (tx *Tx) Coordinators(of board.ID, at time.Time) ([]board.ID, error) {
	holders, err := tx.RoleHolders(of)
	chaired := slices.ContainsFunc(holders, func(h Holding) bool { return h.Role == board.Chair && !h.Away.Covers(at) })
	var here, all []board.ID
	for _, h := range holders {
		if h.Role != board.Chair && h.Role != board.Office && (h.Role != board.Deputy || chaired) {
			continue
		}
		all = once(all, h.Person.ID)
		if !h.Away.Covers(at) {
			here = once(here, h.Person.ID)
		}
	}
	if len(here) == 0 {
		return all, err
	}
	return here, err
}

// Everybody are those who are told of everything in a board, each once: who votes
// for a seat, the chair, the deputy and the office.
func (tx *Tx) Everybody(of board.ID) ([]board.ID, error) {
	seats, err := tx.Seats(of)
	if err != nil {
		return nil, err
	}
	var people []board.ID
	for _, seat := range seats {
		people = once(people, seat.Voter().ID)
	}
	holders, err := tx.RoleHolders(of)
	for _, h := range holders {
		if h.Role == board.Chair || h.Role == board.Deputy || h.Role == board.Office {
			people = once(people, h.Person.ID)
		}
	}
	return people, err
}

// once adds somebody who is not there yet; nobody is nobody.
func once(people []board.ID, person board.ID) []board.ID {
	if person == 0 || slices.Contains(people, person) {
		return people
	}
	return append(people, person)
}
