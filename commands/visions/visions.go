// Package visions is how the board says where it wants to go: a round with a
// guiding question, working groups drawn by lot, statements, and suggestions to
// them, until a text is finished and frozen. It carries out the commands of the
// group "vision" by the rules of package board. It knows no platform.
package visions

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Visions is the feature.
type Visions struct {
	db   *storage.DB
	open Opener
}

// New makes the feature on a database; open opens the polls that it asks for.
func New(db *storage.DB, open Opener) *Visions { return &Visions{db: db, open: open} }

// Groups are how the commands are reached.
func (f *Visions) Groups() []commands.Group {
	return []commands.Group{{Name: "vision", Bare: "vision.list", Number: "vision.show"}}
}

// Commands are the declarations, in the order of the manual.
func (f *Visions) Commands() []commands.Command {
	p := f.params()
	return []commands.Command{
		f.list(), f.show(p), f.propose(p), f.suggest(p), f.change(p), f.accept(p), f.decline(p), f.decide(p), f.retract(p),
		f.finish(p), f.withdraw(p), f.history(p), f.file(),
		f.round(p), f.groups(), f.check(), f.redraw(p), f.end(p),
	}
}

// The kinds of work that visions plan. Show belongs to the whole program.
const (
	show = "show"

	NoticeKind    = "vision.notice"    // key: board/what/when; a post
	GroupKind     = "vision.group"     // key: board/round/seat/draw; a letter to who holds the seat
	SuggestedKind = "vision.suggested" // key: board/suggestion/person; a letter to who decides about it
	AnsweredKind  = "vision.answered"  // key: board/suggestion; a letter to the author of the suggestion
)

// The entities that are shown in the channel.
const (
	groupEntity      = "vision_group"
	statementEntity  = "statement"
	suggestionEntity = "suggestion"
)

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Visions) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		NoticeKind: f.noticePost, GroupKind: f.groupLetter, SuggestedKind: f.suggestedLetter, AnsweredKind: f.answeredLetter,
	}
}

// Works are the kinds of jobs that do something.
func (f *Visions) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{
		"decided." + string(board.AboutStatement):  f.statementDecided,
		"decided." + string(board.AboutSuggestion): f.suggestionDecided,
	}
}

// Views are what the shown things look like now, by kind of entity.
func (f *Visions) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return map[string]func(context.Context, board.ID) (commands.View, error){
		groupEntity: f.groupCard, statementEntity: f.statementCard, suggestionEntity: f.suggestionCard,
	}
}

// Opener opens a poll inside a transaction: what draft leaves out is as the
// board's rules have it, and everybody is told. When the poll is over, work of
// the kind "decided." and the kind of what it was about falls due, with the key
// BOARD/POLL. A refusal is a *commands.Error.
type Opener = func(tx *storage.Tx, c *commands.Call, draft board.Poll) (board.Poll, error)

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// say is an answer of one sentence, with buttons below.
func say(text chat.Text, row ...chat.Button) chat.Reply {
	m := chat.Say(text)
	if len(row) > 0 {
		m = m.With(chat.Actions(row))
	}
	return chat.Reply{Messages: []chat.Message{m}}
}

// showNow makes what is shown of a thing true.
func (f *Visions) showNow(tx *storage.Tx, kind string, id board.ID) error {
	return tx.Later(show, storage.Entity(kind, id), f.db.Now(), nil)
}
