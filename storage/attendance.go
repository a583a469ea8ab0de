package storage

import (
	"fmt"

	"beirat/board"
)

// Attend keeps what somebody says before a meeting about its date, instead of
// what they said before; who noted it stands beside. The caller has locked the
// meeting. The record names the person, not the answer.
func (tx *Tx) Attend(m board.Meeting, a board.Attendance) error {
	err := tx.must(`INSERT INTO attendance (meeting_id, starts_at, person_id, seat_id, answer, by_id, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (meeting_id, starts_at, person_id) DO UPDATE SET seat_id = excluded.seat_id, answer = excluded.answer, by_id = excluded.by_id,
			answered_at = excluded.answered_at`,
		int64(m.ID), milli(m.Starts), int64(a.Person.ID), int64(a.Seat), string(a.Answer), int64(a.By), tx.now())
	if err != nil {
		return fmt.Errorf("answer of person %d to the meeting with id %d: %w", a.Person.ID, m.ID, err)
	}
	return tx.note(m.Board, "meeting.attend", Entity("meeting", m.ID), Entity("person", a.Person.ID))
}

// seatAnswers lets what a person said without a seat, of meetings that are not
// over, be the answer of the seat for which they vote now: nobody is asked twice.
func (tx *Tx) seatAnswers(person board.ID) error {
	const theirs = `FROM seat s JOIN meeting m ON m.board_id = s.board_id WHERE m.id = attendance.meeting_id AND m.state IN ('tentative', 'fixed', 'open')
		AND COALESCE((SELECT d.person_id FROM delegate d WHERE d.seat_id = s.id AND d.until_at = 0),
			(SELECT h.person_id FROM holder h WHERE h.seat_id = s.id AND h.until_at = 0)) = ?`
	_, err := tx.exec(`UPDATE attendance SET seat_id = (SELECT MIN(s.id) `+theirs+`)
		WHERE seat_id = 0 AND person_id IN `+selvesOf+` AND EXISTS (SELECT 1 `+theirs+`)`,
		int64(person), int64(person), int64(person), int64(person))
	if err != nil {
		return fmt.Errorf("answers of person %d for their seat: %w", person, err)
	}
	return nil
}

// Attendances lists what people said before a meeting about the date that it has,
// by seat, one a seat: that of who votes for it. Of a meeting that is over it is
// that of who answered last for the seat.
func (tx *Tx) Attendances(meeting board.ID) ([]board.Attendance, error) {
	var rows []struct {
		Meeting board.ID `db:"meeting_id"`
		Seat    board.ID `db:"seat_id"`
		personRow
		Answer string   `db:"answer"`
		By     board.ID `db:"by_id"`
		At     int64    `db:"answered_at"`
	}
	err := tx.all(&rows, `SELECT a.meeting_id, a.seat_id, p.id, p.name, p.language, a.answer, a.by_id, a.answered_at
		FROM attendance a JOIN meeting m ON m.id = a.meeting_id AND m.starts_at = a.starts_at JOIN person q ON q.id = a.person_id
		JOIN person p ON p.id = CASE WHEN q.now_id = 0 THEN q.id ELSE q.now_id END
		WHERE a.meeting_id = ? AND (a.seat_id = 0 OR m.state IN ('held', 'cancelled') OR p.id = COALESCE(
			(SELECT d.person_id FROM delegate d WHERE d.seat_id = a.seat_id AND d.until_at = 0),
			(SELECT h.person_id FROM holder h WHERE h.seat_id = a.seat_id AND h.until_at = 0)))
		ORDER BY a.seat_id, CASE WHEN a.seat_id = 0 THEN p.id ELSE 0 END, a.answered_at`, int64(meeting))
	if err != nil {
		return nil, fmt.Errorf("answers to the meeting with id %d: %w", meeting, err)
	}
	var list []board.Attendance
	for _, r := range rows {
		a := board.Attendance{Meeting: r.Meeting, Seat: r.Seat, Person: r.person(), Answer: board.AttendanceAnswer(r.Answer), By: r.By, At: moment(r.At)}
		if last := len(list) - 1; last >= 0 && list[last].Seat == a.Seat && (a.Seat != 0 || list[last].Person.ID == a.Person.ID) {
			list[last] = a
			continue
		}
		list = append(list, a)
	}
	return list, nil
}
