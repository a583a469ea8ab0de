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

// After the end that was planned, who chairs is reminded of a meeting that
// nobody closed: first after a few hours, then a day later.
const (
	forgotten  = 3 * time.Hour
	stillThere = forgotten + 24*time.Hour
)

// planUnclosed plans to look whether a meeting is closed.
func (f *Proceedings) planUnclosed(tx *storage.Tx, m board.Meeting) error {
	b, err := tx.Board(m.Board)
	if err != nil {
		return err
	}
	profile, err := tx.Profile(m.Board)
	if err != nil {
		return err
	}
	ends, now := m.Ends(), f.db.Now()
	if from := m.Opened.Add(time.Duration(m.Minutes) * time.Minute); from.After(ends) {
		ends = from
	}
	for i, after := range [...]time.Duration{forgotten, stillThere} {
		at := profile.Quiet.Next(ends.Add(after).In(f.db.Zone(b.Zone)), board.HolidaysOf(b.Land))
		if !at.After(now) {
			continue
		}
		if err := tx.Later(UnclosedKind, storage.JobKey(m.Board, m.ID, board.ID(i+1)), at, nil); err != nil {
			return err
		}
	}
	return nil
}

func (f *Proceedings) dropUnclosed(tx *storage.Tx, m board.Meeting) error {
	return tx.DropAll(UnclosedKind, storage.JobKey(m.Board, m.ID)+"/")
}

// Unclosed does the work of UnclosedKind: chair and office are written to.
func (f *Proceedings) Unclosed(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(3)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		m, err := tx.Meeting(ids[1])
		if err != nil {
			return err
		}
		if m.State != board.MeetingOpen {
			return fmt.Errorf("%w: the meeting is closed", commands.ErrDropped)
		}
		at, err := f.awake(tx, m.Board)
		if err != nil {
			return err
		}
		people, err := tx.Coordinators(m.Board, at)
		if err != nil {
			return err
		}
		for _, person := range people {
			if err := tx.Later(CloseKind, storage.JobKey(m.Board, m.ID, ids[2], person), at, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// awake is now, or when it is not quiet any more.
func (f *Proceedings) awake(tx *storage.Tx, of board.ID) (time.Time, error) {
	b, err := tx.Board(of)
	if err != nil {
		return time.Time{}, err
	}
	profile, err := tx.Profile(of)
	if err != nil {
		return time.Time{}, err
	}
	now := f.db.Now()
	at := profile.Quiet.Next(now.In(f.db.Zone(b.Zone)), board.HolidaysOf(b.Land))
	if at.IsZero() { // it is always quiet there
		return now, nil
	}
	return at, nil
}

// CloseReminder is the letter of CloseKind.
func (f *Proceedings) CloseReminder(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(4)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		m, err := tx.Meeting(ids[1])
		if err != nil {
			return err
		}
		letter = commands.Letter{Board: m.Board, Person: ids[3], Reminder: true}
		if m.State != board.MeetingOpen {
			letter.Drop = "the meeting is closed"
			return nil
		}
		letter.Line = chat.T("proceeding.unclosed.line", "Meeting", commands.MeetingTitle(m))
		letter.Message = chat.Say(chat.T("proceeding.unclosed", "Meeting", commands.MeetingTitle(m), "Ends", m.Ends())).
			With(chat.Actions{commands.MeetingButton("cmd.meeting.close.title", m, "meeting.close")})
		return nil
	})
	return letter, err
}
