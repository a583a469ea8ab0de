package evaluation

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// evaluate shows how far the evaluation of the term is, and what comes next.
func (f *Evaluation) evaluate() commands.Command {
	return commands.Command{
		Path: "board.evaluate", Right: board.Inside,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var s state
			var figures board.TermFigures
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				if s, err = read(tx, c.Board, c.Now); err != nil {
					return err
				}
				figures, err = tx.TermFigures(c.Board.ID, since(c.Board, c.Now), c.Now)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			m := chat.Say(chat.T("evaluation.title", "Board", c.Board.Name), s.term()).
				With(chat.Para{Text: chat.T("evaluation.list", "Lines", []chat.Text{s.surveyLine(), figuresLine(figures), s.adviceLine(), s.decisionLine()})},
					chat.Para{Text: s.next()})
			return reply(m, s.buttons(c.Who)...), nil
		},
	}
}

// buttons are those of the view: what comes next, for those who may, and what can
// be read.
func (s state) buttons(who board.Standing) []chat.Button {
	var row []chat.Button
	if who.Chairs() {
		row = s.steps()
	} else if s.votes() {
		row = append(row, pollButton(s.vote))
	}
	if s.survey.ID != 0 && s.step() != toAnswer || s.step() == toAnswer && !who.Chairs() {
		row = append(row, surveyButton(s.survey))
	}
	return append(row, figuresButton(s.board.ID))
}

// term says when the term ends.
func (s state) term() chat.Text {
	t := s.board.Term
	return chat.T("evaluation.term", "Ends", !t.Last.IsZero(), "Last", t.Last, "Over", s.over(), "Now", s.now, "End", t.End())
}

func (s state) surveyLine() chat.Text {
	r := s.survey
	closes := r.Closes
	if !r.Ended.IsZero() {
		closes = r.Ended
	}
	return chat.T("evaluation.survey", "Begun", r.ID != 0, "Open", r.Takes(s.now), "Closes", closes.In(s.now.Location()), "Gave", s.gave, "N", s.asked)
}

func figuresLine(f board.TermFigures) chat.Text {
	return chat.T("evaluation.figures.line", "Meetings", f.Meetings, "Polls", f.Polls, "Recommendations", f.Recommendations)
}

func (s state) adviceLine() chat.Text {
	return chat.T("evaluation.advice", "Fate", fateName(s.advice.Advised()), "Some", s.advice.ID != 0, "Number", s.advice.Number,
		"Votes", s.votes(), "Vote", s.vote.Number, "Closes", s.vote.Closes.In(s.now.Location()), "Without", s.vote.ID != 0 && s.advice.ID == 0)
}

func (s state) decisionLine() chat.Text {
	d := s.decision
	return chat.T("evaluation.decision", "Some", d.ID != 0, "Fate", fateName(d.Fate), "Day", d.Day, "Reference", d.Reference)
}
