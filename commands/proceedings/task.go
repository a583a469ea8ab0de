package proceedings

import (
	"context"
	"errors"
	"strings"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// selectable is how many tasks a form or a list offers at most.
const selectable = 25

// addTask keeps what somebody takes on, in the meeting that is being held or
// outside of one. Members take on something themselves; who chairs names anybody.
func (f *Proceedings) addTask(p params) commands.Command {
	title := commands.Text("task_title").Max(200).Required()
	owner := commands.Text("owner").Max(80)
	due := commands.Time("due_day").Future().DayOnly()
	meeting := commands.Thing("meeting", f.meeting)
	return commands.Command{
		Path: "meeting.task_add", Right: board.MembersAndChair, Params: []commands.Param{title, owner, due, p.item, meeting},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			t := board.MeetingTask{Board: c.Board.ID, Title: title.Of(c), Due: due.Of(c)}
			if err := f.own(ctx, c, owner.Of(c), &t); err != nil {
				return chat.Reply{}, err
			}
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if err := f.about(tx, c, meeting, p.item, &t); err != nil {
					return err
				}
				if t, err = tx.CreateMeetingTask(t); err != nil {
					return err
				}
				return f.planTask(tx, t, c.Who.Person.ID)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("proceeding.task.done", taskArgs(t, c)...)).With(chat.Actions{listTasksButton(c.Board.ID)})}}, nil
		},
	}
}

// own says whose task it is: a person of the board, or somebody as they were
// written. Nobody named is the one who calls.
func (f *Proceedings) own(ctx context.Context, c *commands.Call, typed string, t *board.MeetingTask) error {
	if typed == "" {
		t.Owner, t.Name = c.Who.Person.ID, c.Who.Person.Name
		return nil
	}
	t.Name = typed
	name, found := strings.TrimPrefix(typed, "@"), board.ID(0)
	if !strings.ContainsAny(name, " \t") && c.Find != nil {
		person, err := c.Find(ctx, name)
		if err != nil && !errors.Is(err, chat.ErrNobody) {
			return err
		}
		found = person.ID
	}
	person, err := f.inside(ctx, c.Board.ID, found, name)
	if err != nil {
		return err
	}
	if person.ID != 0 {
		t.Owner, t.Name = person.ID, person.Name
	}
	if t.Owner != c.Who.Person.ID && !c.Who.Chairs() {
		return commands.Mistake("owner", "proceeding.task.others")
	}
	return nil
}

// inside is who of the board has an ID, or else a whole name; zero if nobody
// has: who does not belong to the board is written nothing of what it does.
func (f *Proceedings) inside(ctx context.Context, of, id board.ID, name string) (person board.Person, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		seats, err := tx.Seats(of)
		if err != nil {
			return err
		}
		holders, err := tx.RoleHolders(of)
		if err != nil {
			return err
		}
		var people []board.Person
		for _, s := range seats {
			people = append(people, s.Voter(), s.Holder)
		}
		for _, h := range holders {
			if h.Role != board.Guest {
				people = append(people, h.Person)
			}
		}
		for _, one := range people {
			if one.ID != 0 && (one.ID == id || id == 0 && commands.Fold(one.Name) == commands.Fold(name)) {
				person = one
				return nil
			}
		}
		return nil
	})
	return person, err
}

// about is the meeting and the item of a task: those that are named, else those
// of the meeting that is being held.
func (f *Proceedings) about(tx *storage.Tx, c *commands.Call, meeting commands.ThingParam, item commands.NumberParam, t *board.MeetingTask) error {
	var (
		m   board.Meeting
		err error
	)
	if meeting.Given(c) {
		m, err = tx.Meeting(meeting.Of(c).ID)
	} else if m, err = tx.OpenMeeting(c.Board.ID); errors.Is(err, storage.ErrNotFound) {
		if item.Given(c) {
			return commands.Mistake("meeting", "proceeding.task.which_meeting")
		}
		return nil
	}
	if err != nil {
		return err
	}
	i, err := theItem(tx, m, item.Of(c))
	t.Meeting, t.Item = m.ID, i.ID
	return err
}

// tasks finds the tasks that people name: those of the one who calls, and all of
// the board for who chairs.
func (f *Proceedings) tasks(done bool) commands.Finder {
	return commands.Finder{
		Open: func(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
			return f.foundTasks(ctx, func(tx *storage.Tx) ([]board.MeetingTask, error) {
				if done {
					return tx.DoneTasks(c.Board.ID, selectable)
				}
				return tx.OpenTasks(c.Board.ID)
			}, func(t board.MeetingTask) bool { return c.Who.Chairs() || t.Owner == c.Who.Person.ID })
		},
		Number: func(ctx context.Context, c *commands.Call, number int) (commands.Found, error) {
			var t board.MeetingTask
			err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
				t, err = tx.MeetingTaskNumber(c.Board.ID, number)
				return err
			})
			if errors.Is(err, storage.ErrNotFound) {
				return commands.Found{}, commands.ErrNone
			}
			return foundTask(t), err
		},
		Titled: func(ctx context.Context, c *commands.Call, part string) ([]commands.Found, error) {
			return f.foundTasks(ctx, func(tx *storage.Tx) ([]board.MeetingTask, error) { return tx.TasksTitled(c.Board.ID, part, selectable) },
				func(t board.MeetingTask) bool { return t.Done.IsZero() != done })
		},
		None: "proceeding.task.none",
	}
}

func (f *Proceedings) foundTasks(ctx context.Context, list func(*storage.Tx) ([]board.MeetingTask, error), wanted func(board.MeetingTask) bool) ([]commands.Found, error) {
	var found []commands.Found
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) error {
		all, err := list(tx)
		for _, t := range all {
			if wanted(t) && len(found) < selectable {
				found = append(found, foundTask(t))
			}
		}
		return err
	})
	return found, err
}

func foundTask(t board.MeetingTask) commands.Found {
	return commands.Found{ID: t.ID, Number: t.Number, Title: t.Title}
}

// doneTask notes that something that was taken on is done.
func (f *Proceedings) doneTask() commands.Command {
	return f.mark("meeting.task_done", commands.Thing("task", f.tasks(false)).Required(), "proceeding.task.already", func(c *commands.Call, t *board.MeetingTask) bool {
		if !t.Done.IsZero() {
			return false
		}
		t.Done, t.DoneBy = c.Now, c.Who.Person.ID
		return true
	})
}

// reopenTask notes that it is not done after all.
func (f *Proceedings) reopenTask() commands.Command {
	return f.mark("meeting.task_reopen", commands.Thing("task", f.tasks(true)).Required(), "proceeding.task.still", func(_ *commands.Call, t *board.MeetingTask) bool {
		if t.Done.IsZero() {
			return false
		}
		t.Done, t.DoneBy = time.Time{}, 0
		return true
	})
}

// mark changes whether a task is done: its owner does, or who chairs.
func (f *Proceedings) mark(path string, task commands.ThingParam, same string, change func(*commands.Call, *board.MeetingTask) bool) commands.Command {
	return commands.Command{
		Path: path, Right: board.Inside, Params: []commands.Param{task},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var t board.MeetingTask
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if t, err = tx.LockMeetingTask(c.Board.ID, task.Of(c).ID); err != nil {
					return err
				}
				if !c.Who.Chairs() && t.Owner != c.Who.Person.ID {
					return commands.Refuse("proceeding.task.not_yours", taskArgs(t, c)...).With(listTasksButton(c.Board.ID))
				}
				if !change(c, &t) {
					return commands.Refuse(same, taskArgs(t, c)...).With(listTasksButton(c.Board.ID))
				}
				if err := tx.SaveMeetingTask(t); err != nil {
					return err
				}
				if t.Done.IsZero() {
					return f.planTask(tx, t, c.Who.Person.ID)
				}
				return f.dropTask(tx, t)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			other := taskButton("proceeding.button.reopen", t, "meeting.task_reopen")
			if t.Done.IsZero() {
				other = taskButton("proceeding.button.done", t, "meeting.task_done")
			}
			return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("proceeding.task.marked", append(taskArgs(t, c), "Done", !t.Done.IsZero())...)).With(chat.Actions{other, listTasksButton(c.Board.ID)})}}, nil
		},
	}
}
