// Package proceedings is what happens while a meeting is held: who is there and
// whether that is enough, which item is called, what is written down, who takes
// on what, and the end. Votes that are opened meanwhile are votes of the meeting;
// who comes and goes is told to the polls. It knows no platform.
package proceedings

import (
	"context"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Proceedings is the feature.
type Proceedings struct {
	db      *storage.DB
	meeting commands.Finder
	tell    Teller
	polls   Polls
}

// Teller tells everybody who hears it what happened to a meeting, and makes its
// card true.
type Teller = func(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error

// Polls are the votes of a meeting, as far as they go by who is there.
type Polls interface {
	// Attend tells the open votes of a meeting that a seat is there, or is not any
	// more. A ballot that was cast stays.
	Attend(tx *storage.Tx, m board.Meeting, seat board.ID, here bool) error
	// Concerned takes a seat out of the open votes on an item. The error is a
	// *commands.Error where it has voted in one.
	Concerned(tx *storage.Tx, m board.Meeting, item, seat board.ID) error
	// Running are the open votes of a meeting that end with it.
	Running(tx *storage.Tx, m board.Meeting) ([]board.Poll, error)
	// EndWith ends them as of the end of the meeting.
	EndWith(tx *storage.Tx, m board.Meeting) error
}

// New makes the feature on a database. meeting finds the meetings that people name.
func New(db *storage.DB, meeting commands.Finder, tell Teller, polls Polls) *Proceedings {
	return &Proceedings{db: db, meeting: meeting, tell: tell, polls: polls}
}

// Groups are none: the commands stand among those of the meetings.
func (f *Proceedings) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Proceedings) Commands() []commands.Command {
	p := params{
		meeting: commands.Thing("meeting", f.meeting).Required(),
		item:    commands.Number("at_item", 1, 99),
		confirm: commands.Flag("confirm").Hidden(),
	}
	return []commands.Command{f.open(p), f.present(p), f.call(p), f.note(p), f.addTask(p), f.doneTask(), f.reopenTask(), f.listTasks(), f.close(p)}
}

// params are the parameters that several commands share.
type params struct {
	meeting commands.ThingParam
	item    commands.NumberParam // its number on the agenda
	confirm commands.FlagParam
}

// The kinds of work that is planned here. The key of each begins with the board.
const (
	BegunKind    = "meeting.begun"          // key: board/meeting/when; a post: it has begun, and what makes it quorate
	QuorumKind   = "meeting.quorum"         // key: board/meeting/when; a post: it is quorate now, or not any more
	UnclosedKind = "meeting.unclosed"       // key: board/meeting/n; finds out who should close it
	CloseKind    = "meeting.close_reminder" // key: board/meeting/n/person; a letter: it is still open

	TaskKind     = "task.assigned" // key: board/task/owner; a letter: what they took on
	TaskDueKind  = "task.due"      // key: board/task/days; finds out whether to remind of it
	TaskNearKind = "task.reminder" // key: board/task/days; a letter: it falls due

	// show belongs to the whole program: it makes every shown message of an entity true.
	show = "show"
)

// entity is the prefix of the meetings among the shown things.
const entity = "meeting"

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Proceedings) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		BegunKind: f.Begun, QuorumKind: f.QuorumNews, CloseKind: f.CloseReminder, TaskKind: f.Assigned, TaskNearKind: f.TaskNear,
	}
}

// Works are the kinds of jobs that do something.
func (f *Proceedings) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{UnclosedKind: f.Unclosed, TaskDueKind: f.TaskDue}
}

// Views are what the shown things look like now, by kind of entity.
func (f *Proceedings) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// Hear hears what happened to a meeting, in the transaction in which it did.
func (f *Proceedings) Hear(tx *storage.Tx, change board.MeetingChange, _, m board.Meeting) error {
	if change != board.MeetingBegun && (change != board.MeetingRestored || m.State != board.MeetingOpen) {
		return nil
	}
	return f.planUnclosed(tx, m)
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// say answers with sentences.
func say(texts ...chat.Text) chat.Reply {
	return chat.Reply{Messages: []chat.Message{chat.Say(texts...)}}
}

// showLater makes the card of a meeting true.
func (f *Proceedings) showLater(tx *storage.Tx, m board.Meeting) error {
	return tx.Later(show, storage.Entity(entity, m.ID), f.db.Now(), nil)
}

// moment is a key that is never asked for again.
func moment(t time.Time) string { return strconv.FormatInt(t.UnixNano(), 10) }

// lockOpen reads a meeting that is being held, and holds it.
func lockOpen(tx *storage.Tx, of, id board.ID) (board.Meeting, error) {
	m, err := tx.LockMeeting(of, id)
	if err != nil {
		return m, err
	}
	return m, refuseClosed(m)
}

// refuseClosed says that a meeting is not being held; nil if it is.
func refuseClosed(m board.Meeting) error {
	if m.State == board.MeetingOpen {
		return nil
	}
	no := commands.Refuse("proceeding.not_open."+string(m.State), "Meeting", commands.MeetingTitle(m))
	if m.State == board.MeetingFixed {
		return no.With(commands.MeetingButton("cmd.meeting.open.title", m, "meeting.open"))
	}
	return no.With(commands.MeetingButton("meeting.button.show", m, "meeting.show"))
}
