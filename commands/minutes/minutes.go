// Package minutes is the record of a meeting: drafted when it ends, worked on, approved at the
// next one, and given out as a file. It knows no platform.
package minutes

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Minutes is the feature.
type Minutes struct {
	db      *storage.DB
	meeting commands.Finder
	tell    Teller
}

// Teller tells everybody who hears it what happened to a meeting, and makes its
// card true.
type Teller = func(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error

// New makes the feature on a database. meeting finds the meetings that people name.
func New(db *storage.DB, meeting commands.Finder, tell Teller) *Minutes {
	return &Minutes{db: db, meeting: meeting, tell: tell}
}

// Groups are none: the commands stand among those of the meetings.
func (f *Minutes) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Minutes) Commands() []commands.Command { return nil }

// Tasks are what a person still owes.
func (f *Minutes) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Minutes) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return nil
}

// Works are the kinds of jobs that do something.
func (f *Minutes) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Minutes) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// Hear hears what happened to a meeting, in the transaction in which it did.
func (f *Minutes) Hear(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error {
	return nil
}

// Part adds to the card of a meeting that everybody sees.
func (f *Minutes) Part(tx *storage.Tx, m board.Meeting) ([]chat.Block, []chat.Button, error) {
	return nil, nil, nil
}

// Ways are what the one who calls can do with a meeting.
func (f *Minutes) Ways(tx *storage.Tx, c *commands.Call, m board.Meeting) ([]commands.Way, error) {
	return nil, nil
}
