package storage

import (
	"fmt"
	"slices"
	"time"

	"beirat/board"
)

// FeedbackStanding tells whether somebody was asked in a round, and whether they
// took part. A draft is no part yet.
func (tx *Tx) FeedbackStanding(r board.FeedbackRound, person board.ID) (asked, gave bool, err error) {
	var times int
	err = tx.get(&times, "SELECT COUNT(*) FROM feedback_asked WHERE round_id = ? AND "+whoeverIs, int64(r.ID), int64(person), int64(person))
	if err != nil || times == 0 {
		return false, false, err
	}
	if r.Anonymous && r.State == board.FeedbackOpen {
		givers, err := tx.FeedbackGivers(r)
		return true, slices.Contains(givers, person), err
	}
	err = tx.get(&times, "SELECT COUNT(*) FROM feedback_giver WHERE round_id = ? AND "+whoeverIs, int64(r.ID), int64(person), int64(person))
	return true, times > 0, err
}

// FeedbackGuests are the guests of a board with an account, each once, as who they
// are now: who holds the role, and whose stay with a meeting has not ended by then.
func (tx *Tx) FeedbackGuests(of board.ID, then time.Time) ([]board.ID, error) {
	var people []board.ID
	err := tx.all(&people, `SELECT CASE WHEN p.now_id = 0 THEN p.id ELSE p.now_id END AS person
		FROM meeting_guest g JOIN person p ON p.id = g.person_id WHERE g.board_id = ? AND g.removed_at = 0 AND g.until_at > ?
		UNION SELECT CASE WHEN p.now_id = 0 THEN p.id ELSE p.now_id END
		FROM role_holder h JOIN person p ON p.id = h.person_id WHERE h.board_id = ? AND h.role = ? ORDER BY person`, int64(of), milli(then), int64(of), string(board.Guest))
	if err != nil {
		return nil, fmt.Errorf("guests of board %d: %w", of, err)
	}
	return people, nil
}
