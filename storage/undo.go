package storage

import (
	"encoding/json"
	"fmt"
	"time"

	"beirat/board"
)

// Undo is something that was done and can be undone for a few minutes.
type Undo struct {
	ID      board.ID
	Board   board.ID
	Person  board.ID // who did it; 0 where it is kept: who causes the change
	Kind    string   // what was done, as the feature names it: "meeting.cancel"
	Thing   board.ID // with what it was done
	Title   string   // of the thing, as people know it
	Payload []byte   // JSON; how it was before. nil if none was given
	At      time.Time
	Done    time.Time // when it was undone; zero: it was not
}

// Into reads the payload.
func (u Undo) Into(before any) error {
	if err := json.Unmarshal(u.Payload, before); err != nil {
		return fmt.Errorf("payload of what can be undone, %s %d: %w", u.Kind, u.Thing, err)
	}
	return nil
}

// undoKept is how long what could be undone is remembered.
const undoKept = 24 * time.Hour

type undoRow struct {
	ID      board.ID `db:"id"`
	Board   board.ID `db:"board_id"`
	Person  board.ID `db:"person_id"`
	Kind    string   `db:"kind"`
	Thing   board.ID `db:"thing_id"`
	Title   string   `db:"title"`
	Payload []byte   `db:"payload"`
	At      int64    `db:"created_at"`
	Done    int64    `db:"done_at"`
}

func (r undoRow) undo() Undo {
	return Undo{ID: r.ID, Board: r.Board, Person: r.Person, Kind: r.Kind, Thing: r.Thing, Title: r.Title, Payload: r.Payload,
		At: moment(r.At), Done: moment(r.Done)}
}

const undoSelect = "SELECT id, board_id, person_id, kind, thing_id, title, payload, created_at, done_at FROM undo "

// Undoable keeps, in the transaction in which it is done, that something can be
// undone, and gives the ID that commands.UndoButton asks for. Its time is Now.
// What is a day old is forgotten.
func (tx *Tx) Undoable(u Undo) (board.ID, error) {
	if u.Person == 0 {
		u.Person = tx.by.Person
	}
	if _, err := tx.exec("DELETE FROM undo WHERE board_id = ? AND created_at < ?", int64(u.Board), milli(tx.db.now().Add(-undoKept))); err != nil {
		return 0, fmt.Errorf("forget what cannot be undone any more in board %d: %w", u.Board, err)
	}
	var payload any
	if u.Payload != nil {
		payload = u.Payload
	}
	id, err := tx.insert(`INSERT INTO undo (board_id, person_id, kind, thing_id, title, payload, created_at, done_at) VALUES (?, ?, ?, ?, ?, ?, ?, 0) RETURNING id`,
		int64(u.Board), int64(u.Person), u.Kind, int64(u.Thing), u.Title, payload, tx.now())
	if err != nil {
		return 0, fmt.Errorf("what can be undone, %s %d of board %d: %w", u.Kind, u.Thing, u.Board, err)
	}
	return id, nil
}

// LockUndo reads what can be undone in a board and holds it until the transaction
// ends, so that it is undone once; ErrNotFound if it is forgotten.
func (tx *Tx) LockUndo(of, id board.ID) (Undo, error) {
	if tx.reading {
		return Undo{}, ErrReadOnly
	}
	var row undoRow
	if err := tx.get(&row, undoSelect+"WHERE board_id = ? AND id = ? {{FOR UPDATE}}", int64(of), int64(id)); err != nil {
		return Undo{}, fmt.Errorf("what can be undone, with id %d: %w", id, err)
	}
	return row.undo(), nil
}

// Undone notes that something was undone now. The caller has locked it.
func (tx *Tx) Undone(u Undo) error {
	if err := tx.must("UPDATE undo SET done_at = ? WHERE id = ? AND done_at = 0", tx.now(), int64(u.ID)); err != nil {
		return fmt.Errorf("undo %s %d of board %d: %w", u.Kind, u.Thing, u.Board, err)
	}
	return tx.note(u.Board, "undo", Entity("undo", u.ID), u.Kind)
}

// Undoables lists what a person did in a board since a time and has not undone,
// the last first.
func (tx *Tx) Undoables(of, person board.ID, since time.Time) ([]Undo, error) {
	var rows []undoRow
	err := tx.all(&rows, undoSelect+"WHERE board_id = ? AND person_id = ? AND created_at >= ? AND done_at = 0 ORDER BY created_at DESC, id DESC",
		int64(of), int64(person), milli(since))
	if err != nil {
		return nil, fmt.Errorf("what person %d can undo in board %d: %w", person, of, err)
	}
	list := make([]Undo, len(rows))
	for i, row := range rows {
		list[i] = row.undo()
	}
	return list, nil
}
