package meetings

import (
	"context"
	"errors"
	"slices"
	"time"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// The work of a series.
const (
	SeriesKind       = "meeting.series"        // key: board/series; after a date, plans the next ones
	SeriesNewsKind   = "meeting.series_news"   // key: board/series; finds out whom to tell of its dates
	SeriesLetterKind = "meeting.series_letter" // key: board/series/person/second; a letter
)

// parted are the meetings of a series that lie ahead: those that nobody has
// touched, and the others.
func parted(tx *storage.Tx, s board.Series, now time.Time) (free, kept []board.Meeting, err error) {
	all, err := tx.SeriesMeetings(s.ID)
	for _, m := range ahead(all, now) {
		if s.Untouched(m) {
			free = append(free, m)
		} else {
			kept = append(kept, m)
		}
	}
	return free, kept, err
}

// renew lets a series be as it is wanted: the meetings that nobody has touched get
// its dates, further ones are planned, and those that are left over fall away.
func (f *Meetings) renew(tx *storage.Tx, b board.Board, before, s board.Series) ([]board.Meeting, error) {
	now := f.db.Now().In(s.First.Location())
	var free, kept []board.Meeting
	var err error
	if before.ID == 0 {
		if s, err = tx.CreateSeries(s); err != nil {
			return nil, err
		}
	} else if free, kept, err = parted(tx, before, now); err != nil {
		return nil, err
	}
	dates, err := s.After(s.First.Add(-time.Second), board.SeriesAhead+len(kept))
	if err != nil {
		return nil, err
	}
	list := kept
	for _, at := range dates {
		if len(list) >= board.SeriesAhead {
			break
		}
		s.Made = at
		if b.Term.Ended(at) || sameMonth(kept, at) {
			continue
		}
		var m board.Meeting
		if len(free) > 0 {
			m, err = f.redate(tx, s, free[0], at)
			free = free[1:]
		} else {
			m, err = f.make(tx, s, at)
		}
		if err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	for _, m := range free {
		if err := f.callOff(tx, m); err != nil {
			return nil, err
		}
	}
	if err := tx.SaveSeries(s); err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b board.Meeting) int { return a.Starts.Compare(b.Starts) })
	return list, f.planSeries(tx, s)
}

// sameMonth tells whether one of the meetings is in the month of a date.
func sameMonth(all []board.Meeting, at time.Time) bool {
	return slices.ContainsFunc(all, func(m board.Meeting) bool {
		return m.Starts.Year() == at.Year() && m.Starts.Month() == at.Month()
	})
}

// make plans the meeting of a date. Nothing is shown of it yet: it stands in the
// list until somebody does something with it.
func (f *Meetings) make(tx *storage.Tx, s board.Series, at time.Time) (board.Meeting, error) {
	m, err := tx.CreateMeeting(s.Meeting(at))
	if err != nil {
		return m, err
	}
	return m, f.hear(tx, board.MeetingPlanned, board.Meeting{}, m)
}

// redate puts a meeting that nobody has touched on a date of the series as it is now.
func (f *Meetings) redate(tx *storage.Tx, s board.Series, before board.Meeting, at time.Time) (board.Meeting, error) {
	m := before
	m.Starts, m.Minutes, m.Place, m.Link, m.DialIn = at, s.Minutes, s.Place, s.Link, s.DialIn
	if !m.Differs(before) {
		return m, nil
	}
	return f.quietly(tx, board.MeetingMoved, before, m)
}

// callOff lets a meeting that nobody has touched fall away.
func (f *Meetings) callOff(tx *storage.Tx, before board.Meeting) error {
	m := before
	m.State = board.MeetingCancelled
	_, err := f.quietly(tx, board.MeetingCalledOff, before, m)
	return err
}

// quietly changes a meeting of which nothing was shown, unless something was.
func (f *Meetings) quietly(tx *storage.Tx, what board.MeetingChange, before, m board.Meeting) (board.Meeting, error) {
	m, err := tx.SaveMeeting(m, what)
	if err != nil {
		return m, err
	}
	shown, err := tx.ShownOf(storage.Entity(Entity, m.ID))
	if err != nil {
		return m, err
	}
	if len(shown) > 0 {
		return m, f.Tell(tx, what, before, m)
	}
	return m, f.hear(tx, what, before, m)
}

// planSeries plans what follows from a series that was begun, changed or ended.
func (f *Meetings) planSeries(tx *storage.Tx, s board.Series) error {
	now, key := f.db.Now(), storage.JobKey(s.Board, s.ID)
	for _, kind := range []string{SeriesKind, SeriesNewsKind} {
		if err := tx.Drop(kind, key); err != nil {
			return err
		}
	}
	if err := tx.Later(SeriesNewsKind, key, now.Add(commands.Undoing), nil); err != nil || !s.Ended.IsZero() {
		return err
	}
	return f.planDates(tx, s)
}

// planDates plans the work of SeriesKind for the end of the next date.
func (f *Meetings) planDates(tx *storage.Tx, s board.Series) error {
	all, err := tx.SeriesMeetings(s.ID)
	if next := ahead(all, f.db.Now()); err == nil && len(next) > 0 {
		return tx.Later(SeriesKind, storage.JobKey(s.Board, s.ID), next[0].Ends(), nil)
	}
	return err
}

// continueSeries does the work of SeriesKind.
func (f *Meetings) continueSeries(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		if err := tx.LockBoard(ids[0]); err != nil {
			return err
		}
		return f.extend(tx, ids[0])
	})
}

// extend plans as many meetings of the series of a board that there are enough
// ahead, if one goes on, and within the term. The caller has locked the board.
func (f *Meetings) extend(tx *storage.Tx, of board.ID) error {
	s, err := tx.LockSeries(of)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	b, err := tx.Board(of)
	if err != nil {
		return err
	}
	all, err := tx.SeriesMeetings(s.ID)
	if err != nil {
		return err
	}
	now := f.db.Now()
	last := s.Made
	if last.Before(now) {
		last = now
	}
	dates, err := s.After(last, max(0, board.SeriesAhead-len(ahead(all, now))))
	if err != nil {
		return err
	}
	for _, at := range dates {
		if b.Term.Ended(at) {
			break
		}
		if _, err := f.make(tx, s, at); err != nil {
			return err
		}
		s.Made = at
	}
	if err := tx.SaveSeries(s); err != nil {
		return err
	}
	return f.planDates(tx, s)
}
