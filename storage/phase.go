package storage

import (
	"fmt"

	"beirat/board"
)

// OpenPhase keeps that a phase of a board begins now, and gives it its ID.
// Whether it may is for the caller, who holds the board (LockBoard). One poll
// opens one phase: ErrExists for a second.
func (tx *Tx) OpenPhase(o board.PhaseOpening) (board.PhaseOpening, error) {
	o.Opened = moment(tx.now())
	id, err := tx.insert("INSERT INTO phase (board_id, phase, basis, poll_id, person_id, opened_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
		int64(o.Board), string(o.Phase), o.Basis, optional(o.Poll), int64(o.Person), milli(o.Opened))
	if err != nil {
		return o, fmt.Errorf("phase %s of board %d: %w", o.Phase, o.Board, err)
	}
	o.ID = id
	return o, tx.note(o.Board, "phase.open", Entity("phase", id), string(o.Phase))
}

// Phases lists the phases that a board opened, the last one first, at most
// limit.
func (tx *Tx) Phases(of board.ID, limit int) ([]board.PhaseOpening, error) {
	var rows []struct {
		ID     board.ID    `db:"id"`
		Phase  board.Phase `db:"phase"`
		Basis  string      `db:"basis"`
		Poll   board.ID    `db:"poll_id"`
		Person board.ID    `db:"person_id"`
		Opened int64       `db:"opened_at"`
	}
	err := tx.all(&rows, "SELECT id, phase, basis, COALESCE(poll_id, 0) AS poll_id, person_id, opened_at FROM phase WHERE board_id = ? ORDER BY id DESC"+first(limit), int64(of))
	list := make([]board.PhaseOpening, len(rows))
	for i, r := range rows {
		list[i] = board.PhaseOpening{ID: r.ID, Board: of, Phase: r.Phase, Basis: r.Basis, Poll: r.Poll, Person: r.Person, Opened: moment(r.Opened)}
	}
	return list, err
}
