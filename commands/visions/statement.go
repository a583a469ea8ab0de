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
			if err := inTerm(c); err != nil {
				return err
			}
			return f.db.ReadOne(ctx, func(tx *storage.Tx) error {
				r, err := openRound(tx, c.Board.ID)
				form.About = roundTitle(r)
				return err
			})
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if err := inTerm(c); err != nil {
				return chat.Reply{}, err
			}
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
	if !errors.Is(err, board.ErrStatementVoted) {
		return refused(err, s)
	}
	var p board.Poll
	if err := f.db.Read(ctx, func(tx *storage.Tx) (err error) { p, err = tx.Poll(s.Poll); return err }); err != nil {
		return err
	}
	return votedUpon(s, p)
}

// refused says why a statement is not changed about which no vote is open.
func refused(err error, s board.Statement) error {
	switch {
	case errors.Is(err, board.ErrStatementFinished):
		return commands.Refuse("vision.refused.finished", "Number", s.Number, "At", s.Ended).With(moreButton(s))
	case errors.Is(err, board.ErrStatementWithdrawn):
		return commands.Refuse("vision.refused.withdrawn", "Number", s.Number).With(listButton(s.Board))
	case errors.Is(err, board.ErrSuggestionSame):
		return commands.Mistake("text", "vision.refused.same")
	}
	return err
}

// votedUpon refuses because a vote about the statement is open.
func votedUpon(s board.Statement, p board.Poll) error {
	return commands.Refuse("vision.refused.voted", "Number", s.Number).With(pollButton(p))
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
