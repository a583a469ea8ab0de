package meetings

import (
	"context"
	"errors"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// move puts a meeting at another time or place. One whose date stands is asked
// about first.
func (f *Meetings) move(shared params) commands.Command {
	return commands.Command{
		Path: "meeting.move", Right: board.Chairing,
		Params: append([]commands.Param{shared.meeting}, append(shared.where(), shared.reason, shared.confirm, shared.stood, shared.whole)...), Check: shared.sound,
		Shape: func(ctx context.Context, c *commands.Call, form *chat.Form) error {
			return f.fill(ctx, c, form, refusalOver)
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if _, sent := c.Event.Do.(chat.Submit); !sent && !shared.says(c) {
				return f.form(ctx, c, "meeting.move", shared)
			}
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
				m.Why = shared.reason.Of(c)
				if !m.Differs(before) {
					return commands.Refuse("meeting.move.same", "Meeting", named(m), "Starts", m.Starts, "Dated", !m.Starts.IsZero()).
						With(button("meeting.button.move", before, "meeting.move", stands(before)...), showButton(m))
				}
				if w, err = f.weighMoved(tx, c, before, m); err != nil {
					return err
				}
				asks := len(w.ask) > 0 || before.State == board.MeetingFixed
				if asks && !shared.confirm.Of(c) {
					return nil
				}
				w.told, w.ask = append(w.told, w.ask...), nil
				m, undo, err = f.change(tx, board.MeetingMoved, before, m)
				return err
			})
			switch {
			case err != nil:
				return chat.Reply{}, err
			case undo == 0:
				return asksMove(c, before, m, w), nil
			}
			return done(chat.T("meeting.move.done", append(moved(before, m), "Soon", presses(c.Now, before, m))...), w,
				commands.UndoButton(m.Board, undo), button("meeting.button.more", m, "meeting.more")), nil
		},
	}
}

// weighMoved looks at the new date, where there is one.
func (f *Meetings) weighMoved(tx *storage.Tx, c *commands.Call, before, m board.Meeting) (weighed, error) {
	if m.Starts.Equal(before.Starts) && m.Minutes == before.Minutes {
		return weighed{}, nil
	}
	if !m.Starts.IsZero() && !m.Starts.After(c.Now) {
		return weighed{}, commands.Mistake("starts", "commands.past", "time", m.Starts)
	}
	return f.weigh(tx, c, m)
}

func asksMove(c *commands.Call, before, m board.Meeting, w weighed) chat.Reply {
	pairs := append(append(said(m), stands(before)...), "confirm", "yes")
	if m.Why != "" {
		pairs = append(pairs, "reason", m.Why)
	}
	return asking(chat.T("meeting.move.ask", append(moved(before, m), "Soon", presses(c.Now, before, m))...), w, button("meeting.move.yes", before, "meeting.move", pairs...), showButton(before))
}

// moved is what sentences about a meeting that was moved say.
func moved(before, m board.Meeting) []any {
	return []any{"Meeting", named(before), "Starts", m.Starts, "Ends", m.Ends(), "Dated", !m.Starts.IsZero(), "Fixed", m.State == board.MeetingFixed,
		"Was", before.Starts, "WasEnds", before.Ends(), "WasDated", !before.Starts.IsZero(), "Later", !m.Starts.Equal(before.Starts), "Longer", m.Minutes != before.Minutes,
		"Elsewhere", m.Place != before.Place || m.Link != before.Link || m.DialIn != before.DialIn, "Where", venue(m), "Why", m.Why}
}

// named is a meeting by its title or its number alone: where its date changes, its
// date does not name it.
func named(m board.Meeting) chat.Text {
	return chat.T("meeting.named", "Number", m.Number, "Title", m.Title)
}

// form asks what is to be of a meeting.
func (f *Meetings) form(ctx context.Context, c *commands.Call, path string, shared params) (chat.Reply, error) {
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		m, err := tx.Meeting(shared.meeting.Of(c).ID)
		return errors.Join(err, refusalOver(m))
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return chat.Reply{Form: c.Form(path, map[string]string{"meeting": strconv.Itoa(shared.meeting.Of(c).Number)})}, nil
}
