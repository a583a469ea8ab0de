// Package answers is how the administration answers points of feedback, how it is
// asked back about them, and what everybody reads of what became of them. It
// knows no platform.
package answers

import (
	"context"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Answers is the feature.
type Answers struct {
	db    *storage.DB
	round commands.Finder
	tries *tries // of keys that were none
}

// New makes the feature on a database. round finds the rounds that people name.
func New(db *storage.DB, round commands.Finder) *Answers {
	return &Answers{db: db, round: round, tries: newTries()}
}

// Groups are none: the commands stand among those of others.
func (f *Answers) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Answers) Commands() []commands.Command {
	return []commands.Command{f.points(), f.answer(), f.ask(), f.reply(), f.replyNameless(), f.summary()}
}

// The kinds of work that are planned here. The key begins with the board.
const (
	TellKind     = "answer.tell"     // key: board/round/until; plans the letters about answers of a while
	AnsweredKind = "answer.answered" // key: board/round/person/until; a letter
	QuestionKind = "answer.question" // key: board/round/question/person; a letter
	CollectKind  = "answer.collect"  // key: board/round; in the evening, finds the nameless replies of a day
	RepliedKind  = "answer.replied"  // key: board/round/question/which; a letter
	DueKind      = "answer.due"      // key: board/round; plans the reminders of what is owed
	ReminderKind = "answer.reminder" // key: board/round/person/day; a letter
	OverdueKind  = "answer.overdue"  // key: board/round/person; a letter to the chair, once
	DoneKind     = "answer.done"     // key: board/round/person; a letter: everything is answered
	SummaryKind  = "answer.summary"  // key: board/round; a post
	ShredKind    = "answer.unlink"   // key: board/round; nothing shall tell who replied
)

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Answers) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		AnsweredKind: f.answeredLetter, QuestionKind: f.questionLetter, RepliedKind: f.repliedLetter,
		ReminderKind: f.reminder, OverdueKind: f.overdueLetter, DoneKind: f.doneLetter, SummaryKind: f.summaryPost,
	}
}

// Works are the kinds of jobs that do something.
func (f *Answers) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{TellKind: f.tell, CollectKind: f.collect, DueKind: f.due, ShredKind: f.db.ShredFor}
}

// Views are none: the card of a round is another's.
func (f *Answers) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// touch makes the card of a round true.
func (f *Answers) touch(tx *storage.Tx, r board.FeedbackRound) error {
	return tx.Later("show", storage.Entity("feedback", r.ID), f.db.Now(), nil)
}

// awake is the first moment from at on that is not quiet; at itself, where all is.
func (f *Answers) awake(tx *storage.Tx, b board.Board, at time.Time) (time.Time, error) {
	profile, err := tx.Profile(b.ID)
	if err != nil {
		return at, err
	}
	if next := profile.Quiet.Next(at.In(f.db.Zone(b.Zone)), board.HolidaysOf(b.Land)); !next.IsZero() {
		return next, nil
	}
	return at, nil
}

// say is an answer of one paragraph, with buttons below.
func say(text chat.Text, buttons ...chat.Button) chat.Reply {
	m := chat.Say(text)
	if len(buttons) > 0 {
		m = m.With(chat.Actions(buttons))
	}
	return chat.Reply{Messages: []chat.Message{m}}
}

// button is one that does a command on a round.
func button(label string, r board.FeedbackRound, path string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), r.Board, path, append(pairs, "round", number(r.Number))...)
}

func number(n int) string { return strconv.Itoa(n) }

// called is a round as sentences name it: "die Feedback-Runde 3".
func called(r board.FeedbackRound) chat.Text {
	return chat.T("answer.round", "Number", r.Number, "Service", r.Service)
}
