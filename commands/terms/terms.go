// Package terms is what follows when a term of a board ends: the next one, the
// archive of those that are over, their chronicle, and certificates of service.
// It carries out the commands "laufzeit …" of the board by the rules of package
// board. It knows no platform.
package terms

import (
	"context"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Terms is the feature.
type Terms struct {
	db *storage.DB
	// Outcome says what came of a poll, in a few words.
	Outcome func(board.Poll) chat.Text
	// Ends are told that a term is over, in the transaction in which the next one
	// begins and before it does. They are set before the first event.
	Ends []Ender
}

// Ender ends what runs in a board and belongs to the term that was over at a moment.
type Ender = func(tx *storage.Tx, of board.ID, over time.Time) error

// New makes the feature on a database; outcome says what came of a poll.
func New(db *storage.DB, outcome func(board.Poll) chat.Text) *Terms {
	return &Terms{db: db, Outcome: outcome}
}

// Groups are none: the commands stand among those of the board.
func (f *Terms) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Terms) Commands() []commands.Command {
	return []commands.Command{f.next(), f.archive(), f.chronicle(), f.certificate()}
}

// Tasks are none: of a term nobody owes anything.
func (f *Terms) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Terms) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		PlannedKind: f.plannedLetter, DroppedKind: f.droppedLetter, BegunKind: f.begunLetter, ThanksKind: f.thanksLetter,
	}
}

// Works are the kinds of jobs that do something.
func (f *Terms) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{BeginKind: f.beginWork}
}

// Views are none: a term has no card.
func (f *Terms) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// say is an answer of paragraphs, with buttons below.
func say(buttons []chat.Button, texts ...chat.Text) chat.Reply {
	m := chat.Say(texts...)
	if len(buttons) > 0 {
		m = m.With(chat.Actions(buttons))
	}
	return chat.Reply{Messages: []chat.Message{m}}
}

func button(label string, of board.ID, path string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), of, path, pairs...)
}

func archiveButton(of board.ID, number int) chat.Button {
	return button("term.button.archive", of, "board.term_archive", "term", strconv.Itoa(number))
}
