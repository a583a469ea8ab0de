package polls

import (
	"context"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// Tasks are the ballots that the person still owes, and the answers that are
// overdue.
func (f *Polls) Tasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	ballots, err := f.ballotTasks(ctx, c)
	if err != nil {
		return nil, err
	}
	answers, err := f.answerTasks(ctx, c)
	return append(ballots, answers...), err
}

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Polls) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		InviteKind: f.Invitation, NudgeKind: f.Nudge, ResultKind: f.Result, TelephoneKind: f.Telephone, NoticeKind: f.Notice,
		UnopenedKind: f.Unopened, AnsweredKind: f.Answered, AnswerLetterKind: f.AnswerLetter, AnswerReminderKind: f.AnswerReminder,
	}
}

// Works are the kinds of jobs that do something.
func (f *Polls) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{
		CloseKind: f.CloseDue, ReminderKind: f.Remind, ShredKind: f.Shred, OpenKind: f.OpenDue, AnswerDueKind: f.AnswerDue,
	}
}

// Views are what the shown things look like now, by kind of entity.
func (f *Polls) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return map[string]func(context.Context, board.ID) (commands.View, error){Entity: f.Card}
}
