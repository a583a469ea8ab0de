package storagetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// invitationReads are the methods of Tx of invitations and answers that change nothing.
const invitationReads = " Invitations Invitation InvitedPeople Attendances "

// invitationChanges are a call of every other one.
func (w *world) invitationChanges(b beirat) map[string]func(tx *storage.Tx) error {
	m := w.meeting(b, day(2027, 1, 14).Add(18*time.Hour))
	call := w.call(m, board.Invitation{})
	return map[string]func(tx *storage.Tx) error{
		"Invite": func(tx *storage.Tx) error {
			_, err := tx.Invite(board.Invitation{Board: b.ID, Meeting: m.ID, Starts: m.Starts, Latest: day(2027, 1, 5)})
			return err
		},
		"InviteTo": func(tx *storage.Tx) error { return tx.InviteTo(call, board.Invited{Person: b.people[0]}) },
		"Attend": func(tx *storage.Tx) error {
			return tx.Attend(m, board.Attendance{Person: b.people[0], Answer: board.Excused})
		},
	}
}

// call is an invitation to the date that a meeting has.
func (w *world) call(m board.Meeting, i board.Invitation) board.Invitation {
	w.Helper()
	i.Board, i.Meeting, i.Starts, i.Latest, i.Sequence = m.Board, m.ID, m.Starts, board.LatestInvitation(m.Starts, 8), m.Sequence
	return write1(w, func(tx *storage.Tx) (board.Invitation, error) { return tx.Invite(i) })
}

var invitations = map[string]func(*testing.T, *world){
	"a call keeps its date, who was called, and what became of it": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m, other := w.meeting(b, day(2027, 4, 1).Add(18*time.Hour)), w.meeting(b, day(2027, 7, 8).Add(18*time.Hour))
		w.call(other, board.Invitation{})
		call := w.call(m, board.Invitation{Agenda: "TOP 1: Begrüßung", Second: true, Late: true})
		state := func(who int, seat board.ID, state board.InvitedState) {
			w.write(func(tx *storage.Tx) error {
				return tx.InviteTo(call, board.Invited{Seat: seat, Person: b.people[who], State: state})
			})
		}
		for i := range 3 {
			state(i, b.seats[i].ID, board.InvitedNow)
		}
		state(4, 0, board.InvitedNow)
		w.clock.move(time.Minute)
		state(0, b.seats[0].ID, board.InvitedReached)
		state(1, b.seats[1].ID, board.InvitedMissed)
		state(4, 0, board.InvitedMissed)
		want := call
		want.Invited, want.Missing = []board.ID{b.seats[0].ID, b.seats[1].ID, b.seats[2].ID}, []board.ID{b.seats[1].ID}
		if want.By != 77 || !want.Latest.Equal(day(2027, 3, 23)) {
			t.Errorf("by %d, at the latest %v", want.By, want.Latest)
		}
		if diff := cmp.Diff([]board.Invitation{want}, read1(w, func(tx *storage.Tx) ([]board.Invitation, error) { return tx.Invitations(m.ID) })); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(call, read1(w, func(tx *storage.Tx) (board.Invitation, error) { return tx.Invitation(call.ID) })); diff != "" {
			t.Error(diff)
		}
		now, before := w.clock.Now(), w.clock.Now().Add(-time.Minute)
		people := []board.Invited{
			{Invitation: call.ID, Seat: b.seats[0].ID, Person: b.people[0], State: board.InvitedReached, At: now},
			{Invitation: call.ID, Seat: b.seats[1].ID, Person: b.people[1], State: board.InvitedMissed, At: now},
			{Invitation: call.ID, Seat: b.seats[2].ID, Person: b.people[2], At: before},
			{Invitation: call.ID, Person: b.people[4], State: board.InvitedMissed, At: now},
		}
		if diff := cmp.Diff(people, read1(w, func(tx *storage.Tx) ([]board.Invited, error) { return tx.InvitedPeople(call.ID) })); diff != "" {
			t.Error(diff)
		}
	},
	"a seat is reached by whoever was called for it": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, day(2027, 4, 1).Add(18*time.Hour))
		call := w.call(m, board.Invitation{})
		missing := func() []board.ID {
			return read1(w, func(tx *storage.Tx) ([]board.Invitation, error) { return tx.Invitations(m.ID) })[0].Missing
		}
		seat := b.seats[10].ID
		w.write(func(tx *storage.Tx) error {
			return tx.InviteTo(call, board.Invited{Seat: seat, Person: b.people[10], State: board.InvitedMissed})
		})
		if diff := cmp.Diff([]board.ID{seat}, missing()); diff != "" {
			t.Error(diff)
		}
		delegate := w.person("delegate")
		w.write(func(tx *storage.Tx) error { return tx.InviteTo(call, board.Invited{Seat: seat, Person: delegate}) })
		if all := missing(); all != nil {
			t.Errorf("missing %v", all)
		}
	},
	"what people say belongs to the date that they said it about": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, day(2027, 4, 1).Add(18*time.Hour))
		say := func(who int, seat board.ID, answer board.AttendanceAnswer, by board.ID) board.Attendance {
			a := board.Attendance{Meeting: m.ID, Seat: seat, Person: b.people[who], Answer: answer, By: by, At: w.clock.Now()}
			w.write(func(tx *storage.Tx) error { return tx.Attend(m, a) })
			return a
		}
		said := func() []board.Attendance {
			return read1(w, func(tx *storage.Tx) ([]board.Attendance, error) { return tx.Attendances(m.ID) })
		}
		say(1, b.seats[1].ID, board.Excused, 0)
		first := []board.Attendance{say(7, 0, board.ComesInPerson, 0), say(0, b.seats[0].ID, board.ComesOnline, b.people[5].ID)}
		w.clock.move(time.Minute)
		first = append(first, say(1, b.seats[1].ID, board.ComesInPerson, 0))
		if diff := cmp.Diff(first, said()); diff != "" {
			t.Error(diff)
		}
		before := m.Starts
		move := func(to time.Time) {
			m.Starts = to
			m = write1(w, func(tx *storage.Tx) (board.Meeting, error) { return tx.SaveMeeting(m, board.MeetingMoved) })
		}
		move(before.AddDate(0, 0, 7))
		if all := said(); all != nil {
			t.Errorf("said of another date: %+v", all)
		}
		anew := say(0, b.seats[0].ID, board.Excused, 0)
		if diff := cmp.Diff([]board.Attendance{anew}, said()); diff != "" {
			t.Error(diff)
		}
		move(before)
		if diff := cmp.Diff(first, said()); diff != "" {
			t.Error(diff)
		}
	},
	"what somebody said without a seat is the answer of the seat that they get": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, day(2027, 4, 1).Add(18*time.Hour))
		office, second := w.meet("console", "amt"), w.meet("elsewhere", "erna")
		first := w.meet("console", "erna")
		w.write(func(tx *storage.Tx) error { return tx.TakeSeat(b.seats[1].ID, first.ID, "") })
		for _, who := range []board.Person{office, second} {
			w.write(func(tx *storage.Tx) error {
				return tx.Attend(m, board.Attendance{Person: who, Answer: board.ComesOnline})
			})
		}
		w.write(func(tx *storage.Tx) error { return tx.TakeSeat(b.seats[0].ID, office.ID, "") })
		stays, err := w.join(first.ID, second.ID)
		w.must(err)
		var said []string
		for _, a := range read1(w, func(tx *storage.Tx) ([]board.Attendance, error) { return tx.Attendances(m.ID) }) {
			said = append(said, fmt.Sprint(a.Seat, a.Person.ID, a.Answer))
		}
		want := []string{fmt.Sprint(b.seats[0].ID, office.ID, board.ComesOnline), fmt.Sprint(b.seats[1].ID, stays, board.ComesOnline)}
		if diff := cmp.Diff(want, said); diff != "" {
			t.Error(diff)
		}
	},
	"the answer of who votes for a seat counts, and of a meeting that is over the last one": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, day(2027, 4, 1).Add(18*time.Hour))
		seat, holder, delegate := b.seats[10].ID, b.people[10], w.person("delegate")
		say := func(who board.Person, answer board.AttendanceAnswer) {
			w.clock.move(time.Minute)
			w.write(func(tx *storage.Tx) error {
				return tx.Attend(m, board.Attendance{Seat: seat, Person: who, Answer: answer})
			})
		}
		who := func() (people []board.ID) {
			for _, a := range read1(w, func(tx *storage.Tx) ([]board.Attendance, error) { return tx.Attendances(m.ID) }) {
				people = append(people, a.Person.ID)
			}
			return people
		}
		say(holder, board.Excused)
		w.write(func(tx *storage.Tx) error { return tx.Delegate(seat, delegate.ID) })
		if all := who(); all != nil {
			t.Errorf("the holder's answer counts for the delegate: %v", all)
		}
		say(delegate, board.ComesInPerson)
		if diff := cmp.Diff([]board.ID{delegate.ID}, who()); diff != "" {
			t.Error(diff)
		}
		w.write(func(tx *storage.Tx) error { return tx.Delegate(seat, 0) })
		if diff := cmp.Diff([]board.ID{holder.ID}, who()); diff != "" {
			t.Error(diff)
		}
		m.State = board.MeetingHeld
		w.write(func(tx *storage.Tx) error { _, err := tx.SaveMeeting(m, board.MeetingEnded); return err })
		w.write(func(tx *storage.Tx) error { return tx.LeaveSeat(seat) })
		if diff := cmp.Diff([]board.ID{delegate.ID}, who()); diff != "" {
			t.Error(diff)
		}
	},
}
