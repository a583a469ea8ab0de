package storage

import (
	"errors"
	"fmt"
	"time"

	"beirat/board"
)

// ToldMeeting is a meeting as everybody was last told of it: its state, date and
// place. It is zero but for the ID if nobody was told yet.
func (tx *Tx) ToldMeeting(id board.ID) (board.Meeting, error) {
	var row struct {
		State   string `db:"state"`
		Wall    string `db:"wall"`
		Zone    string `db:"zone"`
		Minutes int    `db:"minutes"`
		Place   string `db:"place"`
		Link    string `db:"link"`
		DialIn  string `db:"dial_in"`
	}
	err := tx.get(&row, `SELECT t.state, t.wall, m.zone, t.minutes, t.place, t.link, t.dial_in
		FROM meeting_told t JOIN meeting m ON m.id = t.meeting_id WHERE t.meeting_id = ?`, int64(id))
	if errors.Is(err, ErrNotFound) {
		return board.Meeting{ID: id}, nil
	}
	if err != nil {
		return board.Meeting{}, fmt.Errorf("what was told of the meeting with id %d: %w", id, err)
	}
	m := board.Meeting{ID: id, State: board.MeetingState(row.State), Minutes: row.Minutes, Place: row.Place, Link: row.Link, DialIn: row.DialIn}
	if m.Starts, err = parseWall(row.Wall, tx.db.Zone(row.Zone)); err != nil {
		return m, fmt.Errorf("what was told of the meeting with id %d: %w", id, err)
	}
	return m, nil
}

// TellMeeting keeps that everybody is told of a meeting as it is now.
func (tx *Tx) TellMeeting(m board.Meeting, at time.Time) error {
	_, err := tx.exec(`INSERT INTO meeting_told (meeting_id, state, wall, minutes, place, link, dial_in, told_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (meeting_id) DO UPDATE SET state = excluded.state, wall = excluded.wall, minutes = excluded.minutes,
			place = excluded.place, link = excluded.link, dial_in = excluded.dial_in, told_at = excluded.told_at`,
		int64(m.ID), string(m.State), formatWall(m.Starts), m.Minutes, m.Place, m.Link, m.DialIn, milli(at))
	if err != nil {
		return fmt.Errorf("keep what was told of the meeting with id %d: %w", m.ID, err)
	}
	return tx.note(m.Board, "meeting.told", Entity("meeting", m.ID), string(m.State))
}
