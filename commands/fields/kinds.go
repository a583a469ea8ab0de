package fields

import (
	"context"
	"errors"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// The kinds of work that fields plan. The key of each begins with the board.
const (
	NewsKind     = "field.news"           // key: board/field/person; a letter
	MarkedKind   = "field.marked"         // key: board/field/person; a letter
	MergerKind   = "field.merger"         // key: board/merger/person; a letter
	AnsweredKind = "field.merger_answer"  // key: board/merger; a letter to its proposer
	NoticeKind   = "field.notice"         // key: board/field/what/when; a post
	EndKind      = "field.collection_end" // key: board/collection; at its end
	ReminderKind = "field.reminder"       // key: board/collection/n; finds out who is silent
	NudgeKind    = "field.nudge"          // key: board/collection/person/minute; a letter
	CallKind     = "field.call"           // key: board/collection/what/when; a post
)

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Fields) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		NewsKind: f.News, MarkedKind: f.Marked, MergerKind: f.MergerAsked, AnsweredKind: f.MergerAnswered, NoticeKind: f.Notice,
		NudgeKind: f.Nudge, CallKind: f.Call,
	}
}

// Works are the kinds of jobs that do something.
func (f *Fields) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{EndKind: f.EndDue, ReminderKind: f.Remind}
}

// Views are what the shown things look like now, by kind of entity.
func (f *Fields) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return map[string]func(context.Context, board.ID) (commands.View, error){Entity: f.Card}
}

// Tasks are the mergers and the contributions that wait for a word of the
// person, and what is collected and they have not given yet.
func (f *Fields) Tasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	if !c.Who.May(board.MembersAndChair) {
		return nil, nil
	}
	var tasks []commands.Task
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		mergers, err := awaited(tx, c)
		if err != nil {
			return err
		}
		for _, m := range mergers {
			tasks = append(tasks, commands.Task{Text: chat.T("field.task.merge", m.args()...), Buttons: m.agreeButtons(c.Board.ID)})
		}
		own, err := worked(tx, c)
		if err != nil {
			return err
		}
		for _, one := range own {
			if n := one.Marked[board.Undecided]; n > 0 {
				tasks = append(tasks, commands.Task{Text: chat.T("field.task.open", "Number", one.Number, "Title", one.Title, "N", n),
					Buttons: []chat.Button{button("field.button.review", one, "field.review"), showButton(one)}})
			}
		}
		more, err := f.collectionTask(tx, c)
		tasks = append(tasks, more...)
		return err
	})
	return tasks, err
}

// collectionTask is to give something while it is collected; none for who has.
func (f *Fields) collectionTask(tx *storage.Tx, c *commands.Call) ([]commands.Task, error) {
	running, err := tx.Collecting(c.Board.ID)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	if err != nil || !c.Now.Before(running.Closes) {
		return nil, err
	}
	silent, err := silentIn(tx, c.Board, running)
	if err != nil || !hasPerson(silent, c.Who.Person.ID) {
		return nil, err
	}
	return []commands.Task{{Text: chat.T("field.task.collect", "Closes", running.Closes.In(c.Now.Location())), Buttons: giveButtons(c.Board.ID), Due: running.Closes}}, nil
}

// giveButtons lead to what is collected.
func giveButtons(of board.ID) []chat.Button {
	return []chat.Button{commands.Button(chat.T("cmd.field.define.title"), of, "field.define"), commands.Button(chat.T("cmd.field.list.title"), of, "field.list")}
}
