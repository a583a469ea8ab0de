// Package calendars is the meetings of a board as others read them: a file for
// each, a calendar to subscribe to, and what a platform shows of its own. It
// carries out "meeting.calendar", and knows no platform.
//
// A board has one public calendar, with what has a date that stands and the
// public items of its agenda, and for each of those inside one of their own with
// everything, under an address that only they are told. Nobody who takes part is
// named in either.
package calendars

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Calendars is the feature.
type Calendars struct {
	db      *storage.DB
	meeting commands.Finder
	// Site is where the calendars are reached over the web, as
	// "https://beirat.musterstadt.de"; empty: they are not. It is set before the
	// first event.
	Site string
}

// Teller tells everybody who hears it what happened to a meeting, and makes its
// card true.
type Teller = func(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error

// New makes the feature on a database. meeting finds the meetings that people name.
func New(db *storage.DB, meeting commands.Finder, _ Teller) *Calendars {
	return &Calendars{db: db, meeting: meeting}
}

// Groups are none: the command stands among those of the meetings.
func (f *Calendars) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Calendars) Commands() []commands.Command { return []commands.Command{f.calendar()} }

// Tasks are what a person still owes.
func (f *Calendars) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Calendars) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return nil
}

// Works are the kinds of jobs that do something.
func (f *Calendars) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Calendars) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// Hear lets the public calendar tell of a meeting from when its date stands, and
// platforms show what is true of it.
func (f *Calendars) Hear(tx *storage.Tx, _ board.MeetingChange, before, m board.Meeting) error {
	stands := m.State != board.MeetingTentative && m.State != board.MeetingCancelled && !m.Starts.IsZero()
	if stands {
		if err := tx.PublishMeeting(m.ID); err != nil {
			return err
		}
	}
	if !stands && (before.ID == 0 || before.State == board.MeetingTentative) {
		return nil
	}
	return f.announce(tx, m)
}

// Part adds nothing to the card of a meeting.
func (f *Calendars) Part(*storage.Tx, board.Meeting) ([]chat.Block, []chat.Button, error) {
	return nil, nil, nil
}

// Ways are what the one who calls can do with a meeting: put it into their calendar.
func (f *Calendars) Ways(_ *storage.Tx, _ *commands.Call, m board.Meeting) ([]commands.Way, error) {
	if m.Starts.IsZero() {
		return nil, nil
	}
	return []commands.Way{{About: chat.T("calendar.way"), Button: commands.MeetingButton("calendar.button", m, "meeting.calendar")}}, nil
}
