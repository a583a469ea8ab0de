// Package evaluation is how a board looks back on its term: a survey, figures, and a vote on what comes of it. It knows no platform.
package evaluation

import (
	"context"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// Evaluation is the feature.
type Evaluation struct {
	db    *storage.DB
	open  Opener
	begin Beginner
}

// New makes the feature on a database.
func New(db *storage.DB, open Opener, begin Beginner) *Evaluation {
	return &Evaluation{db: db, open: open, begin: begin}
}

// Groups are none: the commands stand among those of others.
func (f *Evaluation) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Evaluation) Commands() []commands.Command { return nil }

// Tasks are what a person still owes.
func (f *Evaluation) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Evaluation) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return nil
}

// Works are the kinds of jobs that do something.
func (f *Evaluation) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Evaluation) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

type (
	// Opener opens a poll inside a transaction, as polls.Polls does.
	Opener = func(tx *storage.Tx, c *commands.Call, draft board.Poll) (board.Poll, error)
	// Beginner begins a round of feedback inside a transaction, as feedback.Feedback does.
	Beginner = func(tx *storage.Tx, c *commands.Call, draft board.FeedbackRound, asked []board.ID) (board.FeedbackRound, error)
)
