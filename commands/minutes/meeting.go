package minutes

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Hear hears what happened to a meeting, in the transaction in which it did: when
// it ends its minutes are drafted, once, and the reminders to finish them planned.
func (f *Minutes) Hear(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error {
	if change == board.MeetingRestored && m.State == board.MeetingOpen {
		for which := range 2 {
			if err := tx.Drop(DueKind, dueKey(m, which)); err != nil {
				return err
			}
		}
		return nil
	}
	if change != board.MeetingEnded {
		return nil
	}
	_, err := tx.Minutes(m.ID)
	if errors.Is(err, storage.ErrNotFound) {
		_, err = tx.DraftMinutes(m)
	}
	if err != nil {
		return err
	}
	b, err := tx.Board(m.Board)
	if err != nil {
		return err
	}
	profile, err := tx.Profile(b.ID)
	if err != nil {
		return err
	}
	for which, at := range profile.Quiet.MinutesReminders(m.Closed.In(f.db.Zone(b.Zone)), board.HolidaysOf(b.Land)) {
		if err := tx.Later(DueKind, dueKey(m, which), at, nil); err != nil {
			return err
		}
	}
	return nil
}

func dueKey(m board.Meeting, which int) string {
	return storage.JobKey(m.Board, m.ID) + "/" + strconv.Itoa(which)
}

// due does the work of DueKind: everyone who finishes minutes is reminded, but
// for who is away.
func (f *Minutes) due(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(3)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		m, err := tx.Meeting(ids[1])
		if err != nil {
			return err
		}
		n, err := tx.Minutes(m.ID)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		if m.State != board.MeetingHeld || n.State != board.MinutesDraft {
			return fmt.Errorf("%w: the minutes are finished", commands.ErrDropped)
		}
		b, err := tx.Board(m.Board)
		if err != nil {
			return err
		}
		at, err := f.awake(tx, b) // what comes late, into quiet hours, waits
		if err != nil {
			return err
		}
		people, err := chairing(tx, m.Board)
		if err != nil {
			return err
		}
		away, err := tx.Away(m.Board)
		if err != nil {
			return err
		}
		for _, person := range people {
			if away[person].Covers(at) {
				continue
			}
			if err := tx.Later(ReminderKind, storage.JobKey(m.Board, m.ID, person, ids[2]), at, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// reminder is the letter of ReminderKind.
func (f *Minutes) reminder(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	letter = commands.Letter{Board: ids[0], Person: ids[2], Reminder: true}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		m, err := tx.Meeting(ids[1])
		if err != nil {
			return err
		}
		n, err := tx.Minutes(m.ID)
		if err != nil {
			return err
		}
		who, err := tx.Standing(m.Board, ids[2])
		switch {
		case err != nil:
			return err
		case m.State != board.MeetingHeld || n.State != board.MinutesDraft:
			letter.Drop = "the minutes are finished"
		case !who.Chairs():
			letter.Drop = "finishes no minutes any more"
		}
		letter.Line = chat.T("minutes.reminder.line", "Meeting", commands.MeetingTitle(m))
		letter.Message = chat.Say(chat.T("minutes.reminder", "Meeting", commands.MeetingTitle(m))).
			With(chat.Actions{showButton(m), button("minutes.button.edit", m, "meeting.minutes_edit"), button("minutes.button.finish", m, "meeting.minutes_finish")})
		return nil
	})
	return letter, err
}

// Part adds to the card of a meeting that everybody sees: where its minutes stand.
func (f *Minutes) Part(tx *storage.Tx, m board.Meeting) ([]chat.Block, []chat.Button, error) {
	if m.State != board.MeetingHeld {
		return nil, nil, nil
	}
	n, err := tx.Minutes(m.ID)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	blocks := []chat.Block{chat.Para{Text: chat.T("minutes.card."+string(n.State), "Open", n.Open(), "Approved", n.Approved.In(m.Starts.Location()))}}
	if n.State == board.MinutesDraft {
		return blocks, nil, nil
	}
	return blocks, []chat.Button{showButton(m)}, nil
}

// Ways are what the one who calls can do with a meeting.
func (f *Minutes) Ways(tx *storage.Tx, c *commands.Call, m board.Meeting) ([]commands.Way, error) {
	if m.State == board.MeetingOpen && c.Who.Chairs() {
		return f.toApprove(tx, m)
	}
	if m.State != board.MeetingHeld {
		return nil, nil
	}
	n, err := tx.Minutes(m.ID)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var ways []commands.Way
	offer := func(may bool, about string, b chat.Button) {
		if may {
			ways = append(ways, commands.Way{About: chat.T(about), Button: b})
		}
	}
	inside, chairs := c.Who.May(board.Inside), c.Who.Chairs()
	offer(n.Open() || inside, "minutes.way.show", showButton(m))
	offer(chairs && n.State != board.MinutesApproved, "minutes.way.edit", button("minutes.button.edit", m, "meeting.minutes_edit"))
	offer(chairs && n.State == board.MinutesDraft, "minutes.way.finish", button("minutes.button.finish", m, "meeting.minutes_finish"))
	offer(chairs && n.State == board.MinutesFinished, "minutes.way.approve", button("minutes.button.approve", m, "meeting.minutes_approve"))
	offer(inside && !chairs && n.State == board.MinutesFinished, "minutes.way.object", button("minutes.button.object", m, "meeting.minutes_object"))
	return ways, nil
}

// approvals is how many minutes are offered to be approved in a meeting.
const approvals = 3

// toApprove offers the minutes of earlier meetings, while one is held.
func (f *Minutes) toApprove(tx *storage.Tx, open board.Meeting) ([]commands.Way, error) {
	waiting, err := tx.UnapprovedMinutes(open.Board, selectable)
	var ways []commands.Way
	for _, n := range waiting {
		if err != nil || n.State != board.MinutesFinished || len(ways) == approvals {
			continue
		}
		var m board.Meeting
		if m, err = tx.Meeting(n.Meeting); err == nil {
			ways = append(ways, commands.Way{About: chat.T("minutes.way.approve_last", "Meeting", commands.MeetingTitle(m)),
				Button: button("minutes.button.approve", m, "meeting.minutes_approve")})
		}
	}
	return ways, err
}

// overdue is after how many days minutes that are not finished are late.
const overdue = 7

// Tasks are the minutes that chair and office have not finished.
func (f *Minutes) Tasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	if !c.Who.Chairs() {
		return nil, nil
	}
	var tasks []commands.Task
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		return f.unfinished(tx, c, func(m board.Meeting, due time.Time) {
			tasks = append(tasks, commands.Task{Text: chat.T("minutes.task.finish", "Meeting", commands.MeetingTitle(m)),
				Buttons: []chat.Button{button("minutes.button.finish", m, "meeting.minutes_finish"), showButton(m)}, Due: due})
		})
	})
	return tasks, err
}

// Office are the minutes that wait to be finished or approved, for the office's sheet.
func (f *Minutes) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	var lines []commands.OfficeLine
	err := f.unfinished(tx, c, func(m board.Meeting, due time.Time) {
		lines = append(lines, commands.OfficeLine{Section: commands.OfficeDue, Text: chat.T("minutes.office.finish", "Meeting", commands.MeetingTitle(m)),
			Due: due, Buttons: []chat.Button{button("minutes.button.finish", m, "meeting.minutes_finish")}})
	})
	return lines, err
}

// unfinished goes through the drafts of a board, with when they are late.
func (f *Minutes) unfinished(tx *storage.Tx, c *commands.Call, do func(m board.Meeting, due time.Time)) error {
	waiting, err := tx.UnapprovedMinutes(c.Board.ID, selectable)
	if err != nil {
		return err
	}
	for _, n := range waiting {
		if n.State != board.MinutesDraft {
			continue
		}
		m, err := tx.Meeting(n.Meeting)
		if err != nil {
			return err
		}
		closed := m.Closed.In(c.Now.Location())
		do(m, time.Date(closed.Year(), closed.Month(), closed.Day()+overdue, 0, 0, 0, 0, closed.Location()))
	}
	return nil
}
