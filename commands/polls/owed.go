package polls

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// planAnswerReminder plans the next reminder of an answer that the
// administration owes, instead of one that was planned before; none where
// nothing is owed any more.
func (f *Polls) planAnswerReminder(tx *storage.Tx, b board.Board, p board.Poll, last board.AnswerState) error {
	if err := tx.Drop(AnswerDueKind, storage.JobKey(p.ID)); err != nil {
		return err
	}
	if !waits(p, last) {
		return nil
	}
	return f.planReminderAfter(tx, b, p, f.db.Now())
}

// planFirstAnswerReminder plans it when a recommendation was adopted.
func (f *Polls) planFirstAnswerReminder(tx *storage.Tx, p board.Poll) error {
	if !p.Recommends() {
		return nil
	}
	b, err := tx.Board(p.Board)
	if err != nil {
		return err
	}
	return f.planAnswerReminder(tx, b, p, "")
}

func (f *Polls) planReminderAfter(tx *storage.Tx, b board.Board, p board.Poll, after time.Time) error {
	profile, err := tx.Profile(b.ID)
	if err != nil {
		return err
	}
	at := profile.Quiet.AnswerReminder(p.Due.In(f.db.Zone(b.Zone)), after, board.HolidaysOf(b.Land))
	if at.IsZero() {
		return nil
	}
	return tx.Later(AnswerDueKind, storage.JobKey(p.ID), at, nil)
}

// AnswerDue does the work of AnswerDueKind: it plans a letter to everyone who
// notes answers, and the next reminder. What comes late, into quiet hours, waits.
func (f *Polls) AnswerDue(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(1)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		p, err := tx.LockPoll(ids[0], true)
		if err != nil {
			return err
		}
		answers, err := tx.Answers(p.ID)
		if err != nil {
			return err
		}
		if !waits(p, lastAnswer(answers).State) {
			return fmt.Errorf("%w: the answer is there", commands.ErrDropped)
		}
		b, err := tx.Board(p.Board)
		if err != nil {
			return err
		}
		profile, err := tx.Profile(p.Board)
		if err != nil {
			return err
		}
		zone, holidays := f.db.Zone(b.Zone), board.HolidaysOf(b.Land)
		if due := profile.Quiet.AnswerReminder(p.Due.In(zone), j.RunAt.Add(-time.Millisecond), holidays); due.After(f.db.Now()) {
			return tx.Later(AnswerDueKind, j.Key, due, nil) // the day was moved in the same moment
		}
		at := profile.Quiet.Next(f.db.Now().In(zone), holidays)
		people, err := answering(tx, b.ID, at)
		if err != nil {
			return err
		}
		day := strconv.Itoa(at.Year()*1000 + at.YearDay())
		for _, person := range people {
			if err := tx.Later(AnswerReminderKind, storage.JobKey(p.ID, person)+"/"+day, at, nil); err != nil {
				return err
			}
		}
		return f.planReminderAfter(tx, b, p, at)
	})
}

// answering are those who are reminded of an answer: everyone of the office who
// is not away, else the chair.
func answering(tx *storage.Tx, of board.ID, at time.Time) ([]board.ID, error) {
	holders, err := tx.RoleHolders(of)
	var office, chair []board.ID
	for _, holder := range holders {
		switch {
		case holder.Role == board.Chair:
			chair = append(chair, holder.Person.ID)
		case holder.Role == board.Office && !holder.Away.Covers(at):
			office = append(office, holder.Person.ID)
		}
	}
	if len(office) > 0 {
		return office, err
	}
	return chair, err
}

// AnswerReminder is the letter of AnswerReminderKind.
func (f *Polls) AnswerReminder(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.letter(ctx, j, 2, func(tx *storage.Tx, s sheet, ids []board.ID) (commands.Letter, error) {
		letter, last := commands.Letter{Person: ids[1], Reminder: true}, lastAnswer(s.answers)
		standing, err := tx.Standing(s.board.ID, ids[1])
		switch {
		case err != nil:
			return letter, err
		case !waits(s.poll, last.State):
			letter.Drop = "the answer is there"
			return letter, nil
		case !standing.Chairs():
			letter.Drop = "notes no answers any more"
			return letter, nil
		}
		sentence := chat.T("poll.answer.reminder", s.answerArgs(last)...)
		if s.overdue() {
			sentence = chat.T("poll.answer.reminder_overdue", s.answerArgs(last)...)
		}
		letter.Message = chat.Say(sentence).With(chat.Actions{answerButton(s.poll), showButton(s.poll)})
		return letter, nil
	})
}

// Answered is the post of AnsweredKind: one line about an answer, for everybody.
func (f *Polls) Answered(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.aboutAnswer(ctx, j, func(s sheet, a board.Answer) commands.Letter {
		return commands.Letter{Message: chat.Say(chat.T("poll.answer.notice", append(s.answerArgs(a), "Said", answerSaid(s, a))...))}
	})
}

// AnswerLetter is the letter of AnswerLetterKind: to the one who proposed what
// was answered.
func (f *Polls) AnswerLetter(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.aboutAnswer(ctx, j, func(s sheet, a board.Answer) commands.Letter {
		return commands.Letter{Person: s.poll.Proposer,
			Message: chat.Say(chat.T("poll.answer.letter", append(s.answerArgs(a), "Said", answerSaid(s, a))...)).With(chat.Actions{showButton(s.poll)})}
	})
}

func answerSaid(s sheet, a board.Answer) chat.Text {
	return chat.T("poll.answer.said."+string(a.State), s.answerArgs(a)...)
}

// aboutAnswer reads the nth answer to a poll, as the job's key names it.
func (f *Polls) aboutAnswer(ctx context.Context, j storage.Job, write func(sheet, board.Answer) commands.Letter) (commands.Letter, error) {
	return f.letter(ctx, j, 2, func(_ *storage.Tx, s sheet, ids []board.ID) (commands.Letter, error) {
		nth := int(ids[1])
		if nth < 1 || nth > len(s.answers) {
			return commands.Letter{}, fmt.Errorf("poll with id %d has no answer %d", s.poll.ID, nth)
		}
		return write(s, s.answers[nth-1]), nil
	})
}
