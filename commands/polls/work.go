package polls

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

// The kinds of work that polls plan. Show belongs to the whole program: it
// makes every shown message of an entity true.
const (
	show = "show"

	CloseKind    = "poll.close"    // key: poll; at its deadline
	ReminderKind = "poll.reminder" // key: poll/n; finds out who is missing
	InviteKind   = "poll.invite"   // key: poll/seat; a letter
	NudgeKind    = "poll.nudge"    // key: poll/seat/minute; a letter
	ResultKind   = "poll.result"   // key: poll; a post
	NoticeKind   = "poll.notice"   // key: poll/what/when; a post

	OpenKind     = "poll.open"     // key: poll; when a planned one opens
	UnopenedKind = "poll.unopened" // key: poll; a letter to its proposer

	AnsweredKind       = "poll.answered"        // key: poll/n; a post
	AnswerLetterKind   = "poll.answer_letter"   // key: poll/n; a letter to its proposer
	AnswerDueKind      = "poll.answer_due"      // key: poll; finds out who is to be reminded
	AnswerReminderKind = "poll.answer_reminder" // key: poll/person/day; a letter
)

// planOpening plans what follows from an opened poll.
func (f *Polls) planOpening(tx *storage.Tx, b board.Board, profile board.Profile, p board.Poll, electors []board.Elector) error {
	now := f.db.Now()
	if err := tx.Later(show, entity(p.ID), now, nil); err != nil {
		return err
	}
	for _, e := range electors {
		if p.PresentByName && !e.Present {
			continue
		}
		if err := tx.Later(InviteKind, storage.JobKey(p.ID, e.Seat), now, nil); err != nil {
			return err
		}
	}
	if p.Terms.Procedure == board.InMeeting {
		what := inMeeting // who says who is there says so to everybody
		if p.Meeting != 0 && p.PresentByName {
			what = inTheSitting // of the meeting everybody knows who is there
		}
		if what == inMeeting || len(differences(p, profile)) > 0 {
			if err := f.planNotice(tx, p, notice{What: what, By: p.Proposer}); err != nil {
				return err
			}
		}
	}
	return f.planEnd(tx, b, profile, p)
}

// planEnd plans the close and the reminders for the poll's deadline, instead
// of those that were planned for an earlier one.
func (f *Polls) planEnd(tx *storage.Tx, b board.Board, profile board.Profile, p board.Poll) error {
	if err := f.unplan(tx, p.ID); err != nil {
		return err
	}
	if err := tx.Later(CloseKind, storage.JobKey(p.ID), p.Closes, nil); err != nil {
		return err
	}
	if err := tx.Later(show, entity(p.ID), f.db.Now(), nil); err != nil {
		return err
	}
	zone, now := f.db.Zone(b.Zone), f.db.Now()
	for i, at := range profile.Quiet.Reminders(p.Opened.In(zone), p.Closes.In(zone), board.HolidaysOf(b.Land)) {
		if !at.After(now) {
			continue
		}
		if err := tx.Later(ReminderKind, fmt.Sprintf("%d/%d", p.ID, i+1), at, nil); err != nil {
			return err
		}
	}
	return nil
}

// unplan drops the close and the reminders that wait.
func (f *Polls) unplan(tx *storage.Tx, id board.ID) error {
	if err := tx.Drop(CloseKind, storage.JobKey(id)); err != nil {
		return err
	}
	return tx.DropAll(ReminderKind, storage.JobKey(id)+"/")
}

// planNudges plans a reminder to everyone who is missing, can still vote and
// is not away, and says how many they are. Two reminders for the same minute
// are one.
func (f *Polls) planNudges(tx *storage.Tx, p board.Poll, at time.Time) (int, error) {
	missing, err := tx.Missing(p.ID)
	if err != nil {
		return 0, err
	}
	away, err := tx.Away(p.Board)
	if err != nil {
		return 0, err
	}
	seats, err := tx.Seats(p.Board)
	if err != nil {
		return 0, err
	}
	voters := make(map[board.ID]board.Seat, len(seats))
	for _, seat := range seats {
		voters[seat.ID] = seat
	}
	told, minute := 0, strconv.FormatInt(at.Unix()/60, 10)
	for _, e := range missing {
		voter := voters[e.Seat].Voter().ID
		if p.MayVote(e, voters[e.Seat], voter) != nil || away[voter].Covers(at) {
			continue
		}
		told++
		if err := tx.Later(NudgeKind, storage.JobKey(p.ID, e.Seat)+"/"+minute, at, nil); err != nil {
			return 0, err
		}
	}
	return told, nil
}

// Remind does the work of ReminderKind. A reminder of something that is over
// is dropped; one that comes late, into quiet hours, waits.
func (f *Polls) Remind(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		p, err := tx.LockPoll(ids[0], false)
		if err != nil {
			return err
		}
		if over := p.Accept(f.db.Now()); over != nil {
			return fmt.Errorf("%w: %w", commands.ErrDropped, over)
		}
		b, err := tx.Board(p.Board)
		if err != nil {
			return err
		}
		profile, err := tx.Profile(p.Board)
		if err != nil {
			return err
		}
		now := f.db.Now().In(f.db.Zone(b.Zone))
		at := profile.Quiet.Next(now, board.HolidaysOf(b.Land))
		if !at.Before(p.Closes) || b.Term.Ended(at) {
			return fmt.Errorf("%w: the poll is over before the quiet hours are", commands.ErrDropped)
		}
		_, err = f.planNudges(tx, p, at)
		return err
	})
}

// CloseDue does the work of CloseKind: the poll is closed as of its deadline,
// however late that is noticed.
func (f *Polls) CloseDue(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(1)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		p, err := tx.LockPoll(ids[0], true)
		if err != nil || p.State != board.Open {
			return err
		}
		if f.db.Now().Before(p.Closes) { // extended in the same moment
			return tx.Later(CloseKind, j.Key, p.Closes, nil)
		}
		return f.end(tx, p, p.Closes, 0, "")
	})
}

// EndWithTerm ends the polls of a board that run longer than its term, which was
// over at a moment: since then nobody could vote in them, and who votes in the next
// one was not asked.
func (f *Polls) EndWithTerm(tx *storage.Tx, of board.ID, over time.Time) error {
	open, err := tx.OpenPolls(of)
	if err != nil {
		return err
	}
	for _, one := range open {
		p, err := tx.LockPoll(one.ID, true)
		if err != nil {
			return err
		}
		if p.State == board.Open && p.Opened.Before(over) && p.Closes.After(over) {
			if err := f.end(tx, p, over, 0, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// end fixes ballots, counts and verdict of a poll that the caller has locked,
// and plans the announcement.
func (f *Polls) end(tx *storage.Tx, p board.Poll, at time.Time, by board.ID, why string) error {
	p.State, p.Ended, p.EndedBy, p.Why = board.Closed, at, by, why
	if err := f.fix(tx, &p); err != nil {
		return err
	}
	if err := tx.SavePoll(p); err != nil {
		return err
	}
	if p.Secret {
		if err := errors.Join(tx.EraseOrder(p.ID), f.planShred(tx, p.ID)); err != nil {
			return err
		}
	}
	if err := f.unplan(tx, p.ID); err != nil {
		return err
	}
	if err := errors.Join(f.planFirstAnswerReminder(tx, p), f.planDecided(tx, p), f.hearObjected(tx, p)); err != nil {
		return err
	}
	now := f.db.Now()
	if err := tx.Later(show, entity(p.ID), now, nil); err != nil {
		return err
	}
	return tx.Later(ResultKind, storage.JobKey(p.ID), now, nil)
}

// hearObjected lets the agenda hear of a poll that is to be talked about.
func (f *Polls) hearObjected(tx *storage.Tx, p board.Poll) error {
	if p.Outcome != board.Objected || f.Objected == nil {
		return nil
	}
	return f.Objected(tx, p)
}

// fix counts the ballots of a poll that is over and fixes what came of them.
func (f *Polls) fix(tx *storage.Tx, p *board.Poll) error {
	count, err := tx.Count(p.ID)
	if err != nil {
		return err
	}
	people, err := peopleOf(tx, *p, count)
	if err != nil {
		return err
	}
	piles, err := ballotsOf(tx, *p)
	if err != nil {
		return err
	}
	r := p.Count(people, piles)
	p.Counts, p.Outcome, p.Options, p.Withheld = r.Tally, r.Outcome, r.Options, r.Withheld
	if p.Purpose != board.Recommendation || !p.Outcome.Passed() {
		return nil
	}
	b, err := tx.Board(p.Board)
	if err != nil {
		return err
	}
	profile, err := tx.ProfileByID(p.Profile)
	if err != nil {
		return err
	}
	p.Due = board.AnswerDue(p.Ended.In(f.db.Zone(b.Zone)), profile.AnswerDays, board.HolidaysOf(b.Land))
	return nil
}
