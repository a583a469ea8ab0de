package storage

import (
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"

	"beirat/board"
)

// KeepAttachment keeps a picture or a file; its ID is drawn if it has none. When
// it came is what a.Kept says, and nothing else: the record of the change is that
// of what it was given with, for in an anonymous round nothing may tell who gave
// it, or when.
func (tx *Tx) KeepAttachment(a board.Attachment) (board.Attachment, error) {
	if a.ID == "" {
		a.ID = strings.ToLower(rand.Text())
	}
	err := tx.must("INSERT INTO attachment (id, board_id, name, type, content, kept_at) VALUES (?, ?, ?, ?, ?, ?)",
		a.ID, int64(a.Board), a.Name, a.Type, a.Content, milli(a.Kept))
	if err != nil {
		return a, fmt.Errorf("a file of %d bytes for board %d: %w", len(a.Content), a.Board, err)
	}
	return a, nil
}

// Attachment is a file that a board keeps; ErrNotFound if it keeps none with that
// id, or does not any more.
func (tx *Tx) Attachment(of board.ID, id string) (board.Attachment, error) {
	var r struct {
		ID      string   `db:"id"`
		Board   board.ID `db:"board_id"`
		Name    string   `db:"name"`
		Type    string   `db:"type"`
		Content []byte   `db:"content"`
		Kept    int64    `db:"kept_at"`
	}
	err := tx.get(&r, "SELECT id, board_id, name, type, content, kept_at FROM attachment WHERE id = ? AND board_id = ?", id, int64(of))
	if err != nil {
		return board.Attachment{}, fmt.Errorf("file %q of board %d: %w", id, of, err)
	}
	return board.Attachment{ID: r.ID, Board: r.Board, Name: r.Name, Type: r.Type, Content: r.Content, Kept: moment(r.Kept)}, nil
}

// rewriteAttachments keeps files anew, in the order of their ids, which chance drew:
// afterwards nothing tells in which order they came. PostgreSQL keeps what is long
// apart and numbers it as it comes, and a file that is only moved keeps its number.
func (tx *Tx) rewriteAttachments(of board.ID, ids []string) error {
	slices.Sort(ids)
	for _, id := range ids {
		a, err := tx.Attachment(of, id)
		if errors.Is(err, ErrNotFound) { // removed since
			continue
		}
		if err == nil {
			err = tx.RemoveAttachment(of, id)
		}
		if err == nil {
			_, err = tx.KeepAttachment(a)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// RemoveAttachment forgets a file; ErrNotFound if the board keeps none with that
// id. What pointed to it points nowhere: change that in the same transaction.
func (tx *Tx) RemoveAttachment(of board.ID, id string) error {
	if err := tx.must("DELETE FROM attachment WHERE id = ? AND board_id = ?", id, int64(of)); err != nil {
		return fmt.Errorf("file %q of board %d: %w", id, of, err)
	}
	return nil
}
