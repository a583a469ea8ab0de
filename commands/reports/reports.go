// Package reports says what came of a round of feedback: distributions, texts word for word, comparisons. It knows no platform.
package reports

import (
	"context"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// Reports is the feature.
type Reports struct {
	db    *storage.DB
	round commands.Finder
}

// New makes the feature on a database.
func New(db *storage.DB, round commands.Finder) *Reports { return &Reports{db: db, round: round} }

// Groups are none: the commands stand among those of others.
func (f *Reports) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Reports) Commands() []commands.Command { return nil }

// Tasks are what a person still owes.
func (f *Reports) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Reports) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return nil
}

// Works are the kinds of jobs that do something.
func (f *Reports) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Reports) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}
