package feedback

import (
	"context"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// listed is how many rounds a page of the list has.
const listed = 8

// list shows the rounds of a board, the newest first.
func (f *Feedback) list() commands.Command {
	before := commands.Number("before", 0, 1<<30).Hidden()
	return commands.Command{
		Path: "feedback.list", Right: board.Everyone, Params: []commands.Param{before},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				m, err = f.listing(tx, c, before.Of(c))
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

func (f *Feedback) listing(tx *storage.Tx, c *commands.Call, before int) (chat.Message, error) {
	rounds, err := tx.FeedbackRounds(c.Board.ID, before, listed+1)
	if err != nil {
		return chat.Message{}, err
	}
	var row chat.Actions
	if c.Who.Chairs() {
		row = append(row, commands.Button(chat.T("cmd.feedback.start.title"), c.Board.ID, "feedback.start"))
	}
	if len(rounds) == 0 {
		m := chat.Say(chat.T("feedback.none_yet"))
		if len(row) > 0 {
			m = m.With(row)
		}
		return m, nil
	}
	m := chat.Say(chat.T("feedback.list.title"))
	for _, r := range rounds[:min(listed, len(rounds))] {
		line, owed, err := f.listLine(tx, c, r)
		if err != nil {
			return m, err
		}
		m = m.With(chat.Para{Text: line})
		if owed && len(row) < mostButtons-1 {
			row = append(row, chat.Button{Label: chat.T("feedback.button.give_in", "Number", r.Number), Action: giveButton(r).Action})
		}
	}
	if len(row) == 0 {
		row = append(row, chat.Button{Label: chat.T("feedback.list.show", "Number", rounds[0].Number), Action: showButton(rounds[0]).Action})
	}
	if len(rounds) > listed {
		row = append(row, commands.Button(chat.T("feedback.list.earlier"), c.Board.ID, "feedback.list", "before", strconv.Itoa(rounds[listed-1].Number)))
	}
	return m.With(row), nil
}

// listLine is a round in a line, and whether the reader owes feedback there.
func (f *Feedback) listLine(tx *storage.Tx, c *commands.Call, r board.FeedbackRound) (line chat.Text, owed bool, err error) {
	s, err := f.sheet(tx, r, c.Now)
	if err != nil {
		return line, false, err
	}
	asked, gave, err := tx.FeedbackStanding(r, c.Who.Person.ID)
	owed = s.open() && asked && !gave
	return chat.T("feedback.list.line", "Number", r.Number, "Service", r.Service, "Open", s.open(), "Closes", s.closes(),
		"Gave", s.gave, "N", s.asked, "Owed", owed, "Given", gave, "Anonymous", r.Anonymous), owed, err
}
