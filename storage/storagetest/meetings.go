package storagetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// meetingReads are the methods of Tx of meetings that change nothing.
const meetingReads = " Meeting MeetingNumber OpenMeeting NextMeeting Meetings MeetingsBetween MeetingsTitled LockMeeting "

// meetingChanges are a call of every other one.
func (w *world) meetingChanges(b beirat) map[string]func(tx *storage.Tx) error {
	m := w.meeting(b, day(2026, 12, 10).Add(18*time.Hour))
	return map[string]func(tx *storage.Tx) error{
		"CreateMeeting": func(tx *storage.Tx) error {
			_, err := tx.CreateMeeting(board.Meeting{Board: b.ID, Kind: board.Ordinary, State: board.MeetingTentative})
			return err
		},
		"SaveMeeting": func(tx *storage.Tx) error { _, err := tx.SaveMeeting(m, board.MeetingMoved); return err },
	}
}

// meeting is one whose date stands.
func (w *world) meeting(b beirat, starts time.Time) board.Meeting {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Meeting, error) {
		return tx.CreateMeeting(board.Meeting{Board: b.ID, Kind: board.Ordinary, State: board.MeetingFixed, Starts: starts, Minutes: 120, Place: "Rathaus"})
	})
}

var meetings = map[string]func(*testing.T, *world){
	"a meeting keeps what the clock on the wall shows, and the number of its board": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		starts := day(2027, 3, 11).Add(18 * time.Hour)
		made := w.meeting(b, starts)
		want := board.Meeting{ID: made.ID, Board: b.ID, Number: 1, UID: made.UID, Kind: board.Ordinary, State: board.MeetingFixed, Starts: starts, Minutes: 120, Place: "Rathaus",
			By: 77, At: w.clock.Now(), Changed: w.clock.Now()}
		for how, read := range map[string]func(tx *storage.Tx) (board.Meeting, error){
			"by id":     func(tx *storage.Tx) (board.Meeting, error) { return tx.Meeting(made.ID) },
			"by number": func(tx *storage.Tx) (board.Meeting, error) { return tx.MeetingNumber(b.ID, 1) },
			"next":      func(tx *storage.Tx) (board.Meeting, error) { return tx.NextMeeting(b.ID) },
		} {
			if diff := cmp.Diff(want, read1(w, read)); diff != "" {
				t.Errorf("%s: %s", how, diff)
			}
		}
		if n := w.meeting(other, starts).Number; n != 1 {
			t.Errorf("the first of another board has the number %d", n)
		}
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.LockMeeting(other.ID, made.ID); return err }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("locked from another board: %v", err)
		}
	},
	"the sequence of a meeting rises with what people must act on, and with nothing else": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, day(2026, 12, 10).Add(18*time.Hour))
		m.Title = "Viertes Quartal"
		m = write1(w, func(tx *storage.Tx) (board.Meeting, error) { return tx.SaveMeeting(m, board.MeetingSet) })
		if m.Sequence != 0 {
			t.Errorf("a title raised it to %d", m.Sequence)
		}
		m.Starts = m.Starts.Add(time.Hour)
		m = write1(w, func(tx *storage.Tx) (board.Meeting, error) { return tx.SaveMeeting(m, board.MeetingMoved) })
		if m.Sequence != 1 {
			t.Errorf("a move made it %d", m.Sequence)
		}
	},
}
