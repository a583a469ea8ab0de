package visions

import (
	"context"
	"errors"
	"slices"
	"strings"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// params are the parameters that several commands share.
type params struct {
	statement  commands.ThingParam // one that is worked on, if nothing else is said
	any        commands.ThingParam
	suggestion commands.ThingParam // one that waits, if nothing else is said
	text       commands.TextParam
	reason     commands.TextParam
	seed       commands.TextParam
	closes     commands.TimeParam
	confirm    commands.FlagParam
}

func (f *Visions) params() params {
	working := commands.Finder{Open: f.working, Number: f.numbered, Titled: f.titled, None: "vision.none_open"}
	all := commands.Finder{Open: f.recent, Number: f.numbered, Titled: f.titled, None: "vision.none_yet"}
	waiting := commands.Finder{Open: f.waiting, Number: f.suggestionNumbered, None: "vision.suggestion.none"}
	return params{
		statement:  commands.Thing("statement", working).Required(),
		any:        commands.Thing("statement", all).Required(),
		suggestion: commands.Thing("suggestion", waiting).Required(),
		text:       commands.Text("text").Long(),
		reason:     commands.Text("reason").Max(1000),
		seed:       commands.Text("seed").Max(100).Named(),
		closes:     commands.Time("closes").Future(),
		confirm:    commands.Flag("confirm").Hidden(),
	}
}

// selectable is how many things a form offers at most.
const selectable = 25

// titleLength is how many characters of a statement stand for it.
const titleLength = 80

func (f *Visions) working(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
	return f.statements(ctx, c, func(s board.Statement) bool { return s.State == board.StatementOpen })
}

func (f *Visions) recent(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
	return f.statements(ctx, c, func(board.Statement) bool { return true })
}

// statements offers the newest statements that fit.
func (f *Visions) statements(ctx context.Context, c *commands.Call, fits func(board.Statement) bool) ([]commands.Found, error) {
	var all []board.Statement
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		all, err = tx.Statements(c.Board.ID)
		return err
	})
	var found []commands.Found
	for _, s := range slices.Backward(all) {
		if fits(s) && len(found) < selectable {
			found = append(found, foundStatement(s))
		}
	}
	return found, err
}

func (f *Visions) titled(ctx context.Context, c *commands.Call, part string) (found []commands.Found, err error) {
	err = f.db.ReadOne(ctx, func(tx *storage.Tx) error {
		all, err := tx.StatementsTitled(c.Board.ID, part, selectable)
		for _, s := range all {
			found = append(found, foundStatement(s))
		}
		return err
	})
	return found, err
}

func (f *Visions) numbered(ctx context.Context, c *commands.Call, number int) (found commands.Found, err error) {
	err = f.db.ReadOne(ctx, func(tx *storage.Tx) error {
		s, err := tx.StatementNumber(c.Board.ID, number)
		found = foundStatement(s)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		err = commands.ErrNone
	}
	return found, err
}

func (f *Visions) waiting(ctx context.Context, c *commands.Call) (found []commands.Found, err error) {
	err = f.db.ReadOne(ctx, func(tx *storage.Tx) error {
		all, err := tx.OpenSuggestions(c.Board.ID)
		for _, g := range slices.Backward(all) {
			if len(found) < selectable {
				found = append(found, foundSuggestion(g))
			}
		}
		return err
	})
	return found, err
}

func (f *Visions) suggestionNumbered(ctx context.Context, c *commands.Call, number int) (found commands.Found, err error) {
	err = f.db.ReadOne(ctx, func(tx *storage.Tx) error {
		g, err := tx.SuggestionNumber(c.Board.ID, number)
		found = foundSuggestion(g)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		err = commands.ErrNone
	}
	return found, err
}

func foundStatement(s board.Statement) commands.Found {
	return commands.Found{ID: s.ID, Number: s.Number, Title: brief(s.Text, titleLength)}
}

func foundSuggestion(g board.Suggestion) commands.Found {
	return commands.Found{ID: g.ID, Number: g.Number, Title: brief(g.Text, titleLength)}
}

// brief is what a text begins with, in one line.
func brief(text string, most int) string {
	return commands.Beginning(strings.Join(strings.Fields(text), " "), most)
}
