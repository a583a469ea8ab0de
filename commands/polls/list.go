package polls

import (
	"context"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// listed is how many polls a page of the list has.
const listed = 8

// running is an open poll with what the reader has to do with it. A list
// counts no ballots: it is as quick with ten thousand electors as with eleven.
type running struct {
	poll board.Poll
	own  ownBallot
}

// list shows what is open, and the latest that are over.
func (f *Polls) list() commands.Command {
	before := commands.Number("before", 0, 1<<30).Hidden()
	return commands.Command{
		Path: "poll.list", Right: board.Everyone, Params: []commands.Param{before},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				open []running
				over []board.Poll
				more bool
			)
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				polls, err := tx.OpenPolls(c.Board.ID)
				if err != nil {
					return err
				}
				if before.Of(c) == 0 {
					if open, err = f.withOwnBallots(tx, c, polls); err != nil {
						return err
					}
				}
				over, err = tx.Polls(c.Board.ID, before.Of(c), listed+len(polls)+1)
				return err
			})
			over = without(over, board.Open)
			if more = len(over) > listed; more {
				over = over[:listed]
			}
			return chat.Reply{Messages: []chat.Message{f.listing(c, open, over, more)}}, err
		},
	}
}

func (f *Polls) withOwnBallots(tx *storage.Tx, c *commands.Call, polls []board.Poll) ([]running, error) {
	open := make([]running, len(polls))
	for i, p := range polls {
		own, err := f.own(tx, c, p)
		if err != nil {
			return nil, err
		}
		open[i] = running{p, own}
	}
	return open, nil
}

func without(polls []board.Poll, state board.State) []board.Poll {
	var kept []board.Poll
	for _, p := range polls {
		if p.State != state {
			kept = append(kept, p)
		}
	}
	return kept
}

// listing is the list in words.
func (f *Polls) listing(c *commands.Call, open []running, over []board.Poll, more bool) chat.Message {
	var create chat.Actions
	if c.Who.May(board.MembersAndChair) {
		create = chat.Actions{{Label: chat.T("cmd.poll.create.title"), Action: chat.Action{Name: "poll.create",
			Args: map[string]string{"board": strconv.FormatInt(int64(c.Board.ID), 10)}}}}
	}
	if len(open)+len(over) == 0 {
		return withButtons(chat.Say(chat.T("poll.list.empty")), create)
	}
	m := chat.Say(chat.T("poll.list.title", "N", len(open)))
	zone := f.db.Zone(c.Board.Zone)
	var buttons chat.Actions
	for _, r := range open {
		m = m.With(chat.Para{Text: chat.T("poll.list.open", "Number", r.poll.Number, "Question", r.poll.Question,
			"Closes", r.poll.Closes.In(zone), "Own", r.own.state())})
		if len(buttons) < 2 {
			b := showButton(r.poll)
			b.Label = chat.T("poll.list.show", "Number", r.poll.Number)
			buttons = append(buttons, b)
		}
	}
	if len(over) > 0 {
		m = m.With(chat.Para{Text: chat.T("poll.list.over")})
	}
	for _, p := range over {
		key := "poll.list.closed"
		if p.State == board.Withdrawn {
			key = "poll.list.withdrawn"
		}
		m = m.With(chat.Para{Text: chat.T(key, "Number", p.Number, "Question", p.Question, "Ended", p.Ended.In(zone), "Outcome", outcome(p))})
	}
	if more {
		last := over[len(over)-1]
		buttons = append(buttons, button("poll.list.more", last, "poll.list", "before", strconv.Itoa(last.Number)))
	}
	return withButtons(m, append(buttons, create...))
}

// state is the reader's own part in a poll, in a few words; empty if there is none.
func (o ownBallot) state() chat.Text {
	switch {
	case o.elector.Recused:
		return chat.T("poll.list.recused")
	case o.choice != "" && !slices.Contains(board.Choices(), o.choice): // the options are on the poll's own card
		return chat.T("poll.list.voted")
	case o.choice != "":
		return chat.T("poll.list.own", "Choice", choiceLabel(o.choice))
	case o.other != "":
		return chat.T("poll.list.other", "By", o.other)
	case o.final():
		return chat.T("poll.list.voted")
	case o.may:
		return chat.T("poll.list.missing")
	}
	return chat.T("poll.list.no_part")
}

func withButtons(m chat.Message, buttons chat.Actions) chat.Message {
	if len(buttons) == 0 {
		return m
	}
	return m.With(buttons)
}
