package storage

import (
	"fmt"

	"beirat/board"
)

// keep adds to the history of a thing. Who and when are the transaction's.
func (tx *Tx) keep(of board.ID, entity string, r board.Revision) error {
	_, err := tx.exec("INSERT INTO revision (board_id, entity, person_id, at, what, title, content, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		int64(of), entity, int64(tx.by.Person), tx.now(), r.What, r.Title, r.Text, r.Detail)
	if err != nil {
		return fmt.Errorf("history of %s: %w", entity, err)
	}
	return nil
}

// Revisions lists the history of a thing of a board, the newest first, at most
// limit.
func (tx *Tx) Revisions(of board.ID, entity string, limit int) ([]board.Revision, error) {
	var rows []struct {
		ID     board.ID `db:"id"`
		Person board.ID `db:"person_id"`
		At     int64    `db:"at"`
		What   string   `db:"what"`
		Title  string   `db:"title"`
		Text   string   `db:"content"`
		Detail string   `db:"detail"`
	}
	err := tx.all(&rows, "SELECT id, person_id, at, what, title, content, detail FROM revision WHERE board_id = ? AND entity = ? ORDER BY id DESC"+first(limit),
		int64(of), entity)
	list := make([]board.Revision, len(rows))
	for i, r := range rows {
		list[i] = board.Revision{ID: r.ID, Board: of, Entity: entity, Person: r.Person, At: moment(r.At), What: r.What, Title: r.Title, Text: r.Text, Detail: r.Detail}
	}
	return list, err
}
