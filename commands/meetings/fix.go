package meetings

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// fix lets the date of a meeting stand: the one it has, or the one that is named.
func (f *Meetings) fix(shared params) commands.Command {
	return commands.Command{
		Path: "meeting.fix", Right: board.Chairing,
		Params: append([]commands.Param{shared.meeting}, append(shared.where(), shared.confirm, shared.stood, shared.whole)...),
		Shape: func(ctx context.Context, c *commands.Call, form *chat.Form) error {
			return f.fill(ctx, c, form, refusalFixed)
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var before, m board.Meeting
			var w weighed
			var undo board.ID
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if before, err = f.lock(tx, c, shared); err != nil {
					return err
				}
				if m, err = shared.over(c, before); err != nil {
					return err
				}
				if m.Starts.IsZero() {
					return commands.Mistake("starts", "commands.missing")
				}
				if err := refusalFixed(before); err != nil {
					return err
				}
				if !m.Starts.After(c.Now) {
					return commands.Mistake("starts", "commands.past", "time", m.Starts)
				}
				if w, err = f.weigh(tx, c, m); err != nil || len(w.ask) > 0 && !shared.confirm.Of(c) {
					return err
				}
				w.told, w.ask = append(w.told, w.ask...), nil
				m.State, m.Why = board.MeetingFixed, ""
				m, undo, err = f.change(tx, board.MeetingSet, before, m)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			if undo == 0 {
				yes := button("meeting.fix.anyway", before, "meeting.fix", append(append(said(m), stands(before)...), "confirm", "yes")...)
				return asking(chat.T("meeting.fix.ask", "Starts", m.Starts), w, yes, button("meeting.plan.other", before, "meeting.move", stands(before)...)), nil
			}
			return done(chat.T("meeting.fix.done", "Meeting", named(m), "Starts", m.Starts, "Soon", presses(c.Now, before, m)), w,
				commands.UndoButton(m.Board, undo), button("meeting.button.more", m, "meeting.more")), nil
		},
	}
}

// refusalFixed says that the date of a meeting stands already; nil if it does not.
func refusalFixed(m board.Meeting) error {
	if m.State != board.MeetingFixed {
		return refusalOver(m)
	}
	return commands.Refuse("meeting.fix.stands", "Meeting", named(m), "Starts", m.Starts).
		With(button("meeting.button.move", m, "meeting.move", stands(m)...), showButton(m))
}

// lock holds the meeting that a command is about, for a change.
func (f *Meetings) lock(tx *storage.Tx, c *commands.Call, shared params) (board.Meeting, error) {
	if err := tx.LockBoard(c.Board.ID); err != nil {
		return board.Meeting{}, err
	}
	m, err := tx.LockMeeting(c.Board.ID, shared.meeting.Of(c).ID)
	if err != nil {
		return m, err
	}
	if err := shared.overtaken(c, m); err != nil {
		return m, err
	}
	return m, refusalOver(m)
}
