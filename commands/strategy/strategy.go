// Package strategy makes of what the board wrote the document that it hands on:
// its phases, its versions, to which committee it went and what came of it, and
// who consents to be named in it. What stands in the chapters the other features
// say. It knows no platform.
package strategy

import (
	"context"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// Strategy is the feature.
type Strategy struct {
	db       *storage.DB
	open     Opener
	chapters []Chapter
}

// New makes the feature on a database; open opens the polls that it asks for, chapters are those of the document, in their order.
func New(db *storage.DB, open Opener, chapters ...Chapter) *Strategy {
	return &Strategy{db: db, open: open, chapters: chapters}
}

// Opener opens a poll inside a transaction: what draft leaves out is as the
// board's rules have it, and everybody is told. When the poll is over, work of
// the kind "decided." and the kind of what it was about falls due, with the key
// BOARD/POLL. A refusal is a *commands.Error.
type Opener = func(tx *storage.Tx, c *commands.Call, draft board.Poll) (board.Poll, error)

// Chapter is a chapter of the strategy: of a board, in a language, as it stands
// now, and with the names of those who consent. No blocks: there is none yet.
type Chapter = func(tx *storage.Tx, b board.Board, l words.Language, named map[board.ID]string) ([]documents.Block, error)

// Groups are none of its own: its commands belong to the board.
func (f *Strategy) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Strategy) Commands() []commands.Command {
	return []commands.Command{f.phase(), f.strategy(), f.submit(), f.result(), f.consent()}
}

// The kinds of work that are planned here. The key begins with the board.
const (
	PhaseKind      = "strategy.phase"      // key: board/opening; a post
	FileKind       = "strategy.file"       // key: board/version/person/format; a letter
	SubmittedKind  = "strategy.submitted"  // key: board/submission; a post
	ConsideredKind = "strategy.considered" // key: board/submission/result; a post

	decidedKind = "decided." + string(board.AboutPhase) // key: board/poll
)

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Strategy) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		PhaseKind: f.phaseLetter, FileKind: f.fileLetter, SubmittedKind: f.submittedLetter, ConsideredKind: f.consideredLetter,
	}
}

// Works are the kinds of jobs that do something.
func (f *Strategy) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{decidedKind: f.phaseDecided}
}

// Views are what the shown things look like now, by kind of entity.
func (f *Strategy) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return map[string]func(context.Context, board.ID) (commands.View, error){Entity: f.view}
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

func button(label chat.Text, of board.ID, path string, pairs ...string) chat.Button {
	return commands.Button(label, of, path, pairs...)
}

func say(key string, pairs ...any) chat.Reply {
	return chat.Reply{Messages: []chat.Message{chat.Say(chat.T(key, pairs...))}}
}

// numbers are numbers as a list of texts says them.
func numbers(all []int) []string {
	texts := make([]string, len(all))
	for i, n := range all {
		texts[i] = strconv.Itoa(n)
	}
	return texts
}
