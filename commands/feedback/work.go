package feedback

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// The kinds of work that a round plans. The key of each begins with the board.
const (
	AskKind    = "feedback.ask"    // key: board/round/person; a letter to each who is asked
	NudgeKind  = "feedback.nudge"  // key: board/round/person/minute; a letter to who has not given, or holds drafts
	NoticeKind = "feedback.notice" // key: board/round/what/when; a post

	CloseKind    = "feedback.close"    // key: board/round; at its end
	ReminderKind = "feedback.reminder" // key: board/round/n; finds out who is missing
	ShredKind    = "feedback.shred"    // key: board/round; after the end of an anonymous one
)

// planEnd plans the end of a round and its reminders, instead of those that were
// planned for an earlier end.
func (f *Feedback) planEnd(tx *storage.Tx, b board.Board, r board.FeedbackRound) error {
	if err := f.unplan(tx, r); err != nil {
		return err
	}
	profile, err := tx.Profile(r.Board)
	if err != nil {
		return err
	}
	key := storage.JobKey(r.Board, r.ID)
	if err := tx.Later(CloseKind, key, r.Closes, nil); err != nil {
		return err
	}
	zone := f.db.Zone(b.Zone)
	for i, at := range profile.Quiet.Reminders(r.Opened.In(zone), r.Closes.In(zone), board.HolidaysOf(b.Land)) {
		if !at.After(f.db.Now()) {
			continue
		}
		if err := tx.Later(ReminderKind, key+"/"+strconv.Itoa(i+1), at, nil); err != nil {
			return err
		}
	}
	return nil
}

// unplan drops the end and the reminders that wait.
func (f *Feedback) unplan(tx *storage.Tx, r board.FeedbackRound) error {
	key := storage.JobKey(r.Board, r.ID)
	return errors.Join(tx.Drop(CloseKind, key), tx.DropAll(ReminderKind, key+"/"), tx.DropAll(NudgeKind, key+"/"))
}

// closeDue does the work of CloseKind: the round ends as of its deadline, however
// late that is noticed.
func (f *Feedback) closeDue(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		r, err := tx.LockFeedbackRound(ids[1])
		if err != nil || r.State != board.FeedbackOpen {
			return err
		}
		if f.db.Now().Before(r.Closes) { // extended in the same moment
			return tx.Later(CloseKind, j.Key, r.Closes, nil)
		}
		return f.end(tx, r, r.Closes, 0)
	})
}

// EndWithTerm ends the rounds of a board that run longer than its term, which was
// over at a moment: the next one changes nothing in them any more.
func (f *Feedback) EndWithTerm(tx *storage.Tx, of board.ID, over time.Time) error {
	open, err := tx.OpenFeedbackRounds(of)
	if err != nil {
		return err
	}
	for _, one := range open {
		r, err := tx.LockFeedbackRound(one.ID)
		if err != nil {
			return err
		}
		if r.State == board.FeedbackOpen && r.Opened.Before(over) && r.Closes.After(over) {
			if err := f.end(tx, r, over, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

// end closes a round that the caller has locked, and everybody hears of it.
func (f *Feedback) end(tx *storage.Tx, r board.FeedbackRound, at time.Time, who board.ID) error {
	r.Ended = at
	if err := tx.CloseFeedback(r); err != nil {
		return err
	}
	r.State = board.FeedbackClosed
	if err := f.unplan(tx, r); err != nil {
		return err
	}
	if r.Anonymous {
		if err := tx.Later(ShredKind, storage.JobKey(r.Board, r.ID), f.db.Now(), nil); err != nil {
			return err
		}
	}
	for _, hear := range f.Hears {
		if err := hear(tx, r); err != nil {
			return err
		}
	}
	return errors.Join(f.Show(tx, r), f.planNotice(tx, r, notice{What: ended, By: who}))
}

// remind does the work of ReminderKind. A reminder of something that is over is
// dropped; one that comes late, into quiet hours, waits.
func (f *Feedback) remind(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		r, err := tx.FeedbackRound(ids[1])
		if err != nil {
			return err
		}
		if !r.Takes(f.db.Now()) {
			return fmt.Errorf("%w: the round is over", commands.ErrDropped)
		}
		b, err := tx.Board(r.Board)
		if err != nil {
			return err
		}
		profile, err := tx.Profile(r.Board)
		if err != nil {
			return err
		}
		at := profile.Quiet.Next(f.db.Now().In(f.db.Zone(b.Zone)), board.HolidaysOf(b.Land))
		if at.IsZero() || !at.Before(r.Closes) {
			return fmt.Errorf("%w: the round is over before the quiet hours are", commands.ErrDropped)
		}
		return f.planNudges(tx, r, at)
	})
}

// planNudges plans a reminder to everybody who was asked, gave nothing or holds
// drafts, and is not away.
func (f *Feedback) planNudges(tx *storage.Tx, r board.FeedbackRound, at time.Time) error {
	asked, err := tx.FeedbackAsked(r.ID)
	if err != nil {
		return err
	}
	gave, err := tx.FeedbackGivers(r)
	if err != nil {
		return err
	}
	away, err := tx.Away(r.Board)
	if err != nil {
		return err
	}
	for _, person := range asked {
		if away[person].Covers(at) {
			continue
		}
		if slices.Contains(gave, person) {
			drafts, err := draftsOf(tx, r, person)
			if err != nil {
				return err
			}
			if drafts == 0 {
				continue
			}
		}
		key := storage.JobKey(r.Board, r.ID, person) + "/" + strconv.FormatInt(at.Unix()/60, 10)
		if err := tx.Later(NudgeKind, key, at, nil); err != nil {
			return err
		}
	}
	return nil
}

// draftsOf is how many points somebody has begun and not sent.
func draftsOf(tx *storage.Tx, r board.FeedbackRound, person board.ID) (n int, err error) {
	if r.Anonymous {
		return 0, nil
	}
	points, err := tx.FeedbackPointsOf(r.ID, person)
	for _, p := range points {
		if p.Draft {
			n++
		}
	}
	return n, err
}

// draftsIn is how many points of a round were begun and not sent, of all who were
// asked; of an anonymous one there are none.
func draftsIn(tx *storage.Tx, r board.FeedbackRound) (n int, err error) {
	if r.Anonymous {
		return 0, nil
	}
	asked, err := tx.FeedbackAsked(r.ID)
	if err != nil {
		return 0, err
	}
	for _, person := range asked {
		drafts, err := draftsOf(tx, r, person)
		if err != nil {
			return 0, err
		}
		n += drafts
	}
	return n, nil
}
