package storage

import (
	"fmt"

	"beirat/board"
)

// SaveDissent keeps a seat's minority opinion, in place of an earlier one. Its
// time is Now. Ask board.Poll.MayDissent first.
func (tx *Tx) SaveDissent(d board.Dissent) error {
	err := tx.must(`INSERT INTO dissent (poll_id, seat_id, person_id, opinion, written_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (poll_id, seat_id) DO UPDATE SET person_id = excluded.person_id, opinion = excluded.opinion, written_at = excluded.written_at`,
		int64(d.Poll), int64(d.Seat), int64(d.Person), d.Text, tx.now())
	if err != nil {
		return fmt.Errorf("minority opinion of seat %d in poll with id %d: %w", d.Seat, d.Poll, err)
	}
	return tx.notePoll(d.Poll, "poll.dissent", Entity("seat", d.Seat))
}

// WithdrawDissent takes a seat's minority opinion back; ErrNotFound if there is none.
func (tx *Tx) WithdrawDissent(poll, seat board.ID) error {
	if err := tx.must("DELETE FROM dissent WHERE poll_id = ? AND seat_id = ?", int64(poll), int64(seat)); err != nil {
		return fmt.Errorf("minority opinion of seat %d in poll with id %d: %w", seat, poll, err)
	}
	return tx.notePoll(poll, "poll.undissent", Entity("seat", seat))
}

// Dissents lists the minority opinions on a poll, by seat.
func (tx *Tx) Dissents(poll board.ID) ([]board.Dissent, error) {
	var rows []struct {
		Seat   board.ID `db:"seat_id"`
		Person board.ID `db:"person_id"`
		Text   string   `db:"opinion"`
		At     int64    `db:"written_at"`
	}
	err := tx.all(&rows, "SELECT seat_id, person_id, opinion, written_at FROM dissent WHERE poll_id = ? ORDER BY seat_id", int64(poll))
	list := make([]board.Dissent, len(rows))
	for i, r := range rows {
		list[i] = board.Dissent{Poll: poll, Seat: r.Seat, Person: r.Person, Text: r.Text, At: moment(r.At)}
	}
	return list, err
}
