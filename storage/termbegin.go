package storage

import (
	"errors"
	"fmt"

	"beirat/board"
)

// BeginTerm lets the planned term of a board begin: the present one is archived
// with who had a seat in it, what ran in it ends, and seats and rules become what
// was planned. The caller has locked the board, then read what is planned
// (NextTerm), and it is due.
func (tx *Tx) BeginTerm(b board.Board, n board.NextTerm) (board.PastTerm, error) {
	if tx.reading {
		return board.PastTerm{}, ErrReadOnly
	}
	past, err := tx.archiveTerm(b, n)
	if err == nil {
		err = tx.endWithTerm(past)
	}
	if err == nil && !n.Seats {
		err = tx.emptySeats(b.ID)
	}
	if err == nil && !n.Rules {
		err = tx.usualRules(past)
	}
	if err == nil {
		err = tx.must("UPDATE board SET term_start = ?, term_last = ? WHERE id = ?", formatDay(n.Term.Start), formatDay(n.Term.Last), int64(b.ID))
	}
	if err == nil {
		err = tx.unplanTerm(b.ID)
	}
	if err != nil {
		return past, fmt.Errorf("begin a term of board %d: %w", b.ID, err)
	}
	return past, tx.note(b.ID, "term.begin", Entity("term", past.ID), fmt.Sprintf("number %d", past.Number+1))
}

func (tx *Tx) archiveTerm(b board.Board, n board.NextTerm) (past board.PastTerm, err error) {
	profile, err := tx.Profile(b.ID)
	if err != nil {
		return past, err
	}
	number, err := tx.TermNumber(b.ID)
	if err != nil {
		return past, err
	}
	said, err := tx.TermDecision(b.ID, b.Term.Start)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return past, err
	}
	now := tx.now()
	past = board.PastTerm{Board: b.ID, Number: number, Term: b.Term, Over: moment(milli(n.Term.Start)), Profile: profile.ID, Outcome: string(said.Fate), Basis: n.Basis, By: n.By, Archived: moment(now)}
	past.ID, err = tx.insert(`INSERT INTO term (board_id, number, first_day, last_day, over_at, profile_id, outcome, basis, person_id, archived_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`, int64(b.ID), number, formatDay(b.Term.Start), formatDay(b.Term.Last),
		milli(past.Over), int64(profile.ID), past.Outcome, n.Basis, int64(n.By), now)
	if err != nil {
		return past, err
	}
	end := b.Term.End()
	if end.IsZero() {
		end = n.Term.Start
	}
	seats, err := tx.SeatsBetween(b.ID, b.Term.Start, end)
	for _, s := range seats {
		if _, err = tx.insert(`INSERT INTO term_seat (term_id, seat_id, seat_position, group_id, group_key, group_name, group_seats, group_position,
				person_id, organisation, delegate, from_at, until_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`, int64(past.ID), int64(s.Seat), s.Position, int64(s.Group.ID), s.Group.Key, s.Group.Name,
			s.Group.Seats, s.Group.Position, int64(s.Person.ID), s.Organisation, flag(s.Delegate), milli(s.From), milli(s.Until)); err != nil {
			return past, err
		}
	}
	return past, err
}

// endWithTerm ends what runs and belongs to the term: rounds of the vision and
// collecting.
func (tx *Tx) endWithTerm(past board.PastTerm) error {
	for _, what := range []string{
		"UPDATE vision_round SET ended_at = ? WHERE board_id = ? AND ended_at = 0 AND opened_at < ?",
		"UPDATE collection SET ended_at = ? WHERE board_id = ? AND ended_at = 0 AND opened_at < ?",
	} {
		if _, err := tx.exec(what, tx.now(), int64(past.Board), milli(past.Over)); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) emptySeats(of board.ID) error {
	seats, err := tx.Seats(of)
	for _, s := range seats {
		if err == nil {
			err = tx.emptySeat(s.ID)
		}
	}
	return err
}

// usualRules makes the usual rules the board's newest ones, on the basis of the
// new term.
func (tx *Tx) usualRules(past board.PastTerm) error {
	newest, err := tx.Profile(past.Board)
	if err != nil {
		return err
	}
	usual := board.DefaultProfile()
	usual.Board, usual.Version, usual.Basis = past.Board, newest.Version+1, past.Basis
	_, err = tx.insertProfile(usual)
	return err
}
