package storage

import (
	"fmt"
	"time"

	"beirat/board"
)

type presenceRow struct {
	Meeting  board.ID `db:"meeting_id"`
	Seat     board.ID `db:"seat_id"`
	Person   board.ID `db:"person_id"`
	Name     string   `db:"name"`
	Language string   `db:"language"`
	Guest    board.ID `db:"guest_id"`
	Online   bool     `db:"online"`
	From     int64    `db:"from_at"`
	Until    int64    `db:"until_at"`
}

func (r presenceRow) presence() board.Presence {
	return board.Presence{Meeting: r.Meeting, Seat: r.Seat, Person: board.Person{ID: r.Person, Name: r.Name, Language: r.Language}, Guest: r.Guest,
		Online: r.Online, From: moment(r.From), Until: moment(r.Until)}
}

// Presences lists when who was at a meeting, by seat and time: first those
// without a seat. Who was joined with another since is that one.
func (tx *Tx) Presences(meeting board.ID) ([]board.Presence, error) {
	var rows []presenceRow
	err := tx.all(&rows, `SELECT m.meeting_id, m.seat_id, COALESCE(p.id, m.person_id) AS person_id, COALESCE(p.name, '') AS name, COALESCE(p.language, '') AS language, m.guest_id, m.online, m.from_at, m.until_at
		FROM meeting_presence m LEFT JOIN person q ON q.id = m.person_id LEFT JOIN person p ON p.id = CASE WHEN q.now_id = 0 THEN q.id ELSE q.now_id END
		WHERE m.meeting_id = ? ORDER BY m.seat_id, m.guest_id, m.person_id, m.from_at, m.id`, int64(meeting))
	if err != nil {
		return nil, fmt.Errorf("who was at the meeting with id %d: %w", meeting, err)
	}
	list := make([]board.Presence, len(rows))
	for i, row := range rows {
		list[i] = row.presence()
	}
	return list, nil
}

// SetPresences keeps all the times of one who was at a meeting, instead of those
// that were known: who says of which seat, guest or person. None: they were not
// there. The caller has locked the meeting.
func (tx *Tx) SetPresences(m board.Meeting, who board.Presence, times []board.Presence) error {
	which, args := "seat_id = ?", []any{int64(m.ID), int64(who.Seat)}
	switch {
	case who.Seat != 0:
	case who.Guest != 0:
		which, args = "seat_id = 0 AND guest_id = ?", []any{int64(m.ID), int64(who.Guest)}
	default:
		which, args = "seat_id = 0 AND guest_id = 0 AND person_id = ?", []any{int64(m.ID), int64(who.Person.ID)}
	}
	if _, err := tx.exec("DELETE FROM meeting_presence WHERE meeting_id = ? AND "+which, args...); err != nil {
		return fmt.Errorf("presence at the meeting with id %d: %w", m.ID, err)
	}
	for _, p := range times {
		_, err := tx.exec(`INSERT INTO meeting_presence (board_id, meeting_id, seat_id, person_id, guest_id, online, from_at, until_at, at_end) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			int64(m.Board), int64(m.ID), int64(who.Seat), int64(p.Person.ID), int64(who.Guest), flag(p.Online), milli(p.From), milli(p.Until),
			flag(!m.Closed.IsZero() && p.Until.Equal(m.Closed)))
		if err != nil {
			return fmt.Errorf("presence at the meeting with id %d: %w", m.ID, err)
		}
	}
	return tx.note(m.Board, "meeting.presence", Entity("meeting", m.ID), fmt.Sprintf("seat %d guest %d person %d", who.Seat, who.Guest, who.Person.ID))
}

// EndPresences lets everybody leave who is at a meeting, at a moment. The caller
// has locked it.
func (tx *Tx) EndPresences(m board.Meeting, at time.Time) error {
	if _, err := tx.exec("UPDATE meeting_presence SET until_at = ?, at_end = 1 WHERE meeting_id = ? AND until_at = 0", milli(at), int64(m.ID)); err != nil {
		return fmt.Errorf("end of the meeting with id %d: %w", m.ID, err)
	}
	return tx.note(m.Board, "meeting.left", Entity("meeting", m.ID), "")
}

// ResumePresences takes back that everybody left with the end of a meeting: who
// had left before stays away. The caller has locked it.
func (tx *Tx) ResumePresences(m board.Meeting) error {
	if _, err := tx.exec("UPDATE meeting_presence SET until_at = 0, at_end = 0 WHERE meeting_id = ? AND at_end = 1", int64(m.ID)); err != nil {
		return fmt.Errorf("go on with the meeting with id %d: %w", m.ID, err)
	}
	return tx.note(m.Board, "meeting.resumed", Entity("meeting", m.ID), "")
}
