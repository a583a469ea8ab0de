package roadmap

import (
	"context"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// show belongs to the whole program: it makes every shown message of an entity true.
const show = "show"

// Tasks are none: nobody owes the roadmap anything.
func (f *Roadmap) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Roadmap) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){MovedKind: f.Moved, OrderedKind: f.Ordered}
}

// Works are the kinds of jobs that do something.
func (f *Roadmap) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{DecidedKind: f.Decided}
}

// Views are what the shown things look like now, by kind of entity.
func (f *Roadmap) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return map[string]func(context.Context, board.ID) (commands.View, error){Entity: f.Card}
}
