package storage

import (
	"fmt"
	"time"

	"beirat/board"
)

type guestRow struct {
	ID           board.ID `db:"id"`
	Board        board.ID `db:"board_id"`
	Meeting      board.ID `db:"meeting_id"`
	Name         string   `db:"name"`
	Organisation string   `db:"organisation"`
	Mail         string   `db:"mail"`
	Person       board.ID `db:"person_id"`
	Until        int64    `db:"until_at"`
	Named        bool     `db:"named"`
	By           board.ID `db:"invited_by"`
	At           int64    `db:"created_at"`
}

const guestSelect = `SELECT id, board_id, meeting_id, name, organisation, mail, COALESCE(person_id, 0) AS person_id, until_at, named, invited_by, created_at FROM meeting_guest `

// InviteGuest keeps that somebody is invited to a meeting without a seat. Its
// time is Now.
func (tx *Tx) InviteGuest(g board.MeetingGuest) (board.MeetingGuest, error) {
	now := tx.now()
	g.By, g.At = tx.by.Person, moment(now)
	var err error
	g.ID, err = tx.insert(`INSERT INTO meeting_guest (board_id, meeting_id, name, organisation, mail, person_id, until_at, named, invited_by, created_at, removed_at)
		VALUES (?, ?, ?, ?, ?, NULLIF(?, 0), ?, ?, ?, ?, 0) RETURNING id`,
		int64(g.Board), int64(g.Meeting), g.Name, g.Organisation, g.Mail, int64(g.Person), milli(g.Until), flag(g.Named), int64(g.By), now)
	if err != nil {
		return g, fmt.Errorf("guest of the meeting with id %d: %w", g.Meeting, err)
	}
	return g, tx.note(g.Board, "guest.invite", Entity("guest", g.ID), "")
}

// SaveGuest keeps what changed of a guest.
func (tx *Tx) SaveGuest(g board.MeetingGuest) error {
	err := tx.must("UPDATE meeting_guest SET name = ?, organisation = ?, mail = ?, person_id = NULLIF(?, 0), until_at = ?, named = ? WHERE id = ? AND board_id = ? AND removed_at = 0",
		g.Name, g.Organisation, g.Mail, int64(g.Person), milli(g.Until), flag(g.Named), int64(g.ID), int64(g.Board))
	if err != nil {
		return fmt.Errorf("guest with id %d: %w", g.ID, err)
	}
	return tx.note(g.Board, "guest.save", Entity("guest", g.ID), "")
}

// RemoveGuest keeps that a guest does not come, and no longer how they are reached.
func (tx *Tx) RemoveGuest(g board.MeetingGuest) error {
	if err := tx.must("UPDATE meeting_guest SET removed_at = ?, mail = '' WHERE id = ? AND board_id = ? AND removed_at = 0", tx.now(), int64(g.ID), int64(g.Board)); err != nil {
		return fmt.Errorf("guest with id %d: %w", g.ID, err)
	}
	return tx.note(g.Board, "guest.remove", Entity("guest", g.ID), "")
}

// MeetingGuest is a guest by their id, also one who was removed.
func (tx *Tx) MeetingGuest(id board.ID) (board.MeetingGuest, error) {
	var row guestRow
	if err := tx.get(&row, guestSelect+"WHERE id = ?", int64(id)); err != nil {
		return board.MeetingGuest{}, fmt.Errorf("guest with id %d: %w", id, err)
	}
	return row.guest(), nil
}

// MeetingGuests lists the guests of a meeting, in the order of their invitation.
func (tx *Tx) MeetingGuests(meeting board.ID) ([]board.MeetingGuest, error) {
	return tx.guests("WHERE meeting_id = ? AND removed_at = 0 ORDER BY id", int64(meeting))
}

// GuestStays lists where else a person is a guest of a board, whose role ends
// after a time.
func (tx *Tx) GuestStays(of, person board.ID, after time.Time) ([]board.MeetingGuest, error) {
	return tx.guests("WHERE person_id = ? AND board_id = ? AND removed_at = 0 AND until_at > ? ORDER BY id", int64(person), int64(of), milli(after))
}

func (tx *Tx) guests(which string, args ...any) ([]board.MeetingGuest, error) {
	var rows []guestRow
	if err := tx.all(&rows, guestSelect+which, args...); err != nil {
		return nil, fmt.Errorf("guests: %w", err)
	}
	list := make([]board.MeetingGuest, len(rows))
	for i, row := range rows {
		list[i] = row.guest()
	}
	return list, nil
}

func (r guestRow) guest() board.MeetingGuest {
	return board.MeetingGuest{ID: r.ID, Board: r.Board, Meeting: r.Meeting, Name: r.Name, Organisation: r.Organisation, Mail: r.Mail, Person: r.Person,
		Until: moment(r.Until), Named: r.Named, By: r.By, At: moment(r.At)}
}
