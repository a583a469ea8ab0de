// Package feedback asks a board about new online services: a round has tasks to
// try, everybody rates them and says what is wrong, by name or so that nobody
// knows who said what. What is reported, answered and asked back is others'.
// It knows no platform.
package feedback

import (
	"context"
	"errors"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Feedback is the feature.
type Feedback struct {
	db *storage.DB
	// Hears are told that a round is over, in the transaction that closes it. They
	// are set before the first event.
	Hears []Hearer
	// Parts are what the card of a round says besides, in order, and the buttons
	// below it. They are set before the first event.
	Parts []Part
	// Ways are what a reader can do with a round, in order. They are set before the
	// first event.
	Ways []Offer
}

type (
	// Hearer hears that a round is over.
	Hearer = func(tx *storage.Tx, r board.FeedbackRound) error
	// Part adds to the card that everybody sees.
	Part = func(tx *storage.Tx, r board.FeedbackRound) ([]chat.Block, []chat.Button, error)
	// Offer says what the one who calls can do with a round.
	Offer = func(tx *storage.Tx, c *commands.Call, r board.FeedbackRound) ([]commands.Way, error)
)

// New makes the feature on a database.
func New(db *storage.DB) *Feedback { return &Feedback{db: db} }

// Groups are how the commands are reached.
func (f *Feedback) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Feedback) Commands() []commands.Command { return nil }

// Tasks are what a person still owes.
func (f *Feedback) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Feedback) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return nil
}

// Works are the kinds of jobs that do something.
func (f *Feedback) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Feedback) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// Entity is the prefix of the rounds among the shown things.
const Entity = "feedback"

// show is the work of making what is shown true. It belongs to the whole program.
const show = "show"

// Show makes the card of a round true.
func (f *Feedback) Show(tx *storage.Tx, r board.FeedbackRound) error {
	return tx.Later(show, storage.Entity(Entity, r.ID), f.db.Now(), nil)
}

// Begin begins a round inside a transaction: of those who are asked everybody is
// told, and its end is planned. A refusal is a *commands.Error.
func (f *Feedback) Begin(tx *storage.Tx, c *commands.Call, draft board.FeedbackRound, asked []board.ID) (board.FeedbackRound, error) {
	draft.Board, draft.By = c.Board.ID, c.Who.Person.ID
	r, err := tx.CreateFeedbackRound(draft, asked)
	if err != nil {
		return r, err
	}
	return r, f.Show(tx, r)
}

// Finder finds a round, when none is named: those that are open, else the last
// one that is over.
func (f *Feedback) Finder() commands.Finder {
	return commands.Finder{Open: f.open, Number: f.numbered, Titled: f.titled, None: "feedback.none_yet"}
}

// selectable is how many rounds a form offers at most.
const selectable = 25

func (f *Feedback) open(ctx context.Context, c *commands.Call) (found []commands.Found, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		rounds, err := tx.OpenFeedbackRounds(c.Board.ID)
		if err == nil && len(rounds) == 0 {
			rounds, err = tx.FeedbackRounds(c.Board.ID, 0, 1)
		}
		found = foundAll(rounds)
		return err
	})
	return found, err
}

func (f *Feedback) titled(ctx context.Context, c *commands.Call, part string) (found []commands.Found, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		rounds, err := tx.FeedbackRoundsTitled(c.Board.ID, part, selectable)
		found = foundAll(rounds)
		return err
	})
	return found, err
}

func (f *Feedback) numbered(ctx context.Context, c *commands.Call, number int) (commands.Found, error) {
	var r board.FeedbackRound
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		r, err = tx.FeedbackRoundNumber(c.Board.ID, number)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return commands.Found{}, commands.ErrNone
	}
	return foundOne(r), err
}

func foundAll(rounds []board.FeedbackRound) []commands.Found {
	var found []commands.Found
	for _, r := range rounds {
		found = append(found, foundOne(r))
	}
	return found
}

func foundOne(r board.FeedbackRound) commands.Found {
	return commands.Found{ID: r.ID, Number: r.Number, Title: r.Service}
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// button is one that does a command on the round.
func button(label string, r board.FeedbackRound, path string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), r.Board, path, append(pairs, "round", strconv.Itoa(r.Number))...)
}
