package meetings

import (
	"context"
	"slices"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// listed is how many meetings a page of the list has.
const listed = 8

// every is more meetings than a board ever has.
const every = 10_000

// list shows the meetings, a page at a time: first those ahead in the order in which
// they come, then those that are over, the last one first.
func (f *Meetings) list() commands.Command {
	page := commands.Number("page", 1, 1000).Optional(1)
	return commands.Command{
		Path: "meeting.list", Right: board.Everyone, Params: []commands.Param{page},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var all []board.Meeting
			err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
				all, err = tx.Meetings(c.Board.ID, every)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			all = listOrder(all, c.Now)
			pages := max(1, (len(all)+listed-1)/listed)
			at := min(page.Of(c), pages)
			shown := all[(at-1)*listed : min(len(all), at*listed)]
			message := chat.Say(chat.T("meeting.list.title", "N", len(all), "Page", at, "Pages", pages))
			var row chat.Actions
			for _, m := range shown {
				message = message.With(chat.Para{Text: chat.T("meeting.list.one", "Meeting", named(m), "Starts", m.Starts, "Dated", !m.Starts.IsZero(),
					"State", stateOf(m, c.Now), "Kind", kindOf(m))})
				row = append(row, commands.Button(named(m), m.Board, "meeting.show", "meeting", strconv.Itoa(m.Number)))
			}
			if at < pages {
				row = append(row, commands.Button(chat.T("meeting.list.further"), c.Board.ID, "meeting.list", "page", strconv.Itoa(at+1)))
			}
			if c.Who.Chairs() && at == 1 {
				row = append(row, commands.Button(chat.T("cmd.meeting.plan.title"), c.Board.ID, "meeting.plan"),
					commands.Button(chat.T("cmd.meeting.series.title"), c.Board.ID, "meeting.series"))
			}
			if len(row) > 0 {
				message = message.With(row)
			}
			return chat.Reply{Messages: []chat.Message{message}}, nil
		},
	}
}

// listOrder puts the meeting that is open first, then those ahead as they come,
// those without a date after them, then those that are over, the last one first: by
// the clock, whether or not anybody opened them.
func listOrder(all []board.Meeting, now time.Time) []board.Meeting {
	rank := func(m board.Meeting) int {
		switch {
		case m.State == board.MeetingOpen:
			return 0
		case passed(m, now):
			return 3
		case m.Ahead() && !m.Starts.IsZero():
			return 1
		case m.Ahead():
			return 2
		}
		return 3
	}
	slices.SortStableFunc(all, func(a, b board.Meeting) int {
		if by := rank(a) - rank(b); by != 0 {
			return by
		}
		if rank(a) == 3 {
			a, b = b, a
		}
		if by := a.Starts.Compare(b.Starts); by != 0 {
			return by
		}
		return a.Number - b.Number
	})
	return all
}

// kindOf is what kind of meeting it is, where that is worth a word.
func kindOf(m board.Meeting) chat.Text {
	if m.Kind == board.Ordinary || m.Kind == "" {
		return chat.Text{}
	}
	return chat.T("value.meeting_kind." + string(m.Kind) + ".label")
}
