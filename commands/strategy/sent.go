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
	"beirat/words"
)

// offered is how many submissions are offered to choose from.
const offered = 25

// submissionFinder knows the submissions of a board by their number or the
// committee; where none is named, the one that waits for a result is meant.
func (f *Strategy) submissionFinder() commands.Finder {
	list := func(ctx context.Context, do func(tx *storage.Tx) ([]board.Submission, error)) (all []board.Submission, err error) {
		err = f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
			all, err = do(tx)
			return err
		})
		return all, err
	}
	return commands.Finder{
		None: "strategy.result.none",
		Open: func(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
			all, err := list(ctx, func(tx *storage.Tx) ([]board.Submission, error) { return tx.Submissions(c.Board.ID, offered) })
			if waiting := waiting(all); len(waiting) > 0 {
				all = waiting
			}
			return found(c, all), err
		},
		Number: func(ctx context.Context, c *commands.Call, n int) (commands.Found, error) {
			all, err := list(ctx, func(tx *storage.Tx) ([]board.Submission, error) {
				s, err := tx.SubmissionNumber(c.Board.ID, n)
				return []board.Submission{s}, err
			})
			if errors.Is(err, storage.ErrNotFound) {
				return commands.Found{}, commands.ErrNone
			}
			if err != nil {
				return commands.Found{}, err
			}
			return found(c, all)[0], nil
		},
		Titled: func(ctx context.Context, c *commands.Call, part string) ([]commands.Found, error) {
			all, err := list(ctx, func(tx *storage.Tx) ([]board.Submission, error) {
				return tx.SubmissionsTo(c.Board.ID, part, offered)
			})
			return found(c, all), err
		},
	}
}

// waiting are those whose committee is not done with them.
func waiting(all []board.Submission) []board.Submission {
	var left []board.Submission
	for _, s := range all {
		if !s.Last.Final() {
			left = append(left, s)
		}
	}
	return left
}

func found(c *commands.Call, all []board.Submission) []commands.Found {
	said := words.Printer{Language: c.Language}
	list := make([]commands.Found, len(all))
	for i, s := range all {
		list[i] = commands.Found{ID: s.ID, Number: s.Number, Title: said.Print(chat.T("strategy.sent.title", "To", s.Committee, "Day", s.Day, "Version", s.Version))}
	}
	return list
}

// submissionNumber is the submission of a number that was typed; zero if that
// is none.
func submissionNumber(tx *storage.Tx, of board.ID, typed string) (board.Submission, error) {
	n, _ := strconv.Atoi(typed) // what is no number, the form says
	s, err := tx.SubmissionNumber(of, n)
	if errors.Is(err, storage.ErrNotFound) {
		return board.Submission{}, nil
	}
	return s, err
}

// sentShown is how many submissions a message tells of.
const sentShown = 5

// sent tells to which committees the strategy went, and all that they said.
func (f *Strategy) sent(ctx context.Context, c *commands.Call) (reply chat.Reply, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		all, err := tx.Submissions(c.Board.ID, offered)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			reply = say("strategy.sent.none")
			return nil
		}
		m := chat.Say(chat.T("strategy.sent.list", "N", len(all)))
		var row chat.Actions
		for _, s := range all[:min(len(all), sentShown)] {
			m = m.With(chat.Para{Text: chat.T("strategy.sent.one", "To", s.Committee, "Day", s.Day, "Version", s.Version)})
			results, err := tx.Considerations(s.ID, c.Now.Location())
			if err != nil {
				return err
			}
			for _, k := range results {
				for _, text := range consideredTexts(s, k, true) {
					m = m.With(chat.Para{Text: text})
				}
			}
			if !s.Last.Final() && c.Who.May(board.MembersAndChair) {
				row = append(row, resultButtonTo(s))
			}
		}
		if len(row) > 0 {
			m = m.With(row)
		}
		reply = chat.Reply{Messages: []chat.Message{m}}
		return nil
	})
	return reply, err
}

func resultButtonTo(s board.Submission) chat.Button {
	b := resultButton(s)
	b.Label = chat.T("strategy.button.result_of", "To", s.Committee)
	return b
}

// sentLines say to which committees a version went, and what they said last.
func (f *Strategy) sentLines(tx *storage.Tx, version board.Strategy, zone *time.Location) ([]chat.Text, error) {
	all, err := tx.Submissions(version.Board, offered)
	var lines []chat.Text
	for _, s := range all {
		if s.Strategy == version.ID && len(lines) < sentShown {
			lines = append(lines, chat.T("strategy.sent.line", "To", s.Committee, "Day", s.Day.In(zone), "Some", s.Last != "", "Outcome", lastName(s)))
		}
	}
	return lines, err
}

func lastName(s board.Submission) chat.Text {
	if s.Last == "" {
		return chat.Text{}
	}
	return outcomeName(s.Last)
}

// Tasks are the results that are still to be noted, for the chair and the office.
func (f *Strategy) Tasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	if !c.Who.Chairs() {
		return nil, nil
	}
	var all []board.Submission
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		all, err = tx.Submissions(c.Board.ID, offered)
		return err
	})
	var tasks []commands.Task
	for _, s := range waiting(all) {
		if day := s.Day; s.Last == "" && day.AddDate(0, 0, 1).Before(c.Now) {
			tasks = append(tasks, commands.Task{Text: chat.T("strategy.result.task", "To", s.Committee, "Day", day), Buttons: []chat.Button{resultButton(s), showButton(s)}, Due: day})
		}
	}
	return tasks, err
}
