package storage

import (
	"errors"
	"fmt"

	"beirat/board"
)

// ErrArchived: it was made in an earlier term, and can be read but not changed.
var ErrArchived = errors.New("belongs to a term that is archived")

// Archived is an ErrArchived that tells what belongs to which term.
type Archived struct {
	Thing string // as its table is called
	Term  int    // the number of the term
}

func (a *Archived) Error() string { return fmt.Sprintf("%s: %s %d", ErrArchived, a.Thing, a.Term) }

// Is makes it an ErrArchived.
func (a *Archived) Is(target error) bool { return target == ErrArchived }

// madeAt is the column of when a thing was made that stays as it is when its term
// is over, of the table that is called so.
func madeAt(thing string) string {
	return map[string]string{
		"field": "defined_at", "merger": "asked_at",
		"vision_round": "opened_at", "statement": "proposed_at", "suggestion": "made_at", "feedback_round": "opened_at",
		"minutes": "approved_at", // before that they go on
	}[thing]
}

// changeable refuses a person to change a thing of an earlier term (Archived).
// What follows by itself from something that was decided in time, Beirat does all
// the same.
func (tx *Tx) changeable(thing string, id board.ID) error {
	if tx.by.Person == 0 {
		return nil
	}
	return tx.unarchived(thing, id)
}

// unarchived refuses to change a thing of an earlier term (Archived), whoever it
// is that does: what is done without a name is done by a person too.
func (tx *Tx) unarchived(thing string, id board.ID) error {
	var term int
	made := "x." + madeAt(thing)
	err := tx.get(&term, "SELECT COALESCE(MIN(t.number), 0) FROM "+thing+" x JOIN term t ON t.board_id = x.board_id WHERE x.id = ? AND "+made+" > 0 AND "+made+" < t.over_at", int64(id))
	if err != nil {
		return fmt.Errorf("term of %s with id %d: %w", thing, id, err)
	}
	if term > 0 {
		return &Archived{Thing: thing, Term: term}
	}
	return nil
}

// presentTerm is a condition that something was made after every archived term
// of a board; both are columns.
func presentTerm(of, made string) string {
	return "NOT EXISTS (SELECT 1 FROM term t WHERE t.board_id = " + of + " AND " + made + " < t.over_at)"
}
