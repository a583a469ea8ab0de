// Package erasure forgets people who ask for it, and what is kept longer than the board's periods. It knows no platform.
package erasure

import (
	"context"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// Erasure is the feature.
type Erasure struct {
	db *storage.DB
}

// New makes the feature on a database.
func New(db *storage.DB) *Erasure { return &Erasure{db: db} }

// Groups are none: the commands stand among those of others.
func (f *Erasure) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Erasure) Commands() []commands.Command { return nil }

// Tasks are what a person still owes.
func (f *Erasure) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Erasure) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return nil
}

// Works are the kinds of jobs that do something.
func (f *Erasure) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Erasure) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}
