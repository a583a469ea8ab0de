// Package ideas takes what a member says in one sentence, an idea or a problem,
// and sees to it that an answer comes: collected, grouped, sifted by vote, kept
// as a measure or not. It knows no platform.
package ideas

import (
	"context"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// Ideas is the feature.
type Ideas struct {
	db   *storage.DB
	open Opener
}

// New makes the feature on a database; open opens the polls that it asks for.
func New(db *storage.DB, open Opener) *Ideas { return &Ideas{db: db, open: open} }

// Groups are how the commands are reached.
func (f *Ideas) Groups() []commands.Group {
	return nil
}

// Commands are the declarations, in the order of the manual.
func (f *Ideas) Commands() []commands.Command {
	return nil
}

// Tasks are what a person still owes here.
func (f *Ideas) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Ideas) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return nil
}

// Works are the kinds of jobs that do something.
func (f *Ideas) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Ideas) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// Opener opens a poll inside a transaction: what draft leaves out is as the
// board's rules have it, and everybody is told. When the poll is over, work of
// the kind "decided." and the kind of what it was about falls due, with the key
// BOARD/POLL. A refusal is a *commands.Error.
type Opener = func(tx *storage.Tx, c *commands.Call, draft board.Poll) (board.Poll, error)
