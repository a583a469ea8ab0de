package feedback

import (
	"context"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// more is what else one can do with a round, as sentences with their consequence.
func (f *Feedback) more() commands.Command {
	round := f.round()
	return commands.Command{
		Path: "feedback.more", Right: board.Everyone, Params: []commands.Param{round},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				m, err = f.possibilities(tx, c, round.Of(c).ID)
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

func (f *Feedback) possibilities(tx *storage.Tx, c *commands.Call, id board.ID) (chat.Message, error) {
	s, err := f.sheetOf(tx, id)
	if err != nil {
		return chat.Message{}, err
	}
	ways, err := f.ownWays(tx, c, s)
	if err != nil {
		return chat.Message{}, err
	}
	for _, offer := range f.Ways {
		further, err := offer(tx, c, s.round)
		if err != nil {
			return chat.Message{}, err
		}
		ways = append(ways, further...)
	}
	m := chat.Say(s.title(), s.deadline())
	for _, way := range ways {
		m = m.With(chat.Para{Text: way.About}, chat.Actions{way.Button})
	}
	return m, nil
}

// ownWays are what this feature lets the reader do with a round.
func (f *Feedback) ownWays(tx *storage.Tx, c *commands.Call, s sheet) ([]commands.Way, error) {
	r := s.round
	asked, gave, err := tx.FeedbackStanding(r, c.Who.Person.ID)
	if err != nil {
		return nil, err
	}
	var ways []commands.Way
	offer := func(may bool, about chat.Text, button chat.Button) {
		if may {
			ways = append(ways, commands.Way{About: about, Button: button})
		}
	}
	model := strconv.Itoa(r.Number)
	offer(true, chat.T("feedback.way.show"), showButton(r))
	offer(asked && s.open(), chat.T("feedback.way.give", "Gave", gave, "Anonymous", r.Anonymous, "Closes", s.closes()), giveButton(r))
	offer(asked && !s.open() && !r.Anonymous, chat.T("feedback.way.mine"), button("feedback.button.mine", r, "feedback.mine"))
	offer(r.Anonymous, chat.T("feedback.way.secrecy"), secrecyButton(r))
	offer(s.open() && f.steers(c, r), chat.T("feedback.way.extend", "Closes", s.closes()), button("feedback.button.extend", r, "feedback.extend"))
	offer(s.open() && f.steers(c, r) && r.MayEndEarly(s.asked, s.gave), chat.T("feedback.way.close"), button("feedback.button.close", r, "feedback.close"))
	keeps := c.Who.Chairs() && r.Kind == board.OnService
	offer(keeps, chat.T("feedback.way.keep"), commands.Button(chat.T("feedback.button.keep"), r.Board, "feedback.template", "feedback_model", model, "change", "yes"))
	offer(keeps && !s.open(), chat.T("feedback.way.again"), commands.Button(chat.T("feedback.button.again"), r.Board, "feedback.template", "feedback_model", model, "again", "yes"))
	return ways, nil
}

// steers tells whether somebody may end a round and move its end: the chair, the
// office, and who began it as long as they have a part in the board.
func (f *Feedback) steers(c *commands.Call, r board.FeedbackRound) bool {
	return c.Who.Chairs() || r.By == c.Who.Person.ID && r.By != 0 && c.Who.May(board.Inside)
}
