package meetings

import (
	"context"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// again is how long the same plan by the same person is taken for the same
// meeting: a button that was pressed twice.
const again = 10 * time.Minute

// plan calls a meeting into being, with its date or to find one.
func (f *Meetings) plan(shared params) commands.Command {
	title := commands.Text("title").Max(80)
	kind := commands.Choice("meeting_kind", board.MeetingKinds()...)
	return commands.Command{
		Path: "meeting.plan", Right: board.Chairing, Params: append(shared.where(), title, kind, shared.confirm, shared.whole), Check: shared.sound,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if _, sent := c.Event.Do.(chat.Submit); !sent && !shared.says(c) && !title.Given(c) && !kind.Given(c) {
				return chat.Reply{Form: c.Form("meeting.plan", nil)}, nil
			}
			m := board.Meeting{Board: c.Board.ID, Title: title.Of(c), Kind: board.Ordinary, State: board.MeetingTentative, Minutes: usual}
			if kind.Given(c) {
				m.Kind = kind.Of(c)
			}
			m, err := shared.over(c, m)
			if err != nil {
				return chat.Reply{}, err
			}
			if !m.Starts.IsZero() {
				m.State = board.MeetingFixed
			}
			var w weighed
			err = f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				m, w, err = f.planned(tx, c, m, shared.confirm.Of(c))
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			if m.ID == 0 {
				pairs := append(said(m), "confirm", "yes", "meeting_kind", string(m.Kind))
				if m.Title != "" {
					pairs = append(pairs, "title", m.Title)
				}
				yes := commands.Button(chat.T("meeting.plan.anyway"), m.Board, "meeting.plan", pairs...)
				return asking(chat.T("meeting.plan.ask", "Starts", m.Starts), w, yes, commands.Button(chat.T("meeting.plan.other"), m.Board, "meeting.plan")), nil
			}
			row := append(f.leading(c, m), button("meeting.button.more", m, "meeting.more"))
			return done(chat.T("meeting.plan.done", "Meeting", named(m), "Starts", m.Starts, "Dated", !m.Starts.IsZero(), "Soon", presses(c.Now, m)), w, row...), nil
		},
	}
}

// planned keeps a meeting, or gives it back without an ID where something is to be
// confirmed first.
func (f *Meetings) planned(tx *storage.Tx, c *commands.Call, m board.Meeting, confirmed bool) (board.Meeting, weighed, error) {
	if err := tx.LockBoard(m.Board); err != nil {
		return m, weighed{}, err
	}
	all, err := tx.Meetings(m.Board, every)
	if err != nil {
		return m, weighed{}, err
	}
	for _, other := range all {
		if other.By == c.Who.Person.ID && c.Now.Sub(other.At) < again && other.Ahead() && other.Title == m.Title && other.Kind == m.Kind && !other.Differs(m) {
			return other, weighed{}, nil
		}
	}
	w, err := f.weigh(tx, c, m)
	if err != nil {
		return m, w, err
	}
	for _, other := range all {
		if m.Kind == board.Constituent && other.Kind == board.Constituent && other.State != board.MeetingCancelled {
			w.ask = append(w.ask, chat.T("meeting.weigh.constituent", "Meeting", named(other)))
			break
		}
	}
	if len(w.ask) > 0 && !confirmed {
		return m, w, nil
	}
	w.told = append(w.told, w.ask...)
	if m, err = tx.CreateMeeting(m); err != nil {
		return m, w, err
	}
	return m, w, f.Tell(tx, board.MeetingPlanned, board.Meeting{}, m)
}

// leading are buttons that lead on from a meeting without a date.
func (f *Meetings) leading(c *commands.Call, m board.Meeting) []chat.Button {
	if !m.Starts.IsZero() || c.Book().Command("meeting.dates") == nil {
		return nil
	}
	return []chat.Button{button("meeting.button.dates", m, "meeting.dates")}
}

// asking asks whether something is meant, with what speaks against it.
func asking(question chat.Text, w weighed, row ...chat.Button) chat.Reply {
	message := chat.Say(append(append(append([]chat.Text{}, w.ask...), w.told...), question)...)
	return chat.Reply{Messages: []chat.Message{message.With(chat.Actions(row))}}
}

// done says what was done, and what is good to know about it.
func done(what chat.Text, w weighed, row ...chat.Button) chat.Reply {
	message := chat.Say(append([]chat.Text{what}, w.told...)...)
	return chat.Reply{Messages: []chat.Message{message.With(chat.Actions(row))}}
}
