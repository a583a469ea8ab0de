package answers

import (
	"errors"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// one is all of a point: its words, what was answered and asked, and what the
// reader can do.
func (f *Answers) one(tx *storage.Tx, c *commands.Call, s sheet, p board.FeedbackPoint) (m chat.Message, err error) {
	by := ""
	if s.whole && p.Author != 0 {
		if by, err = tx.PersonName(p.Author); err != nil {
			return m, err
		}
	}
	m = chat.Say(chat.T("answer.point", "Number", p.Number, "Round", called(s.round), "Severity", severityName(p.Severity), "Task", s.task(p), "By", by),
		chat.Written(p.Text))
	if m, err = withAttachment(tx, m, s.round, p); err != nil {
		return m, err
	}
	answers, err := tx.FeedbackAnswersTo(p.ID)
	if err != nil {
		return m, err
	}
	for i := len(answers) - 1; i >= 0; i-- { // the one that holds first
		said, err := answerSaid(tx, answers[i])
		if err != nil {
			return m, err
		}
		key := "answer.point.answer"
		if i < len(answers)-1 {
			key = "answer.point.earlier"
		}
		m = m.With(chat.Para{Text: chat.T(key, "Said", said, "Given", answers[i].Given.In(c.Now.Location()))})
	}
	if len(answers) == 0 {
		m = m.With(chat.Para{Text: chat.T("answer.point.open")})
	}
	for _, q := range s.questions[p.ID] {
		m = m.With(chat.Para{Text: chat.T("answer.point.question", "Text", q.Text, "Asked", q.Asked.In(c.Now.Location()), "Waits", len(q.Replies) == 0)})
		for _, reply := range q.Replies {
			m = m.With(chat.Para{Text: chat.T("answer.point.reply", "Text", reply)})
		}
	}
	return m.With(s.pointWays(c, p)), nil
}

// task is the task that a point is about, in its words; empty: the whole.
func (s sheet) task(p board.FeedbackPoint) string {
	for _, task := range s.round.Tasks {
		if task.Number == p.Task {
			return task.Title
		}
	}
	return ""
}

// answerSaid is an answer in its words.
func answerSaid(tx *storage.Tx, a board.FeedbackAnswer) (chat.Text, error) {
	measure := 0
	if a.Measure != 0 {
		m, err := tx.Measure(a.Measure)
		if err != nil {
			return chat.Text{}, err
		}
		measure = m.Number
	}
	return chat.T("answer.said", "Fate", fateName(a.State), "Reason", a.Reason, "Link", a.ShownLink(), "Measure", measure), nil
}

// withAttachment adds the picture or file of a point, for who reads the point.
func withAttachment(tx *storage.Tx, m chat.Message, r board.FeedbackRound, p board.FeedbackPoint) (chat.Message, error) {
	if p.Attachment == "" {
		return m, nil
	}
	a, err := tx.Attachment(r.Board, p.Attachment)
	if errors.Is(err, storage.ErrNotFound) {
		return m.With(chat.Para{Text: chat.T("answer.point.file_gone")}), nil
	}
	if err != nil {
		return m, err
	}
	return m.With(chat.File{Name: a.Name, Type: a.Type, Content: a.Content, About: chat.T("answer.point.file", "Number", p.Number)}), nil
}

// pointWays are the buttons below a point.
func (s sheet) pointWays(c *commands.Call, p board.FeedbackPoint) chat.Actions {
	var row chat.Actions
	if c.Who.Chairs() {
		label := "answer.button.answer"
		if s.answers[p.ID].State != "" {
			label = "answer.button.change"
		}
		row = append(row, button(label, s.round, "feedback.answer", "points", number(p.Number)))
		if len(s.questions[p.ID]) < board.MostFeedbackQuestions {
			row = append(row, button("answer.button.ask", s.round, "feedback.ask", "point", number(p.Number)))
		}
	}
	if nth, waits := s.waiting(p); waits && (s.took || s.own(p)) {
		row = append(row, replyButton(s.round, p.Number, nth))
	}
	if _, some := s.next(p.Number); some && c.Who.Chairs() {
		row = append(row, nextButton(s.round, p.Number))
	}
	return append(row, button("answer.button.points", s.round, "feedback.points"))
}
