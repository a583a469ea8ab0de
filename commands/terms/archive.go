package terms

import (
	"context"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

func termParam() commands.NumberParam { return commands.Number("term", 1, 1000) }

// period is the term that was asked for; the present one where none was named.
func (f *Terms) period(tx *storage.Tx, c *commands.Call, number commands.NumberParam) (period, error) {
	all, err := f.periods(tx, c.Board)
	if err != nil {
		return period{}, err
	}
	which := len(all)
	if number.Given(c) {
		which = number.Of(c)
	}
	if which > len(all) {
		return period{}, commands.Mistake(number.Name(), "term.none_such", "Number", which, "N", len(all))
	}
	return all[which-1], nil
}

// archive lists the terms, or tells of one: who had a seat, what was done, and
// where it can be read. As a file it holds all of it.
func (f *Terms) archive() commands.Command {
	number := termParam()
	format := commands.Choice("as", asPDF, asWord, asPage, asMarkdown)
	return commands.Command{
		Path: "board.term_archive", Right: board.Everyone, Params: []commands.Param{number, format},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if !number.Given(c) && !format.Given(c) {
				return f.listing(ctx, c)
			}
			var p period
			var w chronicleWriter
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				if p, err = f.period(tx, c, number); err != nil {
					return err
				}
				w = chronicleWriter{said: words.Printer{Language: words.Language(c.Board.Language)}, period: p}
				if w.done, err = f.gather(tx, p); err != nil {
					return err
				}
				w.served, err = p.serving(tx, c.Who.May(board.Inside) && !format.Given(c))
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			if format.Given(c) {
				file, err := made(w.whole(), format.Of(c), "term.whole", p)
				return chat.Reply{Messages: []chat.Message{{Blocks: []chat.Block{file}}}}, err
			}
			return say(archiveButtons(c, p), archiveTexts(p, w)...), nil
		},
	}
}

// listing is every term in a line.
func (f *Terms) listing(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	var all []period
	var changed []board.TermChange
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		if all, err = f.periods(tx, c.Board); err != nil {
			return err
		}
		changed, err = tx.TermChanges(c.Board.ID)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	texts := []chat.Text{chat.T("term.list.title", "N", len(all))}
	var row []chat.Button
	for i := len(all) - 1; i >= 0; i-- {
		p := all[i]
		texts = append(texts, chat.T("term.list.one", "Number", p.number, "Span", p.span(), "Present", p.past.ID == 0, "Over", !p.runs(), "Ahead", p.ahead()))
		for _, one := range changed {
			if one.Number == p.number && !one.Before.Last.IsZero() {
				texts = append(texts, chat.T("term.list.changed", "Day", p.here(one.Made), "Longer", one.Extends(), "Last", one.After.Last, "Basis", one.Basis))
			}
		}
		if len(row) < 4 {
			b := archiveButton(c.Board.ID, p.number)
			b.Label = p.name()
			row = append(row, b)
		}
	}
	if !c.Board.Next.IsZero() {
		texts = append(texts, chat.T("term.set.next", "Next", c.Board.Next))
	}
	return say(row, texts...), nil
}

// archiveTexts tell of a term in a few lines.
func archiveTexts(p period, w chronicleWriter) []chat.Text {
	texts := []chat.Text{chat.T("term.archive.title", "Number", p.number, "Span", p.span(), "Archived", p.past.ID != 0)}
	if p.past.ID != 0 {
		texts = append(texts, chat.T("term.archive.next", "Outcome", outcomeText(p), "Basis", p.past.Basis))
	}
	texts = append(append(texts, w.served.lines(true)...), figureLines(w.done.figures)...)
	if p.past.ID != 0 {
		texts = append(texts, chat.T("term.archive.read_only"))
	}
	return texts
}

// outcomeText is what the evaluation came to; zero if nothing was said.
func outcomeText(p period) chat.Text {
	if p.past.Outcome == "" {
		return chat.Text{}
	}
	return chat.T("term.outcome." + p.past.Outcome)
}

func archiveButtons(c *commands.Call, p period) []chat.Button {
	number := strconv.Itoa(p.number)
	row := []chat.Button{
		button("term.button.chronicle", c.Board.ID, "board.term_chronicle", "term", number),
		button("term.button.whole", c.Board.ID, "board.term_archive", "term", number, "as", string(asPDF)),
	}
	if c.Who.May(board.Inside) {
		row = append(row, button("term.button.figures", c.Board.ID, "board.evaluate_figures", figuresOf(p)...),
			button("term.button.certificate", c.Board.ID, "board.term_certificate", "term", number))
	}
	return row
}

// figuresOf are the days of a term, as the figures are asked for.
func figuresOf(p period) (pairs []string) {
	last := p.until.Add(-time.Millisecond).In(p.now.Location())
	if p.from.IsZero() || last.Before(p.from) {
		return nil
	}
	return []string{"from", p.from.Format(time.DateOnly), "until", last.Format(time.DateOnly)}
}

// figureLines say in a few sentences what a board did.
func figureLines(f board.TermFigures) []chat.Text {
	return []chat.Text{
		chat.T("term.figures.meetings", "Meetings", f.Meetings, "Share", board.Share(f.Present, f.Expected), "Expected", f.Expected),
		chat.T("term.figures.polls", "Polls", f.Polls, "Share", board.Share(f.Turnout, f.Entitled), "Entitled", f.Entitled,
			"Recommendations", f.Recommendations, "Answered", f.Answered, "Accepted", f.Accepted, "Days", f.AnswerDays),
		chat.T("term.figures.work", "Fields", f.Fields, "Contributions", f.Contributions, "Statements", f.Statements,
			"Measures", f.Measures, "Done", f.MeasuresDone, "Ideas", f.Ideas, "Rounds", f.FeedbackRounds, "Points", f.FeedbackPoints, "AnsweredPoints", f.FeedbackAnswered),
	}
}

// whole is all that was done in a term, each thing named.
func (w chronicleWriter) whole() documents.Document {
	p := w.period
	d := documents.Document{
		Language: w.said.Language, Title: w.say("term.whole.title", "Number", p.number), Subtitle: p.board.Name, Facts: w.facts(), Made: p.now,
		Running: w.say("term.whole.running", "Board", p.board.Name, "Number", p.number), Contents: true,
	}
	add := func(blocks ...documents.Block) { d.Blocks = append(d.Blocks, blocks...) }
	add(documents.Heading{Level: 1, Text: w.say("term.composition")}, w.composition(true), documents.Heading{Level: 1, Text: w.say("term.figures")})
	for _, line := range figureLines(w.done.figures) {
		add(documents.P(w.said.Print(line)))
	}
	for kind := range aChange + 1 {
		var list documents.List
		for _, e := range w.done.events {
			if e.sort == kind {
				list.Items = append(list.Items, documents.Para{{Text: w.say("term.whole.day", "Day", e.at) + " ", Look: documents.Quiet}, {Text: w.said.Print(e.text)}})
			}
		}
		if len(list.Items) > 0 {
			add(documents.Heading{Level: 1, Text: w.say("term.whole." + kind.String())}, list)
		}
	}
	return d
}
