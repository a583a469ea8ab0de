package storage

import (
	"fmt"
	"time"

	"beirat/board"
)

const collectionSelect = "SELECT id, board_id, person_id, opened_at, closes_at, ended_at FROM collection "

func (tx *Tx) collection(rest string, args ...any) (board.Collection, error) {
	var r struct {
		ID     board.ID `db:"id"`
		Board  board.ID `db:"board_id"`
		Person board.ID `db:"person_id"`
		Opened int64    `db:"opened_at"`
		Closes int64    `db:"closes_at"`
		Ended  int64    `db:"ended_at"`
	}
	err := tx.get(&r, collectionSelect+rest, args...)
	return board.Collection{ID: r.ID, Board: r.Board, Person: r.Person, Opened: moment(r.Opened), Closes: moment(r.Closes), Ended: moment(r.Ended)}, err
}

// Collection is a collection by its id.
func (tx *Tx) Collection(id board.ID) (board.Collection, error) {
	c, err := tx.collection("WHERE id = ?", int64(id))
	if err != nil {
		return c, fmt.Errorf("collection with id %d: %w", id, err)
	}
	return c, nil
}

// Collecting is the collection of a board that runs; ErrNotFound if none does.
func (tx *Tx) Collecting(of board.ID) (board.Collection, error) {
	c, err := tx.collection("WHERE board_id = ? AND ended_at = 0", int64(of))
	if err != nil {
		return c, fmt.Errorf("collection of board %d: %w", of, err)
	}
	return c, nil
}

// LockCollection reads a collection and holds it until the transaction ends.
func (tx *Tx) LockCollection(id board.ID) (board.Collection, error) {
	if tx.reading {
		return board.Collection{}, ErrReadOnly
	}
	c, err := tx.collection("WHERE id = ? {{FOR NO KEY UPDATE}}", int64(id))
	if err != nil {
		return c, fmt.Errorf("collection with id %d: %w", id, err)
	}
	return c, nil
}

// StartCollection keeps a collection; ErrExists if one runs already. It begins
// Now.
func (tx *Tx) StartCollection(c board.Collection) (board.Collection, error) {
	now := tx.now()
	id, err := tx.insert("INSERT INTO collection (board_id, person_id, opened_at, closes_at, ended_at) VALUES (?, ?, ?, ?, 0) RETURNING id",
		int64(c.Board), int64(c.Person), now, milli(c.Closes))
	if err != nil {
		return c, fmt.Errorf("collection of board %d: %w", c.Board, err)
	}
	c.ID, c.Opened = id, moment(now)
	return c, tx.noteThing("collection", id, "collection.start", "")
}

// SaveCollection keeps when a collection closes, and when it ended.
func (tx *Tx) SaveCollection(c board.Collection) error {
	if err := tx.must("UPDATE collection SET closes_at = ?, ended_at = ? WHERE id = ?", milli(c.Closes), milli(c.Ended), int64(c.ID)); err != nil {
		return fmt.Errorf("collection with id %d: %w", c.ID, err)
	}
	return tx.noteThing("collection", c.ID, "collection.save", "")
}

// Contributors are those who have added something in a board since a moment and
// have not taken it back.
func (tx *Tx) Contributors(of board.ID, since time.Time) ([]board.ID, error) {
	var people []board.ID
	err := tx.all(&people, `SELECT DISTINCT CASE WHEN o.now_id = 0 THEN o.id ELSE o.now_id END FROM contribution c JOIN person o ON o.id = c.person_id
		WHERE c.board_id = ? AND c.written_at >= ? AND c.taken_back = 0`, int64(of), milli(since))
	return people, err
}
