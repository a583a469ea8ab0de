package answers

import (
	"context"
	"errors"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// answering is what the office or the chair says of what the administration
// answers to points.
type answering struct {
	round     commands.ThingParam
	points    commands.TextParam
	fate      commands.ChoiceParam[board.FeedbackFate]
	reason    commands.TextParam
	proof     commands.TextParam
	published commands.TextParam
	measure   commands.ThingParam
	behind    commands.NumberParam // of the button that leads to the next open point
}

// answer notes what the administration answers to one point or to several.
func (f *Answers) answer() commands.Command {
	form := answering{
		round: commands.Thing("round", f.round).Required(), points: commands.Text("points").Required(),
		fate:   commands.Choice("feedback_fate", board.FeedbackFates()...).Required(),
		reason: commands.Text("reason").Long().Max(1500), proof: commands.Text("proof"),
		published: commands.Text("published").Long().Max(500), measure: commands.Thing("measure", f.measures()).Named(),
		behind: commands.Number("behind", 0, 1<<20).Hidden(),
	}
	return commands.Command{
		Path: "feedback.answer", Right: board.Chairing, Check: form.check, Shape: f.shapeAnswer,
		Params:   []commands.Param{form.round, form.fate, form.points, form.reason, form.proof, form.published, form.measure, form.behind},
		Needless: func(*commands.Call) []string { return []string{form.measure.Name()} },
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				s     sheet
				given []board.FeedbackPoint
			)
			said := board.FeedbackAnswer{State: form.fate.Of(c), Reason: form.reason.Of(c), Link: form.proof.Of(c),
				Published: form.published.Of(c), Measure: form.measure.Of(c).ID, By: c.Who.Person.ID}
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				r, err := tx.LockFeedbackRound(form.round.Of(c).ID)
				if err != nil {
					return err
				}
				if s, err = f.sheet(tx, c, r.ID); err != nil {
					return err
				}
				if given, err = s.named(form.points.Of(c)); err != nil {
					return err
				}
				return f.give(tx, c, &s, given, said)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return answered(s, given, said), nil
		},
	}
}

// check: who declines says why, and what is done is shown or said. An address is
// one of a page, as that of a round is.
func (a answering) check(c *commands.Call) []*commands.Error {
	if a.proof.Of(c) != "" {
		switch _, err := board.ReadLink(a.proof.Of(c)); {
		case errors.Is(err, board.ErrHiddenAddress):
			return []*commands.Error{commands.Mistake("proof", "feedback.start.hidden_host")}
		case err != nil:
			return []*commands.Error{commands.Mistake("proof", "feedback.start.no_link")}
		}
	}
	reason := a.reason.Of(c) != ""
	switch fate := a.fate.Of(c); {
	case fate == board.FeedbackDeclined && !reason:
		return []*commands.Error{commands.Mistake("reason", "answer.no_reason")}
	case fate == board.FeedbackDone && !reason && a.proof.Of(c) == "" && !a.measure.Given(c):
		return []*commands.Error{commands.Mistake("reason", "answer.no_proof")}
	}
	return nil
}

// named are the points that somebody names by their numbers.
func (s sheet) named(typed string) ([]board.FeedbackPoint, error) {
	numbers, rest := numbersIn(typed)
	if len(rest) > 0 || len(numbers) == 0 {
		return nil, commands.Mistake("points", "answer.numbers", "Rest", rest)
	}
	if len(numbers) > mostAtOnce {
		return nil, commands.Mistake("points", "answer.numbers_many", "Most", mostAtOnce, "Have", len(numbers))
	}
	var points []board.FeedbackPoint
	for _, n := range numbers {
		p, found := s.point(n)
		if !found {
			return nil, s.noPoint("points", n)
		}
		points = append(points, p)
	}
	return points, nil
}

// give keeps an answer to points and plans that their authors hear of it. What was
// answered in the same words stays as it is.
func (f *Answers) give(tx *storage.Tx, c *commands.Call, s *sheet, points []board.FeedbackPoint, said board.FeedbackAnswer) error {
	waited, changed := len(s.open()) > 0, false
	for _, p := range points {
		said.Point = p.ID
		if same(s.answers[p.ID], said) {
			continue
		}
		if err := tx.AnswerFeedback(s.round, said); err != nil {
			return err
		}
		s.answers[p.ID], changed = said, true
	}
	if !changed {
		return nil
	}
	if err := f.planTelling(tx, c.Board, s.round); err != nil {
		return err
	}
	if err := f.touch(tx, s.round); err != nil {
		return err
	}
	if waited && len(s.open()) == 0 && s.round.State == board.FeedbackClosed {
		return f.offerSummary(tx, s.round, c.Who.Person.ID)
	}
	return nil
}

// same tells whether two answers say the same.
func same(one, other board.FeedbackAnswer) bool {
	return one.State == other.State && one.Reason == other.Reason && one.Link == other.Link &&
		one.Published == other.Published && one.Measure == other.Measure
}

// answered says that an answer is noted, and leads on to the next open point.
func answered(s sheet, points []board.FeedbackPoint, said board.FeedbackAnswer) chat.Reply {
	var numbers []int
	for _, p := range points {
		numbers = append(numbers, p.Number)
	}
	open := len(s.open())
	text := chat.T("answer.done", "Numbers", numbers, "N", len(numbers), "Fate", fateName(said.State), "Open", open, "Anonymous", s.round.Anonymous)
	var row chat.Actions
	if open > 0 {
		row = append(row, nextButton(s.round, numbers[len(numbers)-1]))
	} else if s.round.State == board.FeedbackClosed {
		row = append(row, button("answer.button.summary", s.round, "feedback.summary"))
	}
	row = append(row, pointButton(s.round, numbers[0]), button("answer.button.points", s.round, "feedback.points"))
	return say(text, row...)
}
