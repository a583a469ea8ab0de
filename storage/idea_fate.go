package storage

import (
	"fmt"
	"strconv"
	"strings"

	"beirat/board"
)

// Bundle puts ideas, and what is in bundles among them, into a bundle, which is
// made if it has no ID and named anew if it has. Everything in it waits for an
// answer then; the bundles among the ideas are undone. The caller has locked
// them all.
func (tx *Tx) Bundle(b board.Idea, ideas []board.Idea) (board.Idea, error) {
	b.Kind, b.State = board.IdeaBundle, board.IdeaOpen
	var err error
	if b.ID == 0 {
		if b.Number, err = tx.count(b.Board, "idea"); err != nil {
			return b, fmt.Errorf("number a bundle of board %d: %w", b.Board, err)
		}
		b, err = tx.insertIdea(b)
	} else {
		err = tx.must("UPDATE idea SET title = ?, folded = ?, state = ? WHERE id = ?", b.Title, foldName(b.Title), string(b.State), int64(b.ID))
	}
	if err != nil {
		return b, fmt.Errorf("bundle %d of board %d: %w", b.Number, b.Board, err)
	}
	numbers := make([]string, 0, len(ideas))
	for _, i := range ideas {
		if i.ID == b.ID {
			continue
		}
		if err := tx.into(b, i); err != nil {
			return b, fmt.Errorf("idea %d into bundle %d of board %d: %w", i.Number, b.Number, b.Board, err)
		}
		numbers = append(numbers, strconv.Itoa(i.Number))
	}
	return b, tx.happened(b, "idea.bundle", board.Revision{What: "bundled", Title: b.Title, Detail: strings.Join(numbers, ", ")})
}

// into moves an idea, or what is in a bundle, into a bundle.
func (tx *Tx) into(b, i board.Idea) error {
	if i.Kind != board.IdeaBundle {
		return tx.must("UPDATE idea SET bundle_id = ?, state = ? WHERE id = ?", int64(b.ID), string(b.State), int64(i.ID))
	}
	if err := tx.must("UPDATE idea SET state = ? WHERE id = ?", string(board.IdeaUndone), int64(i.ID)); err != nil {
		return err
	}
	_, err := tx.exec("UPDATE idea SET bundle_id = ?, state = ? WHERE bundle_id = ?", int64(b.ID), string(b.State), int64(i.ID))
	return err
}

// Unbundle takes a bundle apart: each idea in it waits by itself again. The
// caller has locked it.
func (tx *Tx) Unbundle(b board.Idea) error {
	_, err := tx.exec("UPDATE idea SET bundle_id = 0, state = ? WHERE bundle_id = ?", string(board.IdeaOpen), int64(b.ID))
	if err == nil {
		err = tx.must("UPDATE idea SET state = ? WHERE id = ?", string(board.IdeaUndone), int64(b.ID))
	}
	if err != nil {
		return fmt.Errorf("taking bundle %d of board %d apart: %w", b.Number, b.Board, err)
	}
	return tx.happened(b, "idea.unbundle", board.Revision{What: "unbundled", Title: b.Title})
}

// NextRound gives the number of a new round of sifting of a board.
func (tx *Tx) NextRound(of board.ID) (int, error) {
	round, err := tx.count(of, "sifting")
	if err != nil {
		return 0, fmt.Errorf("number a round of sifting of board %d: %w", of, err)
	}
	return round, tx.note(of, "idea.round", Entity("board", of), strconv.Itoa(round))
}

// SiftIdea notes that an idea or a bundle is voted on in a round of sifting. The
// caller has locked it.
func (tx *Tx) SiftIdea(i board.Idea, round int) error {
	if err := tx.must("UPDATE idea SET round = ? WHERE id = ?", round, int64(i.ID)); err != nil {
		return fmt.Errorf("round of idea %d of board %d: %w", i.Number, i.Board, err)
	}
	return tx.happened(i, "idea.sift", board.Revision{What: "sifted", Detail: strconv.Itoa(round)})
}

// AnswerIdea keeps what came of an idea, or of a bundle and everything in it:
// State and Answer of i. Its time is Now. The caller has locked it; the measure
// that it became names it among its Links.
func (tx *Tx) AnswerIdea(i board.Idea) error {
	err := tx.must("UPDATE idea SET state = ?, answer = ?, answered_at = ? WHERE id = ? OR bundle_id = ?",
		string(i.State), i.Answer, tx.now(), int64(i.ID), int64(i.ID))
	if err != nil {
		return fmt.Errorf("answer to idea %d of board %d: %w", i.Number, i.Board, err)
	}
	return tx.happened(i, "idea.answer", board.Revision{What: string(i.State), Text: i.Answer})
}
