// Package dates is how a board finds the date of a meeting: dates are proposed, members say yes, if
// need be or no, and the best one is offered to be fixed. What speaks against a day
// (holidays, school holidays, local customs) is told. It knows no platform.
package dates

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Dates is the feature.
type Dates struct {
	db      *storage.DB
	meeting commands.Finder
	tell    Teller
	// Custom are the local customs that are told of a date. They are set before
	// the first event.
	Custom []board.CustomDay
}

// Teller tells everybody who hears it what happened to a meeting, and makes its
// card true.
type Teller = func(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error

// New makes the feature on a database. meeting finds the meetings that people name.
func New(db *storage.DB, meeting commands.Finder, tell Teller) *Dates {
	return &Dates{db: db, meeting: meeting, tell: tell}
}

// Groups are none: the commands stand among those of the meetings.
func (f *Dates) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Dates) Commands() []commands.Command {
	return []commands.Command{f.dates(), f.available(), f.holidays()}
}

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Dates) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		AskKind: f.ask, NudgeKind: f.nudge, ResultKind: f.result,
	}
}

// Works are the kinds of jobs that do something.
func (f *Dates) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{CloseKind: f.closeDue, ReminderKind: f.remind, ForgetKind: f.forget}
}

// Views are none of its own: a search stands on the card of its meeting.
func (f *Dates) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// answerButton leads to the dates, each with its answers.
func answerButton(m board.Meeting) chat.Button {
	return commands.MeetingButton("date.button.answer", m, "meeting.dates", "page", "1")
}

func showButton(m board.Meeting) chat.Button {
	return commands.MeetingButton("date.button.show", m, "meeting.dates")
}

func meetingButton(m board.Meeting) chat.Button {
	return commands.MeetingButton("date.button.meeting", m, "meeting.show")
}

// reply is one message with a row of buttons.
func reply(m chat.Message, row ...chat.Button) chat.Reply {
	if len(row) > 0 {
		m = m.With(chat.Actions(row))
	}
	return chat.Reply{Messages: []chat.Message{m}}
}
