package storage

import (
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"beirat/board"
)

type meetingRow struct {
	ID       board.ID `db:"id"`
	Board    board.ID `db:"board_id"`
	Number   int      `db:"number"`
	UID      string   `db:"uid"`
	Title    string   `db:"title"`
	Kind     string   `db:"kind"`
	State    string   `db:"state"`
	Series   board.ID `db:"series_id"`
	Wall     string   `db:"wall"`
	Zone     string   `db:"zone"`
	Minutes  int      `db:"minutes"`
	Place    string   `db:"place"`
	Link     string   `db:"link"`
	DialIn   string   `db:"dial_in"`
	Sequence int      `db:"sequence"`
	Changed  int64    `db:"changed_at"`
	By       board.ID `db:"person_id"`
	At       int64    `db:"created_at"`
	Why      string   `db:"why"`
	Opened   int64    `db:"opened_at"`
	Closed   int64    `db:"closed_at"`
}

const meetingSelect = `SELECT id, board_id, number, uid, title, kind, state, COALESCE(series_id, 0) AS series_id, wall, zone, minutes, place, link, dial_in,
	sequence, changed_at, person_id, created_at, why, opened_at, closed_at FROM meeting `

func (r meetingRow) meeting(db *DB) (board.Meeting, error) {
	m := board.Meeting{ID: r.ID, Board: r.Board, Number: r.Number, UID: r.UID, Title: r.Title, Kind: board.MeetingKind(r.Kind), State: board.MeetingState(r.State),
		Series: r.Series, Minutes: r.Minutes, Place: r.Place, Link: r.Link, DialIn: r.DialIn, Sequence: r.Sequence, Changed: moment(r.Changed),
		By: r.By, At: moment(r.At), Why: r.Why, Opened: moment(r.Opened), Closed: moment(r.Closed)}
	var err error
	if m.Starts, err = parseWall(r.Wall, db.Zone(r.Zone)); err != nil {
		return m, fmt.Errorf("meeting with id %d: %w", r.ID, err)
	}
	return m, nil
}

// wallForm is how what the clock on the wall shows is stored, beside its zone.
const wallForm = "2006-01-02T15:04"

func formatWall(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(wallForm)
}

func parseWall(text string, zone *time.Location) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.ParseInLocation(wallForm, text, zone)
	if earlier := t.Add(-time.Hour); err == nil && earlier.Format(wallForm) == text {
		return earlier, nil // what the clock shows twice in autumn is the first time
	}
	return t, err
}

// CreateMeeting keeps a meeting and gives it its ID, its UID and the board's next
// number of a meeting; Starts is in the board's zone.
func (tx *Tx) CreateMeeting(m board.Meeting) (board.Meeting, error) {
	number, err := tx.count(m.Board, "meeting")
	if err != nil {
		return m, fmt.Errorf("number a meeting of board %d: %w", m.Board, err)
	}
	zone, err := tx.zoneOf(m.Board)
	if err != nil {
		return m, err
	}
	now := tx.now()
	m.Number, m.UID, m.By, m.At, m.Changed = number, "meeting-"+strings.ToLower(rand.Text()), tx.by.Person, moment(now), moment(now)
	m.ID, err = tx.insert(`INSERT INTO meeting (board_id, number, uid, title, folded, kind, state, series_id, wall, zone, starts_at, minutes, place, link, dial_in,
			sequence, changed_at, person_id, created_at, why, opened_at, closed_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, NULLIF(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0) RETURNING id`,
		int64(m.Board), m.Number, m.UID, m.Title, fold(m.Title), string(m.Kind), string(m.State), int64(m.Series), formatWall(m.Starts), zone, milli(m.Starts),
		m.Minutes, m.Place, m.Link, m.DialIn, m.Sequence, now, int64(m.By), now, m.Why)
	if err != nil {
		return m, fmt.Errorf("meeting %d of board %d: %w", m.Number, m.Board, err)
	}
	return m, tx.note(m.Board, "meeting.create", Entity("meeting", m.ID), fmt.Sprintf("number %d", m.Number))
}

// SaveMeeting keeps what changed of a meeting that the caller has locked, and
// raises its Sequence where people must act on it. what names the change in the
// record.
func (tx *Tx) SaveMeeting(m board.Meeting, what board.MeetingChange) (board.Meeting, error) {
	before, err := tx.LockMeeting(m.Board, m.ID)
	if err != nil {
		return m, err
	}
	m.Sequence, m.Changed = before.Sequence, moment(tx.now())
	if m.Differs(before) {
		m.Sequence++
	}
	err = tx.must(`UPDATE meeting SET title = ?, folded = ?, kind = ?, state = ?, wall = ?, starts_at = ?, minutes = ?, place = ?, link = ?, dial_in = ?,
			sequence = ?, changed_at = ?, why = ?, opened_at = ?, closed_at = ? WHERE id = ? AND board_id = ?`,
		m.Title, fold(m.Title), string(m.Kind), string(m.State), formatWall(m.Starts), milli(m.Starts), m.Minutes, m.Place, m.Link, m.DialIn,
		m.Sequence, milli(m.Changed), m.Why, milli(m.Opened), milli(m.Closed), int64(m.ID), int64(m.Board))
	if err != nil {
		return m, fmt.Errorf("meeting with id %d: %w", m.ID, err)
	}
	return m, tx.note(m.Board, "meeting."+string(what), Entity("meeting", m.ID), m.Why)
}

// Meeting is a meeting by its id.
func (tx *Tx) Meeting(id board.ID) (board.Meeting, error) {
	return tx.meeting("WHERE id = ?", int64(id))
}

// LockMeeting reads a meeting of a board and holds it until the transaction
// ends, so that one change of it waits for the other.
func (tx *Tx) LockMeeting(of, id board.ID) (board.Meeting, error) {
	if tx.reading {
		return board.Meeting{}, ErrReadOnly
	}
	return tx.meeting("WHERE board_id = ? AND id = ? {{FOR UPDATE}}", int64(of), int64(id))
}

// MeetingNumber is a meeting by its number within a board.
func (tx *Tx) MeetingNumber(of board.ID, number int) (board.Meeting, error) {
	return tx.meeting("WHERE board_id = ? AND number = ?", int64(of), number)
}

// OpenMeeting is the meeting of a board that is being held; ErrNotFound if none is.
func (tx *Tx) OpenMeeting(of board.ID) (board.Meeting, error) {
	return tx.meeting("WHERE board_id = ? AND state = 'open'", int64(of))
}

// NextMeeting is the next meeting of a board that is still to be held and has a
// date; ErrNotFound if there is none. One whose end has passed without anybody
// opening it is next no more.
func (tx *Tx) NextMeeting(of board.ID) (board.Meeting, error) {
	return tx.meeting("WHERE board_id = ? AND state IN ('tentative', 'fixed') AND starts_at > 0 AND starts_at + minutes * 60000 > ? ORDER BY starts_at, number LIMIT 1",
		int64(of), tx.now())
}

// Meetings lists the meetings of a board, those without a date first, then the
// latest first, at most limit.
func (tx *Tx) Meetings(of board.ID, limit int) ([]board.Meeting, error) {
	return tx.meetings("WHERE board_id = ? ORDER BY CASE WHEN starts_at = 0 THEN 0 ELSE 1 END, starts_at DESC, number DESC"+first(limit), int64(of))
}

// MeetingsBetween lists the meetings of a board that begin from one moment on and
// before another, in their order.
func (tx *Tx) MeetingsBetween(of board.ID, from, until time.Time) ([]board.Meeting, error) {
	return tx.meetings("WHERE board_id = ? AND starts_at >= ? AND starts_at < ? ORDER BY starts_at, number", int64(of), milli(from), milli(until))
}

// MeetingsTitled lists meetings of a board whose title contains part, latest
// first; capitals do not matter, nor whether an umlaut is written ä or ae.
func (tx *Tx) MeetingsTitled(of board.ID, part string, limit int) ([]board.Meeting, error) {
	return tx.meetings(`WHERE board_id = ? AND folded LIKE ? ESCAPE '\' ORDER BY starts_at DESC, number DESC`+first(limit), int64(of), "%"+like(fold(part))+"%")
}

func (tx *Tx) meeting(which string, args ...any) (board.Meeting, error) {
	var row meetingRow
	if err := tx.get(&row, meetingSelect+which, args...); err != nil {
		return board.Meeting{}, fmt.Errorf("meeting: %w", err)
	}
	return row.meeting(tx.db)
}

func (tx *Tx) meetings(which string, args ...any) ([]board.Meeting, error) {
	var rows []meetingRow
	if err := tx.all(&rows, meetingSelect+which, args...); err != nil {
		return nil, fmt.Errorf("meetings: %w", err)
	}
	list := make([]board.Meeting, len(rows))
	for i, row := range rows {
		var err error
		if list[i], err = row.meeting(tx.db); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// zoneOf is the name of the board's zone.
func (tx *Tx) zoneOf(of board.ID) (string, error) {
	var row struct {
		Zone string `db:"zone"`
	}
	if err := tx.get(&row, "SELECT zone FROM board WHERE id = ?", int64(of)); err != nil {
		return "", fmt.Errorf("zone of board %d: %w", of, err)
	}
	return row.Zone, nil
}
