// Package evaluation is how a board looks back on its term: what its members say
// of it in a survey, which is a round of feedback, what it did in numbers, what it
// advises the council for the time after, and what the council decides. It knows
// no platform.
package evaluation

import (
	"context"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Evaluation is the feature.
type Evaluation struct {
	db    *storage.DB
	open  Opener
	begin Beginner
	// Unplan takes back the next term that is planned for a board, as
	// terms.Terms.Unplan does. It is set before the first event.
	Unplan func(tx *storage.Tx, of, by board.ID) error
	// Typed tells that nothing can be pressed, and people type a line instead.
	// It is set before the first event.
	Typed bool
}

type (
	// Opener opens a poll inside a transaction, as polls.Polls does.
	Opener = func(tx *storage.Tx, c *commands.Call, draft board.Poll) (board.Poll, error)
	// Beginner begins a round of feedback inside a transaction, as feedback.Feedback does.
	Beginner = func(tx *storage.Tx, c *commands.Call, draft board.FeedbackRound, asked []board.ID) (board.FeedbackRound, error)
)

// New makes the feature on a database.
func New(db *storage.DB, open Opener, begin Beginner) *Evaluation {
	return &Evaluation{db: db, open: open, begin: begin}
}

// Groups are none: the commands stand among those of the board.
func (f *Evaluation) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Evaluation) Commands() []commands.Command {
	return []commands.Command{f.evaluate(), f.start(), f.figures(), f.outcome(), f.decide()}
}

// Tasks are none: what the survey asks is a task of the rounds of feedback.
func (f *Evaluation) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// The kinds of work that are planned here. The key begins with the board.
const (
	LookKind     = "evaluation.look"     // key: board; looks whether the end of the term is near
	NearKind     = "evaluation.near"     // key: board/person/day/months; a letter to who coordinates
	SurveyedKind = "evaluation.surveyed" // key: board/round/person; a letter to who coordinates
	AdvisedKind  = "evaluation.advised"  // key: board/poll/person; a letter to who coordinates
	CouncilKind  = "evaluation.council"  // key: board/decision; a post

	decidedKind = "decided." + string(board.AboutTerm) // key: board/poll; the vote is over
)

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Evaluation) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		NearKind: f.nearLetter, SurveyedKind: f.surveyedLetter, AdvisedKind: f.advisedLetter, CouncilKind: f.councilLetter,
	}
}

// Works are the kinds of jobs that do something.
func (f *Evaluation) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{LookKind: f.look, decidedKind: f.decided}
}

// Views are none: what is shown is the card of the survey, and that of the vote.
func (f *Evaluation) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// reply is an answer of one message, with buttons below.
func reply(m chat.Message, buttons ...chat.Button) chat.Reply {
	if len(buttons) > 0 {
		m = m.With(chat.Actions(buttons))
	}
	return chat.Reply{Messages: []chat.Message{m}}
}

func button(label string, of board.ID, path string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), of, path, pairs...)
}

func stateButton(of board.ID) chat.Button {
	return button("evaluation.button.state", of, "board.evaluate")
}

func startButton(of board.ID) chat.Button {
	return button("evaluation.button.start", of, "board.evaluate_start")
}

func figuresButton(of board.ID) chat.Button {
	return button("evaluation.button.figures", of, "board.evaluate_figures")
}

func outcomeButton(of board.ID) chat.Button {
	return button("evaluation.button.outcome", of, "board.evaluate_outcome")
}

func decideButton(of board.ID, pairs ...string) chat.Button {
	return button("evaluation.button.decide", of, "board.evaluate_decide", pairs...)
}

func surveyButton(r board.FeedbackRound) chat.Button {
	return button("evaluation.button.survey", r.Board, "feedback.show", "round", strconv.Itoa(r.Number))
}

func reportButton(r board.FeedbackRound) chat.Button {
	return button("report.button.show", r.Board, "feedback.report", "round", strconv.Itoa(r.Number))
}

func pollButton(p board.Poll) chat.Button {
	return button("evaluation.button.poll", p.Board, "poll.show", "poll", strconv.Itoa(p.Number))
}

// fateName is what is to become of the board, in words.
func fateName(fate board.TermFate) chat.Text {
	if fate == "" {
		return chat.Text{}
	}
	return chat.T("value.future." + string(fate) + ".label")
}
