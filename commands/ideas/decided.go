package ideas

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// decided does the work of DecidedKind: what the board voted comes of the idea.
// One that was answered meanwhile stays as it is.
func (f *Ideas) decided(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		p, err := tx.Poll(ids[1])
		if err != nil {
			return err
		}
		i, err := tx.LockIdea(p.About.ID)
		if errors.Is(err, storage.ErrNotFound) {
			return fmt.Errorf("%w: %w", commands.ErrDropped, err)
		}
		if err != nil {
			return err
		}
		if i.Round != 0 {
			if err := tx.Later(SiftedKind, storage.JobKey(i.Board, board.ID(i.Round)), f.db.Now(), nil); err != nil {
				return err
			}
		}
		if i.Settled() || i.Bundle != 0 || p.State == board.Withdrawn {
			return nil
		}
		fate := voted(p)
		if fate == "" {
			return f.planUndecided(tx, i, p)
		}
		if i.State == fate && i.Answered.After(p.Opened) { // done already
			return nil
		}
		i.State, i.Answer = fate, ""
		_, err = f.settle(tx, i, settling{})
		return err
	})
}

// voted is what the board decided; empty where it came to no answer.
func voted(p board.Poll) board.IdeaState {
	if !p.Decided() || !p.Outcome.Passed() {
		return ""
	}
	fates := board.SiftedFates()
	for _, o := range p.Options {
		if o.Won && o.Thing >= 1 && int(o.Thing) <= len(fates) {
			return fates[o.Thing-1]
		}
	}
	return ""
}

// planUndecided tells those who look after it, and those who sent it, that the
// idea still waits.
func (f *Ideas) planUndecided(tx *storage.Tx, i board.Idea, p board.Poll) error {
	inside, err := tx.Bundled(i.ID)
	if err != nil {
		return err
	}
	people, err := senders(tx, i, inside)
	if err != nil {
		return err
	}
	told, err := looksAfter(tx, i.Board, 0, f.db.Now())
	for _, h := range told {
		if !slices.ContainsFunc(people, func(p board.Person) bool { return p.ID == h.Person.ID }) {
			people = append(people, h.Person)
		}
	}
	for _, person := range people {
		if err := tx.Later(UndecidedKind, storage.JobKey(i.Board, p.ID, person.ID), f.db.Now(), nil); err != nil {
			return err
		}
	}
	return err
}

// undecided is the letter of UndecidedKind.
func (f *Ideas) undecided(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		letter = commands.Letter{Board: ids[0], Person: ids[2]}
		p, err := tx.Poll(ids[1])
		if err != nil {
			return err
		}
		i, err := tx.Idea(p.About.ID)
		if err != nil {
			return err
		}
		standing, err := tx.Standing(ids[0], ids[2])
		if err != nil {
			return err
		}
		if i.Settled() {
			letter.Drop = "it is answered"
			return nil
		}
		letter.Message = chat.Say(chat.T("idea.undecided", "Onto", onto(i), "Text", i.Heading(quotable), "Number", p.Number, "Chairs", standing.Chairs()))
		switch {
		case standing.Chairs():
			letter.Message = letter.Message.With(chat.Actions{replyButton(i), siftButton(i), pollButton(p)})
		case standing.May(board.Inside):
			letter.Message = letter.Message.With(chat.Actions{pollButton(p)})
		}
		return nil
	})
	return letter, err
}

func siftButton(i board.Idea) chat.Button {
	return button("idea.button.sift", i.Board, "roadmap.sift", "ideas", strconv.Itoa(i.Number))
}

func pollButton(p board.Poll) chat.Button {
	return button("poll.button.show", p.Board, "poll.show", "poll", strconv.Itoa(p.Number))
}
