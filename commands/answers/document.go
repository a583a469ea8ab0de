package answers

import (
	"cmp"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/documents"
	"beirat/words"
)

// document is the whole summary.
func (o outcome) document(b board.Board, said words.Printer, now time.Time) documents.Document {
	say := func(key string, pairs ...any) string { return said.Print(chat.T(key, pairs...)) }
	ended := o.round.Ended.In(now.Location())
	d := documents.Document{
		Language: said.Language, Title: say("answer.document.title", "Service", o.round.Service), Subtitle: b.Name, Made: now,
		Running: say("answer.document.running", "Board", b.Name, "Number", o.round.Number, "Day", now),
		Facts: []documents.Fact{
			{Name: say("answer.document.round"), Value: strconv.Itoa(o.round.Number)},
			{Name: say("answer.document.ended"), Value: say("answer.document.day", "Day", ended)},
			{Name: say("answer.document.made"), Value: say("answer.document.day", "Day", now)},
		},
	}
	d.Blocks = append(d.Blocks, documents.P(said.Print(o.counts())))
	d.Blocks = append(d.Blocks, o.tables(say, said)...)
	for _, fate := range []board.FeedbackFate{board.FeedbackDone, board.FeedbackDeclined, board.FeedbackAccepted} {
		d.Blocks = append(d.Blocks, o.chapter(fate, say)...)
	}
	if o.open > 0 {
		d.Blocks = append(d.Blocks, documents.Heading{Level: 1, Text: say("answer.document.open")}, documents.P(say("answer.document.open_about", "N", o.open)))
	}
	d.Blocks = append(d.Blocks, documents.Para{{Text: say("answer.document.nobody"), Look: documents.Quiet}})
	return d
}

// tables are what the points were about, where that is more than one thing, and how
// severe they were.
func (o outcome) tables(say func(string, ...any) string, said words.Printer) []documents.Block {
	about := documents.Table{Caption: say("answer.document.caption"), Head: []string{say("answer.document.what"), say("answer.document.points")}, Shares: []int{5, 1}}
	severe := documents.Table{Caption: say("answer.document.severe"), Head: []string{say("answer.document.severity"), say("answer.document.points")}, Shares: []int{5, 1}}
	row := func(what string, times int) []documents.Para {
		return []documents.Para{documents.P(what), documents.P(strconv.Itoa(times))}
	}
	for _, n := range o.named {
		about.Rows = append(about.Rows, row(cmp.Or(n.what, say("answer.document.whole")), n.times))
	}
	for _, n := range o.worst {
		severe.Rows = append(severe.Rows, row(said.Print(severityName(n.bad)), n.times))
	}
	var tables []documents.Block
	if len(o.named) > 1 {
		tables = append(tables, about)
	}
	if len(o.worst) > 0 {
		tables = append(tables, severe)
	}
	return tables
}

// chapter is what the administration says about the points of one fate; none where
// it says nothing.
func (o outcome) chapter(fate board.FeedbackFate, say func(string, ...any) string) []documents.Block {
	sayings := o.of(fate)
	if len(sayings) == 0 {
		return nil
	}
	list := documents.List{}
	told := 0
	for _, one := range sayings {
		told += one.times
		list.Items = append(list.Items, documents.P(say("answer.document.saying", "Text", one.text, "Link", one.link, "Measure", one.measure, "N", one.times)))
	}
	blocks := []documents.Block{documents.Heading{Level: 1, Text: say("answer.document." + string(fate))}, list}
	if rest := o.fates[fate] - told; rest > 0 {
		blocks = append(blocks, documents.P(say("answer.document.rest", "N", rest)))
	}
	return blocks
}
