package feedback

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// show shows a round, with what the reader gave in it.
func (f *Feedback) show() commands.Command {
	round := f.round()
	return commands.Command{
		Path: "feedback.show", Right: board.Everyone, Params: []commands.Param{round},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				m, err = f.shown(tx, c, round.Of(c).ID)
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

func (f *Feedback) shown(tx *storage.Tx, c *commands.Call, id board.ID) (chat.Message, error) {
	s, err := f.sheetOf(tx, id)
	if err != nil {
		return chat.Message{}, err
	}
	asked, gave, err := tx.FeedbackStanding(s.round, c.Who.Person.ID)
	if err != nil {
		return chat.Message{}, err
	}
	m, err := f.card(tx, s, asked && s.open())
	if err != nil || !asked {
		return m, err
	}
	own, err := f.ownState(tx, c, s, gave)
	last := len(m.Blocks) - 1 // above the buttons
	return chat.Message{Blocks: append(append(m.Blocks[:last:last], chat.Para{Text: own}), m.Blocks[last])}, err
}

// ownState says what the reader gave in a round. Of an anonymous one it is that
// they took part, and no more.
func (f *Feedback) ownState(tx *storage.Tx, c *commands.Call, s sheet, gave bool) (chat.Text, error) {
	if s.round.Anonymous {
		return chat.T("feedback.show.anonymous", "Gave", gave, "Open", s.open()), nil
	}
	given, err := tx.FeedbackRatingsOf(s.round.ID, c.Who.Person.ID)
	if err != nil {
		return chat.Text{}, err
	}
	points, err := tx.FeedbackPointsOf(s.round.ID, c.Who.Person.ID)
	drafts := 0
	for _, p := range points {
		if p.Draft {
			drafts++
		}
	}
	return chat.T("feedback.show.own", "Rated", len(given), "Points", len(points)-drafts, "Drafts", drafts, "Open", s.open(), "Survey", s.round.Kind.Survey()), err
}
