// Package strategy makes of what the board wrote the document that it hands on:
// its phases, its versions, to which committee it went and what came of it, and
// who consents to be named in it. What stands in the chapters the other features
// say. It knows no platform.
package strategy

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// Strategy is the feature.
type Strategy struct {
	db       *storage.DB
	open     Opener
	chapters []Chapter
}

// New makes the feature on a database; open opens the polls that it asks for, chapters are those of the document, in their order.
func New(db *storage.DB, open Opener, chapters ...Chapter) *Strategy {
	return &Strategy{db: db, open: open, chapters: chapters}
}

// Groups are how the commands are reached.
func (f *Strategy) Groups() []commands.Group {
	return nil
}

// Commands are the declarations, in the order of the manual.
func (f *Strategy) Commands() []commands.Command {
	return nil
}

// Lines are what the menu says of the strategy: the phase.
func (f *Strategy) Lines(context.Context, *commands.Call) ([]chat.Text, error) { return nil, nil }

// Tasks are what a person still owes here.
func (f *Strategy) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Strategy) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return nil
}

// Works are the kinds of jobs that do something.
func (f *Strategy) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Strategy) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// Opener opens a poll inside a transaction: what draft leaves out is as the
// board's rules have it, and everybody is told. When the poll is over, work of
// the kind "decided." and the kind of what it was about falls due, with the key
// BOARD/POLL. A refusal is a *commands.Error.
type Opener = func(tx *storage.Tx, c *commands.Call, draft board.Poll) (board.Poll, error)

// Chapter is a chapter of the strategy: of a board, in a language, as it stands
// now, and with the names of those who consent. No blocks: there is none yet.
type Chapter = func(tx *storage.Tx, b board.Board, l words.Language, named map[board.ID]string) ([]documents.Block, error)
