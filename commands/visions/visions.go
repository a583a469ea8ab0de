// Package visions is how the board says where it wants to go: a round with a
// guiding question, working groups drawn by lot, statements, and suggestions to
// them, until a text is finished and frozen. It carries out the commands of the
// group "vision" by the rules of package board. It knows no platform.
package visions

import (
	"context"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// Visions is the feature.
type Visions struct {
	db   *storage.DB
	open Opener
}

// New makes the feature on a database; open opens the polls that it asks for.
func New(db *storage.DB, open Opener) *Visions { return &Visions{db: db, open: open} }

// Groups are how the commands are reached.
func (f *Visions) Groups() []commands.Group {
	return nil
}

// Commands are the declarations, in the order of the manual.
func (f *Visions) Commands() []commands.Command {
	return nil
}

// Tasks are what a person still owes here.
func (f *Visions) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Visions) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return nil
}

// Works are the kinds of jobs that do something.
func (f *Visions) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Visions) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// Opener opens a poll inside a transaction: what draft leaves out is as the
// board's rules have it, and everybody is told. When the poll is over, work of
// the kind "decided." and the kind of what it was about falls due, with the key
// BOARD/POLL. A refusal is a *commands.Error.
type Opener = func(tx *storage.Tx, c *commands.Call, draft board.Poll) (board.Poll, error)
