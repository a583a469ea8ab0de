package agendas

import (
	"context"
	"errors"
	"time"

	"beirat/board"
	"beirat/storage"
)

// stays gives a guest with an account the role until their time is over. Who has
// it already for good keeps it.
func (f *Agendas) stays(tx *storage.Tx, m board.Meeting, g board.MeetingGuest, has bool) (board.MeetingGuest, error) {
	others, err := tx.GuestStays(g.Board, g.Person, time.Time{})
	if err != nil {
		return g, err
	}
	if has && len(others) == 0 {
		g.Until = time.Time{}
		return g, nil
	}
	if g.Until = until(m); g.Until.IsZero() {
		return g, nil // there is no date yet
	}
	return g, errors.Join(tx.SetRole(g.Board, g.Person, board.Guest, true), tx.Later(LeaveKind, storage.JobKey(g.Board, g.Person), g.Until, nil))
}

// until is the end of the day after a meeting; zero while it has no date.
func until(m board.Meeting) time.Time {
	if m.Starts.IsZero() {
		return time.Time{}
	}
	year, month, day := m.Ends().Date()
	return time.Date(year, month, day+2, 0, 0, 0, 0, m.Starts.Location())
}

// stay moves the time of the guests with a meeting.
func (f *Agendas) stay(tx *storage.Tx, m board.Meeting) error {
	guests, err := tx.MeetingGuests(m.ID)
	if err != nil {
		return err
	}
	for _, g := range guests {
		if g.Person == 0 {
			continue
		}
		standing, err := tx.Standing(g.Board, g.Person)
		if err != nil {
			return err
		}
		if g, err = f.stays(tx, m, g, standing.Has(board.Guest)); err != nil {
			return err
		}
		if err := tx.SaveGuest(g); err != nil {
			return err
		}
	}
	return nil
}

// endStay takes the role from a guest who does not come, unless they come to
// another meeting. Who they are stays known: they are told why.
func (f *Agendas) endStay(tx *storage.Tx, g board.MeetingGuest) error {
	if g.Person == 0 || g.Until.IsZero() {
		return nil
	}
	now := f.db.Now()
	g.Until = now
	if err := tx.SaveGuest(g); err != nil {
		return err
	}
	left, err := tx.GuestStays(g.Board, g.Person, now)
	if err != nil || len(left) > 0 {
		return err
	}
	return errors.Join(tx.Drop(LeaveKind, storage.JobKey(g.Board, g.Person)), tx.SetRole(g.Board, g.Person, board.Guest, false))
}

// leaveMeeting ends the stays of a cancelled meeting.
func (f *Agendas) leaveMeeting(tx *storage.Tx, m board.Meeting) error {
	guests, err := tx.MeetingGuests(m.ID)
	for _, g := range guests {
		err = errors.Join(err, f.endStay(tx, g))
	}
	return err
}

// leave does the work of LeaveKind: the role of a guest ends with their last
// stay.
func (f *Agendas) leave(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		person, err := tx.NowID(ids[1])
		if err != nil {
			return err
		}
		all, err := tx.GuestStays(ids[0], person, time.Time{})
		if err != nil {
			return err
		}
		var last time.Time
		for _, g := range all {
			if g.Until.After(last) {
				last = g.Until
			}
		}
		switch {
		case last.After(f.db.Now()):
			return tx.Later(LeaveKind, j.Key, last, nil)
		case last.IsZero():
			return nil // the role was not given for a time
		}
		return tx.SetRole(ids[0], person, board.Guest, false)
	})
}
