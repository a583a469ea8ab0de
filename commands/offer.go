package commands

import (
	"errors"
	"time"

	"beirat/board"
	"beirat/chat"
)

// Letter is one message that the program sends by itself: to a board's homes,
// or to one person of it.
type Letter struct {
	Board   board.ID
	Person  board.ID // zero: to the channel of every home
	On      string   // the platform on which the person is written to; empty: where they were last
	Message chat.Message
	Drop    string // not empty: not to be sent after all, and why

	// How it goes together with other letters to the same person, who may have
	// chosen to hear once a day or a week.

	Line chat.Text // what it says in one line, in a digest; zero: its first line
	// Opens shows in full what Line says; zero: that of its buttons which does, else
	// the first.
	Opens    chat.Button
	Reminder bool      // of what is still open: several within some minutes become one message
	Urgent   bool      // is sent at once, whatever the person has chosen
	Before   time.Time // what it is about is over then, and it is told in time for that; zero: it may wait
}

// ErrDropped ends work that came too late to matter; what wraps it says why.
var ErrDropped = errors.New("dropped")

// View is what a shown thing looks like now.
type View struct {
	Board   board.ID
	Message chat.Message
	Changes time.Time // when it looks different by the clock alone; zero: never
}

// Task is something that a person still owes.
type Task struct {
	Text    chat.Text
	Buttons []chat.Button
	Due     time.Time
	Ballot  bool // it is a ballot that is missing
}

// Way is something that a reader can do with a thing: what comes of it, in a
// sentence, and its button.
type Way struct {
	About  chat.Text
	Button chat.Button
}

// Fold makes alike what people mean alike in a name: capitals, ä, ae and a,
// hyphens and spaces. For comparing, never for showing.
func Fold(name string) string { return fold(name) }

// Cut is what is repeated to a person of something wrong that they gave.
func Cut(typed string) string { return cut(typed, shownLength) }

// Book is the book that the command stands in.
func (c *Call) Book() *Book { return c.book }
