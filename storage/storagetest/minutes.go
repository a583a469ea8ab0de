package storagetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// minuteReads are the methods of Tx of minutes that change nothing.
const minuteReads = " Minutes LockMinutes UnapprovedMinutes MinutesApprovedIn MinutesTexts MinutesRevisions MinutesVersion MinutesObjections "

// minuteChanges are a call of every other one.
func (w *world) minuteChanges(b beirat) map[string]func(tx *storage.Tx) error {
	kept := w.minutes(b, w.heldMeeting(b, day(2026, 12, 10)))
	next := w.heldMeeting(b, day(2026, 12, 11))
	return map[string]func(tx *storage.Tx) error{
		"DraftMinutes":    func(tx *storage.Tx) error { _, err := tx.DraftMinutes(next); return err },
		"SaveMinutes":     func(tx *storage.Tx) error { return tx.SaveMinutes(kept) },
		"SaveMinutesText": func(tx *storage.Tx) error { return tx.SaveMinutesText(kept, 0, "Anders.") },
		"KeepMinutes": func(tx *storage.Tx) error {
			_, err := tx.KeepMinutes(b.ID, board.MinutesVersion{Minutes: kept.ID, Number: 4711})
			return err
		},
		"ObjectToMinutes": func(tx *storage.Tx) error {
			_, err := tx.ObjectToMinutes(b.ID, board.MinutesObjection{Minutes: kept.ID, Text: "So war es nicht."})
			return err
		},
	}
}

// heldMeeting is one that is over.
func (w *world) heldMeeting(b beirat, on time.Time) board.Meeting {
	w.Helper()
	m := w.meeting(b, on.Add(18*time.Hour))
	m.State, m.Opened, m.Closed = board.MeetingHeld, m.Starts, m.Ends()
	return write1(w, func(tx *storage.Tx) (board.Meeting, error) { return tx.SaveMeeting(m, board.MeetingEnded) })
}

func (w *world) minutes(b beirat, m board.Meeting) board.Minutes {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Minutes, error) { return tx.DraftMinutes(m) })
}

var minutes = map[string]func(*testing.T, *world){
	"minutes are kept as they are, one a meeting": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m, later := w.heldMeeting(b, day(2026, 12, 10)), w.heldMeeting(b, day(2027, 3, 11))
		n := w.minutes(b, m)
		if diff := cmp.Diff(board.Minutes{ID: n.ID, Board: b.ID, Meeting: m.ID, State: board.MinutesDraft, Drafted: w.clock.Now()}, n); diff != "" {
			t.Error(diff)
		}
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.DraftMinutes(m); return err }); err == nil {
			t.Error("a meeting has two minutes")
		}
		n.State, n.Version, n.Secretary, n.Published = board.MinutesFinished, 2, "Mia Kern", w.clock.Now()
		n.Approved, n.ApprovedIn, n.Changes = w.clock.Now(), later.ID, "TOP 2: „acht“ statt „sieben“"
		w.write(func(tx *storage.Tx) error { return tx.SaveMinutes(n) })
		for how, read := range map[string]func(tx *storage.Tx) (board.Minutes, error){
			"by meeting": func(tx *storage.Tx) (board.Minutes, error) { return tx.Minutes(m.ID) },
			"unapproved": func(tx *storage.Tx) (board.Minutes, error) {
				all, err := tx.UnapprovedMinutes(b.ID, 5)
				return append(all, board.Minutes{})[0], err
			},
			"approved in": func(tx *storage.Tx) (board.Minutes, error) {
				all, err := tx.MinutesApprovedIn(later.ID)
				return append(all, board.Minutes{})[0], err
			},
		} {
			if diff := cmp.Diff(n, read1(w, read)); diff != "" {
				t.Errorf("%s: %s", how, diff)
			}
		}
		if _, err := w.readMinutes(later); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("minutes of a meeting that has none: %v", err)
		}
		other := w.beirat("other")
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.LockMinutes(other.ID, m.ID); return err }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("locked from another board: %v", err)
		}
	},
	"minutes that wait are those of meetings that were held, the latest first": func(t *testing.T, w *world) {
		b := w.beirat("one")
		first, second, third := w.minutes(b, w.heldMeeting(b, day(2026, 12, 10))), w.minutes(b, w.heldMeeting(b, day(2027, 3, 11))), w.minutes(b, w.meeting(b, day(2027, 6, 10)))
		got := read1(w, func(tx *storage.Tx) ([]board.Minutes, error) { return tx.UnapprovedMinutes(b.ID, 5) })
		if diff := cmp.Diff([]board.Minutes{second, first}, got); diff != "" {
			t.Error(diff)
		}
		second.State = board.MinutesApproved
		w.write(func(tx *storage.Tx) error { return tx.SaveMinutes(second) })
		got = read1(w, func(tx *storage.Tx) ([]board.Minutes, error) { return tx.UnapprovedMinutes(b.ID, 5) })
		if diff := cmp.Diff([]board.Minutes{first}, got); diff != "" {
			t.Errorf("%s (%d is not held)", diff, third.ID)
		}
	},
	"the last text of an item stands, and the ones before are kept": func(t *testing.T, w *world) {
		b := w.beirat("one")
		n := w.minutes(b, w.heldMeeting(b, day(2026, 12, 10)))
		for _, text := range []string{"Erst so.", "Dann so."} {
			w.write(func(tx *storage.Tx) error { return tx.SaveMinutesText(n, 7, text) })
		}
		w.write(func(tx *storage.Tx) error { return tx.SaveMinutesText(n, 0, "") })
		texts := read1(w, func(tx *storage.Tx) (map[board.ID]string, error) { return tx.MinutesTexts(n.ID) })
		if diff := cmp.Diff(map[board.ID]string{7: "Dann so.", 0: ""}, texts); diff != "" {
			t.Error(diff)
		}
		if n := read1(w, func(tx *storage.Tx) (board.Minutes, error) { return tx.Minutes(n.Meeting) }); !n.Edited.Equal(w.clock.Now()) {
			t.Errorf("edited at %s", n.Edited)
		}
		before := read1(w, func(tx *storage.Tx) ([]board.Revision, error) { return tx.MinutesRevisions(n, 7, 5) })
		if len(before) != 2 || before[1].Text != "Erst so." || before[0].Person != 77 {
			t.Errorf("%+v", before)
		}
	},
	"a version stays as it was given out": func(t *testing.T, w *world) {
		b := w.beirat("one")
		n := w.minutes(b, w.heldMeeting(b, day(2026, 12, 10)))
		want := board.MinutesVersion{Minutes: n.ID, Number: 1, Public: "{}", Private: "{1}", Checksum: "sum", State: board.MinutesFinished, Person: 77, Made: w.clock.Now()}
		want = write1(w, func(tx *storage.Tx) (board.MinutesVersion, error) { return tx.KeepMinutes(b.ID, want) })
		if diff := cmp.Diff(want, read1(w, func(tx *storage.Tx) (board.MinutesVersion, error) { return tx.MinutesVersion(n.ID, 1) })); diff != "" {
			t.Error(diff)
		}
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.KeepMinutes(b.ID, want); return err }); err == nil {
			t.Error("a version was kept twice")
		}
	},
	"what is said against minutes is kept, in order": func(t *testing.T, w *world) {
		b := w.beirat("one")
		n := w.minutes(b, w.heldMeeting(b, day(2026, 12, 10)))
		for _, text := range []string{"Zu kurz.", "Zu lang."} {
			w.write(func(tx *storage.Tx) error {
				_, err := tx.ObjectToMinutes(b.ID, board.MinutesObjection{Minutes: n.ID, Item: 7, Text: text})
				return err
			})
		}
		all := read1(w, func(tx *storage.Tx) ([]board.MinutesObjection, error) { return tx.MinutesObjections(n.ID) })
		if len(all) != 2 || all[0].Text != "Zu kurz." || all[1].Item != 7 || all[1].Person != 77 || !all[1].At.Equal(w.clock.Now()) {
			t.Errorf("%+v", all)
		}
	},
}

func (w *world) readMinutes(of board.Meeting) (n board.Minutes, err error) {
	w.Helper()
	var failed error
	w.read(func(tx *storage.Tx) error {
		n, failed = tx.Minutes(of.ID)
		return nil
	})
	return n, failed
}
