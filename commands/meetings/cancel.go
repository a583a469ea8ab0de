package meetings

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// cancel calls a meeting off. It asks first.
func (f *Meetings) cancel(shared params) commands.Command {
	return commands.Command{
		Path: "meeting.cancel", Right: board.Chairing, Params: []commands.Param{shared.meeting, shared.reason, shared.confirm, shared.stood},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var before, m board.Meeting
			var undo board.ID
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if before, err = f.lock(tx, c, shared); err != nil || !shared.confirm.Of(c) {
					return err
				}
				m = before
				m.State, m.Why = board.MeetingCancelled, shared.reason.Of(c)
				m, undo, err = f.change(tx, board.MeetingCalledOff, before, m)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			said := []any{"Meeting", named(before), "Fixed", before.State == board.MeetingFixed, "Series", before.Series != 0, "Why", shared.reason.Of(c), "Soon", presses(c.Now, before)}
			if undo == 0 {
				pairs := append(stands(before), "confirm", "yes")
				if shared.reason.Given(c) {
					pairs = append(pairs, "reason", shared.reason.Of(c))
				}
				return asking(chat.T("meeting.cancel.ask", said...), weighed{}, button("meeting.cancel.yes", before, "meeting.cancel", pairs...), showButton(before)), nil
			}
			return done(chat.T("meeting.cancel.done", said...), weighed{}, commands.UndoButton(m.Board, undo), showButton(m)), nil
		},
	}
}
