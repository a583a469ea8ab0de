package storage

import (
	"fmt"

	"beirat/board"
)

// OpenPoll opens a planned poll: it takes the electorate, the snapshot of who
// may vote, and keeps the opening, the deadline and the number of seats. The
// caller has locked it exclusively. ErrNotFound if it is not planned any more.
func (tx *Tx) OpenPoll(p board.Poll, electors []board.Elector) error {
	err := tx.must("UPDATE poll SET state = 'open', opened_at = ?, closes_at = ?, statutory = ?, electors = ? WHERE id = ? AND state = 'planned'",
		milli(p.Opened), milli(p.Closes), p.Statutory, len(electors), int64(p.ID))
	if err != nil {
		return fmt.Errorf("planned poll with id %d: %w", p.ID, err)
	}
	if err := tx.insertElectors(p.ID, electors); err != nil {
		return fmt.Errorf("electorate of poll with id %d: %w", p.ID, err)
	}
	return tx.notePoll(p.ID, "poll.open", "")
}

// PlannedPolls lists the polls of a board that are yet to open, the soonest first.
func (tx *Tx) PlannedPolls(of board.ID) ([]board.Poll, error) {
	return tx.polls(pollSelect+"WHERE p.board_id = ? AND p.state = 'planned' ORDER BY p.opens_at, p.number", int64(of))
}
