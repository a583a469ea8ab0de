package proceedings

import (
	"context"
	"errors"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// unasked is how long before its start a meeting is opened without asking.
const unasked = time.Hour

// open opens a meeting whose date stands. Long before its start, or after the
// end that was planned, it asks first.
func (f *Proceedings) open(p params) commands.Command {
	return commands.Command{
		Path: "meeting.open", Right: board.Chairing, Params: []commands.Param{p.meeting, p.confirm},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				m       board.Meeting
				ask     bool
				message chat.Message
			)
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if err := tx.LockBoard(c.Board.ID); err != nil { // of two meetings that are opened at once, one comes second
					return err
				}
				if m, err = tx.LockMeeting(c.Board.ID, p.meeting.Of(c).ID); err != nil {
					return err
				}
				if err := refuseOpening(tx, m); err != nil {
					return err
				}
				if ask = !p.confirm.Of(c) && (c.Now.Before(m.Starts.Add(-unasked)) || c.Now.After(m.Ends())); ask {
					return nil
				}
				before := m
				m.State, m.Opened = board.MeetingOpen, c.Now
				if m, err = tx.SaveMeeting(m, board.MeetingBegun); err != nil {
					return err
				}
				if err := f.tell(tx, board.MeetingBegun, before, m); err != nil {
					return err
				}
				if err := tx.Later(BegunKind, storage.JobKey(m.Board, m.ID)+"/"+moment(c.Now), f.db.Now(), nil); err != nil {
					return err
				}
				r, err := f.look(tx, m)
				if err != nil {
					return err
				}
				message = r.sheet(chat.T("proceeding.open.done", "Meeting", commands.MeetingTitle(m)))
				return nil
			})
			switch {
			case err != nil:
				return chat.Reply{}, err
			case ask:
				return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("proceeding.open.ask", "Meeting", commands.MeetingTitle(m), "Starts", m.Starts, "Late", c.Now.After(m.Starts))).
					With(chat.Actions{commands.MeetingButton("proceeding.open.yes", m, "meeting.open", "confirm", "yes"), commands.MeetingButton("meeting.button.show", m, "meeting.show")})}}, nil
			}
			return chat.Reply{Messages: []chat.Message{message}}, nil
		},
	}
}

// refuseOpening says why a meeting cannot be opened; nil if it can.
func refuseOpening(tx *storage.Tx, m board.Meeting) error {
	if m.State == board.MeetingOpen {
		return commands.Refuse("proceeding.open.again", "Meeting", commands.MeetingTitle(m)).With(peopleButton(m))
	}
	if m.State != board.MeetingFixed {
		return commands.Refuse("proceeding.open."+string(m.State), "Meeting", commands.MeetingTitle(m)).With(commands.MeetingButton("meeting.button.show", m, "meeting.show"))
	}
	return noneOpen(tx, m.Board)
}

// noneOpen refuses where a meeting of the board is being held: there is one at a time.
func noneOpen(tx *storage.Tx, of board.ID) error {
	other, err := tx.OpenMeeting(of)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return commands.Refuse("proceeding.open.other", "Meeting", commands.MeetingTitle(other)).With(commands.MeetingButton("cmd.meeting.close.title", other, "meeting.close"))
}

// Begun is the post of BegunKind: the meeting has begun, how many must be there,
// and how it was called.
func (f *Proceedings) Begun(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.post(ctx, j, func(r room) (commands.Letter, bool) {
		message := chat.Say(chat.T("proceeding.begun", "Meeting", commands.MeetingTitle(r.meeting)), r.standing())
		if called := r.called(); !called.IsZero() {
			message = message.With(chat.Para{Text: called})
		}
		return commands.Letter{Message: message.With(chat.Actions(checkIn(r.meeting)))}, true
	})
}

// post writes to everybody about a meeting that is being held; write tells
// whether there is still something to say.
func (f *Proceedings) post(ctx context.Context, j storage.Job, write func(room) (commands.Letter, bool)) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		m, err := tx.Meeting(ids[1])
		if err != nil {
			return err
		}
		if m.State != board.MeetingOpen {
			letter = commands.Letter{Board: m.Board, Drop: "the meeting is not being held any more"}
			return nil
		}
		r, err := f.look(tx, m)
		if err != nil {
			return err
		}
		said := false
		if letter, said = write(r); !said {
			letter.Drop = "it is otherwise again"
		}
		letter.Board = m.Board
		return nil
	})
	return letter, err
}
