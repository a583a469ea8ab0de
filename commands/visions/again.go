package visions

import (
	"errors"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// FinishAgain hears that a vote about finishing a statement is held again, which
// holds the statement as the first one did. It refuses where the statement went
// on meanwhile: nobody shall answer another question than the one that was asked.
func (f *Visions) FinishAgain(tx *storage.Tx, p board.Poll) error {
	s, err := tx.LockStatement(p.About.ID)
	if err != nil {
		return err
	}
	if err := changeable(tx, s); err != nil {
		return err
	}
	if s.Text != p.Text {
		return commands.Refuse("vision.refused.reworded", "Number", s.Number).With(moreButton(s))
	}
	if err := nothingWaits(tx, s); err != nil {
		return err
	}
	return f.votedOn(tx, s, p)
}

// DecideAgain does the same for a vote about a suggestion.
func (f *Visions) DecideAgain(tx *storage.Tx, p board.Poll) error {
	s, g, err := f.lockPair(tx, p.About.ID)
	if err != nil {
		return err
	}
	if g.State == board.SuggestionOpen {
		if err := changeable(tx, s); err != nil {
			return err
		}
	}
	if err := g.Acceptable(s); err != nil {
		return refusedNow(err, s, g)
	}
	return errors.Join(f.votedOn(tx, s, p), f.showNow(tx, suggestionEntity, g.ID))
}

// changeable refuses, in words, to change a statement that may not be changed.
func changeable(tx *storage.Tx, s board.Statement) error {
	err := s.Changeable()
	if !errors.Is(err, board.ErrStatementVoted) {
		return refused(err, s)
	}
	p, err := tx.Poll(s.Poll)
	if err != nil {
		return err
	}
	return votedUpon(s, p)
}
