// Package reports says what came of a round of feedback: distributions, texts word
// for word, comparisons. It knows no platform.
package reports

import (
	"context"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Reports is the feature.
type Reports struct {
	db    *storage.DB
	round commands.Finder
}

// New makes the feature on a database.
func New(db *storage.DB, round commands.Finder) *Reports { return &Reports{db: db, round: round} }

// Groups are none: the commands stand among those of others.
func (f *Reports) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Reports) Commands() []commands.Command {
	return []commands.Command{f.report(), f.compare()}
}

// The kinds of work that are planned here. The key begins with the board.
const (
	OverKind = "feedback.over"   // key: board/round/person; a letter with the result
	FileKind = "feedback.report" // key: board/round/person/format; a letter
)

// Tasks are what a person still owes: nothing, for a report is read by who wants to.
func (f *Reports) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Reports) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){OverKind: f.overLetter, FileKind: f.fileLetter}
}

// Works are the kinds of jobs that do something.
func (f *Reports) Works() map[string]func(context.Context, storage.Job) error { return nil }

// Views are what the shown things look like now, by kind of entity.
func (f *Reports) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// button is one that does a command on a round.
func button(label string, r board.FeedbackRound, path string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), r.Board, path, append(pairs, "round", strconv.Itoa(r.Number))...)
}

func reportButton(r board.FeedbackRound) chat.Button {
	return button("report.button.show", r, "feedback.report")
}

func compareButton(r board.FeedbackRound) chat.Button {
	return button("report.button.compare", r, "feedback.compare")
}

func say(m chat.Message) chat.Reply { return chat.Reply{Messages: []chat.Message{m}} }
