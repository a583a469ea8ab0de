package answers

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// textAbove is how much of a point stands above the fields of a form, in characters.
const textAbove = 600

// shapeAnswer makes the form one about the points that are meant: their words stand
// above it, and what holds of a single one stands in its fields. A button that
// leads to the next open point finds it here, as others may have answered
// meanwhile.
func (f *Answers) shapeAnswer(ctx context.Context, c *commands.Call, form *chat.Form) error {
	return f.db.Read(ctx, func(tx *storage.Tx) error {
		r, err := roundOf(tx, c, form)
		if err != nil || r.ID == 0 {
			return err
		}
		s, err := f.sheet(tx, c, r.ID)
		if err != nil {
			return err
		}
		typed := valueOf(form, "points")
		if after, err := strconv.Atoi(form.Fixed["behind"]); err == nil && typed == "" {
			p, some := s.next(after)
			if !some {
				return commands.Refuse("answer.none_open", "Round", called(s.round), "N", len(s.points)).
					With(button("answer.button.points", s.round, "feedback.points"))
			}
			typed = number(p.Number)
		}
		points, no := s.named(typed)
		if typed == "" || no != nil {
			return nil // it is asked for, with its mistake
		}
		settle(form, "round", number(r.Number))
		settle(form, "points", typed)
		form.About = s.above(points)
		if len(points) == 1 {
			recall(c, form, s.answers[points[0].ID])
		}
		return nil
	})
}

// above is what stands above the form: a point in its words, or which points.
func (s sheet) above(points []board.FeedbackPoint) chat.Text {
	if len(points) > 1 {
		var numbers []int
		for _, p := range points {
			numbers = append(numbers, p.Number)
		}
		return chat.T("answer.form.several", "Numbers", numbers, "Round", called(s.round))
	}
	p := points[0]
	return chat.T("answer.form.about", "Number", p.Number, "Severity", severityName(p.Severity), "Task", s.task(p),
		"Text", commands.Beginning(p.Text, textAbove))
}

// recall fills a form that is empty with the answer that holds.
func recall(c *commands.Call, form *chat.Form, a board.FeedbackAnswer) {
	fields := []string{"feedback_fate", "reason", "proof", "published"}
	if a.State == "" || slices.ContainsFunc(fields, func(name string) bool { return valueOf(form, name) != "" }) {
		return
	}
	held := map[string]string{"feedback_fate": string(a.State), "reason": a.Reason, "proof": a.Link, "published": a.Published}
	for i, field := range form.Fields {
		form.Fields[i].Value = held[field.Name]
		for _, choice := range field.Choices {
			if choice.Value == held[field.Name] {
				form.Fields[i].Value = words.Printer{Language: c.Language}.Print(choice.Typed)
			}
		}
	}
}

// settle takes a field out of a form, as its value is settled. A mistake of its own
// is shown at the first field that is left.
func settle(form *chat.Form, name, value string) {
	if form.Fixed == nil {
		form.Fixed = map[string]string{}
	}
	form.Fixed[name] = value
	at := slices.IndexFunc(form.Fields, func(field chat.Field) bool { return field.Name == name })
	if at < 0 {
		return
	}
	lost := form.Fields[at].Mistake
	form.Fields = slices.Delete(form.Fields, at, at+1)
	if !lost.IsZero() && len(form.Fields) > 0 && form.Fields[0].Mistake.IsZero() {
		form.Fields[0].Mistake = lost
	}
}

// valueOf is what a form holds for a parameter.
func valueOf(form *chat.Form, name string) string {
	for _, field := range form.Fields {
		if field.Name == name {
			return strings.TrimSpace(field.Value)
		}
	}
	return form.Fixed[name]
}

// roundOf is the round that a form is about; zero if it is not known yet.
func roundOf(tx *storage.Tx, c *commands.Call, form *chat.Form) (board.FeedbackRound, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(valueOf(form, "round"), "#"))
	if err != nil {
		return board.FeedbackRound{}, nil
	}
	r, err := tx.FeedbackRoundNumber(c.Board.ID, n)
	if errors.Is(err, storage.ErrNotFound) {
		return board.FeedbackRound{}, nil
	}
	return r, err
}

// pointOf is the point that a form is about; false if it is not known yet.
func pointOf(s sheet, form *chat.Form) (board.FeedbackPoint, bool) {
	n, err := strconv.Atoi(strings.TrimPrefix(valueOf(form, "point"), "#"))
	if err != nil {
		return board.FeedbackPoint{}, false
	}
	return s.point(n)
}
