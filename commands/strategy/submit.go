package strategy

import (
	"context"
	"errors"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// submitForm is what is said of a version that goes to a committee.
type submitForm struct {
	to      commands.TextParam
	date    commands.TimeParam
	version commands.NumberParam
	confirm commands.FlagParam
}

// submit notes to which committee a version goes, and on which day. While
// statements are still being written it asks first.
func (f *Strategy) submit() commands.Command {
	form := submitForm{
		to:   commands.Text("to").Required().Max(120),
		date: commands.Time("date").DayOnly(), version: commands.Number("version", 1, 1<<20),
		confirm: commands.Flag("confirm").Hidden(),
	}
	return commands.Command{
		Path: "board.submit", Right: board.MembersAndChair, Params: []commands.Param{form.to, form.date, form.version, form.confirm},
		Shape: func(ctx context.Context, c *commands.Call, _ *chat.Form) error {
			return f.db.ReadOne(ctx, func(tx *storage.Tx) error {
				last, err := newest(tx, c.Board.ID)
				if err == nil && last.ID == 0 {
					return none(c)
				}
				return err
			})
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			s := board.Submission{Board: c.Board.ID, Committee: form.to.Of(c), Day: dayOf(c, form.date), Person: c.Who.Person.ID}
			unfinished := 0
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if err = tx.LockBoard(c.Board.ID); err != nil {
					return err
				}
				if err = form.about(tx, c, &s); err != nil {
					return err
				}
				if unfinished, err = openStatements(tx, c.Board.ID); err != nil || unfinished > 0 && !form.confirm.Of(c) {
					return err
				}
				s, err = f.keepSubmission(tx, s)
				return err
			})
			switch {
			case errors.Is(err, storage.ErrExists):
				return chat.Reply{}, commands.Refuse("strategy.submit.twice", "To", s.Committee, "Day", s.Day).
					With(button(chat.T("strategy.button.sent"), c.Board.ID, "board.strategy", "as", string(asSent)))
			case err != nil:
				return chat.Reply{}, err
			case s.ID == 0:
				return unfinishedReply(c, s, unfinished), nil
			}
			m := chat.Say(chat.T("strategy.submit.done", "To", s.Committee, "Day", s.Day, "Version", s.Version))
			return chat.Reply{Messages: []chat.Message{m.With(chat.Actions{resultButton(s)})}}, nil
		},
	}
}

// dayOf is the day that is meant: today, where none is named.
func dayOf(c *commands.Call, day commands.TimeParam) time.Time {
	if named := day.Of(c); !named.IsZero() {
		return named
	}
	year, month, today := c.Now.Date()
	return time.Date(year, month, today, 0, 0, 0, 0, c.Now.Location())
}

// about finds the version that goes to the committee; it cannot go there before
// it was made.
func (form submitForm) about(tx *storage.Tx, c *commands.Call, s *board.Submission) error {
	last, err := newest(tx, c.Board.ID)
	if err != nil {
		return err
	}
	if last.ID == 0 {
		return none(c)
	}
	version := last
	if form.version.Given(c) {
		version, err = tx.StrategyVersion(c.Board.ID, form.version.Of(c))
		if errors.Is(err, storage.ErrNotFound) {
			return commands.Mistake("version", "strategy.version.unknown", "Version", form.version.Of(c), "Last", last.Version)
		}
		if err != nil {
			return err
		}
	}
	s.Strategy, s.Version = version.ID, version.Version
	if made := version.Made.In(c.Now.Location()); s.Day.AddDate(0, 0, 1).Before(made) {
		return commands.Mistake("date", "strategy.submit.early", "Version", version.Version, "Made", made)
	}
	return nil
}

// openStatements is how many statements are still being written.
func openStatements(tx *storage.Tx, of board.ID) (open int, err error) {
	statements, err := tx.Statements(of)
	for _, s := range statements {
		if s.State == board.StatementOpen {
			open++
		}
	}
	return open, err
}

func unfinishedReply(c *commands.Call, s board.Submission, unfinished int) chat.Reply {
	m := chat.Say(chat.T("strategy.submit.unfinished", "N", unfinished, "To", s.Committee, "Version", s.Version))
	return chat.Reply{Messages: []chat.Message{m.With(chat.Actions{
		button(chat.T("strategy.button.submit_anyway"), c.Board.ID, "board.submit", "to", s.Committee, "date", s.Day.Format(time.DateOnly), "version", strconv.Itoa(s.Version), "confirm", "yes"),
		button(chat.T("strategy.button.statements"), c.Board.ID, "vision.list"),
	})}}
}

// keepSubmission keeps it and plans that everybody hears of it.
func (f *Strategy) keepSubmission(tx *storage.Tx, s board.Submission) (board.Submission, error) {
	s, err := tx.Submit(s)
	if err != nil {
		return s, err
	}
	now := f.db.Now()
	if err := tx.Later(show, entity(s.Strategy), now, nil); err != nil {
		return s, err
	}
	return s, tx.Later(SubmittedKind, storage.JobKey(s.Board, s.ID), now, nil)
}

// submittedLetter is the post of SubmittedKind.
func (f *Strategy) submittedLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		s, err := tx.Submission(ids[1])
		if err != nil {
			return err
		}
		person, err := tx.Person(s.Person)
		if err != nil {
			return err
		}
		m := chat.Say(chat.T("strategy.submit.post", "Version", s.Version, "To", s.Committee, "Day", s.Day, "By", person.Name))
		letter = commands.Letter{Board: s.Board, Message: m.With(chat.Actions{showButton(s)})}
		return nil
	})
	return letter, err
}

func showButton(s board.Submission) chat.Button {
	return button(chat.T("strategy.button.show"), s.Board, "board.strategy", "version", strconv.Itoa(s.Version))
}

func resultButton(s board.Submission) chat.Button {
	return button(chat.T("strategy.button.result"), s.Board, "board.result", "submission", strconv.Itoa(s.Number))
}
