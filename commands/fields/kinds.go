package fields

import (
	"context"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

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
	return map[string]func(context.Context, board.ID) (commands.View, error){Entity: f.Card}
}
