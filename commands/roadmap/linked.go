package roadmap

import (
	"beirat/board"
	"beirat/storage"
)

// fieldToLink is a field of action that a measure may belong to.
func fieldToLink(tx *storage.Tx, of board.ID, number int) (board.ID, error) {
	return 0, storage.ErrNotFound
}

// statementToLink is a statement of the vision that a measure may belong to.
func statementToLink(tx *storage.Tx, of board.ID, number int) (board.ID, error) {
	return 0, storage.ErrNotFound
}

// linkedFields are the fields of action of these ids, as they are known now.
func linkedFields(tx *storage.Tx, ids []board.ID) ([]thing, error) { return nil, nil }

// linkedStatements are the statements of these ids.
func linkedStatements(tx *storage.Tx, ids []board.ID) ([]thing, error) { return nil, nil }
