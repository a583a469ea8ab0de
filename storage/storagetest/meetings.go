package storagetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// meetingReads are the methods of Tx of meetings that change nothing.
const meetingReads = " Meeting MeetingNumber OpenMeeting NextMeeting Meetings MeetingsBetween MeetingsTitled LockMeeting Series SeriesByID LockSeries SeriesMeetings ToldMeeting "

// meetingChanges are a call of every other one.
func (w *world) meetingChanges(b beirat) map[string]func(tx *storage.Tx) error {
	m := w.meeting(b, day(2026, 12, 10).Add(18*time.Hour))
	s := write1(w, func(tx *storage.Tx) (board.Series, error) { return tx.CreateSeries(quarterly(b)) })
	return map[string]func(tx *storage.Tx) error{
		"CreateMeeting": func(tx *storage.Tx) error {
			_, err := tx.CreateMeeting(board.Meeting{Board: b.ID, Kind: board.Ordinary, State: board.MeetingTentative})
			return err
		},
		"CreateSeries": func(tx *storage.Tx) error { _, err := tx.CreateSeries(quarterly(b)); return err },
		"SaveSeries":   func(tx *storage.Tx) error { return tx.SaveSeries(s) },
		"TellMeeting":  func(tx *storage.Tx) error { return tx.TellMeeting(m, w.clock.Now()) },
		"SaveMeeting":  func(tx *storage.Tx) error { _, err := tx.SaveMeeting(m, board.MeetingMoved); return err },
	}
}

// quarterly is a series of four meetings a year.
func quarterly(b beirat) board.Series {
	return board.Series{Board: b.ID, Rule: board.SeriesRule{Place: 2, Weekday: time.Thursday, Months: 3}, First: day(2026, 12, 10).Add(18 * time.Hour), Minutes: 120, Place: "Rathaus"}
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
	"the next meeting is one that can still be held": func(t *testing.T, w *world) {
		b := w.beirat("one")
		now := w.clock.Now()
		w.meeting(b, now.Add(-121*time.Minute)) // its two hours are over, and nobody opened it
		begun, later := w.meeting(b, now.Add(-time.Hour)), w.meeting(b, now.Add(48*time.Hour))
		next := func() board.ID {
			return read1(w, func(tx *storage.Tx) (board.Meeting, error) { return tx.NextMeeting(b.ID) }).ID
		}
		if got := next(); got != begun.ID {
			t.Errorf("next is %d, want %d: it can be opened yet", got, begun.ID)
		}
		begun.State = board.MeetingCancelled
		write1(w, func(tx *storage.Tx) (board.Meeting, error) { return tx.SaveMeeting(begun, board.MeetingCalledOff) })
		if got := next(); got != later.ID {
			t.Errorf("next is %d, want %d: the first is over", got, later.ID)
		}
	},
	"of an hour that the clock shows twice a meeting keeps the first": func(t *testing.T, w *world) {
		b := w.beirat("one")
		first := day(2026, 10, 25).Add(150 * time.Minute) // 02:30, before the clock goes back at three
		m := w.meeting(b, first)
		if got := read1(w, func(tx *storage.Tx) (board.Meeting, error) { return tx.Meeting(m.ID) }).Starts; !got.Equal(first) {
			t.Errorf("%v, want %v", got, first)
		}
	},
	"those who coordinate are chair and office, the deputy while no chair is there, and who is away only where nobody else is": func(t *testing.T, w *world) {
		b := w.beirat("one")
		chair, deputy, office := b.people[10].ID, b.people[0].ID, w.person("office").ID
		for person, role := range map[board.ID]board.Role{chair: board.Chair, deputy: board.Deputy, office: board.Office} {
			w.write(func(tx *storage.Tx) error { return tx.SetRole(b.ID, person, role, true) })
		}
		away := func(person board.ID) {
			w.write(func(tx *storage.Tx) error {
				return tx.SetAway(b.ID, person, board.Absence{From: w.clock.Now(), Until: w.clock.Now().Add(time.Hour)})
			})
		}
		want := func(when string, people ...board.ID) {
			t.Helper()
			got := read1(w, func(tx *storage.Tx) ([]board.ID, error) { return tx.Coordinators(b.ID, w.clock.Now()) })
			slices.Sort(got)
			slices.Sort(people)
			if diff := cmp.Diff(people, got); diff != "" {
				t.Errorf("%s: %s", when, diff)
			}
		}
		want("all are there", chair, office)
		away(chair)
		want("the chair is away", deputy, office)
		away(office)
		want("only the deputy is there", deputy)
		away(deputy)
		want("all are away", chair, deputy, office)
		all := read1(w, func(tx *storage.Tx) ([]board.ID, error) { return tx.Everybody(b.ID) })
		if len(all) != 12 || !slices.Contains(all, office) {
			t.Errorf("everybody: %v", all)
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
	"a board has one series that goes on, and the meetings know theirs": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		made := write1(w, func(tx *storage.Tx) (board.Series, error) { return tx.CreateSeries(quarterly(b)) })
		want := quarterly(b)
		want.ID, want.By, want.At = made.ID, 77, w.clock.Now()
		if diff := cmp.Diff(want, read1(w, func(tx *storage.Tx) (board.Series, error) { return tx.Series(b.ID) })); diff != "" {
			t.Error(diff)
		}
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.LockSeries(other.ID); return err }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("locked from another board: %v", err)
		}
		m := write1(w, func(tx *storage.Tx) (board.Meeting, error) { return tx.CreateMeeting(made.Meeting(made.First)) })
		w.meeting(b, made.First)
		all := read1(w, func(tx *storage.Tx) ([]board.Meeting, error) { return tx.SeriesMeetings(made.ID) })
		if len(all) != 1 || all[0].ID != m.ID || all[0].Series != made.ID {
			t.Errorf("its meetings: %+v", all)
		}
		made.Rule.Place, made.Made, made.Told, made.Ended = -1, made.First, w.clock.Now(), w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.SaveSeries(made) })
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.Series(b.ID); return err }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("one that ended goes on: %v", err)
		}
		if diff := cmp.Diff(made, read1(w, func(tx *storage.Tx) (board.Series, error) { return tx.SeriesByID(made.ID) })); diff != "" {
			t.Error(diff)
		}
	},
	"what was told of a meeting stays when the meeting changes": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, day(2026, 12, 10).Add(18*time.Hour))
		if told := read1(w, func(tx *storage.Tx) (board.Meeting, error) { return tx.ToldMeeting(m.ID) }); told.State != "" || told.ID != m.ID {
			t.Errorf("told of one of which nobody was told: %+v", told)
		}
		w.write(func(tx *storage.Tx) error { return tx.TellMeeting(m, w.clock.Now()) })
		moved := m
		moved.Starts, moved.Place = m.Starts.AddDate(0, 0, 7), "Bürgerhaus"
		w.write(func(tx *storage.Tx) error { _, err := tx.SaveMeeting(moved, board.MeetingMoved); return err })
		want := board.Meeting{ID: m.ID, State: m.State, Starts: m.Starts, Minutes: m.Minutes, Place: m.Place}
		if diff := cmp.Diff(want, read1(w, func(tx *storage.Tx) (board.Meeting, error) { return tx.ToldMeeting(m.ID) })); diff != "" {
			t.Error(diff)
		}
		w.write(func(tx *storage.Tx) error { return tx.TellMeeting(moved, w.clock.Now()) })
		if told := read1(w, func(tx *storage.Tx) (board.Meeting, error) { return tx.ToldMeeting(m.ID) }); told.Place != "Bürgerhaus" {
			t.Errorf("told again: %+v", told)
		}
	},
}
