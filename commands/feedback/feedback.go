// Package feedback asks a board about new online services: a round has tasks to
// try, everybody rates them and says what is wrong, by name or so that nobody
// knows who said what. What is reported, answered and asked back is others'.
// It knows no platform.
package feedback

import (
	"context"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Feedback is the feature.
type Feedback struct {
	db *storage.DB
	// Hears are told that a round is over, in the transaction that closes it. They
	// are set before the first event.
	Hears []Hearer
	// Parts are what the card of a round says besides, in order, and the buttons
	// below it. They are set before the first event.
	Parts []Part
	// Ways are what a reader can do with a round, in order. They are set before the
	// first event.
	Ways []Offer
	// Settle is how long the card of a round waits for more feedback after some, so
	// that much makes one change. It is set before the first event.
	Settle time.Duration
	// Typed tells that nothing can be pressed, and people type a line instead.
	// It is set before the first event.
	Typed bool

	drawn drawn // keys that were told, until the form for which they are opens
}

type (
	// Hearer hears that a round is over.
	Hearer = func(tx *storage.Tx, r board.FeedbackRound) error
	// Part adds to the card that everybody sees.
	Part = func(tx *storage.Tx, r board.FeedbackRound) ([]chat.Block, []chat.Button, error)
	// Offer says what the one who calls can do with a round.
	Offer = func(tx *storage.Tx, c *commands.Call, r board.FeedbackRound) ([]commands.Way, error)
)

// New makes the feature on a database.
func New(db *storage.DB) *Feedback { return &Feedback{db: db} }

// Groups are how the commands are reached.
func (f *Feedback) Groups() []commands.Group {
	return []commands.Group{{Name: "feedback", Bare: "feedback.list", Number: "feedback.show"}}
}

// Commands are the declarations, in the order of the manual.
func (f *Feedback) Commands() []commands.Command {
	return []commands.Command{
		f.start(), f.give(), f.list(), f.show(), f.more(), f.close(), f.extend(), f.template(),
		f.rate(), f.point(), f.own(), f.box(), f.slip(), f.secrecy(),
	}
}

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Feedback) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		AskKind: f.ask, NudgeKind: f.nudge, NoticeKind: f.notice,
	}
}

// Works are the kinds of jobs that do something.
func (f *Feedback) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{CloseKind: f.closeDue, ReminderKind: f.remind, ShredKind: f.db.ShredFor}
}

// Views are what the shown things look like now, by kind of entity.
func (f *Feedback) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return map[string]func(context.Context, board.ID) (commands.View, error){Entity: f.view}
}

// Entity is the prefix of the rounds among the shown things.
const Entity = "feedback"

// show is the work of making what is shown true. It belongs to the whole program.
const show = "show"

// Show makes the card of a round true.
func (f *Feedback) Show(tx *storage.Tx, r board.FeedbackRound) error {
	return tx.Later(show, storage.Entity(Entity, r.ID), f.db.Now(), nil)
}

// showSoon is Show after feedback came, of which there may be much at once.
func (f *Feedback) showSoon(tx *storage.Tx, r board.FeedbackRound) error {
	return tx.Later(show, storage.Entity(Entity, r.ID), f.db.Now().Add(f.Settle), nil)
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// button is one that does a command on the round.
func button(label string, r board.FeedbackRound, path string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), r.Board, path, append(pairs, "round", strconv.Itoa(r.Number))...)
}

func giveButton(r board.FeedbackRound) chat.Button {
	return button("feedback.button.give", r, "feedback.give")
}

func showButton(r board.FeedbackRound) chat.Button {
	return button("feedback.button.show", r, "feedback.show")
}

func moreButton(r board.FeedbackRound) chat.Button {
	return button("feedback.button.more", r, "feedback.more")
}

// said is an answer of one message.
func said(m chat.Message, buttons ...chat.Button) chat.Reply {
	if len(buttons) > 0 {
		m = m.With(chat.Actions(buttons))
	}
	return chat.Reply{Messages: []chat.Message{m}}
}
