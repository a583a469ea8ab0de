package storagetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// digestReads are the methods of Tx of digests and what can be undone that change nothing.
const digestReads = " LockUndo Undoables "

// digestQuiet are those that leave no record: what was done has one of its own.
const digestQuiet = " Undoable "

// digestChanges are a call of every other one.
func (w *world) digestChanges(b beirat) map[string]func(tx *storage.Tx) error {
	u := w.undoable(b, "meeting.cancel", 1)
	return map[string]func(tx *storage.Tx) error{
		"Undoable": func(tx *storage.Tx) error {
			_, err := tx.Undoable(storage.Undo{Board: b.ID, Kind: "meeting.cancel"})
			return err
		},
		"Undone": func(tx *storage.Tx) error { return tx.Undone(u) },
	}
}

// undoable is something that can be undone.
func (w *world) undoable(b beirat, kind string, thing board.ID) storage.Undo {
	w.Helper()
	id := write1(w, func(tx *storage.Tx) (board.ID, error) {
		return tx.Undoable(storage.Undo{Board: b.ID, Kind: kind, Thing: thing, Title: "Sitzung 1", Payload: []byte(`{"state":"fixed"}`)})
	})
	return write1(w, func(tx *storage.Tx) (storage.Undo, error) { return tx.LockUndo(b.ID, id) })
}

var digests = map[string]func(*testing.T, *world){
	"what can be undone keeps how it was, for the one who did it, and is undone once": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		u := w.undoable(b, "meeting.cancel", 12)
		want := storage.Undo{ID: u.ID, Board: b.ID, Person: 77, Kind: "meeting.cancel", Thing: 12, Title: "Sitzung 1", Payload: []byte(`{"state":"fixed"}`), At: w.clock.Now()}
		if diff := cmp.Diff(want, u); diff != "" {
			t.Error(diff)
		}
		var before struct{ State string }
		if err := u.Into(&before); err != nil || before.State != "fixed" {
			t.Errorf("%+v, %v", before, err)
		}
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.LockUndo(other.ID, u.ID); return err }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("from another board: %v", err)
		}
		w.clock.move(time.Minute)
		second := w.undoable(b, "meeting.move", 13)
		since := func(ago time.Duration, person board.ID) (kinds []string) {
			for _, u := range read1(w, func(tx *storage.Tx) ([]storage.Undo, error) {
				return tx.Undoables(b.ID, person, w.clock.Now().Add(-ago))
			}) {
				kinds = append(kinds, u.Kind)
			}
			return kinds
		}
		if diff := cmp.Diff([]string{"meeting.move", "meeting.cancel"}, since(time.Minute, 77)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"meeting.move"}, since(time.Second, 77)); diff != "" {
			t.Error(diff)
		}
		if got := since(time.Hour, 78); got != nil {
			t.Errorf("another person: %v", got)
		}
		w.write(func(tx *storage.Tx) error { return tx.Undone(second) })
		if err := w.try(func(tx *storage.Tx) error { return tx.Undone(second) }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("undone twice: %v", err)
		}
		if diff := cmp.Diff([]string{"meeting.cancel"}, since(time.Hour, 77)); diff != "" {
			t.Error(diff)
		}
	},
	"what could be undone yesterday is forgotten": func(t *testing.T, w *world) {
		b := w.beirat("one")
		u := w.undoable(b, "meeting.cancel", 12)
		w.clock.move(25 * time.Hour)
		w.undoable(b, "meeting.cancel", 13)
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.LockUndo(b.ID, u.ID); return err }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("%v", err)
		}
	},
}
