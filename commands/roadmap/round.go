package roadmap

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

const (
	// DecidedKind is the work that falls due when a poll over the order is over.
	// Key: board/poll.
	DecidedKind = "decided." + string(board.AboutPriority)
	// OrderedKind tells everybody the new order. Key: board/poll.
	OrderedKind = "roadmap.ordered"
)

// Decided does the work of DecidedKind: the places that the poll gave order the
// roadmap until the next one. What has left the roadmap meanwhile gets none, and
// of a poll that came to nothing, or whose counts nobody may see, the order
// stays as it is; that the poll says itself.
func (f *Roadmap) Decided(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	of, poll := ids[0], ids[1]
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		if err := tx.LockBoard(of); err != nil {
			return err
		}
		p, err := tx.Poll(poll)
		if err != nil {
			return err
		}
		measures, err := tx.Measures(of)
		if err != nil {
			return err
		}
		places := board.Places(p, measures)
		if err := tx.EndRound(of, poll, places); err != nil {
			return done(err)
		}
		for _, m := range measures {
			if places[m.ID] == 0 && m.Round == 0 { // what had a place shows whether that is of the latest round
				continue
			}
			if err := tx.Later(show, entity(m.ID), f.db.Now(), nil); err != nil {
				return err
			}
		}
		if !p.Ordered() {
			return nil
		}
		return tx.Later(OrderedKind, storage.JobKey(of, poll), f.db.Now(), nil)
	})
}

// done makes no error of a round that was dealt with before.
func done(err error) error {
	if errors.Is(err, storage.ErrExists) {
		return nil
	}
	return err
}

// Ordered is the post of OrderedKind.
func (f *Roadmap) Ordered(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	of, poll := ids[0], ids[1]
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		p, err := tx.Poll(poll)
		if err != nil {
			return err
		}
		measures, err := tx.Measures(of)
		if err != nil {
			return err
		}
		letter.Board, letter.Message = of, withButtons(orderedPost(p, measures), listButton(of))
		return nil
	})
	return letter, err
}

// orderedPost says the order that a poll gave, as far as a post has room for it,
// and what it gave no place.
func orderedPost(p board.Poll, measures []board.Measure) chat.Message {
	var lines, left []chat.Text
	further := 0
	slices.SortStableFunc(measures, func(a, b board.Measure) int { return cmp.Compare(a.Place, b.Place) })
	for _, m := range measures {
		if !over(p, m.ID) {
			continue
		}
		switch {
		case m.Round != p.ID || !m.State.Ranks():
			left = append(left, chat.T("roadmap.card.measure", "Number", m.Number, "Title", m.Title, "State", stateName(m.State)))
		case len(lines) == listed:
			further++
		default:
			lines = append(lines, chat.T("roadmap.list.line", "Number", m.Number, "Title", m.Title, "Place", m.Place))
		}
	}
	if len(lines) == 0 {
		return chat.Say(chat.T("roadmap.ordered.gone", "Poll", p.Number))
	}
	said := chat.Say(chat.T("roadmap.ordered", "Poll", p.Number, "Lines", lines, "Further", further))
	if len(left) > 0 {
		said = said.With(chat.Para{Text: chat.T("roadmap.ordered.left", "Left", left)})
	}
	return said
}

// lastRound is the round that ordered the roadmap; zero if none has.
func lastRound(tx *storage.Tx, of board.ID) (storage.Round, error) {
	last, err := tx.LastRound(of)
	if errors.Is(err, storage.ErrNotFound) {
		return storage.Round{}, nil
	}
	return last, err
}

// over tells whether a poll is over a measure.
func over(p board.Poll, measure board.ID) bool {
	for _, o := range p.Options {
		if o.Thing == measure {
			return true
		}
	}
	return false
}
