package dates

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// letter is one to the person of a job about a search, as who they are now.
func (f *Dates) letter(ctx context.Context, j storage.Job, write func(tx *storage.Tx, t table, letter *commands.Letter) error) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		s, err := tx.DateSearch(ids[1])
		if err != nil {
			return err
		}
		m, err := tx.Meeting(s.Meeting)
		if err != nil {
			return err
		}
		t, err := f.tableOf(tx, m, s)
		if err != nil {
			return err
		}
		to, err := tx.NowID(ids[2])
		if err != nil {
			return err
		}
		letter = commands.Letter{Board: ids[0], Person: to}
		return write(tx, t, &letter)
	})
	return letter, err
}

// ask is the letter of AskKind: the dates, and how to answer.
func (f *Dates) ask(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.toAsked(ctx, j, func(t table, letter *commands.Letter) {
		lines := make([]chat.Text, len(t.search.Options))
		for i, o := range t.search.Options {
			lines[i] = t.line(o)
		}
		letter.Message = chat.Say(
			chat.T("date.ask", "Meeting", commands.MeetingTitle(t.meeting), "Closes", t.search.Closes),
			chat.T("date.lines", "Lines", lines),
		)
	})
}

// nudge is the letter of NudgeKind.
func (f *Dates) nudge(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.toAsked(ctx, j, func(t table, letter *commands.Letter) {
		left := 0
		for _, o := range t.search.Options {
			if t.said[letter.Person][o.ID] == "" {
				left++
			}
		}
		letter.Reminder = true
		letter.Message = chat.Say(chat.T("date.nudge", "Meeting", commands.MeetingTitle(t.meeting), "Closes", t.search.Closes,
			"Now", f.db.Now().In(t.search.Closes.Location()), "Left", left, "N", len(t.search.Options)))
	})
}

// toAsked writes to one who is asked and has not answered everything, as long as
// the search accepts answers.
func (f *Dates) toAsked(ctx context.Context, j storage.Job, write func(t table, letter *commands.Letter)) (commands.Letter, error) {
	return f.letter(ctx, j, func(tx *storage.Tx, t table, letter *commands.Letter) error {
		b, err := tx.Board(t.search.Board)
		switch {
		case err != nil:
			return err
		case !t.search.Accepts(f.db.Now()):
			letter.Drop = "the search is over"
			return nil
		case !t.audience.asks(letter.Person):
			letter.Drop = "not asked any more"
			return nil
		case t.complete(letter.Person):
			letter.Drop = "answered already"
			return nil
		}
		letter.Before = t.search.Closes
		write(t, letter)
		letter.Message = letter.Message.With(chat.Actions{answerButton(t.meeting), t.allButton(b), showButton(t.meeting)})
		return nil
	})
}

// result is the letter of ResultKind: what came of the search, with the best
// dates to be fixed.
func (f *Dates) result(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.letter(ctx, j, func(tx *storage.Tx, t table, letter *commands.Letter) error {
		standing, err := tx.Standing(letter.Board, letter.Person)
		switch {
		case err != nil:
			return err
		case t.search.State != board.SearchClosed || t.meeting.State != board.MeetingTentative:
			letter.Drop = "the search goes on, or the meeting has its date"
		case !standing.Chairs() && !standing.Has(board.Deputy):
			letter.Drop = "no part of the chair any more"
		default:
			letter.Message = t.outcome(f.db.Now()).With(chat.Actions(t.fixButtons(f.db.Now())))
		}
		return nil
	})
}
