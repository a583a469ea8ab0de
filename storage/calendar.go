package storage

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"beirat/board"
)

// CalendarAddress is where a calendar is read over the web.
type CalendarAddress struct {
	Board  board.ID
	Person board.ID // to whom alone it was told; 0: it is the public one
	Name   string   // nobody can guess it
}

// CalendarOf is the address under which a person reads the whole calendar of a
// board, or with 0 anybody what is public of it; ErrNotFound if none was made.
func (tx *Tx) CalendarOf(of, person board.ID) (CalendarAddress, error) {
	var name string
	err := tx.get(&name, "SELECT name FROM calendar_address WHERE board_id = ? AND person_id = ?", int64(of), int64(person))
	return CalendarAddress{Board: of, Person: person, Name: name}, err
}

// CalendarNamed is the address of that name, with the person that somebody has
// become since; ErrNotFound if there is none.
func (tx *Tx) CalendarNamed(name string) (CalendarAddress, error) {
	var row struct {
		Board  board.ID `db:"board_id"`
		Person board.ID `db:"person_id"`
	}
	err := tx.get(&row, `SELECT a.board_id, CASE WHEN COALESCE(p.now_id, 0) = 0 THEN a.person_id ELSE p.now_id END AS person_id
		FROM calendar_address a LEFT JOIN person p ON p.id = a.person_id WHERE a.name = ?`, name)
	return CalendarAddress{Board: row.Board, Person: row.Person, Name: name}, err
}

// OpenCalendar is CalendarOf, and makes the address if there is none yet.
func (tx *Tx) OpenCalendar(of, person board.ID) (CalendarAddress, error) {
	if tx.reading {
		return CalendarAddress{}, ErrReadOnly
	}
	a, err := tx.CalendarOf(of, person)
	if !errors.Is(err, ErrNotFound) {
		return a, err
	}
	_, err = tx.exec("INSERT INTO calendar_address (board_id, person_id, name, created_at) VALUES (?, ?, ?, ?) ON CONFLICT (board_id, person_id) DO NOTHING",
		int64(of), int64(person), strings.ToLower(rand.Text()), tx.now())
	if err != nil {
		return a, fmt.Errorf("calendar of board %d: %w", of, err)
	}
	if err := tx.note(of, "calendar.open", Entity("person", person), ""); err != nil {
		return a, err
	}
	return tx.CalendarOf(of, person) // two may have asked at once
}

// CloseCalendar lets nobody read under an address of a person any more, nor of
// those who have become that person.
func (tx *Tx) CloseCalendar(of, person board.ID) error {
	closed, err := tx.exec("DELETE FROM calendar_address WHERE board_id = ? AND (person_id = ? OR person_id IN (SELECT id FROM person WHERE now_id <> 0 AND now_id = ?))",
		int64(of), int64(person), int64(person))
	if err != nil || closed == 0 {
		return err
	}
	return tx.note(of, "calendar.close", Entity("person", person), "")
}

// CloseCalendars is CloseCalendar for everybody who has an address of their own,
// and tells how many they are. The public one stays.
func (tx *Tx) CloseCalendars(of board.ID) (closed int64, err error) {
	closed, err = tx.exec("DELETE FROM calendar_address WHERE board_id = ? AND person_id <> 0", int64(of))
	if err != nil || closed == 0 {
		return closed, err
	}
	return closed, tx.note(of, "calendar.close_all", Entity("board", of), fmt.Sprintf("%d addresses", closed))
}

// PublishMeeting remembers that the public calendar tells of a meeting, so that
// it goes on to, whatever becomes of it.
func (tx *Tx) PublishMeeting(meeting board.ID) error {
	_, err := tx.exec("INSERT INTO calendar_published (meeting_id, published_at) VALUES (?, ?) ON CONFLICT (meeting_id) DO NOTHING", int64(meeting), tx.now())
	return err
}

// PublishedMeetings are those of a board that the public calendar tells of.
func (tx *Tx) PublishedMeetings(of board.ID) (map[board.ID]bool, error) {
	var ids []board.ID
	err := tx.all(&ids, "SELECT p.meeting_id FROM calendar_published p JOIN meeting m ON m.id = p.meeting_id WHERE m.board_id = ?", int64(of))
	published := make(map[board.ID]bool, len(ids))
	for _, id := range ids {
		published[id] = true
	}
	return published, err
}

// DatedMeetings lists every meeting of a board that has a date, in their order.
func (tx *Tx) DatedMeetings(of board.ID) ([]board.Meeting, error) {
	return tx.meetings("WHERE board_id = ? AND starts_at > 0 ORDER BY starts_at, number", int64(of))
}

// AgendasOf are the items that stand on the agendas of all meetings of a board,
// by meeting, each in their order: their titles, and whether they are public.
func (tx *Tx) AgendasOf(of board.ID) (map[board.ID][]board.AgendaItem, error) {
	items, err := tx.items("WHERE board_id = ? AND state = 'set' AND meeting_id IS NOT NULL ORDER BY meeting_id, position, id", int64(of))
	if err != nil {
		return nil, err
	}
	agendas := map[board.ID][]board.AgendaItem{}
	for _, i := range items {
		agendas[i.Meeting] = append(agendas[i.Meeting], i)
	}
	return agendas, nil
}

// Announced is what a platform shows of a meeting besides its card: an event in
// the list of the server, a message that is pinned.
type Announced struct {
	Meeting board.ID
	Home    Home   // where; its board is not looked at
	Ref     string // the platform's id of it; empty: nothing stands
	Says    string // a hash of what was announced last
}

// AnnouncedOf is what a platform shows of a meeting in a home; zero if nothing.
func (tx *Tx) AnnouncedOf(meeting board.ID, at Home) (Announced, error) {
	a := Announced{Meeting: meeting, Home: at}
	var row struct {
		Ref  string `db:"ref"`
		Says string `db:"says"`
	}
	err := tx.get(&row, "SELECT ref, says FROM calendar_announced WHERE meeting_id = ? AND platform = ? AND server = ? AND channel = ?",
		int64(meeting), at.Platform, at.Server, at.Channel)
	if errors.Is(err, ErrNotFound) {
		return a, nil
	}
	a.Ref, a.Says = row.Ref, row.Says
	return a, err
}

// SaveAnnounced keeps what a platform shows. Like what is shown it is the bot's
// own memory and not in the audit.
func (tx *Tx) SaveAnnounced(a Announced) error {
	return tx.must(`INSERT INTO calendar_announced (meeting_id, platform, server, channel, ref, says) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (meeting_id, platform, server, channel) DO UPDATE SET ref = excluded.ref, says = excluded.says`,
		int64(a.Meeting), a.Home.Platform, a.Home.Server, a.Home.Channel, a.Ref, a.Says)
}
