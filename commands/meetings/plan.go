package meetings

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// plan calls a meeting into being, with its date or to find one.
func (f *Meetings) plan() commands.Command {
	starts := commands.Time("starts").Future()
	minutes := commands.Number("minutes", 5, 24*60).Optional(120)
	title := commands.Text("title").Max(80)
	kind := commands.Choice("meeting_kind", board.MeetingKinds()...)
	place, link, dialIn := commands.Text("place").Max(200), commands.Text("video").Max(300), commands.Text("dial_in").Max(200)
	return commands.Command{
		Path: "meeting.plan", Right: board.Chairing, Params: []commands.Param{starts, place, link, dialIn, minutes, title, kind},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			m := board.Meeting{Board: c.Board.ID, Title: title.Of(c), Kind: board.Ordinary, State: board.MeetingTentative, Minutes: minutes.Of(c),
				Place: place.Of(c), Link: link.Of(c), DialIn: dialIn.Of(c)}
			if kind.Given(c) {
				m.Kind = kind.Of(c)
			}
			if starts.Given(c) {
				if starts.Day(c) {
					return chat.Reply{}, commands.Mistake("starts", "meeting.plan.hour", "Day", starts.Reading(c).Time)
				}
				m.Starts, m.State = starts.Of(c), board.MeetingFixed
			}
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if m, err = tx.CreateMeeting(m); err != nil {
					return err
				}
				return f.Tell(tx, board.MeetingPlanned, board.Meeting{}, m)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("meeting.plan.done", "Meeting", commands.MeetingTitle(m), "Starts", m.Starts, "Dated", !m.Starts.IsZero())).
				With(chat.Actions{button("meeting.button.more", m, "meeting.more")})}}, nil
		},
	}
}
