package storage

import (
	"fmt"

	"beirat/board"
)

// CreateMeasure keeps a measure with its links and gives it its ID and the
// board's next number of a measure; Number, At, Version, Moved and what a round
// gives are its own. The things of the links are of the same board, as the
// caller has seen.
func (tx *Tx) CreateMeasure(m board.Measure) (board.Measure, error) {
	number, err := tx.count(m.Board, "measure")
	if err != nil {
		return m, fmt.Errorf("number a measure of board %d: %w", m.Board, err)
	}
	now := tx.now()
	m.Number, m.Version, m.At, m.Moved = number, 1, moment(now), moment(now)
	m.ID, err = tx.insert(`INSERT INTO measure (board_id, number, title, folded, content, person_id, created_at, version, state, moved_at, why, place, round_id, ordered_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, 0, NULL, 0) RETURNING id`,
		int64(m.Board), m.Number, m.Title, fold(m.Title), m.Text, int64(m.Author), now, string(m.State), now, m.Why)
	if err != nil {
		return m, fmt.Errorf("measure %d of board %d: %w", m.Number, m.Board, err)
	}
	for _, table := range measureLinks() {
		if err := tx.link(table, m.ID, *table.of(&m.Links)); err != nil {
			return m, err
		}
	}
	entity := Entity("measure", m.ID)
	if err := tx.keep(m.Board, entity, board.Revision{What: "added", Title: m.Title, Text: m.Text, Detail: string(m.State)}); err != nil {
		return m, err
	}
	return m, tx.note(m.Board, "measure.create", entity, fmt.Sprintf("number %d", m.Number))
}

// ReviseMeasure keeps title, text and links of a measure that the caller has
// locked, but for the ideas that it came from, and raises its version.
func (tx *Tx) ReviseMeasure(m board.Measure) error {
	err := tx.must("UPDATE measure SET title = ?, folded = ?, content = ?, version = version + 1 WHERE id = ? AND board_id = ?",
		m.Title, fold(m.Title), m.Text, int64(m.ID), int64(m.Board))
	if err != nil {
		return fmt.Errorf("measure with id %d: %w", m.ID, err)
	}
	for _, table := range measureLinks() {
		if table.name == "measure_idea" {
			continue
		}
		if _, err := tx.exec("DELETE FROM "+table.name+" WHERE measure_id = ?", int64(m.ID)); err != nil {
			return fmt.Errorf("%s of measure with id %d: %w", table.name, m.ID, err)
		}
		if err := tx.link(table, m.ID, *table.of(&m.Links)); err != nil {
			return err
		}
	}
	entity := Entity("measure", m.ID)
	if err := tx.keep(m.Board, entity, board.Revision{What: "revised", Title: m.Title, Text: m.Text}); err != nil {
		return err
	}
	return tx.note(m.Board, "measure.revise", entity, "")
}

// MoveMeasure keeps the state of a measure that the caller has locked, and the
// reason for it.
func (tx *Tx) MoveMeasure(m board.Measure) error {
	err := tx.must("UPDATE measure SET state = ?, why = ?, moved_at = ? WHERE id = ? AND board_id = ?",
		string(m.State), m.Why, tx.now(), int64(m.ID), int64(m.Board))
	if err != nil {
		return fmt.Errorf("measure with id %d: %w", m.ID, err)
	}
	entity := Entity("measure", m.ID)
	if err := tx.keep(m.Board, entity, board.Revision{What: "moved." + string(m.State), Title: m.Title, Detail: m.Why}); err != nil {
		return err
	}
	return tx.note(m.Board, "measure.move", entity, string(m.State))
}

// Measure is a measure by its id, with its links.
func (tx *Tx) Measure(id board.ID) (board.Measure, error) {
	return tx.measure("WHERE m.id = ?", int64(id))
}

// MeasureNumber is a measure by its number within a board, with its links.
func (tx *Tx) MeasureNumber(of board.ID, number int) (board.Measure, error) {
	return tx.measure("WHERE m.board_id = ? AND m.number = ?", int64(of), number)
}

// LockMeasure reads a measure of a board and holds it until the transaction
// ends, so that one change of it waits for the other.
func (tx *Tx) LockMeasure(of, id board.ID) (board.Measure, error) {
	if tx.reading {
		return board.Measure{}, ErrReadOnly
	}
	return tx.measure("WHERE m.board_id = ? AND m.id = ? {{FOR UPDATE OF m}}", int64(of), int64(id))
}

// Measures lists the measures of a board by number, with their links.
func (tx *Tx) Measures(of board.ID) ([]board.Measure, error) {
	measures, err := tx.measures("WHERE m.board_id = ? ORDER BY m.number", int64(of))
	if err != nil {
		return nil, err
	}
	return measures, tx.withLinks(measures, "JOIN measure m ON m.id = l.measure_id WHERE m.board_id = ?", int64(of))
}

// MeasuresTitled lists measures of a board whose title contains part, newest
// first and without their links; capitals do not matter, nor whether an umlaut
// is written ä or ae.
func (tx *Tx) MeasuresTitled(of board.ID, part string, limit int) ([]board.Measure, error) {
	return tx.measures(`WHERE m.board_id = ? AND m.folded LIKE ? ESCAPE '\' ORDER BY m.number DESC`+first(limit), int64(of), "%"+like(fold(part))+"%")
}

// MeasuresOfIdea lists the measures that came from an idea of a board, by
// number and without their links.
func (tx *Tx) MeasuresOfIdea(of, idea board.ID) ([]board.Measure, error) {
	return tx.measures("JOIN measure_idea l ON l.measure_id = m.id WHERE m.board_id = ? AND l.idea_id = ? ORDER BY m.number", int64(of), int64(idea))
}
