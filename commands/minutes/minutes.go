// Package minutes is the record of a meeting: drafted when it ends, worked on, approved at the
// next one, and given out as a file. It knows no platform.
package minutes

import (
	"context"
	"errors"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// Minutes is the feature.
type Minutes struct {
	db      *storage.DB
	meeting commands.Finder
	tell    Teller
	vote    Voted
}

// Teller tells everybody who hears it what happened to a meeting, and makes its
// card true.
type Teller = func(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error

// Voted is a poll as minutes tell it.
type Voted = func(tx *storage.Tx, poll board.ID) (commands.Minuted, error)

// New makes the feature on a database. meeting finds the meetings that people
// name, vote says what came of a poll.
func New(db *storage.DB, meeting commands.Finder, tell Teller, vote Voted) *Minutes {
	return &Minutes{db: db, meeting: meeting, tell: tell, vote: vote}
}

// Groups are none: the commands stand among those of the meetings.
func (f *Minutes) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Minutes) Commands() []commands.Command {
	return []commands.Command{f.show(), f.edit(), f.object(), f.finish(), f.approve()}
}

// The kinds of work that are planned here. The key begins with the board.
const (
	DueKind       = "minutes.due"       // key: board/meeting/which; plans the reminders
	ReminderKind  = "minutes.reminder"  // key: board/meeting/person/which; a letter
	FinishedKind  = "minutes.finished"  // key: board/meeting/person; a letter with the files
	ObjectionKind = "minutes.objection" // key: board/meeting/person/objection; a letter
	ApprovedKind  = "minutes.approved"  // key: board/meeting; a post
	FileKind      = "minutes.file"      // key: board/meeting/person/format; a letter
)

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Minutes) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		ReminderKind: f.reminder, FinishedKind: f.finishedLetter, ObjectionKind: f.objectionLetter, ApprovedKind: f.approvedPost, FileKind: f.fileLetter,
	}
}

// Works are the kinds of jobs that do something.
func (f *Minutes) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{DueKind: f.due}
}

// Views are what the shown things look like now, by kind of entity.
func (f *Minutes) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// selectable is how many minutes a form offers at most.
const selectable = 25

// finder finds the meeting whose minutes are meant: the only one whose minutes
// are not approved, when none is named.
func (f *Minutes) finder(also ...func(board.Minutes) bool) commands.Finder {
	own := f.meeting
	own.None = "minutes.none_waiting"
	own.Open = func(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
		var found []commands.Found
		err := f.db.Read(ctx, func(tx *storage.Tx) error {
			waiting, err := tx.UnapprovedMinutes(c.Board.ID, selectable)
			if err != nil {
				return err
			}
			for _, n := range waiting {
				m, err := tx.Meeting(n.Meeting)
				if err != nil {
					return err
				}
				meant := true
				for _, which := range also {
					meant = meant && which(n)
				}
				if meant {
					found = append(found, foundOne(c, m))
				}
			}
			return nil
		})
		return found, err
	}
	return own
}

// latest finds the meeting whose minutes somebody wants to read: the one before
// last if the last one has none yet.
func (f *Minutes) latest() commands.Finder {
	own := f.meeting
	own.None = "minutes.none_yet"
	own.Open = func(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
		var found []commands.Found
		err := f.db.Read(ctx, func(tx *storage.Tx) error {
			all, err := tx.Meetings(c.Board.ID, selectable)
			for _, m := range all {
				if err != nil || m.State != board.MeetingHeld {
					continue
				}
				if _, err = tx.Minutes(m.ID); err == nil {
					found = []commands.Found{foundOne(c, m)}
					return nil
				}
				if errors.Is(err, storage.ErrNotFound) {
					err = nil
				}
			}
			return err
		})
		return found, err
	}
	return own
}

func foundOne(c *commands.Call, m board.Meeting) commands.Found {
	return commands.Found{ID: m.ID, Number: m.Number, Title: words.Printer{Language: c.Language}.Print(commands.MeetingTitle(m))}
}

// of reads a meeting with its minutes; a refusal, if there are none.
func of(tx *storage.Tx, meeting board.ID) (board.Meeting, board.Minutes, error) {
	m, err := tx.Meeting(meeting)
	if err != nil {
		return m, board.Minutes{}, err
	}
	n, err := tx.Minutes(meeting)
	return m, n, none(m, err)
}

// locked is of for a change.
func locked(tx *storage.Tx, m board.Meeting) (board.Minutes, error) {
	n, err := tx.LockMinutes(m.Board, m.ID)
	return n, none(m, err)
}

// none says why a meeting has no minutes.
func none(m board.Meeting, err error) error {
	if err == nil && m.State == board.MeetingHeld || err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	return commands.Refuse("minutes.none."+string(m.State), "Meeting", commands.MeetingTitle(m))
}

func button(label string, m board.Meeting, path string, pairs ...string) chat.Button {
	return commands.MeetingButton(label, m, path, pairs...)
}

func showButton(m board.Meeting) chat.Button {
	return button("minutes.button.show", m, "meeting.minutes_show")
}

func say(text chat.Text, buttons ...chat.Button) chat.Reply {
	m := chat.Say(text)
	if len(buttons) > 0 {
		m = m.With(chat.Actions(buttons))
	}
	return chat.Reply{Messages: []chat.Message{m}}
}

func number(n int) string { return strconv.Itoa(n) }
