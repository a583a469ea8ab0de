package minutes

import (
	"context"
	"errors"
	"fmt"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

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
		people, err := tx.Coordinators(m.Board, f.db.Now())
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
