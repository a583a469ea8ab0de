package storagetest

import (
	"testing"

	"beirat/board"
	"beirat/storage"
)

// fieldReads are the methods of Tx of these things that change nothing.
const fieldReads = " Field FieldNumber Fields FieldsTitled FieldsOfSeat LockField Contribution Contributions AllContributions OwnContributions "

// fieldChanges are a call of every other one.
func (w *world) fieldChanges(b beirat) map[string]func(tx *storage.Tx) error {
	w.Helper()
	one := w.field(b, 0, "Mobilität")
	added := w.added(b, one, 1, "Leihräder")
	return map[string]func(tx *storage.Tx) error{
		"DefineField": func(tx *storage.Tx) error {
			_, err := tx.DefineField(defined(b, 2, "Verwaltung"), b.Term.Start)
			return err
		},
		"ReviseField":   func(tx *storage.Tx) error { return tx.ReviseField(one) },
		"WithdrawField": func(tx *storage.Tx) error { return tx.WithdrawField(one, "") },
		"AddContribution": func(tx *storage.Tx) error {
			_, err := tx.AddContribution(board.Contribution{Board: b.ID, Field: one.ID, Author: b.people[1], Text: "Mehr"}, b.seats[1].ID)
			return err
		},
		"EditContribution":     func(tx *storage.Tx) error { return tx.EditContribution(added) },
		"TakeBackContribution": func(tx *storage.Tx) error { return tx.TakeBackContribution(added) },
		"MarkContribution":     func(tx *storage.Tx) error { return tx.MarkContribution(added) },
	}
}

func defined(b beirat, seat int, title string) board.Field {
	return board.Field{Board: b.ID, Title: title, Text: title + " für alle", Definers: []board.Definer{{Person: b.people[seat], Seat: b.seats[seat].ID}}}
}

// field is one that the holder of a seat has defined.
func (w *world) field(b beirat, seat int, title string) board.Field {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Field, error) { return tx.DefineField(defined(b, seat, title), b.Term.Start) })
}

// added is what the holder of a seat has added to a field.
func (w *world) added(b beirat, one board.Field, seat int, text string) board.Contribution {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Contribution, error) {
		return tx.AddContribution(board.Contribution{Board: b.ID, Field: one.ID, Author: b.people[seat], Text: text, Written: w.clock.Now()}, b.seats[seat].ID)
	})
}

var fields = map[string]func(*testing.T, *world){
	"a field has its number, its definer and the state of what was added": func(t *testing.T, w *world) {
		b := w.beirat("one")
		one, two := w.field(b, 0, "Mobilität"), w.field(b, 1, "Verwaltung")
		if one.Number != 1 || two.Number != 2 || one.Edition != 1 || one.State != board.FieldActive || !one.Defined.Equal(w.clock.Now()) {
			t.Errorf("%+v and %+v", one, two)
		}
		added := w.added(b, one, 1, "Leihräder")
		w.added(b, one, 2, "Busse")
		added.Mark, added.Marked = board.Taken, w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.MarkContribution(added) })
		got := read1(w, func(tx *storage.Tx) (board.Field, error) { return tx.FieldNumber(b.ID, 1) })
		if got.Marked[board.Taken] != 1 || got.Marked[board.Undecided] != 1 || got.Contributions() != 2 {
			t.Errorf("marked %v", got.Marked)
		}
		if d := got.Definers; len(d) != 1 || d[0].Person != b.people[0] || d[0].Seat != b.seats[0].ID || d[0].Group.Key != "citizens" {
			t.Errorf("defined by %+v", d)
		}
	},
}
