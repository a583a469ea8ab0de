package reports

import (
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/documents"
	"beirat/words"
)

// document is the comparison to be read, filed and handed on. Nobody is named in it.
func (k comparison) document(now time.Time) documents.Document {
	w := &writer{said: words.Printer{Language: words.Language(k.board.Language)}}
	title := w.said.Print(k.title())
	w.doc = documents.Document{Language: w.said.Language, Title: title, Subtitle: k.board.Name, Running: title, Made: now}
	for _, r := range k.Rounds {
		w.doc.Facts = append(w.doc.Facts, documents.Fact{Name: w.say("report.compare.column", "Number", r.Number), Value: w.said.Print(k.turnout(r))})
	}
	w.heading(1, "report.document.ratings")
	w.para("report.document.median")
	k.table(w, "report.compare.tasks.caption", k.Tasks, true)
	k.table(w, "report.compare.single.caption", k.Single, false)
	if picture, drawn := k.picture(); drawn {
		w.add(documents.Picture{PNG: picture.PNG, Alt: w.said.Print(picture.Alt)})
	}
	k.distributions(w)
	k.points(w)
	return w.doc
}

func (k comparison) head(w *writer, first string) documents.Table {
	t := documents.Table{Head: []string{w.say(first, "Survey", k.survey())}, Shares: []int{4}}
	for _, r := range k.Rounds {
		t.Head, t.Shares = append(t.Head, w.say("report.compare.column", "Number", r.Number)), append(t.Shares, 3)
	}
	return t
}

// table has a row a task and a column a round.
func (k comparison) table(w *writer, caption string, tasks []board.ComparedTask, changes bool) {
	if len(tasks) == 0 {
		return
	}
	table := k.head(w, "report.column.task")
	table.Caption = w.say(caption)
	if changes {
		table.Head, table.Shares = append(table.Head, w.say("report.column.change")), append(table.Shares, 3)
	}
	for _, t := range tasks {
		row := []documents.Para{documents.P(t.Title)}
		for _, in := range t.In {
			said := "–"
			if in.Number > 0 {
				said = w.said.Print(median(in))
			}
			row = append(row, documents.P(said))
		}
		if changes {
			row = append(row, documents.P(w.said.Print(k.change(t))))
		}
		table.Rows = append(table.Rows, row)
	}
	w.add(table)
}

// distributions are all ratings of every round: a median hides the ends.
func (k comparison) distributions(w *writer) {
	for _, r := range k.Rounds {
		if len(r.FeedbackResult.Tasks) == 0 {
			continue
		}
		table := w.ratingTable(r.FeedbackResult.Tasks, k.survey())
		table.Caption = w.say("report.compare.ratings.caption", "Number", r.Number)
		w.add(table)
	}
}

// points are how many there were of each severity, and what became of them; of a
// survey how many there were.
func (k comparison) points(w *writer) {
	w.heading(1, "report.compare.points.title")
	if k.survey() {
		for _, line := range k.pointLines() {
			w.add(documents.P(w.said.Print(line)))
		}
		return
	}
	table := k.head(w, "report.column.severity")
	table.Caption = w.say("report.compare.points.caption")
	row := func(name chat.Text, count func(board.RoundResult) int) {
		cells := []documents.Para{documents.P(w.said.Print(name))}
		for _, r := range k.Rounds {
			cells = append(cells, documents.P(w.said.Count(count(r))))
		}
		table.Rows = append(table.Rows, cells)
	}
	for _, severity := range board.Severities() {
		row(severityName(severity), func(r board.RoundResult) int { return r.Severe()[severity] })
	}
	w.add(table)
	table = k.head(w, "report.column.fate")
	table.Caption = w.say("report.compare.fates.caption")
	for _, fate := range append(board.FeedbackFates(), "") {
		row(fateName(fate), func(r board.RoundResult) int { return r.Fates()[fate] })
	}
	w.add(table)
}
