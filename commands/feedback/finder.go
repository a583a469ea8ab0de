package feedback

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Finder finds a round, when none is named: those that are open, else the last
// one that is over.
func (f *Feedback) Finder() commands.Finder {
	return commands.Finder{Open: f.open, Number: f.numbered, Titled: f.titled, None: "feedback.none_yet"}
}

// round is the parameter of a round; running is one where only open ones are meant
// if nothing is said.
func (f *Feedback) round() commands.ThingParam { return commands.Thing("round", f.Finder()).Required() }

func (f *Feedback) running() commands.ThingParam {
	return commands.Thing("round", commands.Finder{Open: f.onlyOpen, Number: f.numbered, Titled: f.titled, None: "feedback.none_open"}).Required()
}

// selectable is how many rounds a form offers at most.
const selectable = 25

func (f *Feedback) onlyOpen(ctx context.Context, c *commands.Call) (found []commands.Found, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		rounds, err := tx.OpenFeedbackRounds(c.Board.ID)
		found = foundAll(rounds)
		return err
	})
	return found, err
}

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

// formRound is the round that a form is about; zero if it is not known yet.
func formRound(tx *storage.Tx, c *commands.Call, form *chat.Form) (board.FeedbackRound, error) {
	typed := form.Fixed["round"]
	for _, field := range form.Fields {
		if field.Name == "round" {
			typed = field.Value
		}
	}
	number, err := strconv.Atoi(strings.TrimPrefix(strings.TrimSpace(typed), "#"))
	if err != nil {
		return board.FeedbackRound{}, nil
	}
	r, err := tx.FeedbackRoundNumber(c.Board.ID, number)
	if errors.Is(err, storage.ErrNotFound) {
		return board.FeedbackRound{}, nil
	}
	return r, err
}
