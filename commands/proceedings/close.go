package proceedings

import (
	"context"
	"encoding/json"
	"fmt"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// ended is what must be known to take back that a meeting was closed.
type ended struct {
	Before board.Meeting `json:"before"`
}

// UndoClose is what a closed meeting is kept as, to be undone.
const UndoClose = "meeting.close"

// close ends a meeting, and the votes that were opened in it; it asks first.
func (f *Proceedings) close(p params) commands.Command {
	return commands.Command{
		Path: "meeting.close", Right: board.Chairing, Params: []commands.Param{p.meeting, p.confirm},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var message chat.Message
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				m, err := lockOpen(tx, c.Board.ID, p.meeting.Of(c).ID)
				if err != nil {
					return err
				}
				if !p.confirm.Of(c) {
					message, err = f.reallyClose(tx, m)
					return err
				}
				before := m
				m.State, m.Closed = board.MeetingHeld, c.Now
				if err := f.polls.EndWith(tx, m); err != nil {
					return err
				}
				if err := tx.EndPresences(m, m.Closed); err != nil {
					return err
				}
				if m, err = tx.SaveMeeting(m, board.MeetingEnded); err != nil {
					return err
				}
				if err := f.dropUnclosed(tx, m); err != nil {
					return err
				}
				if err := f.tell(tx, board.MeetingEnded, before, m); err != nil {
					return err
				}
				message, err = closed(tx, c, before, m)
				return err
			})
			return chat.Reply{Messages: []chat.Message{message}}, err
		},
	}
}

// closed says that a meeting is over, and for how long that can be undone.
func closed(tx *storage.Tx, c *commands.Call, before, m board.Meeting) (chat.Message, error) {
	payload, err := json.Marshal(ended{Before: before})
	if err != nil {
		return chat.Message{}, fmt.Errorf("meeting with id %d, to be undone: %w", m.ID, err)
	}
	undo, err := tx.Undoable(storage.Undo{Board: m.Board, Kind: UndoClose, Thing: m.ID, Title: m.Title, Payload: payload})
	if err != nil {
		return chat.Message{}, err
	}
	return chat.Say(chat.T("proceeding.close.done", "Meeting", commands.MeetingTitle(m), "At", m.Closed.In(c.Now.Location()), "N", int(commands.Undoing.Minutes()))).
		With(chat.Actions{commands.UndoButton(m.Board, undo), commands.MeetingButton("meeting.button.show", m, "meeting.show")}), nil
}

// reallyClose asks, and says what is still open: votes, and items to be voted on
// without a result.
func (f *Proceedings) reallyClose(tx *storage.Tx, m board.Meeting) (chat.Message, error) {
	message := chat.Say(chat.T("proceeding.close.ask", "Meeting", commands.MeetingTitle(m)))
	running, err := f.polls.Running(tx, m)
	if err != nil {
		return message, err
	}
	if len(running) > 0 {
		message = message.With(chat.Para{Text: chat.T("proceeding.close.polls", "N", len(running), "Numbers", numbers(running))})
	}
	pending, err := f.pending(tx, m)
	if err != nil {
		return message, err
	}
	if len(pending) > 0 {
		message = message.With(chat.Para{Text: chat.T("proceeding.close.items", "N", len(pending), "Items", pending)})
	}
	return message.With(chat.Actions{commands.MeetingButton("proceeding.close.yes", m, "meeting.close", "confirm", "yes"), commands.MeetingButton("meeting.button.show", m, "meeting.show")}), nil
}

// pending are the items to be voted on for which no vote was opened in the
// meeting, and on which nothing was written down.
func (f *Proceedings) pending(tx *storage.Tx, m board.Meeting) ([]chat.Text, error) {
	items, err := tx.Agenda(m.ID)
	if err != nil {
		return nil, err
	}
	polls, err := tx.MeetingPolls(m.ID)
	if err != nil {
		return nil, err
	}
	notes, err := tx.MeetingNotes(m.ID)
	if err != nil {
		return nil, err
	}
	settled := map[board.ID]bool{}
	for _, p := range polls {
		settled[p.Item] = true
	}
	for _, n := range notes {
		settled[n.Item] = true
	}
	var pending []chat.Text
	for _, i := range items {
		if i.Kind == board.Voting && !settled[i.ID] {
			pending = append(pending, itemName(i, true))
		}
	}
	return pending, nil
}

func numbers(polls []board.Poll) []string {
	list := make([]string, len(polls))
	for i, p := range polls {
		list[i] = fmt.Sprint(p.Number)
	}
	return list
}

// Undoes are what can be taken back, by kind.
func (f *Proceedings) Undoes() map[string]func(*storage.Tx, *commands.Call, storage.Undo) (chat.Text, error) {
	return map[string]func(*storage.Tx, *commands.Call, storage.Undo) (chat.Text, error){UndoClose: f.reopen}
}

// reopen takes back that a meeting was closed: it goes on with those who were
// there. The votes that ended with it stay ended (P18).
func (f *Proceedings) reopen(tx *storage.Tx, _ *commands.Call, u storage.Undo) (chat.Text, error) {
	var e ended
	if err := u.Into(&e); err != nil {
		return chat.Text{}, err
	}
	if err := tx.LockBoard(u.Board); err != nil {
		return chat.Text{}, err
	}
	m, err := tx.LockMeeting(u.Board, u.Thing)
	if err != nil {
		return chat.Text{}, err
	}
	if m.State != board.MeetingHeld {
		return chat.Text{}, commands.Refuse("proceeding.reopen.otherwise", "Meeting", commands.MeetingTitle(m))
	}
	if err := noneOpen(tx, u.Board); err != nil {
		return chat.Text{}, err
	}
	before := m
	if err := tx.ResumePresences(m); err != nil {
		return chat.Text{}, err
	}
	m.State, m.Closed = board.MeetingOpen, e.Before.Closed
	if m, err = tx.SaveMeeting(m, board.MeetingRestored); err != nil {
		return chat.Text{}, err
	}
	return chat.T("proceeding.reopen.done", "Meeting", commands.MeetingTitle(m)), f.tell(tx, board.MeetingRestored, before, m)
}
