package terms

import (
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/documents"
	"beirat/words"
)

// chronicleWriter writes the chronicle of a term.
type chronicleWriter struct {
	said   words.Printer
	period period
	done   happened
	served served
}

func (w chronicleWriter) say(key string, pairs ...any) string {
	return w.said.Print(chat.T(key, pairs...))
}

func (w chronicleWriter) document(some detail) documents.Document {
	p := w.period
	d := documents.Document{
		Language: w.said.Language, Title: w.say("term.chronicle.title", "Number", p.number), Subtitle: p.board.Name,
		Facts: w.facts(), Made: p.now, Running: w.say("term.chronicle.running", "Board", p.board.Name, "Number", p.number),
	}
	d.Blocks = append(d.Blocks, documents.Heading{Level: 1, Text: w.say("term.composition")}, w.composition(some.names))
	d.Blocks = append(d.Blocks, documents.Heading{Level: 1, Text: w.say("term.course")})
	d.Blocks = append(d.Blocks, w.course(some)...)
	d.Blocks = append(d.Blocks, documents.Heading{Level: 1, Text: w.say("term.figures")})
	for _, line := range figureLines(w.done.figures) {
		d.Blocks = append(d.Blocks, documents.P(w.said.Print(line)))
	}
	return d
}

func (w chronicleWriter) facts() []documents.Fact {
	p := w.period
	facts := []documents.Fact{{Name: w.say("term.fact.span"), Value: w.said.Print(p.span())}}
	if p.past.ID != 0 {
		if p.past.Outcome != "" {
			facts = append(facts, documents.Fact{Name: w.say("term.fact.outcome"), Value: w.say("term.outcome." + p.past.Outcome)})
		}
		return append(facts, documents.Fact{Name: w.say("term.fact.next"), Value: p.past.Basis})
	}
	return append(facts, documents.Fact{Name: w.say("term.fact.state"), Value: w.say("term.fact.state.value", "Now", p.now, "Over", p.term.Ended(p.now))})
}

// composition is one paragraph: of each group its seats and people.
func (w chronicleWriter) composition(names bool) documents.Para {
	var para documents.Para
	for i, line := range w.served.lines(names) {
		if i > 0 {
			para = append(para, documents.Run{Text: "\n"})
		}
		para = append(para, documents.Run{Text: w.said.Print(line)})
	}
	return para
}

// course tells quarter by quarter, or year by year, what happened.
func (w chronicleWriter) course(some detail) []documents.Block {
	var blocks []documents.Block
	for rest := w.done.events; len(rest) > 0; {
		_, end := spell(rest[0].at, some.years)
		n := 0
		for n < len(rest) && rest[n].at.Before(end) {
			n++
		}
		blocks = append(blocks, w.spell(rest[:n], some))
		rest = rest[n:]
	}
	if len(blocks) == 0 {
		return []documents.Block{documents.P(w.say("term.course.none"))}
	}
	return blocks
}

// spell is the quarter or the year in which a time falls.
func spell(at time.Time, years bool) (first, end time.Time) {
	if years {
		return time.Date(at.Year(), 1, 1, 0, 0, 0, 0, at.Location()), time.Date(at.Year()+1, 1, 1, 0, 0, 0, 0, at.Location())
	}
	return board.Quarter(at)
}

// spell tells what happened in one time: so much of it by name, and of the rest
// how much it was.
func (w chronicleWriter) spell(events []event, some detail) documents.Para {
	at := events[0].at
	title := w.say("term.quarter", "Quarter", (int(at.Month())-1)/3+1, "Year", at.Year())
	if some.years {
		title = w.say("term.year", "Year", at.Year())
	}
	para := documents.Para{{Text: title, Look: documents.Strong}}
	told := map[sort]int{}
	var left [aChange + 1]int
	adopted := 0
	add := func(t chat.Text) { para = append(para, documents.Run{Text: " " + w.said.Print(t)}) }
	for _, e := range events {
		if told[e.sort] < some.most(e.sort) {
			told[e.sort]++
			add(e.text)
			continue
		}
		left[e.sort]++
		if e.passed {
			adopted++
		}
	}
	for kind, n := range left {
		if n > 0 {
			add(chat.T("term.further."+sort(kind).String(), "N", n, "Adopted", adopted, "All", told[sort(kind)] == 0))
		}
	}
	return para
}

// most is how many things of a sort are told by name. Of results and changes,
// which are few, more are.
func (d detail) most(s sort) int {
	switch {
	case d.each == 0:
		return 0
	case s == aVote:
		return d.each
	}
	return max(1, d.each/2)
}
