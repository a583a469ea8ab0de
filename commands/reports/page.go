package reports

import (
	"unicode/utf8"

	"beirat/board"
	"beirat/chat"
)

// A page has so many points at most, and fewer where they are long: what is read
// on a phone has to end, and every text stands in it word for word.
const (
	pagePoints     = 8
	pageCharacters = 4500
)

// pages parts points into pages.
func (s sheet) pages() [][]board.FeedbackPoint {
	var all [][]board.FeedbackPoint
	length := 0
	for _, p := range s.result.Points {
		last := len(all) - 1
		if size := s.size(p); last < 0 || len(all[last]) == pagePoints || length+size > pageCharacters {
			all, length = append(all, []board.FeedbackPoint{p}), size
		} else {
			all[last], length = append(all[last], p), length+size
		}
	}
	return all
}

// size is about how many characters a point takes, with what was said to it.
func (s sheet) size(p board.FeedbackPoint) int {
	const around = 100
	n := around + utf8.RuneCountInString(p.Text) + utf8.RuneCountInString(s.answers[p.ID].Reason)
	for _, q := range s.questions[p.ID] {
		n += utf8.RuneCountInString(q.Text)
		for _, reply := range q.Replies {
			n += utf8.RuneCountInString(reply)
		}
	}
	return n
}

// page is a part of the points word for word, the most severe first.
func (s sheet) page(page int) chat.Message {
	pages := s.pages()
	if len(pages) == 0 {
		return chat.Say(s.title(), s.points()).With(chat.Actions{reportButton(s.round)})
	}
	page = min(page, len(pages))
	m := chat.Say(chat.T("report.page", "Round", called(s.round), "Page", page, "Pages", len(pages), "N", len(s.result.Points), "Survey", s.survey()))
	for _, p := range pages[page-1] {
		m = m.With(s.said(p)...)
	}
	row := chat.Actions{}
	if page < len(pages) {
		row = append(row, button("report.button.further", s.round, "feedback.report", "page", number(page+1)))
	}
	return m.With(append(row, reportButton(s.round), s.fileButton(asPDF)))
}

// said is a point word for word, with what was asked, replied and answered.
func (s sheet) said(p board.FeedbackPoint) []chat.Block {
	by := s.inside(p)
	blocks := []chat.Block{chat.Para{Text: chat.T("report.point", "Number", p.Number, "Severity", severityName(p.Severity), "Task", s.task(p),
		"By", by, "Named", !by.IsZero(), "File", p.Attachment != "", "Text", p.Text)}}
	for _, q := range s.questions[p.ID] {
		blocks = append(blocks, chat.Para{Text: chat.T("report.question", "Text", q.Text)})
		for _, reply := range q.Replies {
			blocks = append(blocks, chat.Para{Text: chat.T("report.reply", "Text", reply)})
		}
	}
	if a := s.answers[p.ID]; a.State != "" {
		blocks = append(blocks, chat.Para{Text: answer(a)})
	}
	return blocks
}
