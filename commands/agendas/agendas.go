// Package agendas is what a meeting is about: its items, who presents them, the guests with
// their impulses, and what of the board's work waits to be talked about. It knows no platform.
package agendas

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Agendas is the feature.
type Agendas struct {
	db      *storage.DB
	meeting commands.Finder
	tell    Teller
}

// Teller tells everybody who hears it what happened to a meeting, and makes its
// card true.
type Teller = func(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error

// New makes the feature on a database. meeting finds the meetings that people name.
func New(db *storage.DB, meeting commands.Finder, tell Teller) *Agendas {
	return &Agendas{db: db, meeting: meeting, tell: tell}
}

// Groups are none: the commands stand among those of the meetings.
func (f *Agendas) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Agendas) Commands() []commands.Command { return nil }

// Tasks are what a person still owes.
func (f *Agendas) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Agendas) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return nil
}

// Works are the kinds of jobs that do something.
func (f *Agendas) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Agendas) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// Hear hears what happened to a meeting, in the transaction in which it did.
func (f *Agendas) Hear(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error {
	return nil
}

// Part adds to the card of a meeting that everybody sees.
func (f *Agendas) Part(tx *storage.Tx, m board.Meeting) ([]chat.Block, []chat.Button, error) {
	return nil, nil, nil
}

// Ways are what the one who calls can do with a meeting.
func (f *Agendas) Ways(tx *storage.Tx, c *commands.Call, m board.Meeting) ([]commands.Way, error) {
	return nil, nil
}
