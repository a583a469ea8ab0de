package storage

import (
	"fmt"
	"time"

	"beirat/board"
)

// GiveAnswer keeps what the administration answers to a recommendation, after
// the earlier answers. Its time is Now.
func (tx *Tx) GiveAnswer(a board.Answer) error {
	id, err := tx.insert("INSERT INTO answer (poll_id, state, reason, person_id, given_at) VALUES (?, ?, ?, ?, ?) RETURNING id",
		int64(a.Poll), string(a.State), a.Reason, int64(a.Person), tx.now())
	if err == nil {
		err = tx.must("UPDATE poll SET answered = ? WHERE id = ?", flag(a.State.Final()), int64(a.Poll))
	}
	if err != nil {
		return fmt.Errorf("answer to poll with id %d: %w", a.Poll, err)
	}
	return tx.notePoll(a.Poll, "poll.answer", fmt.Sprintf("%s %s", Entity("answer", id), a.State))
}

// Answers lists what was answered to a recommendation, the last one last.
func (tx *Tx) Answers(poll board.ID) ([]board.Answer, error) {
	var rows []struct {
		ID     board.ID          `db:"id"`
		State  board.AnswerState `db:"state"`
		Reason string            `db:"reason"`
		Person board.ID          `db:"person_id"`
		At     int64             `db:"given_at"`
	}
	err := tx.all(&rows, "SELECT id, state, reason, person_id, given_at FROM answer WHERE poll_id = ? ORDER BY id", int64(poll))
	list := make([]board.Answer, len(rows))
	for i, r := range rows {
		list[i] = board.Answer{ID: r.ID, Poll: poll, State: r.State, Reason: r.Reason, Person: r.Person, At: moment(r.At)}
	}
	return list, err
}

// Owing lists the recommendations of a board to which the administration owes
// an answer, or a final one, the soonest due first, at most limit.
func (tx *Tx) Owing(of board.ID, limit int) ([]board.Poll, error) {
	return tx.polls(pollSelect+"WHERE p.board_id = ? AND p.answer_due_at <> 0 AND p.answered = 0 ORDER BY p.answer_due_at, p.number"+first(limit), int64(of))
}

// Overdue lists those of Owing whose answer was due before now, all of them.
// It is board.Poll.Overdue as a query.
func (tx *Tx) Overdue(of board.ID, now time.Time) ([]board.Poll, error) {
	return tx.polls(pollSelect+`WHERE p.board_id = ? AND p.answer_due_at <> 0 AND p.answered = 0 AND p.answer_due_at < ?
		ORDER BY p.answer_due_at, p.number`, int64(of), milli(now))
}
