package proceedings

import (
	"context"
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// A task is reminded of so many days before its last one, and on that day, at nine.
const (
	daysBefore = 2
	reminding  = 9 * time.Hour
)

// planTask tells the owner of a task what they took on, unless they said so
// themselves, and plans the reminders.
func (f *Proceedings) planTask(tx *storage.Tx, t board.MeetingTask, by board.ID) error {
	now := f.db.Now()
	if t.Owner == 0 {
		return nil
	}
	if t.Owner != by {
		if err := tx.Later(TaskKind, storage.JobKey(t.Board, t.ID, t.Owner), now, nil); err != nil {
			return err
		}
	}
	if t.Due.IsZero() {
		return nil
	}
	for _, days := range [...]int{daysBefore, 0} {
		year, month, day := t.Due.Date()
		at := time.Date(year, month, day-days, int(reminding.Hours()), 0, 0, 0, t.Due.Location())
		if !at.After(now) {
			continue
		}
		if err := tx.Later(TaskDueKind, storage.JobKey(t.Board, t.ID, board.ID(days)), at, nil); err != nil {
			return err
		}
	}
	return nil
}

// dropTask forgets the reminders of a task that is done.
func (f *Proceedings) dropTask(tx *storage.Tx, t board.MeetingTask) error {
	return tx.DropAll(TaskDueKind, storage.JobKey(t.Board, t.ID)+"/")
}

// TaskDue does the work of TaskDueKind: a reminder that falls into quiet hours waits.
func (f *Proceedings) TaskDue(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(3)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		t, err := tx.MeetingTask(ids[1])
		if err != nil {
			return err
		}
		if !t.Done.IsZero() {
			return fmt.Errorf("%w: the task is done", commands.ErrDropped)
		}
		at, err := f.awake(tx, t.Board)
		if err != nil {
			return err
		}
		return tx.Later(TaskNearKind, j.Key, at, nil)
	})
}

// Assigned is the letter of TaskKind: what somebody else had them take on.
func (f *Proceedings) Assigned(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.toOwner(ctx, j, func(tx *storage.Tx, t board.MeetingTask, letter commands.Letter) (commands.Letter, error) {
		by, err := tx.PersonName(t.By)
		letter.Message = chat.Say(chat.T("proceeding.task.assigned", append(taskSaid(t, f.db.Now()), "By", by)...)).With(taskRow(t))
		return letter, err
	})
}

// TaskNear is the letter of TaskNearKind: a reminder.
func (f *Proceedings) TaskNear(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.toOwner(ctx, j, func(tx *storage.Tx, t board.MeetingTask, letter commands.Letter) (commands.Letter, error) {
		away, err := tx.Away(t.Board)
		if away[t.Owner].Covers(f.db.Now()) {
			letter.Drop = "they are away"
		}
		letter.Reminder, letter.Before = true, dueEnd(t)
		letter.Message = chat.Say(chat.T("proceeding.task.reminder", append(taskSaid(t, f.db.Now()), "Now", f.db.Now().In(t.Due.Location()))...)).With(taskRow(t))
		return letter, err
	})
}

// toOwner writes to the owner of a task; it is dropped when that is done.
func (f *Proceedings) toOwner(ctx context.Context, j storage.Job, write func(*storage.Tx, board.MeetingTask, commands.Letter) (commands.Letter, error)) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		t, err := tx.MeetingTask(ids[1])
		if err != nil {
			return err
		}
		letter = commands.Letter{Board: t.Board, Person: t.Owner}
		if t.Owner == 0 || !t.Done.IsZero() {
			letter.Drop = "the task is done"
			return nil
		}
		letter, err = write(tx, t, letter)
		return err
	})
	return letter, err
}

func taskRow(t board.MeetingTask) chat.Actions {
	return chat.Actions{taskButton("proceeding.button.done", t, "meeting.task_done"), listTasksButton(t.Board)}
}
