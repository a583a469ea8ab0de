package boards

import (
	"context"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// Tasks are none: the board itself asks nothing of anybody.
func (f *Boards) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Boards) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		NoticeKind: f.Notice, GreetingKind: f.Greeting, LinkedKind: f.Linked,
	}
}

// Works are none besides.
func (f *Boards) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are none.
func (f *Boards) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}
