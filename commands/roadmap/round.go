package roadmap

import (
	"errors"

	"beirat/board"
	"beirat/storage"
)

// lastRound is the round that ordered the roadmap; zero if none has.
func lastRound(tx *storage.Tx, of board.ID) (storage.Round, error) {
	last, err := tx.LastRound(of)
	if errors.Is(err, storage.ErrNotFound) {
		return storage.Round{}, nil
	}
	return last, err
}
