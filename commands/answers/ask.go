package answers

import (
	"context"
	"fmt"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// ask asks back about a point: its author, or, where nobody knows who that is,
// everybody who took part.
func (f *Answers) ask() commands.Command {
	round := commands.Thing("round", f.round).Required()
	point := commands.Number("point", 1, 1<<20).Required()
	text := commands.Text("text").Required().Long().Max(1000)
	return commands.Command{
		Path: "feedback.ask", Right: board.Chairing, Params: []commands.Param{round, point, text}, Shape: f.shapeAbout,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				s sheet
				n int
			)
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				r, err := tx.LockFeedbackRound(round.Of(c).ID)
				if err != nil {
					return err
				}
				if s, err = f.sheet(tx, c, r.ID); err != nil {
					return err
				}
				p, found := s.point(point.Of(c))
				if !found {
					return s.noPoint("point", point.Of(c))
				}
				n, err = f.askBack(tx, c, s, p, text.Of(c))
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return say(chat.T("answer.asked", "Number", point.Of(c), "Anonymous", s.round.Anonymous, "N", n), pointButton(s.round, point.Of(c))), nil
		},
	}
}

// askBack keeps a question and plans its letters; the same words twice are one
// question. It tells to how many people it goes.
func (f *Answers) askBack(tx *storage.Tx, c *commands.Call, s sheet, p board.FeedbackPoint, text string) (n int, err error) {
	people, err := f.authors(tx, s.round, []board.FeedbackPoint{p})
	if err != nil {
		return 0, err
	}
	asked := s.questions[p.ID]
	if slices.ContainsFunc(asked, func(q board.FeedbackQuestion) bool { return q.Text == text }) {
		return len(people), nil
	}
	switch {
	case len(asked) >= board.MostFeedbackQuestions:
		return 0, commands.Refuse("answer.asked_enough", "Number", p.Number, "Most", board.MostFeedbackQuestions).With(pointButton(s.round, p.Number))
	case s.round.Anonymous && p.Lock == "" || len(people) == 0:
		return 0, commands.Refuse("answer.unreachable", "Number", p.Number, "Anonymous", s.round.Anonymous).With(pointButton(s.round, p.Number))
	}
	q, err := tx.AskFeedback(s.round, board.FeedbackQuestion{Point: p.ID, Text: text, By: c.Who.Person.ID})
	if err != nil {
		return 0, err
	}
	at, err := f.awake(tx, c.Board, f.db.Now())
	if err != nil {
		return 0, err
	}
	for _, person := range people {
		if err := tx.Later(QuestionKind, storage.JobKey(s.round.Board, s.round.ID, q.ID, person), at, nil); err != nil {
			return 0, err
		}
	}
	return len(people), nil
}

// authors are who gave points, each once and as who they are now, as far as that is
// still known; of an anonymous round everybody who took part.
func (f *Answers) authors(tx *storage.Tx, r board.FeedbackRound, points []board.FeedbackPoint) ([]board.ID, error) {
	if r.Anonymous {
		return tx.FeedbackGivers(r)
	}
	var people []board.ID
	for _, p := range points {
		if p.Author == 0 { // their period was over
			continue
		}
		person, err := tx.NowID(p.Author)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(people, person) {
			people = append(people, person)
		}
	}
	return people, nil
}

// shapeAbout puts the point that a form is about above it, and refuses the form
// of what the one who calls may not read.
func (f *Answers) shapeAbout(ctx context.Context, c *commands.Call, form *chat.Form) error {
	return f.db.Read(ctx, func(tx *storage.Tx) error {
		r, err := roundOf(tx, c, form)
		if err != nil || r.ID == 0 {
			return err
		}
		s, err := f.sheet(tx, c, r.ID)
		if err != nil {
			return err
		}
		p, found := pointOf(s, form)
		if !found {
			return nil
		}
		settle(form, "round", number(r.Number))
		settle(form, "point", number(p.Number))
		form.About = s.above([]board.FeedbackPoint{p})
		return nil
	})
}

// questioned is a question with its point and its round, all of it.
type questioned struct {
	sheet
	point    board.FeedbackPoint
	question board.FeedbackQuestion
	nth      int // of those about the point
}

func (f *Answers) questioned(tx *storage.Tx, round, question board.ID) (q questioned, err error) {
	if q.round, err = tx.FeedbackRound(round); err != nil {
		return q, err
	}
	if err = q.read(tx, 0); err != nil {
		return q, err
	}
	for _, p := range q.points {
		for i, asked := range q.questions[p.ID] {
			if asked.ID == question {
				q.point, q.question, q.nth = p, asked, i+1
				return q, nil
			}
		}
	}
	return q, fmt.Errorf("question with id %d: %w", question, storage.ErrNotFound)
}

// questionLetter is the letter of QuestionKind.
func (f *Answers) questionLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(4)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		q, err := f.questioned(tx, ids[1], ids[2])
		if err != nil {
			return err
		}
		n := q.point.Number
		letter = commands.Letter{Board: ids[0], Person: ids[3], Line: chat.T("answer.question.line", "Number", n, "Round", called(q.round))}
		letter.Message = chat.Say(
			chat.T("answer.question.letter", "Number", n, "Round", called(q.round), "Text", commands.Beginning(q.point.Text, textAbove), "Anonymous", q.round.Anonymous),
			chat.T("answer.question.words", "Text", q.question.Text))
		if q.round.Anonymous {
			letter.Message = letter.Message.With(chat.Para{Text: chat.T("answer.question.nobody")})
		}
		letter.Message = letter.Message.With(chat.Actions{replyButton(q.round, n, q.nth)})
		return nil
	})
	return letter, err
}
