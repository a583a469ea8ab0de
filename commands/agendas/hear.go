package agendas

import (
	"context"
	"errors"
	"fmt"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// Hear hears what happened to a meeting, in the transaction in which it did. What
// waits comes to one that is planned; what a cancelled one leaves waits, once
// it cannot be taken back any more.
func (f *Agendas) Hear(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error {
	switch change {
	case board.MeetingPlanned:
		return errors.Join(f.begin(tx, m), f.receive(tx, m))
	case board.MeetingSet, board.MeetingMoved:
		return errors.Join(f.receive(tx, m), f.stay(tx, m))
	case board.MeetingRestored:
		if !m.Ahead() {
			return nil
		}
		return errors.Join(tx.Drop(ReleaseKind, storage.JobKey(m.Board, m.ID)), f.receive(tx, m), f.stay(tx, m))
	case board.MeetingCalledOff:
		return tx.Later(ReleaseKind, storage.JobKey(m.Board, m.ID), f.db.Now().Add(commands.Undoing), nil)
	case board.MeetingEnded:
		return f.ended(tx, m)
	}
	return nil
}

// begin gives a constituent meeting its agenda.
func (f *Agendas) begin(tx *storage.Tx, m board.Meeting) error {
	if m.Kind != board.Constituent {
		return nil
	}
	b, err := tx.Board(m.Board)
	if err != nil {
		return err
	}
	_, err = f.insert(tx, b, m, constituent, 0)
	return err
}

// receive takes what waits onto the agenda of a meeting that is ahead.
func (f *Agendas) receive(tx *storage.Tx, m board.Meeting) error {
	if !m.Ahead() {
		return nil
	}
	waiting, err := tx.WaitingItems(m.Board)
	if err != nil || len(waiting) == 0 {
		return err
	}
	late, err := invited(tx, m)
	if err != nil {
		return err
	}
	for _, i := range waiting {
		i.Meeting, i.Late = m.ID, late
		if err := errors.Join(tx.SaveItem(i), settle(tx, m, i.ID)); err != nil {
			return err
		}
	}
	return f.changed(tx, m)
}

// ended lets proposals that nobody decided on wait for the next meeting, and ends
// no round of ideas: those have a time of their own.
func (f *Agendas) ended(tx *storage.Tx, m board.Meeting) error {
	proposed, err := tx.ProposedItems(m.Board)
	if err != nil {
		return err
	}
	for _, i := range proposed {
		if i.Meeting != m.ID {
			continue
		}
		i.Meeting = 0
		if err := tx.SaveItem(i); err != nil {
			return err
		}
	}
	return nil
}

// release does the work of ReleaseKind: what stood on the agenda of a cancelled
// meeting goes to the next one, or waits for it, but for what came with a
// template. Guests of it are guests no more.
func (f *Agendas) release(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		m, err := tx.LockMeeting(ids[0], ids[1])
		if err != nil {
			return err
		}
		if m.State != board.MeetingCancelled {
			return fmt.Errorf("%w: the meeting is held after all", commands.ErrDropped)
		}
		if err := f.leaveMeeting(tx, m); err != nil {
			return err
		}
		next, err := f.lockNext(tx, m.Board)
		if err != nil {
			return err
		}
		return errors.Join(f.hand(tx, m, next), f.changed(tx, m))
	})
}

// hand gives the items of a cancelled meeting to another, or lets them wait.
func (f *Agendas) hand(tx *storage.Tx, from, to board.Meeting) error {
	standing, err := tx.Agenda(from.ID)
	if err != nil {
		return err
	}
	proposed, err := tx.ProposedItems(from.Board)
	if err != nil {
		return err
	}
	late, err := invited(tx, to)
	if err != nil {
		return err
	}
	for _, i := range append(standing, proposed...) {
		if i.Template || i.Guest != 0 || i.Meeting != from.ID {
			continue
		}
		if i.Source != "" || i.State == board.ItemSet {
			there, err := f.alike(tx, to, i)
			if _, full := errors.AsType[*commands.Error](err); err != nil && !full {
				return err
			} else if full || there.ID != 0 && there.ID != i.ID {
				continue // it stands there already, or there is no room: it stays where it is
			}
		}
		i.Meeting, i.Late = to.ID, late && i.State == board.ItemSet
		if err := errors.Join(tx.SaveItem(i), settle(tx, to, i.ID)); err != nil {
			return err
		}
	}
	return f.changed(tx, to)
}

// Objected puts a poll that is to be talked about on the next agenda; where no
// meeting is planned, it waits for one.
func (f *Agendas) Objected(tx *storage.Tx, p board.Poll) error {
	there, err := tx.PollItems(p.Board, p.ID)
	if err != nil || len(there) > 0 {
		return err
	}
	to, err := f.lockNext(tx, p.Board)
	if err != nil {
		return err
	}
	i := board.AgendaItem{Board: p.Board, Meeting: to.ID, Kind: board.Voting, Title: commands.Beginning(p.Question, titleMost), Minutes: objectedMinutes,
		Public: true, Poll: p.ID, Source: pollSource(p.ID), State: board.ItemSet}
	if i.Title != p.Question {
		i.Text = p.Question
	}
	if i.Late, err = invited(tx, to); err != nil {
		return err
	}
	if i, err = tx.CreateItem(i); err != nil {
		return err
	}
	return errors.Join(settle(tx, to, i.ID), f.changed(tx, to))
}

// objectedMinutes is how long a poll that somebody objected to is talked about,
// until the chair says otherwise.
const objectedMinutes = 15
