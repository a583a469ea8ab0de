package storage

import (
	"errors"
	"fmt"

	"beirat/board"
)

// CallItem notes that an item of the agenda is called now; 0: none any more. The
// caller has locked the meeting.
func (tx *Tx) CallItem(m board.Meeting, item board.ID) error {
	if _, err := tx.exec("INSERT INTO meeting_call (meeting_id, item_id, called_at) VALUES (?, ?, ?)", int64(m.ID), int64(item), tx.now()); err != nil {
		return fmt.Errorf("call item %d of the meeting with id %d: %w", item, m.ID, err)
	}
	return tx.note(m.Board, "meeting.call", Entity("meeting", m.ID), Entity("item", item))
}

// CalledItems lists which items were called in a meeting and when, in order; one
// may be called again.
func (tx *Tx) CalledItems(meeting board.ID) ([]board.CalledItem, error) {
	var rows []struct {
		Item board.ID `db:"item_id"`
		At   int64    `db:"called_at"`
	}
	if err := tx.all(&rows, "SELECT item_id, called_at FROM meeting_call WHERE meeting_id = ? ORDER BY id", int64(meeting)); err != nil {
		return nil, fmt.Errorf("items that were called in the meeting with id %d: %w", meeting, err)
	}
	list := make([]board.CalledItem, len(rows))
	for i, r := range rows {
		list[i] = board.CalledItem{Item: r.Item, At: moment(r.At)}
	}
	return list, nil
}

// CurrentItem is the item that was called last in a meeting; 0 if none is.
func (tx *Tx) CurrentItem(meeting board.ID) (board.ID, error) {
	var item board.ID
	err := tx.get(&item, "SELECT item_id FROM meeting_call WHERE meeting_id = ? ORDER BY id DESC LIMIT 1", int64(meeting))
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("item that is called in the meeting with id %d: %w", meeting, err)
	}
	return item, nil
}

// CreateMeetingNote keeps what was written down in a meeting, and gives it its ID.
func (tx *Tx) CreateMeetingNote(n board.MeetingNote) (board.MeetingNote, error) {
	now := tx.now()
	n.Author, n.At = tx.by.Person, moment(now)
	var err error
	n.ID, err = tx.insert("INSERT INTO meeting_note (board_id, meeting_id, item_id, content, person_id, made_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
		int64(n.Board), int64(n.Meeting), int64(n.Item), n.Text, int64(n.Author), now)
	if err != nil {
		return n, fmt.Errorf("note in the meeting with id %d: %w", n.Meeting, err)
	}
	return n, tx.note(n.Board, "meeting.note", Entity("meeting", n.Meeting), Entity("item", n.Item))
}

// MeetingNotes lists what was written down in a meeting, in order.
func (tx *Tx) MeetingNotes(meeting board.ID) ([]board.MeetingNote, error) {
	var rows []struct {
		ID     board.ID `db:"id"`
		Board  board.ID `db:"board_id"`
		Item   board.ID `db:"item_id"`
		Text   string   `db:"content"`
		Author board.ID `db:"person_id"`
		At     int64    `db:"made_at"`
	}
	if err := tx.all(&rows, "SELECT id, board_id, item_id, content, person_id, made_at FROM meeting_note WHERE meeting_id = ? ORDER BY id", int64(meeting)); err != nil {
		return nil, fmt.Errorf("notes of the meeting with id %d: %w", meeting, err)
	}
	list := make([]board.MeetingNote, len(rows))
	for i, r := range rows {
		list[i] = board.MeetingNote{ID: r.ID, Board: r.Board, Meeting: meeting, Item: r.Item, Text: r.Text, Author: r.Author, At: moment(r.At)}
	}
	return list, nil
}

// RecuseItem notes that a seat takes no part in an item of a meeting, and tells
// whether that is new.
func (tx *Tx) RecuseItem(m board.Meeting, item, seat board.ID) (bool, error) {
	n, err := tx.exec("INSERT INTO item_recusal (meeting_id, item_id, seat_id, made_at) VALUES (?, ?, ?, ?) ON CONFLICT (meeting_id, item_id, seat_id) DO NOTHING",
		int64(m.ID), int64(item), int64(seat), tx.now())
	if err != nil {
		return false, fmt.Errorf("seat %d takes no part in item %d: %w", seat, item, err)
	}
	return n > 0, tx.note(m.Board, "meeting.recuse", Entity("meeting", m.ID), fmt.Sprintf("item %d seat %d", item, seat))
}

// UnrecuseItem takes that back; ErrNotFound if it was not so.
func (tx *Tx) UnrecuseItem(m board.Meeting, item, seat board.ID) error {
	if err := tx.must("DELETE FROM item_recusal WHERE meeting_id = ? AND item_id = ? AND seat_id = ?", int64(m.ID), int64(item), int64(seat)); err != nil {
		return fmt.Errorf("seat %d takes part in item %d: %w", seat, item, err)
	}
	return tx.note(m.Board, "meeting.unrecuse", Entity("meeting", m.ID), fmt.Sprintf("item %d seat %d", item, seat))
}

// ItemRecusals lists who took no part in which item of a meeting, in the order
// in which they said so.
func (tx *Tx) ItemRecusals(meeting board.ID) ([]board.ItemRecusal, error) {
	var rows []struct {
		Item board.ID `db:"item_id"`
		Seat board.ID `db:"seat_id"`
		At   int64    `db:"made_at"`
	}
	if err := tx.all(&rows, "SELECT item_id, seat_id, made_at FROM item_recusal WHERE meeting_id = ? ORDER BY made_at, item_id, seat_id", int64(meeting)); err != nil {
		return nil, fmt.Errorf("who takes no part in the meeting with id %d: %w", meeting, err)
	}
	list := make([]board.ItemRecusal, len(rows))
	for i, r := range rows {
		list[i] = board.ItemRecusal{Item: r.Item, Seat: r.Seat, At: moment(r.At)}
	}
	return list, nil
}

// MeetingPolls lists the polls that were opened in a meeting, by number.
func (tx *Tx) MeetingPolls(meeting board.ID) ([]board.Poll, error) {
	return tx.polls(pollSelect+"WHERE p.meeting_id = ? AND p.meeting_id > 0 ORDER BY p.number", int64(meeting))
}
