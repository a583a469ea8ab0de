package storage

import (
	"fmt"
	"time"

	"beirat/board"
)

// TermRounds lists the rounds of feedback on the term of a board itself that were
// begun since a moment, the newest first.
func (tx *Tx) TermRounds(of board.ID, since time.Time) ([]board.FeedbackRound, error) {
	return tx.feedbackRounds("WHERE board_id = ? AND kind = 'term' AND opened_at >= ? ORDER BY opened_at DESC, id DESC", int64(of), milli(since))
}

// DecideTerm keeps what the council decided about the time after a term. Its time
// is Now.
func (tx *Tx) DecideTerm(d board.TermDecision) (board.TermDecision, error) {
	d.By, d.Noted = tx.by.Person, moment(tx.now())
	id, err := tx.insert("INSERT INTO term_decision (board_id, fate, day, reference, person_id, noted_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
		int64(d.Board), string(d.Fate), formatDay(d.Day), d.Reference, int64(d.By), milli(d.Noted))
	if err != nil {
		return d, fmt.Errorf("decision about the term of board %d: %w", d.Board, err)
	}
	d.ID = id
	return d, tx.note(d.Board, "term.decide", Entity("decision", id), string(d.Fate))
}

// TermDecision is what the council decided last about the present term of a board
// since a moment; ErrNotFound if it decided nothing. What was noted before the term
// was begun belongs to the one before, also where its first day is earlier.
func (tx *Tx) TermDecision(of board.ID, since time.Time) (board.TermDecision, error) {
	var row decisionRow
	err := tx.get(&row, decisionSelect+`WHERE board_id = ? AND noted_at >= ?
			AND noted_at > COALESCE((SELECT MAX(t.archived_at) FROM term t WHERE t.board_id = term_decision.board_id), 0) ORDER BY id DESC`+first(1),
		int64(of), milli(since))
	if err != nil {
		return board.TermDecision{}, fmt.Errorf("decision about the term of board %d: %w", of, err)
	}
	b, err := tx.Board(of)
	if err != nil {
		return board.TermDecision{}, err
	}
	return row.decision(tx.db.Zone(b.Zone))
}

// TermDecisions are all that the council decided about the terms of a board, the
// first one first.
func (tx *Tx) TermDecisions(of board.ID) ([]board.TermDecision, error) {
	var rows []decisionRow
	if err := tx.all(&rows, decisionSelect+"WHERE board_id = ? ORDER BY id", int64(of)); err != nil {
		return nil, fmt.Errorf("decisions about the terms of board %d: %w", of, err)
	}
	b, err := tx.Board(of)
	if err != nil {
		return nil, err
	}
	var all []board.TermDecision
	for _, row := range rows {
		d, err := row.decision(tx.db.Zone(b.Zone))
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

const decisionSelect = "SELECT id, board_id, fate, day, reference, person_id, noted_at FROM term_decision "

type decisionRow struct {
	ID        board.ID       `db:"id"`
	Board     board.ID       `db:"board_id"`
	Fate      board.TermFate `db:"fate"`
	Day       string         `db:"day"`
	Reference string         `db:"reference"`
	By        board.ID       `db:"person_id"`
	Noted     int64          `db:"noted_at"`
}

func (r decisionRow) decision(zone *time.Location) (d board.TermDecision, err error) {
	d = board.TermDecision{ID: r.ID, Board: r.Board, Fate: r.Fate, Reference: r.Reference, By: r.By, Noted: moment(r.Noted)}
	if d.Day, err = parseDay(r.Day, zone); err != nil {
		return d, fmt.Errorf("decision %d about the term of board %d: %w", d.ID, d.Board, err)
	}
	return d, nil
}

// TellEvaluation notes that it was said, so many months before the last day of a
// term, that its end is near; false if that was noted before.
func (tx *Tx) TellEvaluation(of board.ID, last time.Time, months int) (first bool, err error) {
	rows, err := tx.exec("INSERT INTO evaluation_told (board_id, last_day, months) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", int64(of), formatDay(last), months)
	if err != nil || rows == 0 {
		return false, err
	}
	return true, tx.note(of, "term.near", Entity("board", of), fmt.Sprintf("%d months before %s", months, formatDay(last)))
}
