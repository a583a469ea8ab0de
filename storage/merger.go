package storage

import (
	"fmt"

	"beirat/board"
)

// Mergers lists what was proposed in the present term of a board and is neither
// done nor declined, the oldest first. Who has become another person stands there as that one.
func (tx *Tx) Mergers(of board.ID) ([]board.Merger, error) {
	return tx.mergers("WHERE m.board_id = ? AND m.state = 'asked' AND "+presentTerm("m.board_id", "m.asked_at")+" ORDER BY m.id", int64(of))
}

// Merger is one of them, or one that is over, by its id.
func (tx *Tx) Merger(id board.ID) (board.Merger, error) {
	list, err := tx.mergers("WHERE m.id = ?", int64(id))
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return board.Merger{}, fmt.Errorf("merger with id %d: %w", id, err)
	}
	return list[0], nil
}

func (tx *Tx) mergers(rest string, args ...any) ([]board.Merger, error) {
	var rows []struct {
		ID     board.ID `db:"id"`
		Board  board.ID `db:"board_id"`
		First  board.ID `db:"first_id"`
		Second board.ID `db:"second_id"`
		Title  string   `db:"title"`
		Person board.ID `db:"person_id"`
		Asked  int64    `db:"asked_at"`
	}
	if err := tx.all(&rows, `SELECT m.id, m.board_id, m.first_id, m.second_id, m.title, CASE WHEN o.now_id = 0 THEN o.id ELSE o.now_id END AS person_id, m.asked_at
		FROM merger m JOIN person o ON o.id = m.person_id `+rest, args...); err != nil {
		return nil, err
	}
	list := make([]board.Merger, len(rows))
	for i, r := range rows {
		list[i] = board.Merger{ID: r.ID, Board: r.Board, First: r.First, Second: r.Second, Title: r.Title, Person: r.Person, Asked: moment(r.Asked)}
		if err := tx.all(&list[i].Agreed, `SELECT DISTINCT CASE WHEN o.now_id = 0 THEN o.id ELSE o.now_id END AS agreed
			FROM merger_consent c JOIN person o ON o.id = c.person_id WHERE c.merger_id = ? ORDER BY agreed`, int64(r.ID)); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// AskMerger keeps the proposal that two fields become one. The caller has locked
// both.
func (tx *Tx) AskMerger(m board.Merger) (board.Merger, error) {
	for _, field := range []board.ID{m.First, m.Second} {
		if err := tx.changeable("field", field); err != nil {
			return m, err
		}
	}
	var err error
	m.ID, err = tx.insert("INSERT INTO merger (board_id, first_id, second_id, title, person_id, asked_at, state, ended_by) VALUES (?, ?, ?, ?, ?, ?, 'asked', 0) RETURNING id",
		int64(m.Board), int64(m.First), int64(m.Second), m.Title, int64(m.Person), tx.now())
	if err != nil {
		return m, fmt.Errorf("merger of fields with ids %d and %d: %w", m.First, m.Second, err)
	}
	return m, tx.noteThing("merger", m.ID, "merger.ask", Entity("field", m.First)+" "+Entity("field", m.Second))
}

// AgreeMerger notes that a person agrees to a merger; twice is once.
func (tx *Tx) AgreeMerger(merger, person board.ID) error {
	if err := tx.changeable("merger", merger); err != nil {
		return err
	}
	_, err := tx.exec("INSERT INTO merger_consent (merger_id, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING", int64(merger), int64(person))
	if err != nil {
		return fmt.Errorf("consent to merger with id %d: %w", merger, err)
	}
	return tx.noteThing("merger", merger, "merger.agree", "")
}

// Asking tells whether a merger is neither done nor declined.
func (tx *Tx) Asking(merger board.ID) (bool, error) {
	var state string
	if err := tx.get(&state, "SELECT state FROM merger WHERE id = ?", int64(merger)); err != nil {
		return false, fmt.Errorf("merger with id %d: %w", merger, err)
	}
	return state == "asked", nil
}

// DeclineMerger ends a merger that somebody does not want; ErrNotFound if it is
// over.
func (tx *Tx) DeclineMerger(merger board.ID) error {
	if err := tx.changeable("merger", merger); err != nil {
		return err
	}
	if err := tx.endMerger(merger, "declined"); err != nil {
		return err
	}
	return tx.noteThing("merger", merger, "merger.decline", "")
}

func (tx *Tx) endMerger(merger board.ID, state string) error {
	if err := tx.must("UPDATE merger SET state = ?, ended_by = ? WHERE id = ? AND state = 'asked'", state, int64(tx.by.Person), int64(merger)); err != nil {
		return fmt.Errorf("merger with id %d: %w", merger, err)
	}
	return nil
}

// MergeFields makes one field of two that the caller has locked, as m says: the
// second goes into the first with all that was added to it, and its text becomes
// a contribution of whoever defined it. Ask board.MayMerge first. A merger
// without an ID was not proposed before.
func (tx *Tx) MergeFields(m board.Merger, first, second board.Field) error {
	for _, field := range []board.ID{first.ID, second.ID} {
		if err := tx.changeable("field", field); err != nil {
			return err
		}
	}
	err := tx.must("UPDATE field SET state = 'merged', into_id = ? WHERE id = ? AND state = 'active'", int64(first.ID), int64(second.ID))
	if err == nil {
		_, err = tx.exec("UPDATE field SET into_id = ? WHERE into_id = ?", int64(first.ID), int64(second.ID))
	}
	if err == nil {
		_, err = tx.exec("UPDATE contribution SET field_id = ?, from_id = COALESCE(from_id, field_id) WHERE field_id = ?", int64(first.ID), int64(second.ID))
	}
	if err == nil {
		err = tx.addMerged(first, second)
	}
	if err == nil && m.Title != "" {
		first.Title = m.Title
		err = tx.must("UPDATE field SET title = ?, folded = ?, edition = edition + 1, edited_by = ? WHERE id = ?", first.Title, fold(first.Title), int64(tx.by.Person), int64(first.ID))
	}
	if err == nil {
		err = tx.keepField(first, "took_in", "", fmt.Sprint(second.Number))
	}
	if err == nil {
		err = tx.keepField(second, "merged", "", fmt.Sprint(first.Number))
	}
	if err == nil && m.ID != 0 {
		err = tx.endMerger(m.ID, "done")
	}
	if err != nil {
		return fmt.Errorf("merge field with id %d into %d: %w", second.ID, first.ID, err)
	}
	return tx.noteThing("field", first.ID, "field.merge", Entity("field", second.ID))
}

// addMerged makes a contribution to the first field of the text of the second.
func (tx *Tx) addMerged(first, second board.Field) error {
	for _, d := range second.Definers {
		if d.Field == second.ID {
			_, err := tx.insertContribution(board.Contribution{Board: first.Board, Field: first.ID, From: second.ID, Author: d.Person,
				Text: second.Text, Written: tx.db.now()}, d.Seat)
			return err
		}
	}
	return nil
}
