package visions

import (
	"context"
	"errors"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// finish freezes the text of a statement, at once or by a vote of the board.
func (f *Visions) finish(shared params) commands.Command {
	vote := commands.Flag("by_poll").Optional(false)
	return commands.Command{
		Path: "vision.finish", Right: board.MembersAndChair, Params: []commands.Param{shared.statement, vote, shared.closes, shared.confirm},
		Check: func(c *commands.Call) []*commands.Error {
			if !vote.Of(c) && shared.closes.Given(c) {
				return []*commands.Error{commands.Mistake("closes", "vision.finish.no_vote")}
			}
			return nil
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var s board.Statement
			var p board.Poll
			asks := c.Pressed() && !shared.confirm.Of(c) && !vote.Of(c)
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if s, err = tx.LockStatement(shared.statement.Of(c).ID); err != nil {
					return err
				}
				if err := f.finishable(tx, c, s); err != nil || asks {
					return err
				}
				if !vote.Of(c) {
					return f.freeze(tx, s, notice{What: statementFinished, By: c.Who.Person.ID})
				}
				p, err = f.open(tx, c, board.Poll{Purpose: board.Internal, Question: finishQuestion(c, s), Text: s.Text, Method: board.YesNo,
					Closes: shared.closes.Of(c), About: board.Subject{Kind: board.AboutStatement, ID: s.ID}})
				if err != nil {
					return err
				}
				return f.votedOn(tx, s, p)
			})
			switch {
			case err != nil:
				return chat.Reply{}, f.refusal(ctx, err, s)
			case asks:
				shown := commands.Beginning(s.Text, commands.CardLength)
				yes := statementButton("vision.finish.yes", s, "vision.finish", "confirm", "yes")
				poll := statementButton("vision.finish.vote", s, "vision.finish", "by_poll", "yes")
				return say(chat.T("vision.finish.ask", "Number", s.Number, "Text", shown), yes, poll, moreButton(s)), nil
			case p.ID != 0:
				return say(chat.T("vision.vote.opened", "Number", s.Number, "Poll", p.Number), pollButton(p)), nil
			}
			return say(chat.T("vision.finish.done", "Number", s.Number), moreButton(s)), nil
		},
	}
}

// finishable: who may, and nothing waits for an answer.
func (f *Visions) finishable(tx *storage.Tx, c *commands.Call, s board.Statement) error {
	if err := s.Changeable(); err != nil {
		return err
	}
	if !s.Decides(c.Who) {
		return commands.Refuse("vision.not_yours", "Number", s.Number, "Author", s.Author.Name).With(moreButton(s))
	}
	return nothingWaits(tx, s)
}

// nothingWaits refuses while suggestions to a statement wait for an answer.
func nothingWaits(tx *storage.Tx, s board.Statement) error {
	all, err := tx.Suggestions(s.ID)
	if open := waitingFor(all); len(open) > 0 {
		no := commands.Refuse("vision.finish.waiting", "Number", s.Number, "N", len(open))
		for _, g := range open[:min(3, len(open))] {
			no = no.With(changeButton(g))
		}
		return no
	}
	return err
}

// freeze finishes a statement.
func (f *Visions) freeze(tx *storage.Tx, s board.Statement, n notice) error {
	s.State, s.Poll, s.Ended = board.StatementFinished, 0, f.db.Now()
	if err := tx.SaveStatement(s, board.Revision{What: "finished", Detail: pollDetail(n.Poll)}); err != nil {
		return err
	}
	n.Statement = s.ID
	return errors.Join(f.showNow(tx, statementEntity, s.ID), f.tell(tx, s.Board, n))
}

// votedOn notes that a vote about a statement, or about a suggestion to it, runs.
func (f *Visions) votedOn(tx *storage.Tx, s board.Statement, p board.Poll) error {
	s.Poll = p.ID
	if err := tx.SaveStatement(s, board.Revision{What: "vote", Detail: pollDetail(p.Number)}); err != nil {
		return err
	}
	return f.showNow(tx, statementEntity, s.ID)
}

// pollDetail is the number of a poll as the history keeps it; empty for none.
func pollDetail(number int) string {
	if number == 0 {
		return ""
	}
	return strconv.Itoa(number)
}
