package dates

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// The kinds of work that the search for a date plans. The key of each begins with
// the board.
const (
	AskKind    = "date.ask"    // key: board/search/person; a letter: which dates suit you
	NudgeKind  = "date.nudge"  // key: board/search/person/minute; a letter to one who has not answered
	ResultKind = "date.result" // key: board/search/person; a letter to one who fixes the date

	CloseKind    = "date.close"    // key: board/search; at the deadline
	ReminderKind = "date.reminder" // key: board/search/n; finds out who has not answered
	ForgetKind   = "date.forget"   // key: board/meeting; deletes who said what
)

// planOpening plans what follows from a search that was opened.
func (f *Dates) planOpening(tx *storage.Tx, b board.Board, s board.DateSearch) error {
	people, err := audienceOf(tx, s.Board)
	if err != nil {
		return err
	}
	now := f.db.Now()
	for _, p := range people.asked {
		if err := tx.Later(AskKind, storage.JobKey(s.Board, s.ID, p.ID), now, nil); err != nil {
			return err
		}
	}
	m, err := tx.Meeting(s.Meeting)
	if err != nil {
		return err
	}
	return errors.Join(f.showCard(tx, s), f.planEnd(tx, b, s), f.planForgetting(tx, m, s))
}

// planEnd plans the end and the reminders of a search, instead of those that were
// planned for another deadline.
func (f *Dates) planEnd(tx *storage.Tx, b board.Board, s board.DateSearch) error {
	if err := f.unplan(tx, s); err != nil {
		return err
	}
	profile, err := tx.Profile(s.Board)
	if err != nil {
		return err
	}
	if err := tx.Later(CloseKind, storage.JobKey(s.Board, s.ID), s.Closes, nil); err != nil {
		return err
	}
	for i, at := range profile.Quiet.Reminders(s.Opened, s.Closes, board.HolidaysOf(b.Land)) {
		if !at.After(f.db.Now()) {
			continue
		}
		if err := tx.Later(ReminderKind, storage.JobKey(s.Board, s.ID)+"/"+strconv.Itoa(i+1), at, nil); err != nil {
			return err
		}
	}
	return nil
}

// unplan drops the end and the reminders that wait.
func (f *Dates) unplan(tx *storage.Tx, s board.DateSearch) error {
	key := storage.JobKey(s.Board, s.ID)
	return errors.Join(tx.Drop(CloseKind, key), tx.DropAll(ReminderKind, key+"/"), tx.DropAll(NudgeKind, key+"/"))
}

// planForgetting plans when it is forgotten who said what of the dates of a meeting.
func (f *Dates) planForgetting(tx *storage.Tx, m board.Meeting, s board.DateSearch) error {
	return tx.Later(ForgetKind, storage.JobKey(m.Board, m.ID), forgets(m, s), nil)
}

// forgets is when that is: so many days after the meeting, or where none is held
// after the last of its dates.
func forgets(m board.Meeting, s board.DateSearch) time.Time {
	over := s.Closes
	if n := len(s.Options); n > 0 {
		over = s.Options[n-1].Starts
	}
	switch {
	case m.State == board.MeetingCancelled:
		over = m.Changed
	case !m.Closed.IsZero():
		over = m.Closed
	case m.State != board.MeetingTentative && !m.Starts.IsZero():
		over = m.Ends()
	}
	return over.AddDate(0, 0, board.ForgetAfter)
}

// forget does the work of ForgetKind: not before the meeting has been over for so
// long.
func (f *Dates) forget(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		m, err := tx.LockMeeting(ids[0], ids[1])
		if err != nil {
			return err
		}
		s, err := tx.LastDateSearch(m.ID)
		if err != nil {
			return err
		}
		if at := forgets(m, s); f.db.Now().Before(at) {
			return tx.Later(ForgetKind, j.Key, at, nil)
		}
		return tx.ForgetDateAnswers(m.Board, m.ID)
	})
}

// closeDue does the work of CloseKind: the search is closed as of its deadline,
// however late that is noticed, and those who fix the date hear what came of it.
func (f *Dates) closeDue(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		s, err := tx.LockDateSearch(ids[1])
		if err != nil || s.State != board.SearchOpen {
			return err
		}
		if f.db.Now().Before(s.Closes) { // extended in the same moment
			return tx.Later(CloseKind, j.Key, s.Closes, nil)
		}
		if s, err = f.close(tx, s, s.Closes); err != nil {
			return err
		}
		told, err := fixers(tx, s, f.db.Now())
		if err != nil {
			return err
		}
		for _, person := range told {
			if err := tx.Later(ResultKind, storage.JobKey(s.Board, s.ID, person), f.db.Now(), nil); err != nil {
				return err
			}
		}
		return f.showCard(tx, s)
	})
}

// fixers are those who hear what came of a search: who opened it and may still
// act, and the chair; while no chair is there the deputy, and else the office.
func fixers(tx *storage.Tx, s board.DateSearch, now time.Time) (told []board.ID, err error) {
	add := func(person board.ID) {
		for _, have := range told {
			if have == person {
				return
			}
		}
		told = append(told, person)
	}
	if s.By != 0 {
		opener, err := tx.NowID(s.By)
		if err != nil {
			return nil, err
		}
		standing, err := tx.Standing(s.Board, opener)
		if err != nil {
			return nil, err
		}
		if standing.Chairs() {
			add(opener)
		}
	}
	holders, err := tx.RoleHolders(s.Board)
	for _, role := range []board.Role{board.Chair, board.Deputy, board.Office} {
		there := false
		for _, h := range holders {
			if h.Role == role {
				add(h.Person.ID)
				there = there || !h.Away.Covers(now)
			}
		}
		if there {
			break
		}
	}
	return told, err
}

// remind does the work of ReminderKind. A reminder of something that is over is
// dropped; one that comes late, into quiet hours, waits.
func (f *Dates) remind(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		s, err := tx.LockDateSearch(ids[1])
		if err != nil {
			return err
		}
		if !s.Accepts(f.db.Now()) {
			return fmt.Errorf("%w: the search is over", commands.ErrDropped)
		}
		m, err := tx.Meeting(s.Meeting)
		if err != nil {
			return err
		}
		t, err := f.tableOf(tx, m, s)
		if err != nil {
			return err
		}
		b, err := tx.Board(s.Board)
		if err != nil {
			return err
		}
		profile, err := tx.Profile(s.Board)
		if err != nil {
			return err
		}
		at := profile.Quiet.Next(f.db.Now().In(s.Closes.Location()), board.HolidaysOf(b.Land))
		if at.IsZero() || !at.Before(s.Closes) {
			return fmt.Errorf("%w: the search is over before the quiet hours are", commands.ErrDropped)
		}
		return f.planNudges(tx, t, at)
	})
}

// planNudges plans a reminder to everybody who has not answered and is not away.
func (f *Dates) planNudges(tx *storage.Tx, t table, at time.Time) error {
	away, err := tx.Away(t.search.Board)
	if err != nil {
		return err
	}
	for _, p := range t.audience.asked {
		if t.complete(p.ID) || away[p.ID].Covers(at) {
			continue
		}
		key := storage.JobKey(t.search.Board, t.search.ID, p.ID) + "/" + strconv.FormatInt(at.Unix()/60, 10)
		if err := tx.Later(NudgeKind, key, at, nil); err != nil {
			return err
		}
	}
	return nil
}
