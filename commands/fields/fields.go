// Package fields is what the members themselves put on the board's agenda: each
// may define one field of action a term, and everybody adds to every one. It
// carries out the commands of the group "field" by the rules of package board,
// says what a field looks like, and does what falls due. It knows no platform.
package fields

import (
	"context"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// Fields is the feature.
type Fields struct {
	db *storage.DB
}

// New makes the feature on a database.
func New(db *storage.DB) *Fields { return &Fields{db: db} }

// Groups are how the commands are reached.
func (f *Fields) Groups() []commands.Group {
	return nil
}

// Commands are the declarations, in the order of the manual.
func (f *Fields) Commands() []commands.Command {
	return nil
}

// Tasks are what a person still owes here.
func (f *Fields) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Fields) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return nil
}

// Works are the kinds of jobs that do something.
func (f *Fields) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Fields) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}
