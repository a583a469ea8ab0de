package answers

import (
	"context"
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// longOverdue is after how many days the chair is told.
const longOverdue = 28

// dueOf is until when the administration answers the points of a round, in the
// board's zone.
func (f *Answers) dueOf(tx *storage.Tx, b board.Board, r board.FeedbackRound) (time.Time, board.Profile, error) {
	profile, err := tx.Profile(b.ID)
	return board.AnswerDue(r.Ended.In(f.db.Zone(b.Zone)), profile.AnswerDays, board.HolidaysOf(b.Land)), profile, err
}

// Hear hears that a round is over: from then on answers to its points are owed.
func (f *Answers) Hear(tx *storage.Tx, r board.FeedbackRound) error {
	if r.Kind != board.OnService {
		return nil // what the board says of itself is no matter of the administration
	}
	owed, err := tx.FeedbackOwed(r.ID)
	if err != nil || owed.Points == 0 {
		return err
	}
	if owed.Open() == 0 {
		return f.offerSummary(tx, r, 0)
	}
	b, err := tx.Board(r.Board)
	if err != nil {
		return err
	}
	return f.planReminder(tx, b, r, f.db.Now())
}

// planReminder plans the next reminder after a time.
func (f *Answers) planReminder(tx *storage.Tx, b board.Board, r board.FeedbackRound, after time.Time) error {
	due, profile, err := f.dueOf(tx, b, r)
	if err != nil {
		return err
	}
	at := profile.Quiet.AnswerReminder(due, after, board.HolidaysOf(b.Land))
	if at.IsZero() {
		return nil
	}
	return tx.Later(DueKind, storage.JobKey(r.Board, r.ID), at, nil)
}

// due does the work of DueKind: it plans a letter to everyone who notes answers,
// and the next reminder; once the term is over there are no more.
func (f *Answers) due(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		r, err := tx.LockFeedbackRound(ids[1])
		if err != nil {
			return err
		}
		b, err := tx.Board(r.Board)
		if err != nil {
			return err
		}
		owed, err := tx.FeedbackOwed(r.ID)
		switch {
		case err != nil:
			return err
		case owed.Open() == 0:
			return fmt.Errorf("%w: everything is answered", commands.ErrDropped)
		case b.Term.Ended(f.db.Now()):
			return fmt.Errorf("%w: the term is over", commands.ErrDropped)
		}
		return f.remind(tx, b, r)
	})
}

// remind plans the letters of today, and when it is next.
func (f *Answers) remind(tx *storage.Tx, b board.Board, r board.FeedbackRound) error {
	due, _, err := f.dueOf(tx, b, r)
	if err != nil {
		return err
	}
	at, err := f.awake(tx, b, f.db.Now().In(due.Location()))
	if err != nil {
		return err
	}
	office, chair, err := answerers(tx, b.ID, at)
	if err != nil {
		return err
	}
	for _, person := range office {
		if err := tx.Later(ReminderKind, storage.JobKey(b.ID, r.ID, person)+"/"+stamp(at), at, nil); err != nil {
			return err
		}
	}
	if late := board.DaysOverdue(due, at); late >= longOverdue && late < longOverdue+7 {
		for _, person := range chair {
			if err := tx.Later(OverdueKind, storage.JobKey(b.ID, r.ID, person), at, nil); err != nil {
				return err
			}
		}
	}
	return f.planReminder(tx, b, r, at)
}

// answerers are who is reminded of answers: everyone of the office who is not
// away, else the chair; and the chair.
func answerers(tx *storage.Tx, of board.ID, at time.Time) (office, chair []board.ID, err error) {
	holders, err := tx.RoleHolders(of)
	for _, holder := range holders {
		switch {
		case holder.Role == board.Chair:
			chair = append(chair, holder.Person.ID)
		case holder.Role == board.Office && !holder.Away.Covers(at):
			office = append(office, holder.Person.ID)
		}
	}
	if len(office) == 0 {
		office = chair
	}
	return office, chair, err
}

// reminder is the letter of ReminderKind.
func (f *Answers) reminder(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.owing(ctx, j, func(o owes) chat.Message {
		return chat.Say(chat.T("answer.owed.letter", o.args()...)).
			With(chat.Actions{nextButton(o.round, 0), button("answer.button.open", o.round, "feedback.points", "point_state", string(openPile))})
	})
}

// overdueLetter is the letter of OverdueKind.
func (f *Answers) overdueLetter(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.owing(ctx, j, func(o owes) chat.Message {
		return chat.Say(chat.T("answer.owed.overdue", o.args()...)).
			With(chat.Actions{button("answer.button.open", o.round, "feedback.points", "point_state", string(openPile))})
	})
}

// owes is what the administration owes to a round.
type owes struct {
	board.FeedbackOwed
	round board.FeedbackRound
	due   time.Time
	now   time.Time
}

func (o owes) args() []any {
	return []any{"Round", called(o.round), "Open", o.Open(), "Points", o.Points, "Due", o.due, "Days", board.DaysOverdue(o.due, o.now),
		"Today", o.now.Year() == o.due.Year() && o.now.YearDay() == o.due.YearDay()}
}

// owing writes a letter to somebody who notes answers, while there are some to note.
func (f *Answers) owing(ctx context.Context, j storage.Job, write func(owes) chat.Message) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	letter = commands.Letter{Board: ids[0], Person: ids[2], Reminder: true}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		r, err := tx.FeedbackRound(ids[1])
		if err != nil {
			return err
		}
		b, err := tx.Board(r.Board)
		if err != nil {
			return err
		}
		o := owes{round: r, now: f.db.Now().In(f.db.Zone(b.Zone))}
		if o.due, _, err = f.dueOf(tx, b, r); err != nil {
			return err
		}
		if o.FeedbackOwed, err = tx.FeedbackOwed(r.ID); err != nil {
			return err
		}
		who, err := tx.Standing(b.ID, ids[2])
		switch {
		case err != nil:
			return err
		case o.Open() == 0:
			letter.Drop = "everything is answered"
		case !who.Chairs():
			letter.Drop = "notes no answers any more"
		}
		letter.Line = chat.T("answer.owed.line", o.args()...)
		letter.Message = write(o)
		return nil
	})
	return letter, err
}
