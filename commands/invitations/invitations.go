// Package invitations is how people are called to a meeting, what they answer,
// and who is reminded of it. It carries out the commands "meeting.invite",
// "meeting.attend" and "meeting.answers" by the rules of package board. It knows
// no platform.
package invitations

import (
	"context"
	"errors"
	"slices"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Invitations is the feature.
type Invitations struct {
	db      *storage.DB
	meeting commands.Finder
	tell    Teller
}

// Teller tells everybody who hears it what happened to a meeting, and makes its
// card true.
type Teller = func(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error

// New makes the feature on a database. meeting finds the meetings that people name.
func New(db *storage.DB, meeting commands.Finder, tell Teller) *Invitations {
	return &Invitations{db: db, meeting: meeting, tell: tell}
}

// Groups are none: the commands stand among those of the meetings.
func (f *Invitations) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Invitations) Commands() []commands.Command {
	meeting := commands.Thing("meeting", f.meeting).Required()
	return []commands.Command{f.attend(meeting), f.answers(meeting), f.invite(meeting)}
}

// The kinds of work that invitations plan. Show belongs to the whole program.
const (
	show = "show"

	InviteKind = "invitation.letter" // key: board/invitation/person; a letter
	MissedKind = "invitation.missed" // key: board/invitation/person; a letter to who invited and to the office
	NotedKind  = "invitation.noted"  // key: board/meeting/person/when; a letter to who was told of by telephone
	MovedKind  = "invitation.moved"  // key: board/meeting; finds out who calls the meeting anew
	DueKind    = "invitation.due"    // key: board/meeting/n; finds out whether the meeting was called
	NudgeKind  = "invitation.nudge"  // key: board/meeting/person/when; a letter to chair and office
	RemindKind = "invitation.remind" // key: board/meeting/which; finds out who is reminded
	ComingKind = "invitation.coming" // key: board/meeting/person/which; a letter
)

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Invitations) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		InviteKind: f.Letter, MissedKind: f.missedLetter, NotedKind: f.notedLetter, NudgeKind: f.nudgeLetter, ComingKind: f.comingLetter,
	}
}

// Works are the kinds of jobs that do something.
func (f *Invitations) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{DueKind: f.due, MovedKind: f.due, RemindKind: f.remind}
}

// Views are none: what is shown of them stands on the card of the meeting.
func (f *Invitations) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// Hear plans the reminders of a meeting anew. Who called a meeting that is at
// another time since is told that its new date has to be called, once that
// cannot be undone any more.
func (f *Invitations) Hear(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error {
	if err := f.plan(tx, m); err != nil {
		return err
	}
	key := storage.JobKey(m.Board, m.ID)
	switch {
	case change != board.MeetingMoved && change != board.MeetingSet:
		return tx.Drop(MovedKind, key)
	case before.Starts.IsZero() || before.Starts.Equal(m.Starts):
		return nil // what an earlier change asked for is asked for still
	}
	calls, err := tx.Invitations(m.ID)
	if err != nil || len(calls) == 0 {
		return err
	}
	return errors.Join(tx.Drop(MovedKind, key), tx.Later(MovedKind, key, f.db.Now().Add(commands.Undoing), nil))
}

// Seated calls whoever votes for a seat now to the meetings that were called.
func (f *Invitations) Seated(tx *storage.Tx, of, seat board.ID) error {
	now, err := tx.Seat(seat)
	if err != nil || now.Vacant() {
		return err
	}
	ahead, err := f.ahead(tx, of)
	if err != nil {
		return err
	}
	for _, m := range ahead {
		calls, err := tx.Invitations(m.ID)
		if err != nil {
			return err
		}
		call, called := lastFor(m, calls)
		if !called {
			continue
		}
		if err := f.callOne(tx, call, board.Invited{Seat: seat, Person: now.Voter()}); err != nil {
			return err
		}
		if err := f.showLater(tx, m); err != nil {
			return err
		}
	}
	return nil
}

// Come calls somebody without a seat who comes to a meeting after it was called;
// once is enough.
func (f *Invitations) Come(tx *storage.Tx, m board.Meeting, who board.Person) error {
	calls, err := tx.Invitations(m.ID)
	if err != nil {
		return err
	}
	call, called := lastFor(m, calls)
	if !called || m.State != board.MeetingFixed || !m.Starts.After(f.db.Now()) {
		return nil
	}
	people, err := tx.InvitedPeople(call.ID)
	if err != nil || slices.ContainsFunc(people, func(i board.Invited) bool { return i.Person.ID == who.ID }) {
		return err
	}
	return f.callOne(tx, call, board.Invited{Person: who})
}

// farthest is how far ahead a meeting is looked for.
const farthest = 3 * 366 * 24 * time.Hour

// ahead are the meetings of a board that are still to be held and whose date
// stands, in their order.
func (f *Invitations) ahead(tx *storage.Tx, of board.ID) ([]board.Meeting, error) {
	now := f.db.Now()
	all, err := tx.MeetingsBetween(of, now, now.Add(farthest))
	var ahead []board.Meeting
	for _, m := range all {
		if m.State == board.MeetingFixed {
			ahead = append(ahead, m)
		}
	}
	return ahead, err
}

// lastFor is the last of the calls, if it is for the date that a meeting has.
func lastFor(m board.Meeting, calls []board.Invitation) (last board.Invitation, called bool) {
	if len(calls) == 0 {
		return last, false
	}
	last = calls[len(calls)-1]
	return last, last.Starts.Equal(m.Starts)
}

// showLater makes the card of a meeting true.
func (f *Invitations) showLater(tx *storage.Tx, m board.Meeting) error {
	return tx.Later(show, storage.Entity("meeting", m.ID), f.db.Now(), nil)
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// say is an answer with buttons below.
func say(m chat.Message, row ...chat.Button) chat.Reply {
	if len(row) > 0 {
		m = m.With(chat.Actions(row))
	}
	return chat.Reply{Messages: []chat.Message{m}}
}

func showButton(m board.Meeting) chat.Button {
	return commands.MeetingButton("meeting.button.show", m, "meeting.show")
}

func moreButton(m board.Meeting) chat.Button {
	return commands.MeetingButton("meeting.button.more", m, "meeting.more")
}

func agendaButton(m board.Meeting) chat.Button {
	return commands.MeetingButton("invitation.button.agenda", m, "meeting.agenda_show")
}

func answersButton(m board.Meeting) chat.Button {
	return commands.MeetingButton("invitation.button.answers", m, "meeting.answers")
}
