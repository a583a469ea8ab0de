package proceedings

import (
	"context"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// listed is how many tasks a list shows.
const listed = 12

// listTasks shows what people took on and have not done, by date.
func (f *Proceedings) listTasks() commands.Command {
	return commands.Command{
		Path: "meeting.task_list", Right: board.Inside,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var all []board.MeetingTask
			err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
				all, err = tx.OpenTasks(c.Board.ID)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			message := chat.Say(chat.T("proceeding.task.list", "N", len(all)))
			for _, t := range all[:min(len(all), listed)] {
				message = message.With(chat.Para{Text: chat.T("proceeding.task.one", taskArgs(t, c)...)})
				if c.Who.Chairs() || t.Owner == c.Who.Person.ID {
					message = message.With(chat.Actions{taskButton("proceeding.button.done", t, "meeting.task_done")})
				}
			}
			if more := len(all) - listed; more > 0 {
				message = message.With(chat.Para{Text: chat.T("proceeding.task.more", "N", more)})
			}
			return chat.Reply{Messages: []chat.Message{message}}, nil
		},
	}
}

// Tasks are what a person still owes here: what they took on.
func (f *Proceedings) Tasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	if c.Who.Person.ID == 0 {
		return nil, nil
	}
	var all []board.MeetingTask
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		all, err = tx.OpenTasks(c.Board.ID)
		return err
	})
	var tasks []commands.Task
	for _, t := range all {
		if t.Owner == c.Who.Person.ID {
			tasks = append(tasks, commands.Task{Text: chat.T("proceeding.task.yours", taskArgs(t, c)...), Buttons: []chat.Button{taskButton("proceeding.button.done", t, "meeting.task_done")}, Due: dueEnd(t)})
		}
	}
	return tasks, err
}

// dueEnd is the end of the last day of a task; zero if none was said.
func dueEnd(t board.MeetingTask) time.Time {
	if t.Due.IsZero() {
		return time.Time{}
	}
	return t.Due.AddDate(0, 0, 1)
}

// taskArgs is what sentences say of a task.
func taskArgs(t board.MeetingTask, c *commands.Call) []any {
	return append(taskSaid(t, c.Now), "Self", t.Owner == c.Who.Person.ID && t.Owner != 0)
}

func taskSaid(t board.MeetingTask, now time.Time) []any {
	return []any{"Number", t.Number, "Title", t.Title, "Owner", t.Name, "Due", t.Due, "Dated", !t.Due.IsZero(), "Late", !t.Due.IsZero() && !now.Before(dueEnd(t))}
}

func taskButton(label string, t board.MeetingTask, path string) chat.Button {
	return commands.Button(chat.T(label), t.Board, path, "task", strconv.Itoa(t.Number))
}

func listTasksButton(of board.ID) chat.Button {
	return commands.Button(chat.T("cmd.meeting.task_list.title"), of, "meeting.task_list")
}
