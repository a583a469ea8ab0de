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

// propose keeps a statement, in the working group of who proposes it.
func (f *Visions) propose(shared params) commands.Command {
	text := shared.text.Required()
	return commands.Command{
		Path: "vision.propose", Right: board.MembersAndChair, Params: []commands.Param{text},
		Shape: func(ctx context.Context, c *commands.Call, form *chat.Form) error {
			return f.db.ReadOne(ctx, func(tx *storage.Tx) error {
				r, err := openRound(tx, c.Board.ID)
				form.About = roundTitle(r)
				return err
			})
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			s := board.Statement{Board: c.Board.ID, Author: c.Who.Person, Text: text.Of(c)}
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				r, err := lockOpenRound(tx, c.Board.ID)
				if err != nil {
					return err
				}
				if err := newText(tx, s); err != nil {
					return err
				}
				s.Round = r.ID
				if s.Group, err = f.groupFor(tx, c, r); err != nil {
					return err
				}
				if s, err = tx.ProposeStatement(s); err != nil {
					return err
				}
				return errors.Join(f.showNow(tx, statementEntity, s.ID), f.showGroups(tx, r.ID))
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return say(chat.T("vision.propose.done", "Number", s.Number, "Group", s.Group), moreButton(s)), nil
		},
	}
}

// newText refuses the same text twice, as by a button pressed twice.
func newText(tx *storage.Tx, s board.Statement) error {
	all, err := tx.Statements(s.Board)
	for _, other := range all {
		if other.Text == s.Text && other.State != board.StatementWithdrawn {
			return commands.Refuse("vision.propose.there", "Number", other.Number).With(moreButton(other))
		}
	}
	return err
}

// show is a statement with what this reader may do about it.
func (f *Visions) show(shared params) commands.Command {
	return commands.Command{
		Path: "vision.show", Right: board.Everyone, Params: []commands.Param{shared.any},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				s, err := f.sheet(tx, shared.any.Of(c).ID)
				if err != nil {
					return err
				}
				m = s.whole(c)
				return nil
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

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
				shown, _ := opening(s.Text)
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

// withdraw takes a statement back; its suggestions have nothing to change then.
func (f *Visions) withdraw(shared params) commands.Command {
	return commands.Command{
		Path: "vision.withdraw", Right: board.MembersAndChair, Params: []commands.Param{shared.statement, shared.reason, shared.confirm},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var s board.Statement
			asks := c.Pressed() && !shared.confirm.Of(c)
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if s, err = tx.LockStatement(shared.statement.Of(c).ID); err != nil {
					return err
				}
				if err := s.Changeable(); err != nil {
					return err
				}
				own := s.Author.ID == c.Who.Person.ID
				switch {
				case !s.Decides(c.Who):
					return commands.Refuse("vision.not_yours", "Number", s.Number, "Author", s.Author.Name).With(moreButton(s))
				case asks:
					return nil
				case !own && shared.reason.Of(c) == "":
					return commands.Mistake("reason", "vision.withdraw.reason", "Author", s.Author.Name)
				}
				return f.takeBack(tx, c, s, shared.reason.Of(c))
			})
			switch {
			case err != nil:
				return chat.Reply{}, f.refusal(ctx, err, s)
			case asks:
				yes := statementButton("vision.withdraw.yes", s, "vision.withdraw", "confirm", "yes")
				return say(chat.T("vision.withdraw.ask", "Number", s.Number, "Text", brief(s.Text, titleLength)), yes, moreButton(s)), nil
			}
			return say(chat.T("vision.withdraw.done", "Number", s.Number), listButton(s.Board)), nil
		},
	}
}

func (f *Visions) takeBack(tx *storage.Tx, c *commands.Call, s board.Statement, why string) error {
	all, err := tx.Suggestions(s.ID)
	if err != nil {
		return err
	}
	for _, g := range waitingFor(all) {
		g.State, g.Decider, g.Why = board.SuggestionDeclined, c.Who.Person.ID, ""
		if err := f.decided(tx, g); err != nil {
			return err
		}
	}
	s.State, s.Ended = board.StatementWithdrawn, f.db.Now()
	if err := tx.SaveStatement(s, board.Revision{What: "withdrawn", Detail: why}); err != nil {
		return err
	}
	return errors.Join(f.showNow(tx, statementEntity, s.ID), f.showGroups(tx, s.Round),
		f.tell(tx, s.Board, notice{What: statementBack, By: c.Who.Person.ID, Statement: s.ID, Why: why}))
}

// waitingFor are the suggestions about which nobody has decided.
func waitingFor(all []board.Suggestion) (open []board.Suggestion) {
	for _, g := range all {
		if g.State == board.SuggestionOpen {
			open = append(open, g)
		}
	}
	return open
}

// refusal says why a statement is not changed.
func (f *Visions) refusal(ctx context.Context, err error, s board.Statement) error {
	switch {
	case errors.Is(err, board.ErrStatementFinished):
		return commands.Refuse("vision.refused.finished", "Number", s.Number, "At", s.Ended).With(moreButton(s))
	case errors.Is(err, board.ErrStatementWithdrawn):
		return commands.Refuse("vision.refused.withdrawn", "Number", s.Number).With(listButton(s.Board))
	case errors.Is(err, board.ErrStatementVoted):
		no := commands.Refuse("vision.refused.voted", "Number", s.Number)
		var p board.Poll
		if err := f.db.Read(ctx, func(tx *storage.Tx) (err error) { p, err = tx.Poll(s.Poll); return err }); err != nil {
			return err
		}
		return no.With(pollButton(p))
	case errors.Is(err, board.ErrSuggestionSame):
		return commands.Mistake("text", "vision.refused.same")
	}
	return err
}

func statementButton(label string, s board.Statement, path string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), s.Board, path, append(pairs, "statement", strconv.Itoa(s.Number))...)
}

func moreButton(s board.Statement) chat.Button {
	b := statementButton("vision.button.statement", s, "vision.show")
	b.Label = chat.T("vision.button.statement", "Number", s.Number)
	return b
}

func pollButton(p board.Poll) chat.Button {
	return commands.Button(chat.T("vision.button.poll"), p.Board, "poll.show", "poll", strconv.Itoa(p.Number))
}
