package visions

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// suggestForm is what somebody says of another text.
type suggestForm struct {
	statement commands.ThingParam
	text      commands.TextParam
	reason    commands.TextParam
	version   commands.NumberParam // that the form showed; 0: none was shown
	instead   commands.NumberParam // of an older suggestion whose thought this one takes up
}

// suggest keeps another text for a statement. Who wrote the statement changes it
// at once.
func (f *Visions) suggest(shared params) commands.Command {
	form := suggestForm{
		statement: shared.statement, text: shared.text.Required(), reason: shared.reason,
		version: commands.Number("wording", 0, 1<<30).Hidden(), instead: commands.Number("instead", 0, 1<<30).Hidden(),
	}
	return commands.Command{
		Path: "vision.suggest", Right: board.MembersAndChair, Shape: f.shapeSuggest,
		Params: []commands.Param{form.statement, form.text, form.reason, form.version, form.instead},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if err := inTerm(c); err != nil {
				return chat.Reply{}, err
			}
			var s board.Statement
			var g board.Suggestion
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if s, err = tx.LockStatement(form.statement.Of(c).ID); err != nil {
					return err
				}
				if err := form.fits(c, s); err != nil {
					return err
				}
				g = board.Suggestion{Board: s.Board, Statement: s.ID, Author: c.Who.Person, Text: form.text.Of(c), Reason: form.reason.Of(c)}
				if g.Version, g.Before, err = shown(tx, s, form.version.Of(c)); err != nil {
					return err
				}
				if g, err = f.keepSuggestion(tx, c, s, g); err != nil {
					return err
				}
				return f.replace(tx, c, s, form.instead.Of(c), g)
			})
			if err != nil {
				return chat.Reply{}, f.refusal(ctx, err, s)
			}
			return suggested(s, g), nil
		},
	}
}

// suggested answers who suggested another text.
func suggested(s board.Statement, g board.Suggestion) chat.Reply {
	difference := commands.Changes(board.Difference(g.Before, g.Text))
	if g.State == board.SuggestionAccepted {
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("vision.suggest.own", "Number", s.Number), difference).With(chat.Actions{moreButton(s)})}}
	}
	if g.Version != s.Version {
		text := commands.Beginning(s.Text, commands.CardLength)
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("vision.suggest.changed", "Number", g.Number, "Statement", s.Number, "Text", text)).
			With(chat.Actions{carryButton(s, g), changeButton(g)})}}
	}
	return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("vision.suggest.done", "Number", g.Number, "Statement", s.Number, "Author", s.Author.Name), difference).
		With(chat.Actions{changeButton(g)})}}
}

// fits: the statement may change, and says what the form showed.
func (form suggestForm) fits(c *commands.Call, s board.Statement) error {
	if err := s.Changeable(); err != nil {
		return err
	}
	if form.text.Of(c) == s.Text {
		return board.ErrSuggestionSame
	}
	return nil
}

// shown is which version of the statement somebody saw who suggests another
// text, and what it said: the present one, where they saw no form.
func shown(tx *storage.Tx, s board.Statement, version int) (int, string, error) {
	if version < 1 || version >= s.Version {
		return s.Version, s.Text, nil
	}
	revisions, err := tx.Revisions(s.Board, storage.Entity("statement", s.ID), 10_000)
	if err != nil {
		return 0, "", err
	}
	seen := 0
	for _, r := range slices.Backward(revisions) {
		if r.Text != "" {
			seen++
		}
		if seen == version {
			return version, r.Text, nil
		}
	}
	return 0, "", fmt.Errorf("statement with id %d has no version %d", s.ID, version)
}

// keepSuggestion keeps a suggestion; its author's own statement is changed by it
// at once, unless that got another text since they saw it: nobody overwrites what
// they have not read. The same suggestion twice is one.
func (f *Visions) keepSuggestion(tx *storage.Tx, c *commands.Call, s board.Statement, g board.Suggestion) (board.Suggestion, error) {
	all, err := tx.Suggestions(s.ID)
	if err != nil {
		return g, err
	}
	for _, other := range waitingFor(all) {
		if other.Text == g.Text && other.Version == g.Version {
			return g, commands.Refuse("vision.suggest.there", "Number", other.Number, "Statement", s.Number).With(changeButton(other))
		}
	}
	if g, err = tx.Suggest(g); err != nil {
		return g, err
	}
	own := s.Author.ID == c.Who.Person.ID
	if own && g.Version == s.Version {
		g.State, g.Decider = board.SuggestionAccepted, c.Who.Person.ID
		return g, f.adopt(tx, s, g, 0)
	}
	if !own {
		err = f.askAnswer(tx, s, g)
	}
	return g, errors.Join(err, f.showNow(tx, suggestionEntity, g.ID), f.showNow(tx, statementEntity, s.ID))
}

// askAnswer plans a letter to who decides about a suggestion.
func (f *Visions) askAnswer(tx *storage.Tx, s board.Statement, g board.Suggestion) error {
	people, err := answering(tx, s)
	for _, person := range people {
		err = errors.Join(err, tx.Later(SuggestedKind, storage.JobKey(s.Board, g.ID, person), f.db.Now(), nil))
	}
	return err
}

// answering are those who are to answer what is suggested to a statement: its
// author, or, where that one is no longer on the board, who chairs.
func answering(tx *storage.Tx, s board.Statement) ([]board.ID, error) {
	author, err := tx.Standing(s.Board, s.Author.ID)
	if err != nil || s.Decides(author) {
		return []board.ID{s.Author.ID}, err
	}
	holders, err := tx.RoleHolders(s.Board)
	var people []board.ID
	for _, holder := range holders {
		if (holder.Role == board.Chair || holder.Role == board.Office) && !slices.Contains(people, holder.Person.ID) {
			people = append(people, holder.Person.ID)
		}
	}
	return people, err
}

// replace ends an older suggestion whose thought lives on in a new one.
func (f *Visions) replace(tx *storage.Tx, c *commands.Call, s board.Statement, number int, by board.Suggestion) error {
	if number == 0 {
		return nil
	}
	old, err := tx.SuggestionNumber(s.Board, number)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil || old.Statement != s.ID || old.State != board.SuggestionOpen {
		return err
	}
	if old.Author.ID != c.Who.Person.ID && !s.Decides(c.Who) {
		return nil
	}
	old.State, old.Decider, old.Why = board.SuggestionReplaced, c.Who.Person.ID, strconv.Itoa(by.Number)
	return f.decided(tx, old)
}

// change shows a suggestion as a difference, with what this reader may do.
func (f *Visions) change(shared params) commands.Command {
	return commands.Command{
		Path: "vision.change", Right: board.Everyone, Params: []commands.Param{shared.suggestion},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				s, g, err := f.pair(tx, shared.suggestion.Of(c).ID)
				if err != nil {
					return err
				}
				m = s.suggestion(c, g)
				return nil
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

func suggestionButton(label string, g board.Suggestion, path string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), g.Board, path, append(pairs, "suggestion", strconv.Itoa(g.Number))...)
}

func changeButton(g board.Suggestion) chat.Button {
	b := suggestionButton("vision.button.suggestion", g, "vision.change")
	b.Label = chat.T("vision.button.suggestion", "Number", g.Number)
	return b
}
