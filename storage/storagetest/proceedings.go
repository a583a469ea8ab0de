package storagetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// proceedingReads are the methods of Tx of meetings that are held that change nothing.
const proceedingReads = " Presences CalledItems CurrentItem MeetingNotes MeetingTask MeetingTaskNumber MeetingTasks OpenTasks DoneTasks TasksTitled LockMeetingTask ItemRecusals MeetingPolls "

// proceedingChanges are a call of every other one.
func (w *world) proceedingChanges(b beirat) map[string]func(tx *storage.Tx) error {
	m := w.meeting(b, day(2027, 1, 14).Add(18*time.Hour))
	task := w.task(b, board.MeetingTask{Meeting: m.ID, Title: "Angebote einholen"})
	w.write(func(tx *storage.Tx) error { _, err := tx.RecuseItem(m, 3, b.seats[1].ID); return err })
	return map[string]func(tx *storage.Tx) error{
		"SetPresences": func(tx *storage.Tx) error {
			return tx.SetPresences(m, board.Presence{Seat: b.seats[0].ID}, []board.Presence{{Person: b.people[0], From: w.clock.Now()}})
		},
		"EndPresences":    func(tx *storage.Tx) error { return tx.EndPresences(m, w.clock.Now()) },
		"ResumePresences": func(tx *storage.Tx) error { return tx.ResumePresences(m) },
		"CallItem":        func(tx *storage.Tx) error { return tx.CallItem(m, 3) },
		"CreateMeetingNote": func(tx *storage.Tx) error {
			_, err := tx.CreateMeetingNote(board.MeetingNote{Board: b.ID, Meeting: m.ID, Text: "Eröffnet"})
			return err
		},
		"CreateMeetingTask": func(tx *storage.Tx) error {
			_, err := tx.CreateMeetingTask(board.MeetingTask{Board: b.ID, Title: "Einladen"})
			return err
		},
		"SaveMeetingTask": func(tx *storage.Tx) error { task.Done = w.clock.Now(); return tx.SaveMeetingTask(task) },
		"RecuseItem":      func(tx *storage.Tx) error { _, err := tx.RecuseItem(m, 3, b.seats[0].ID); return err },
		"UnrecuseItem":    func(tx *storage.Tx) error { return tx.UnrecuseItem(m, 3, b.seats[1].ID) },
	}
}

// task is one that somebody of the board took on.
func (w *world) task(b beirat, t board.MeetingTask) board.MeetingTask {
	w.Helper()
	t.Board = b.ID
	return write1(w, func(tx *storage.Tx) (board.MeetingTask, error) { return tx.CreateMeetingTask(t) })
}

// presences are who was at a meeting, as it is stored.
func (w *world) presences(m board.Meeting) []board.Presence {
	w.Helper()
	return read1(w, func(tx *storage.Tx) ([]board.Presence, error) { return tx.Presences(m.ID) })
}

var proceedings = map[string]func(*testing.T, *world){
	"who was at a meeting is kept by seat, guest and person, and said anew for each alone": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m, other := w.meeting(b, day(2027, 1, 14).Add(18*time.Hour)), w.meeting(b, day(2027, 4, 8).Add(18*time.Hour))
		seat, next := board.Presence{Seat: b.seats[0].ID}, board.Presence{Seat: b.seats[1].ID}
		guest, office := board.Presence{Guest: 4}, board.Presence{Person: b.people[5]}
		begun := w.clock.Now()
		set := func(of board.Meeting, who board.Presence, times ...board.Presence) {
			w.write(func(tx *storage.Tx) error { return tx.SetPresences(of, who, times) })
		}
		set(m, next, board.Presence{Person: b.people[1], From: begun})
		set(m, seat, board.Presence{Person: b.people[0], From: begun, Until: begun.Add(time.Hour)}, board.Presence{Person: b.people[0], Online: true, From: begun.Add(2 * time.Hour)})
		set(m, guest, board.Presence{From: begun})
		set(m, office, board.Presence{Person: b.people[5], From: begun})
		set(other, seat, board.Presence{Person: b.people[0], From: begun})
		want := []board.Presence{
			{Meeting: m.ID, Person: b.people[5], From: begun},
			{Meeting: m.ID, Guest: 4, From: begun},
			{Meeting: m.ID, Seat: seat.Seat, Person: b.people[0], From: begun, Until: begun.Add(time.Hour)},
			{Meeting: m.ID, Seat: seat.Seat, Person: b.people[0], Online: true, From: begun.Add(2 * time.Hour)},
			{Meeting: m.ID, Seat: next.Seat, Person: b.people[1], From: begun},
		}
		if diff := cmp.Diff(want, w.presences(m)); diff != "" {
			t.Error(diff)
		}
		set(m, guest)
		set(m, seat)
		if diff := cmp.Diff([]board.Presence{want[0], want[4]}, w.presences(m)); diff != "" {
			t.Error(diff)
		}
		if n := len(w.presences(other)); n != 1 {
			t.Errorf("%d at the other one", n)
		}
	},
	"who is joined with another is there as that one": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, day(2027, 1, 14).Add(18*time.Hour))
		goes, stays := w.meet("elsewhere", "far"), w.meet("chat", "near")
		var now board.ID
		w.write(func(tx *storage.Tx) (err error) {
			for _, p := range []board.Person{goes, stays} {
				if err := tx.SetPresences(m, board.Presence{Person: p}, []board.Presence{{Person: p, From: w.clock.Now()}}); err != nil {
					return err
				}
			}
			now, err = tx.Join(goes.ID, stays.ID)
			return err
		})
		for _, p := range w.presences(m) {
			if p.Person.ID != now || p.Person.Name == "" {
				t.Errorf("%d, %q is there, and not %d", p.Person.ID, p.Person.Name, now)
			}
		}
	},
	"everybody leaves at the end, and who left with it is there again when the end is taken back": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, day(2027, 1, 14).Add(18*time.Hour))
		begun := w.clock.Now()
		early, late, last := b.seats[0].ID, b.seats[1].ID, b.seats[2].ID
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.SetPresences(m, board.Presence{Seat: early}, []board.Presence{{From: begun, Until: begun.Add(time.Minute)}}),
				tx.SetPresences(m, board.Presence{Seat: late}, []board.Presence{{From: begun}}))
		})
		w.clock.move(time.Hour)
		ended := w.clock.Now()
		w.write(func(tx *storage.Tx) error { // in the same moment, but not with the end
			return tx.SetPresences(m, board.Presence{Seat: last}, []board.Presence{{From: begun, Until: ended}})
		})
		w.write(func(tx *storage.Tx) error { return tx.EndPresences(m, ended) })
		for i, until := range []time.Time{begun.Add(time.Minute), ended} {
			if p := w.presences(m)[i]; !p.Until.Equal(until) {
				t.Errorf("seat %d left at %v", p.Seat, p.Until)
			}
		}
		w.write(func(tx *storage.Tx) error { return tx.ResumePresences(m) })
		for _, p := range w.presences(m) {
			if p.Here() != (p.Seat == late) {
				t.Errorf("seat %d is there: %t", p.Seat, p.Here())
			}
		}
	},
	"the item that was called last is the one that is called": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, day(2027, 1, 14).Add(18*time.Hour))
		current := func() board.ID {
			return read1(w, func(tx *storage.Tx) (board.ID, error) { return tx.CurrentItem(m.ID) })
		}
		if item := current(); item != 0 {
			t.Errorf("before the first: %d", item)
		}
		var want []board.CalledItem
		for _, item := range []board.ID{5, 3, 5} {
			w.clock.move(time.Minute)
			w.write(func(tx *storage.Tx) error { return tx.CallItem(m, item) })
			want = append(want, board.CalledItem{Item: item, At: w.clock.Now()})
			if now := current(); now != item {
				t.Errorf("%d is called, not %d", now, item)
			}
		}
		if diff := cmp.Diff(want, read1(w, func(tx *storage.Tx) ([]board.CalledItem, error) { return tx.CalledItems(m.ID) })); diff != "" {
			t.Error(diff)
		}
	},
	"notes stay in order, and who takes no part in an item is kept once": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m, other := w.meeting(b, day(2027, 1, 14).Add(18*time.Hour)), w.meeting(b, day(2027, 4, 8).Add(18*time.Hour))
		note := func(of board.Meeting, item board.ID, text string) board.MeetingNote {
			return write1(w, func(tx *storage.Tx) (board.MeetingNote, error) {
				return tx.CreateMeetingNote(board.MeetingNote{Board: b.ID, Meeting: of.ID, Item: item, Text: text})
			})
		}
		first := note(m, 3, "Der Plan wird vorgestellt.\n- links\n- rechts")
		note(other, 0, "Anderswo")
		second := note(m, 0, "Pause")
		want := []board.MeetingNote{
			{ID: first.ID, Board: b.ID, Meeting: m.ID, Item: 3, Text: "Der Plan wird vorgestellt.\n- links\n- rechts", Author: 77, At: w.clock.Now()},
			{ID: second.ID, Board: b.ID, Meeting: m.ID, Text: "Pause", Author: 77, At: w.clock.Now()},
		}
		if diff := cmp.Diff(want, read1(w, func(tx *storage.Tx) ([]board.MeetingNote, error) { return tx.MeetingNotes(m.ID) })); diff != "" {
			t.Error(diff)
		}
		recuse := func(seat board.ID) bool {
			return write1(w, func(tx *storage.Tx) (bool, error) { return tx.RecuseItem(m, 3, seat) })
		}
		if !recuse(b.seats[0].ID) || recuse(b.seats[0].ID) {
			t.Error("it is new once")
		}
		if diff := cmp.Diff([]board.ItemRecusal{{Item: 3, Seat: b.seats[0].ID, At: w.clock.Now()}},
			read1(w, func(tx *storage.Tx) ([]board.ItemRecusal, error) { return tx.ItemRecusals(m.ID) })); diff != "" {
			t.Error(diff)
		}
		w.write(func(tx *storage.Tx) error { return tx.UnrecuseItem(m, 3, b.seats[0].ID) })
		if err := w.try(func(tx *storage.Tx) error { return tx.UnrecuseItem(m, 3, b.seats[0].ID) }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("taken back twice: %v", err)
		}
	},
	"a task keeps its last day in the zone of the board, and is open until it is done": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		m := w.meeting(b, day(2027, 1, 14).Add(18*time.Hour))
		w.task(other, board.MeetingTask{Title: "Anderswo"})
		never := w.task(b, board.MeetingTask{Title: "Irgendwann", Name: "der Bauhof"})
		late := w.task(b, board.MeetingTask{Meeting: m.ID, Item: 3, Title: "Ämter fragen", Owner: b.people[0].ID, Name: "Anna", Due: day(2027, 3, 29)})
		soon := w.task(b, board.MeetingTask{Meeting: m.ID, Title: "Angebote", Owner: b.people[1].ID, Due: day(2027, 2, 1)})
		want := board.MeetingTask{ID: late.ID, Board: b.ID, Number: 2, Meeting: m.ID, Item: 3, Title: "Ämter fragen", Owner: b.people[0].ID, Name: "Anna", Due: day(2027, 3, 29), By: 77, At: w.clock.Now()}
		if diff := cmp.Diff(want, read1(w, func(tx *storage.Tx) (board.MeetingTask, error) { return tx.MeetingTaskNumber(b.ID, 2) })); diff != "" {
			t.Error(diff)
		}
		numbers := func(list func(tx *storage.Tx) ([]board.MeetingTask, error)) (numbers []int) {
			for _, one := range read1(w, list) {
				numbers = append(numbers, one.Number)
			}
			return numbers
		}
		open := func(tx *storage.Tx) ([]board.MeetingTask, error) { return tx.OpenTasks(b.ID) }
		if diff := cmp.Diff([]int{soon.Number, late.Number, never.Number}, numbers(open)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int{2, 3}, numbers(func(tx *storage.Tx) ([]board.MeetingTask, error) { return tx.MeetingTasks(m.ID) })); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int{2}, numbers(func(tx *storage.Tx) ([]board.MeetingTask, error) { return tx.TasksTitled(b.ID, "aemter", 10) })); diff != "" {
			t.Error(diff)
		}
		soon.Done, soon.DoneBy, soon.Due = w.clock.Now(), 77, day(2027, 2, 3)
		w.write(func(tx *storage.Tx) error { return tx.SaveMeetingTask(soon) })
		if diff := cmp.Diff(soon, read1(w, func(tx *storage.Tx) (board.MeetingTask, error) { return tx.MeetingTask(soon.ID) })); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int{late.Number, never.Number}, numbers(open)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int{soon.Number}, numbers(func(tx *storage.Tx) ([]board.MeetingTask, error) { return tx.DoneTasks(b.ID, 10) })); diff != "" {
			t.Error(diff)
		}
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.LockMeetingTask(other.ID, late.ID); return err }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("locked from another board: %v", err)
		}
	},
	"what somebody took on and has not done stays theirs when their accounts are joined": func(t *testing.T, w *world) {
		b := w.beirat("one")
		goes, stays := write1(w, func(tx *storage.Tx) (board.Person, error) { return tx.Meet("discord", "goes", "goes") }), b.people[4]
		open := w.task(b, board.MeetingTask{Title: "Offen", Owner: goes.ID})
		done := w.task(b, board.MeetingTask{Title: "Erledigt", Owner: goes.ID, Done: w.clock.Now()})
		w.write(func(tx *storage.Tx) error { _, err := tx.Join(stays.ID, goes.ID); return err })
		now := func(id board.ID) board.MeetingTask {
			return read1(w, func(tx *storage.Tx) (board.MeetingTask, error) { return tx.MeetingTask(id) })
		}
		if now(open.ID).Owner != stays.ID || now(done.ID).Owner != goes.ID {
			t.Errorf("%+v %+v", now(open.ID), now(done.ID))
		}
	},
	"a poll knows the meeting that it was opened in, and its item": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m, other := w.meeting(b, day(2027, 1, 14).Add(18*time.Hour)), w.meeting(b, day(2027, 4, 8).Add(18*time.Hour))
		w.poll(b, "umlaufend")
		open := func(of board.Meeting, item board.ID) board.Poll {
			return write1(w, func(tx *storage.Tx) (board.Poll, error) {
				return tx.CreatePoll(board.Poll{Board: b.ID, Question: "Frage", State: board.Open, Meeting: of.ID, Item: item}, nil)
			})
		}
		open(other, 0)
		made := open(m, 3)
		if diff := cmp.Diff([]board.Poll{made}, read1(w, func(tx *storage.Tx) ([]board.Poll, error) { return tx.MeetingPolls(m.ID) })); diff != "" {
			t.Error(diff)
		}
		if all := read1(w, func(tx *storage.Tx) ([]board.Poll, error) { return tx.MeetingPolls(0) }); all != nil {
			t.Errorf("of no meeting: %+v", all)
		}
	},
}
