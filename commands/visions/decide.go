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
		if err := tx.Later(AnsweredKind, storage.JobKey(g.Board, g.ID), f.db.Now(), nil); err != nil {
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
	if errors.Is(err, board.ErrStatementVoted) {
		return f.refusal(ctx, err, s)
	}
	return refusedNow(err, s, g)
}

// refusedNow says why nothing is decided about a suggestion to a statement about
// which no vote is open.
func refusedNow(err error, s board.Statement, g board.Suggestion) error {
	switch {
	case errors.Is(err, board.ErrSuggestionDecided):
		return commands.Refuse("vision.refused.decided."+string(g.State), "Number", g.Number, "Statement", s.Number).With(changeButton(g), moreButton(s))
	case errors.Is(err, board.ErrSuggestionOld):
		return commands.Refuse("vision.refused.old", "Number", g.Number, "Statement", s.Number).
			With(carryButton(s, g), suggestionButton("cmd.vision.decline.title", g, "vision.decline"), moreButton(s))
	}
	return refused(err, s)
}

// carryButton opens the form with the text of an older suggestion, upon the text
// that stands.
func carryButton(s board.Statement, g board.Suggestion) chat.Button {
	return statementButton("vision.button.carry", s, "vision.suggest", "instead", strconv.Itoa(g.Number))
}
