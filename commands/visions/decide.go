package visions

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// accept makes a suggestion the text of its statement.
func (f *Visions) accept(shared params) commands.Command {
	return commands.Command{
		Path: "vision.accept", Right: board.MembersAndChair, Params: []commands.Param{shared.suggestion},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			return f.settle(ctx, c, shared, func(tx *storage.Tx, s board.Statement, g board.Suggestion) error {
				if err := g.Acceptable(s); err != nil {
					return err
				}
				if !s.Decides(c.Who) {
					return notYours(s, g)
				}
				g.State, g.Decider = board.SuggestionAccepted, c.Who.Person.ID
				return f.adopt(tx, s, g, 0)
			})
		},
	}
}

// decline leaves the statement as it is, and says why.
func (f *Visions) decline(shared params) commands.Command {
	reason := shared.reason.Required()
	return commands.Command{
		Path: "vision.decline", Right: board.MembersAndChair, Shape: f.shapeDecline, Params: []commands.Param{shared.suggestion, reason},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			return f.settle(ctx, c, shared, func(tx *storage.Tx, s board.Statement, g board.Suggestion) error {
				if err := g.Declinable(s); err != nil {
					return err
				}
				if !s.Decides(c.Who) {
					return notYours(s, g)
				}
				g.State, g.Decider, g.Why = board.SuggestionDeclined, c.Who.Person.ID, reason.Of(c)
				return errors.Join(f.decided(tx, g), f.showNow(tx, statementEntity, s.ID))
			})
		},
	}
}

// shapeDecline refuses before anything is written in vain.
func (f *Visions) shapeDecline(ctx context.Context, c *commands.Call, form *chat.Form) error {
	number, err := strconv.Atoi(formValue(form, "suggestion"))
	if err != nil || formValue(form, "reason") != "" {
		return nil
	}
	var s board.Statement
	var g board.Suggestion
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		if g, err = tx.SuggestionNumber(c.Board.ID, number); err != nil {
			return err
		}
		if s, err = tx.Statement(g.Statement); err != nil {
			return err
		}
		if err := g.Declinable(s); err != nil {
			return err
		}
		if !s.Decides(c.Who) {
			return notYours(s, g)
		}
		return nil
	})
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	return f.refusedSuggestion(ctx, err, s, g)
}

// retract takes an own suggestion back.
func (f *Visions) retract(shared params) commands.Command {
	return commands.Command{
		Path: "vision.retract", Right: board.MembersAndChair, Params: []commands.Param{shared.suggestion},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			return f.settle(ctx, c, shared, func(tx *storage.Tx, s board.Statement, g board.Suggestion) error {
				if err := g.Declinable(s); err != nil {
					return err
				}
				if g.Author.ID != c.Who.Person.ID {
					return commands.Refuse("vision.retract.not_yours", "Number", g.Number, "Author", g.Author.Name).With(changeButton(g))
				}
				g.State, g.Decider = board.SuggestionBack, c.Who.Person.ID
				return errors.Join(f.decided(tx, g), f.showNow(tx, statementEntity, s.ID))
			})
		},
	}
}

// decide lets the board vote about a suggestion.
func (f *Visions) decide(shared params) commands.Command {
	return commands.Command{
		Path: "vision.decide", Right: board.MembersAndChair, Params: []commands.Param{shared.suggestion, shared.closes},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var s board.Statement
			var g board.Suggestion
			var p board.Poll
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if s, g, err = f.lockPair(tx, shared.suggestion.Of(c).ID); err != nil {
					return err
				}
				if err := g.Acceptable(s); err != nil {
					return err
				}
				p, err = f.open(tx, c, board.Poll{Purpose: board.Internal, Question: suggestionQuestion(c, s, g), Text: g.Text, Reasons: g.Reason,
					Method: board.YesNo, Closes: shared.closes.Of(c), About: board.Subject{Kind: board.AboutSuggestion, ID: g.ID}})
				if err != nil {
					return err
				}
				return errors.Join(f.votedOn(tx, s, p), f.showNow(tx, suggestionEntity, g.ID))
			})
			if err != nil {
				return chat.Reply{}, f.refusedSuggestion(ctx, err, s, g)
			}
			return say(chat.T("vision.vote.opened_suggestion", "Number", g.Number, "Poll", p.Number), pollButton(p)), nil
		},
	}
}

// settle decides about a suggestion, with its statement held.
func (f *Visions) settle(ctx context.Context, c *commands.Call, shared params, do func(*storage.Tx, board.Statement, board.Suggestion) error) (chat.Reply, error) {
	var s board.Statement
	var g board.Suggestion
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if s, g, err = f.lockPair(tx, shared.suggestion.Of(c).ID); err != nil {
			return err
		}
		return do(tx, s, g)
	})
	if err != nil {
		return chat.Reply{}, f.refusedSuggestion(ctx, err, s, g)
	}
	return say(chat.T(c.Command.Path+".done", "Number", g.Number, "Statement", s.Number, "Author", g.Author.Name), moreButton(s)), nil
}

// lockPair holds the statement of a suggestion and reads both.
func (f *Visions) lockPair(tx *storage.Tx, suggestion board.ID) (board.Statement, board.Suggestion, error) {
	g, err := tx.Suggestion(suggestion)
	if err != nil {
		return board.Statement{}, g, err
	}
	s, err := tx.LockStatement(g.Statement)
	if err != nil {
		return s, g, err
	}
	g, err = tx.Suggestion(suggestion) // another may have decided while this one waited
	return s, g, err
}

// adopt makes an accepted suggestion the text of its statement; poll is the
// number of the vote that decided so, or 0.
func (f *Visions) adopt(tx *storage.Tx, s board.Statement, g board.Suggestion, poll int) error {
	s.Text, s.Version, s.Poll = g.Text, s.Version+1, 0
	what := "accepted"
	if g.Decider == g.Author.ID && poll == 0 {
		what = "revised"
	}
	if err := tx.SaveStatement(s, board.Revision{What: what, Text: s.Text, Detail: strconv.Itoa(g.Number)}); err != nil {
		return err
	}
	if what == "revised" { // nobody else has to know of the suggestion
		return errors.Join(tx.DecideSuggestion(g), f.showNow(tx, statementEntity, s.ID), f.showOpen(tx, s.ID))
	}
	return errors.Join(f.decided(tx, g), f.showNow(tx, statementEntity, s.ID), f.showOpen(tx, s.ID))
}

// decided keeps what became of a suggestion, shows it, and tells its author.
func (f *Visions) decided(tx *storage.Tx, g board.Suggestion) error {
	if err := tx.DecideSuggestion(g); err != nil {
		return err
	}
	if g.Author.ID != g.Decider {
		if err := tx.Later(AnsweredKind, key(g.Board, g.ID), f.db.Now(), nil); err != nil {
			return err
		}
	}
	return f.showNow(tx, suggestionEntity, g.ID)
}

// showOpen shows anew the suggestions that wait: they say what they change.
func (f *Visions) showOpen(tx *storage.Tx, statement board.ID) error {
	all, err := tx.Suggestions(statement)
	for _, g := range waitingFor(all) {
		err = errors.Join(err, f.showNow(tx, suggestionEntity, g.ID))
	}
	return err
}

func notYours(s board.Statement, g board.Suggestion) *commands.Error {
	return commands.Refuse("vision.decide.not_yours", "Number", g.Number, "Statement", s.Number, "Author", s.Author.Name).
		With(suggestionButton("cmd.vision.decide.title", g, "vision.decide"), changeButton(g))
}

// refusedSuggestion says why nothing is decided about a suggestion.
func (f *Visions) refusedSuggestion(ctx context.Context, err error, s board.Statement, g board.Suggestion) error {
	switch {
	case errors.Is(err, board.ErrSuggestionDecided):
		return commands.Refuse("vision.refused.decided."+string(g.State), "Number", g.Number, "Statement", s.Number).With(changeButton(g), moreButton(s))
	case errors.Is(err, board.ErrSuggestionOld):
		return commands.Refuse("vision.refused.old", "Number", g.Number, "Statement", s.Number).
			With(carryButton(s, g), suggestionButton("cmd.vision.decline.title", g, "vision.decline"), moreButton(s))
	}
	return f.refusal(ctx, err, s)
}

// carryButton opens the form with the text of an older suggestion, upon the text
// that stands.
func carryButton(s board.Statement, g board.Suggestion) chat.Button {
	return statementButton("vision.button.carry", s, "vision.suggest", "instead", strconv.Itoa(g.Number))
}

// The questions of polls are in the language of the board.

func finishQuestion(c *commands.Call, s board.Statement) string {
	return printer(c.Board).Print(chat.T("vision.question.finish", "Number", s.Number))
}

func suggestionQuestion(c *commands.Call, s board.Statement, g board.Suggestion) string {
	return printer(c.Board).Print(chat.T("vision.question.suggestion", "Number", s.Number, "Suggestion", g.Number))
}

func printer(b board.Board) words.Printer {
	return words.Printer{Language: words.Language(b.Language)}
}

// statementDecided ends a vote about whether a statement is finished.
func (f *Visions) statementDecided(ctx context.Context, j storage.Job) error {
	return f.afterVote(ctx, j, func(tx *storage.Tx, p board.Poll) error {
		s, err := tx.LockStatement(p.About.ID)
		if err != nil {
			return err
		}
		if s.State != board.StatementOpen || s.Poll != 0 && s.Poll != p.ID {
			return fmt.Errorf("%w: the statement went on meanwhile", commands.ErrDropped)
		}
		if p.Decided() && p.Outcome.Passed() {
			return f.freeze(tx, s, notice{What: statementFinished, Poll: p.Number})
		}
		return f.voteOver(tx, s, p)
	})
}

// suggestionDecided ends a vote about a suggestion.
func (f *Visions) suggestionDecided(ctx context.Context, j storage.Job) error {
	return f.afterVote(ctx, j, func(tx *storage.Tx, p board.Poll) error {
		s, g, err := f.lockPair(tx, p.About.ID)
		if err != nil {
			return err
		}
		if s.Poll != 0 && s.Poll != p.ID {
			return fmt.Errorf("%w: another vote about the statement is open", commands.ErrDropped)
		}
		running := s.Poll
		s.Poll = 0
		if !p.Decided() || g.Acceptable(s) != nil {
			if running == 0 {
				return fmt.Errorf("%w: the suggestion went on meanwhile", commands.ErrDropped)
			}
			return errors.Join(f.voteOver(tx, s, p), f.showNow(tx, suggestionEntity, g.ID))
		}
		if p.Outcome.Passed() {
			g.State = board.SuggestionAccepted
			return f.adopt(tx, s, g, p.Number)
		}
		g.State = board.SuggestionDeclined
		return errors.Join(f.voteOver(tx, s, p), f.decided(tx, g))
	})
}

// voteOver lets a statement go on after a vote that left it as it is.
func (f *Visions) voteOver(tx *storage.Tx, s board.Statement, p board.Poll) error {
	s.Poll = 0
	if err := tx.SaveStatement(s, board.Revision{What: "voted", Detail: pollDetail(p.Number)}); err != nil {
		return err
	}
	return f.showNow(tx, statementEntity, s.ID)
}

// afterVote does what follows from a poll of the board that the job's key names.
func (f *Visions) afterVote(ctx context.Context, j storage.Job, do func(*storage.Tx, board.Poll) error) error {
	ids, err := parseKey(j.Key, 2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		p, err := tx.Poll(ids[1])
		if err != nil {
			return err
		}
		return do(tx, p)
	})
}
