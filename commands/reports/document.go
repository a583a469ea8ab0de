package reports

import (
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/documents"
	"beirat/words"
)

// writer writes a document in the language of the board.
type writer struct {
	said words.Printer
	doc  documents.Document
}

func (w *writer) say(key string, pairs ...any) string { return w.said.Print(chat.T(key, pairs...)) }

func (w *writer) add(blocks ...documents.Block) { w.doc.Blocks = append(w.doc.Blocks, blocks...) }

func (w *writer) heading(level int, key string, pairs ...any) {
	w.add(documents.Heading{Level: level, Text: w.say(key, pairs...)})
}

func (w *writer) para(key string, pairs ...any) { w.add(documents.P(w.say(key, pairs...))) }

func (w *writer) fact(key string, value chat.Text) {
	w.doc.Facts = append(w.doc.Facts, documents.Fact{Name: w.say(key), Value: w.said.Print(value)})
}

// manyPoints is from how many points on a document has a table of contents.
const manyPoints = 12

// document is the report to be read, filed and handed on: nothing in it is
// shortened, and nobody is named in it who does not consent.
func (s sheet) document(now time.Time) documents.Document {
	w := &writer{said: words.Printer{Language: words.Language(s.board.Language)}}
	title := w.said.Print(s.title())
	w.doc = documents.Document{Language: w.said.Language, Title: title, Subtitle: s.board.Name, Running: title, Made: now,
		Contents: len(s.result.Points) > manyPoints}
	s.facts(w)
	if s.round.About != "" {
		w.add(documents.Prose(s.round.About)...)
	}
	s.ratings(w)
	s.severe(w)
	return w.doc
}

func (s sheet) facts(w *writer) {
	w.fact("report.fact.time", chat.T("report.time", "Opened", s.round.Opened.In(s.zone), "Closes", s.closes(),
		"OneDay", s.round.Opened.In(s.zone).Format(time.DateOnly) == s.closes().Format(time.DateOnly)))
	w.fact("report.fact.turnout", chat.T("report.turnout", "Gave", s.result.Gave, "Asked", s.result.Asked))
	w.fact("report.fact.how", chat.T("report.how", "Anonymous", s.round.Anonymous))
	if s.round.Link != "" {
		w.fact("report.fact.link", chat.Written(s.round.Link))
	}
	if s.awaits() {
		w.fact("report.fact.answered", chat.T("report.answered", "Answered", s.answered(), "N", len(s.result.Points)))
	}
}

// ratings are told in words, as a picture, and as a table.
func (s sheet) ratings(w *writer) {
	if len(s.result.Tasks) == 0 {
		return
	}
	w.heading(1, "report.document.ratings")
	w.para("report.document.median")
	if picture, drawn := s.picture(); drawn {
		w.add(documents.Picture{PNG: picture.PNG, Alt: w.said.Print(picture.Alt)})
	}
	w.add(w.ratingTable(s.result.Tasks, s.survey()))
	if s.round.Anonymous {
		w.para("report.document.few", "N", board.FewRatings, "Survey", s.survey())
	}
}

// ratingTable has a row for each task, or topic of a survey, with all of its ratings.
func (w *writer) ratingTable(tasks []board.TaskResult, survey bool) documents.Table {
	table := documents.Table{Caption: w.say("report.document.ratings.caption"),
		Head:   []string{w.say("report.column.task", "Survey", survey), w.say("report.column.median")},
		Shares: []int{9, 6}}
	for _, rating := range board.Ratings() {
		table.Head, table.Shares = append(table.Head, w.say("report.column.rating", "Number", int(rating))), append(table.Shares, 2)
	}
	table.Head, table.Shares = append(table.Head, w.say("report.column.mean")), append(table.Shares, 3)
	for _, t := range tasks {
		row := []documents.Para{documents.P(w.say("report.numbered", "Number", t.Number, "Title", t.Title)), documents.P(w.said.Print(median(t)))}
		for _, rating := range board.Ratings() {
			row = append(row, documents.P(w.figure(t, w.said.Count(t.Tally[rating-1]))))
		}
		table.Rows = append(table.Rows, append(row, documents.P(w.figure(t, w.said.Print(mean(t.Tally))))))
	}
	return table
}

// figure is a figure of a task whose ratings are told, else a dash: who has the
// table read aloud hears that nothing was left out.
func (w *writer) figure(t board.TaskResult, figure string) string {
	if !t.Shown() {
		return "–"
	}
	return figure
}

// severe are the points word for word, the most severe first; in a survey none is.
func (s sheet) severe(w *writer) {
	w.heading(1, "report.document.points", "N", len(s.result.Points))
	if len(s.result.Points) == 0 {
		w.para("report.document.none")
		return
	}
	w.para("report.document.points.about", "Anonymous", s.round.Anonymous, "Survey", s.survey())
	counted := s.result.Severe()
	var last board.Severity
	for _, p := range s.result.Points {
		if p.Severity != last {
			w.heading(2, "report.document.severity", "Severity", severityName(p.Severity), "N", counted[p.Severity])
			last = p.Severity
		}
		s.written(w, p)
	}
}

// written is a point in a document, with what was asked, replied and answered.
func (s sheet) written(w *writer, p board.FeedbackPoint) {
	w.heading(3, "report.document.point", "Number", p.Number, "Task", s.task(p))
	if by := s.outside(p); !by.IsZero() || p.Attachment != "" {
		w.add(documents.Para{{Text: w.say("report.document.by", "By", by, "Named", !by.IsZero(), "File", p.Attachment != ""), Look: documents.Quiet}})
	}
	w.add(documents.Prose(p.Text)...)
	for _, q := range s.questions[p.ID] {
		w.labelled("report.document.question", q.Text)
		for _, reply := range q.Replies {
			w.labelled("report.document.reply", reply)
		}
	}
	if a := s.answers[p.ID]; a.State != "" {
		w.labelled("report.document.answer", w.say("report.answer.plain", "Fate", fateName(a.State), "Reason", a.Reason, "Link", a.ShownLink()))
	}
}

// labelled is a text with its name before it.
func (w *writer) labelled(key, text string) {
	w.add(documents.Para{{Text: w.say(key), Look: documents.Strong}, {Text: " " + text}})
}
