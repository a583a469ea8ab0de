// Package terms is what follows when a term of a board ends: the next one, the archive of the last, its chronicle and certificates of service. It knows no platform.
package terms

import (
	"context"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// Terms is the feature.
type Terms struct {
	db *storage.DB
}

// New makes the feature on a database.
func New(db *storage.DB) *Terms { return &Terms{db: db} }

// Groups are none: the commands stand among those of others.
func (f *Terms) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Terms) Commands() []commands.Command { return nil }

// Tasks are what a person still owes.
func (f *Terms) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Terms) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return nil
}

// Works are the kinds of jobs that do something.
func (f *Terms) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Terms) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}
