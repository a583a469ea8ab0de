package meetings

import (
	"encoding/json"
	"fmt"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// The kinds of what can be undone.
const (
	undoCancel = "meeting.cancel"
	undoMove   = "meeting.move"
	undoFix    = "meeting.fix"
)

// undoable is how a meeting was before a change, and which state of it the change
// made.
type undoable struct {
	Before board.Meeting `json:"before"`
	Made   int           `json:"made"` // the Sequence
}

// change keeps what somebody did to a meeting, tells everybody who hears it, and
// gives what undoes it.
func (f *Meetings) change(tx *storage.Tx, what board.MeetingChange, before, m board.Meeting) (board.Meeting, board.ID, error) {
	m, err := tx.SaveMeeting(m, what)
	if err != nil {
		return m, 0, err
	}
	payload, err := json.Marshal(undoable{before, m.Sequence})
	if err != nil {
		return m, 0, fmt.Errorf("keep how the meeting with id %d was: %w", m.ID, err)
	}
	kind := map[board.MeetingChange]string{board.MeetingCalledOff: undoCancel, board.MeetingMoved: undoMove, board.MeetingSet: undoFix}[what]
	b, err := tx.Board(m.Board)
	if err != nil {
		return m, 0, err
	}
	title := words.Printer{Language: words.Language(b.Language)}.Print(named(m))
	id, err := tx.Undoable(storage.Undo{Board: m.Board, Kind: kind, Thing: m.ID, Title: title, Payload: payload})
	if err != nil {
		return m, 0, err
	}
	return m, id, f.Tell(tx, what, before, m)
}

// Undoes are what can be undone, by kind.
func (f *Meetings) Undoes() map[string]func(*storage.Tx, *commands.Call, storage.Undo) (chat.Text, error) {
	return map[string]func(*storage.Tx, *commands.Call, storage.Undo) (chat.Text, error){
		undoCancel: f.undo, undoMove: f.undo, undoFix: f.undo,
	}
}

// undo makes a meeting as it was, unless things have gone on.
func (f *Meetings) undo(tx *storage.Tx, c *commands.Call, u storage.Undo) (chat.Text, error) {
	var was undoable
	if err := u.Into(&was); err != nil {
		return chat.Text{}, err
	}
	if err := tx.LockBoard(u.Board); err != nil {
		return chat.Text{}, err
	}
	now, err := tx.LockMeeting(u.Board, u.Thing)
	if err != nil {
		return chat.Text{}, err
	}
	if now.Sequence != was.Made || now.State == board.MeetingOpen || now.State == board.MeetingHeld {
		return chat.Text{}, commands.Refuse("meeting.undo.gone_on", "Meeting", named(now)).With(showButton(now))
	}
	m := now
	m.State, m.Starts, m.Minutes = was.Before.State, was.Before.Starts, was.Before.Minutes
	m.Place, m.Link, m.DialIn, m.Why = was.Before.Place, was.Before.Link, was.Before.DialIn, was.Before.Why
	if !m.Starts.IsZero() {
		m.Starts = m.Starts.In(c.Now.Location()) // what is kept as text has lost the name of its zone
	}
	if m, err = tx.SaveMeeting(m, board.MeetingRestored); err != nil {
		return chat.Text{}, err
	}
	return chat.T("meeting.undo.done", "Meeting", named(m), "State", chat.T("meeting.state."+string(m.State)), "Starts", m.Starts, "Dated", !m.Starts.IsZero()),
		f.Tell(tx, board.MeetingRestored, now, m)
}
