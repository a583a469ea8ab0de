package answers

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// pile is what somebody wants to see of the points of a round.
type pile string

const (
	everyPile    pile = "all"
	openPile     pile = "open"     // without an answer
	answeredPile pile = "answered" // with one
	ownPile      pile = "own"
)

func piles() []pile { return []pile{everyPile, openPile, answeredPile, ownPile} }

// listed is how many points a page of the list has, and how much of each it shows.
const (
	listed   = 8
	quotable = 140 // characters
)

// points shows the points of a round with what became of them, or all of one.
func (f *Answers) points() commands.Command {
	round := commands.Thing("round", f.round).Required()
	point := commands.Number("point", 1, 1<<20)
	which := commands.Choice("point_state", piles()...)
	severity := commands.Choice("severity", board.Severities()...)
	page := commands.Number("page", 1, 1<<20).Hidden()
	return commands.Command{
		Path: "feedback.points", Right: board.Everyone, Params: []commands.Param{round, point, which, severity, page},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				s, err := f.sheet(tx, c, round.Of(c).ID)
				if err != nil {
					return err
				}
				if !point.Given(c) {
					m = s.page(c, which.Of(c), severity.Of(c), max(1, page.Of(c)))
					return nil
				}
				p, found := s.point(point.Of(c))
				if !found {
					return s.noPoint("point", point.Of(c))
				}
				m, err = f.one(tx, c, s, p)
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// chosen are the points of a pile, of one severity unless that is empty.
func (s sheet) chosen(which pile, severity board.Severity) []board.FeedbackPoint {
	var chosen []board.FeedbackPoint
	for _, p := range s.points {
		answered := s.answers[p.ID].State != ""
		switch {
		case severity != "" && p.Severity != severity,
			which == openPile && answered, which == answeredPile && !answered, which == ownPile && !s.own(p):
		default:
			chosen = append(chosen, p)
		}
	}
	return chosen
}

// page is a part of the points, by number.
func (s sheet) page(c *commands.Call, which pile, severity board.Severity, page int) chat.Message {
	all := s.chosen(which, severity)
	pages := max(1, (len(all)+listed-1)/listed)
	page = min(page, pages)
	shown := all[(page-1)*listed : min(page*listed, len(all))]
	m := chat.Say(chat.T("answer.list", "Round", called(s.round), "Points", len(s.points), "Answered", len(s.points)-len(s.open()), "Whole", s.whole))
	if which != "" && which != everyPile || severity != "" {
		m = m.With(chat.Para{Text: chat.T("answer.list.chosen", "Which", string(which), "Severity", severityName(severity), "Some", severity != "", "N", len(all))})
	}
	var row chat.Actions
	for _, p := range shown {
		m = m.With(chat.Para{Text: s.line(p)})
		row = append(row, pointButton(s.round, p.Number))
	}
	if page < pages {
		row = append(row, button("answer.button.more", s.round, "feedback.points", "point_state", string(which), "severity", string(severity), "page", number(page+1)))
	}
	return m.With(append(row, s.onward(c, which)...))
}

// line is a point in one line of the list.
func (s sheet) line(p board.FeedbackPoint) chat.Text {
	_, waits := s.waiting(p)
	return chat.T("answer.list.line", "Number", p.Number, "Severity", severityName(p.Severity), "Text", commands.Beginning(p.Text, quotable),
		"Fate", fateName(s.answers[p.ID].State), "Answered", s.answers[p.ID].State != "", "Asked", waits)
}

// onward are the buttons that lead on from the list.
func (s sheet) onward(c *commands.Call, which pile) chat.Actions {
	var row chat.Actions
	if _, some := s.next(0); some && c.Who.Chairs() {
		row = append(row, nextButton(s.round, 0))
	}
	if s.whole && which != openPile && len(s.open()) > 0 && len(s.points) > len(s.open()) {
		row = append(row, button("answer.button.open", s.round, "feedback.points", "point_state", string(openPile)))
	}
	if which != "" && which != everyPile {
		row = append(row, button("answer.button.all", s.round, "feedback.points"))
	}
	return append(row, button("answer.button.round", s.round, "feedback.show"))
}

func severityName(s board.Severity) chat.Text {
	if s == "" {
		return chat.Text{}
	}
	return chat.T("value.severity." + string(s) + ".label")
}

// fateName is what became of a point, as people read it.
func fateName(fate board.FeedbackFate) chat.Text {
	if fate == "" {
		return chat.T("answer.fate.open")
	}
	return chat.T("value.feedback_fate." + string(fate) + ".label")
}

func pointButton(r board.FeedbackRound, n int) chat.Button {
	b := button("answer.button.point", r, "feedback.points", "point", number(n))
	b.Label = chat.T("answer.button.point", "Number", n)
	return b
}

// nextButton leads to the form for the next point that waits for an answer.
func nextButton(r board.FeedbackRound, after int) chat.Button {
	return button("answer.button.next", r, "feedback.answer", "behind", number(after))
}
