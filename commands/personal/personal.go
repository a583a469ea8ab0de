// Package personal is what a person may know about what is stored about them, and
// what they are told before anything is. It knows no table of the database, and
// no platform.
package personal

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Personal is the feature.
type Personal struct {
	db *storage.DB
}

// New makes the feature on a database.
func New(db *storage.DB) *Personal { return &Personal{db: db} }

// Groups are none: the commands stand among those of others.
func (f *Personal) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Personal) Commands() []commands.Command {
	return []commands.Command{f.myData(), f.secrecy()}
}

// Tasks are what a person still owes.
func (f *Personal) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Personal) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){SecrecyKind: f.secrecyLetter}
}

// Works are the kinds of jobs that do something.
func (f *Personal) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Personal) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// button does a command of a board; of none, where somebody is in none.
func button(label chat.Text, of board.ID, path string, pairs ...string) chat.Button {
	b := commands.Button(label, of, path, pairs...)
	if of == 0 {
		delete(b.Action.Args, commands.Where)
	}
	return b
}
