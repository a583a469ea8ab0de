// Package answers is how the administration answers points of feedback, and how it is asked back about them. It knows no platform.
package answers

import (
	"context"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// Answers is the feature.
type Answers struct {
	db    *storage.DB
	round commands.Finder
}

// New makes the feature on a database.
func New(db *storage.DB, round commands.Finder) *Answers { return &Answers{db: db, round: round} }

// Groups are none: the commands stand among those of others.
func (f *Answers) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Answers) Commands() []commands.Command { return nil }

// Tasks are what a person still owes.
func (f *Answers) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Answers) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return nil
}

// Works are the kinds of jobs that do something.
func (f *Answers) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Answers) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}
