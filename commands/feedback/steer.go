package feedback

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// close ends a round before its time. Where somebody has not given yet it asks first.
func (f *Feedback) close() commands.Command {
	round, confirm := f.running(), commands.Flag("confirm").Hidden()
	return commands.Command{
		Path: "feedback.close", Right: board.MembersAndChair, Params: []commands.Param{round, confirm},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			return f.steer(ctx, c, round.Of(c).ID, func(tx *storage.Tx, r board.FeedbackRound) (chat.Message, error) {
				s, err := f.sheet(tx, r, c.Now)
				if err != nil {
					return chat.Message{}, err
				}
				if !r.MayEndEarly(s.asked, s.gave) {
					return chat.Message{}, commands.Refuse("feedback.close.few", "Number", r.Number, "Gave", s.gave, "Few", board.FewAnonymous, "N", s.asked, "Closes", s.closes()).With(showButton(r))
				}
				drafts, err := draftsIn(tx, r)
				if err != nil {
					return chat.Message{}, err
				}
				if missing := s.asked - s.gave; (missing > 0 || drafts > 0) && !confirm.Of(c) {
					return chat.Say(chat.T("feedback.close.ask", "Number", r.Number, "Service", r.Service, "Missing", missing, "Drafts", drafts, "Closes", s.closes())).
						With(chat.Actions{button("feedback.close.yes", r, "feedback.close", "confirm", "yes"), showButton(r)}), nil
				}
				return chat.Say(chat.T("feedback.close.done", "Number", r.Number)).With(chat.Actions{showButton(r), moreButton(r)}), f.end(tx, r, f.db.Now(), c.Who.Person.ID)
			})
		},
	}
}

// extend moves the end of a round; everybody is told, and by whom.
func (f *Feedback) extend() commands.Command {
	round, closes := f.running(), commands.Time("closes").Required().Future()
	return commands.Command{
		Path: "feedback.extend", Right: board.MembersAndChair, Params: []commands.Param{round, closes},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			return f.steer(ctx, c, round.Of(c).ID, func(tx *storage.Tx, r board.FeedbackRound) (chat.Message, error) {
				until := closes.Of(c)
				switch term := c.Board.Term; {
				case !until.After(r.Closes):
					return chat.Message{}, commands.Mistake(closes.Name(), "feedback.extend.not_later", "Closes", r.Closes.In(c.Now.Location()))
				case !term.Last.IsZero() && until.After(term.End()):
					return chat.Message{}, commands.Mistake(closes.Name(), "feedback.start.beyond_term", "Last", term.Last)
				}
				r.Closes = until
				if err := tx.SaveFeedbackRound(r); err != nil {
					return chat.Message{}, err
				}
				if err := f.planEnd(tx, c.Board, r); err != nil {
					return chat.Message{}, err
				}
				if err := f.Show(tx, r); err != nil {
					return chat.Message{}, err
				}
				m := chat.Say(chat.T("feedback.extend.done", "Number", r.Number, "Closes", until)).With(chat.Actions{showButton(r)})
				return m, f.planNotice(tx, r, notice{What: extended, By: c.Who.Person.ID})
			})
		},
	}
}

// steer does what those may who lead a round, as long as it runs.
func (f *Feedback) steer(ctx context.Context, c *commands.Call, id board.ID, do func(*storage.Tx, board.FeedbackRound) (chat.Message, error)) (chat.Reply, error) {
	var m chat.Message
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		r, err := tx.LockFeedbackRound(id)
		switch {
		case err != nil:
			return err
		case !f.steers(c, r):
			return commands.Refuse("feedback.steer.not_yours", "Number", r.Number).With(showButton(r))
		case !r.Takes(f.db.Now()):
			return commands.Refuse("feedback.steer.over", "Number", r.Number).With(showButton(r))
		}
		m, err = do(tx, r)
		return err
	})
	return chat.Reply{Messages: []chat.Message{m}}, err
}
