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
const digestReads = " LockUndo Undoables Digest LetterKept LastDigest "

// digestQuiet are those that leave no record: what was done has one of its own.
const digestQuiet = " Undoable KeepLetter GatherLetters LettersTold ReleaseLetters "

// digestChanges are a call of every other one.
func (w *world) digestChanges(b beirat) map[string]func(tx *storage.Tx) error {
	u := w.undoable(b, "meeting.cancel", 1)
	return map[string]func(tx *storage.Tx) error{
		"Undoable": func(tx *storage.Tx) error {
			_, err := tx.Undoable(storage.Undo{Board: b.ID, Kind: "meeting.cancel"})
			return err
		},
		"Undone": func(tx *storage.Tx) error { return tx.Undone(u) },
		"SaveDigest": func(tx *storage.Tx) error {
			return tx.SaveDigest(b.ID, b.people[0].ID, board.Digest{Rhythm: board.HeardDaily})
		},
		"KeepLetter": func(tx *storage.Tx) error { return tx.KeepLetter(letter(b, 900, "a", storage.WithDigest)) },
		"GatherLetters": func(tx *storage.Tx) error {
			_, err := tx.GatherLetters(b.ID, b.people[0].ID, storage.WithDigest, 7)
			return err
		},
		"LettersTold":    func(tx *storage.Tx) error { return tx.LettersTold(7) },
		"ReleaseLetters": func(tx *storage.Tx) error { _, err := tx.ReleaseLetters(b.ID, b.people[0].ID); return err },
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

// letter is one for the first of the people.
func letter(b beirat, job int64, key string, with storage.Bundling) storage.Kept {
	return storage.Kept{Board: b.ID, Person: b.people[0].ID, With: with, Job: storage.Job{ID: job, Kind: "news", Key: key, Payload: []byte(`{}`)}}
}

// keep keeps letters.
func (w *world) keep(letters ...storage.Kept) {
	w.Helper()
	for _, k := range letters {
		w.write(func(tx *storage.Tx) error { return tx.KeepLetter(k) })
	}
}

// gather are the jobs of the letters that a job takes into its hand.
func (w *world) gather(b beirat, with storage.Bundling, by int64) (jobs []int64) {
	w.Helper()
	for _, k := range write1(w, func(tx *storage.Tx) ([]storage.Kept, error) { return tx.GatherLetters(b.ID, b.people[0].ID, with, by) }) {
		jobs = append(jobs, k.Job.ID)
	}
	return jobs
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
	"who said nothing hears at once, and who said something hears so in this board only": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		person := b.people[0].ID
		want := board.Digest{Rhythm: board.HeardWeekly, Weekday: time.Friday, Hour: 17, Own: true, Quiet: board.Quiet{FromHour: 18, ToHour: 9}}
		w.write(func(tx *storage.Tx) error { return tx.SaveDigest(b.ID, person, board.Digest{Rhythm: board.HeardDaily}) })
		w.write(func(tx *storage.Tx) error { return tx.SaveDigest(b.ID, person, want) })
		if diff := cmp.Diff(want, read1(w, func(tx *storage.Tx) (board.Digest, error) { return tx.Digest(b.ID, person) })); diff != "" {
			t.Error(diff)
		}
		if got := read1(w, func(tx *storage.Tx) (board.Digest, error) { return tx.Digest(other.ID, person) }); got.Rhythm != board.HeardAtOnce {
			t.Errorf("in another board: %+v", got)
		}
	},
	"a letter that is kept is told once, by the job that gathered it": func(t *testing.T, w *world) {
		b := w.beirat("one")
		w.keep(letter(b, 1, "a", storage.WithDigest), letter(b, 2, "b", storage.WithDigest), letter(b, 3, "c", storage.WithReminders))
		if diff := cmp.Diff([]int64{1, 2}, w.gather(b, storage.WithDigest, 50)); diff != "" {
			t.Error(diff)
		}
		w.keep(letter(b, 1, "a", storage.WithDigest), letter(b, 4, "d", storage.WithDigest)) // the job of the first was killed before it ended
		if diff := cmp.Diff([]int64{1, 2}, w.gather(b, storage.WithDigest, 50)); diff != "" {
			t.Errorf("gathered again: %s", diff)
		}
		w.write(func(tx *storage.Tx) error { return tx.LettersTold(50) })
		if diff := cmp.Diff([]int64{4}, w.gather(b, storage.WithDigest, 50)); diff != "" {
			t.Errorf("the same job, asked anew: %s", diff)
		}
		w.keep(letter(b, 1, "a", storage.WithDigest))
		if got := w.gather(b, storage.WithDigest, 51); got != nil {
			t.Errorf("told twice: %v", got)
		}
		if kept := read1(w, func(tx *storage.Tx) (bool, error) { return tx.LetterKept(1) }); !kept {
			t.Error("it is not known any more that it was kept")
		}
	},
	"of two letters about the same the last one is told": func(t *testing.T, w *world) {
		b := w.beirat("one")
		w.keep(letter(b, 1, "a", storage.WithDigest), letter(b, 2, "b", storage.WithDigest), letter(b, 3, "a", storage.WithDigest))
		if diff := cmp.Diff([]int64{3, 2}, w.gather(b, storage.WithDigest, 50)); diff != "" {
			t.Error(diff)
		}
		w.write(func(tx *storage.Tx) error { return tx.LettersTold(50) })
		if got := w.gather(b, storage.WithDigest, 51); got != nil {
			t.Errorf("the first one after all: %v", got)
		}
		last := read1(w, func(tx *storage.Tx) ([]storage.Kept, error) { return tx.LastDigest(b.ID, b.people[0].ID) })
		if len(last) != 2 {
			t.Errorf("the last digest has %d letters", len(last))
		}
	},
	"what waits for a digest is released when nobody waits for one any more": func(t *testing.T, w *world) {
		b := w.beirat("one")
		w.keep(letter(b, 1, "a", storage.WithDigest))
		w.gather(b, storage.WithDigest, 50) // by a job that was dropped then
		if any := write1(w, func(tx *storage.Tx) (bool, error) { return tx.ReleaseLetters(b.ID, b.people[0].ID) }); !any {
			t.Error("nothing was released")
		}
		if diff := cmp.Diff([]int64{1}, w.gather(b, storage.WithReminders, 60)); diff != "" {
			t.Error(diff)
		}
	},
	"who becomes another person takes along how they hear, and what waits for them": func(t *testing.T, w *world) {
		b := w.beirat("one")
		goes, stays := w.meet("mattermost", "new"), b.people[0]
		w.write(func(tx *storage.Tx) error {
			return tx.SaveDigest(b.ID, goes.ID, board.Digest{Rhythm: board.HeardDaily, Hour: 7})
		})
		waits := letter(b, 1, "a", storage.WithDigest)
		waits.Person = goes.ID
		w.keep(waits)
		if _, err := w.join(stays.ID, goes.ID); err != nil {
			t.Fatal(err)
		}
		if got := read1(w, func(tx *storage.Tx) (board.Digest, error) { return tx.Digest(b.ID, stays.ID) }); got.Hour != 7 {
			t.Errorf("%+v", got)
		}
		if diff := cmp.Diff([]int64{1}, w.gather(b, storage.WithDigest, 50)); diff != "" {
			t.Error(diff)
		}
	},
}
