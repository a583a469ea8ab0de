package storage

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"beirat/board"
)

// Round is a poll over the order of the roadmap that is over.
type Round struct {
	Poll    board.ID
	Ordered bool // it ordered the roadmap
	Over    time.Time
}

// EndRound keeps what came of a poll over the order of the roadmap: the places
// of its measures, or nothing, and then the order stays as it was. ErrExists if
// the poll has been dealt with.
func (tx *Tx) EndRound(of, poll board.ID, places map[board.ID]int) error {
	if tx.reading {
		return ErrReadOnly
	}
	if _, err := tx.Round(of, poll); err == nil {
		return fmt.Errorf("round of poll with id %d: %w", poll, ErrExists)
	} else if !errors.Is(err, ErrNotFound) {
		return err
	}
	_, err := tx.exec("INSERT INTO roadmap_round (poll_id, board_id, ordered, over_at) VALUES (?, ?, ?, ?)", int64(poll), int64(of), flag(len(places) > 0), tx.now())
	if err != nil {
		return fmt.Errorf("round of poll with id %d: %w", poll, err)
	}
	for _, id := range slices.SortedFunc(maps.Keys(places), func(a, b board.ID) int { return cmp.Compare(a, b) }) {
		err := tx.must("UPDATE measure SET place = ?, round_id = ?, ordered_at = ? WHERE id = ? AND board_id = ?", places[id], int64(poll), tx.now(), int64(id), int64(of))
		if err == nil {
			err = tx.keep(of, Entity("measure", id), board.Revision{What: "placed", Detail: fmt.Sprintf("%d/%d", places[id], poll)})
		}
		if err != nil {
			return fmt.Errorf("place of measure with id %d: %w", id, err)
		}
	}
	return tx.note(of, "measure.order", Entity("poll", poll), fmt.Sprintf("%d measures", len(places)))
}

// Round is what came of a poll over the order of the roadmap; ErrNotFound if it
// is not over, or not of this board.
func (tx *Tx) Round(of, poll board.ID) (Round, error) {
	return tx.round("board_id = ? AND poll_id = ?", int64(of), int64(poll))
}

// LastRound is the latest that ordered the roadmap of a board; ErrNotFound if
// none has.
func (tx *Tx) LastRound(of board.ID) (Round, error) {
	return tx.round("board_id = ? AND ordered = 1 ORDER BY over_at DESC, poll_id DESC LIMIT 1", int64(of))
}

func (tx *Tx) round(which string, args ...any) (Round, error) {
	var row struct {
		Poll    board.ID `db:"poll_id"`
		Ordered bool     `db:"ordered"`
		Over    int64    `db:"over_at"`
	}
	if err := tx.get(&row, "SELECT poll_id, ordered, over_at FROM roadmap_round WHERE "+which, args...); err != nil {
		return Round{}, fmt.Errorf("round %v: %w", args, err)
	}
	return Round{Poll: row.Poll, Ordered: row.Ordered, Over: moment(row.Over)}, nil
}
