// Package roadmap is the part of the strategy that never ends: measures with
// their states, and the order in which the board wants them. It carries out the
// commands of the group "roadmap" by the rules of package board. It knows no
// platform.
package roadmap

import (
	"context"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// Roadmap is the feature.
type Roadmap struct {
	db   *storage.DB
	open Opener
}

// New makes the feature on a database; open opens the polls that it asks for.
func New(db *storage.DB, open Opener) *Roadmap { return &Roadmap{db: db, open: open} }

// Groups are how the commands are reached.
func (f *Roadmap) Groups() []commands.Group {
	return nil
}

// Commands are the declarations, in the order of the manual.
func (f *Roadmap) Commands() []commands.Command {
	return nil
}

// Tasks are what a person still owes here.
func (f *Roadmap) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Roadmap) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return nil
}

// Works are the kinds of jobs that do something.
func (f *Roadmap) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Roadmap) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// Opener opens a poll inside a transaction: what draft leaves out is as the
// board's rules have it, and everybody is told. When the poll is over, work of
// the kind "decided." and the kind of what it was about falls due, with the key
// BOARD/POLL. A refusal is a *commands.Error.
type Opener = func(tx *storage.Tx, c *commands.Call, draft board.Poll) (board.Poll, error)
