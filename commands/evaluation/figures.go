package evaluation

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

// as is how somebody wants to have the figures.
type as string

const (
	asPDF            = as(documents.FormatPDF)
	asWord           = as(documents.FormatWord)
	asPage           = as(documents.FormatPage)
	asMarkdown       = as(documents.FormatMarkdown)
	asDefinitions as = "definitions" // what each of them counts
	asPoliticians as = "politicians" // sentences to hand on
)

func forms() []as {
	return []as{asPDF, asWord, asPage, asMarkdown, asPoliticians, asDefinitions}
}

// figured are the values of board.evaluate_figures.
type figured struct {
	from  commands.TimeParam
	until commands.TimeParam
	as    commands.ChoiceParam[as]
}

// figures tells what the board did in numbers, in its term or between two days.
func (f *Evaluation) figures() commands.Command {
	p := figured{from: commands.Time("from").DayOnly(), until: commands.Time("until").DayOnly(), as: commands.Choice("as", forms()...)}
	return commands.Command{
		Path: "board.evaluate_figures", Right: board.Inside, Params: []commands.Param{p.from, p.until, p.as},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			in, err := p.span(c)
			if err != nil {
				return chat.Reply{}, err
			}
			how := p.as.Of(c)
			if how == asDefinitions {
				return reply(definitions(), p.buttons(c, asPDF)...), nil
			}
			s, err := f.sheet(ctx, c.Board, c.Now, in)
			if err != nil {
				return chat.Reply{}, err
			}
			switch how {
			case "":
				return reply(s.message(), p.buttons(c, asPoliticians, asDefinitions, asPDF, asWord)...), nil
			case asPoliticians:
				return reply(s.politicians(), p.buttons(c, asPDF, asDefinitions)...), nil
			case asPDF, asWord, asPage, asMarkdown, asDefinitions:
			}
			m, err := s.file(documents.Format(how))
			return reply(m), err
		},
	}
}

// span is a time of whole days.
type span struct {
	first time.Time // zero: from the beginning of the board
	last  time.Time // its last day
	term  bool      // it is the term so far
}

// span is the term so far, where nothing else was said.
func (p figured) span(c *commands.Call) (span, error) {
	today := time.Date(c.Now.Year(), c.Now.Month(), c.Now.Day(), 0, 0, 0, 0, c.Now.Location())
	in := span{first: since(c.Board, c.Now), last: today, term: !p.from.Given(c) && !p.until.Given(c)}
	if c.Board.Term.Ended(c.Now) {
		in.last = c.Board.Term.Last
	}
	if p.from.Given(c) {
		in.first = p.from.Of(c)
	}
	if p.until.Given(c) {
		in.last = p.until.Of(c)
	}
	wrong := p.from.Name()
	if p.until.Given(c) {
		wrong = p.until.Name()
	}
	switch {
	case in.first.After(today):
		return in, commands.Mistake(p.from.Name(), "evaluation.figures.future", "Day", in.first)
	case in.last.Before(in.first):
		return in, commands.Mistake(wrong, "evaluation.figures.backwards", "First", in.first, "Last", in.last)
	}
	return in, nil
}

// end is the first instant after it.
func (in span) end() time.Time { return in.last.AddDate(0, 0, 1) }

func (in span) text() chat.Text {
	return chat.T("evaluation.span", "From", !in.first.IsZero(), "First", in.first, "Last", in.last)
}

// buttons lead to the same time in another form.
func (p figured) buttons(c *commands.Call, forms ...as) []chat.Button {
	var row []chat.Button
	for _, form := range forms {
		pairs := []string{p.as.Name(), string(form)}
		for _, day := range []commands.TimeParam{p.from, p.until} {
			if day.Given(c) {
				pairs = append(pairs, day.Name(), day.Of(c).Format(time.DateOnly))
			}
		}
		row = append(row, commands.Button(chat.T("value.as."+string(form)+".label"), c.Board.ID, "board.evaluate_figures", pairs...))
	}
	return row
}

// sheet is what is to be told of a time.
type sheet struct {
	board   board.Board
	now     time.Time // in the board's zone
	in      span
	figures board.TermFigures
	state   state // of the term, where the time is that of the term
	survey  survey
}

func (f *Evaluation) sheet(ctx context.Context, b board.Board, now time.Time, in span) (s sheet, err error) {
	s = sheet{board: b, now: now, in: in}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		if s.figures, err = tx.TermFigures(b.ID, in.first, in.end()); err != nil || !in.term {
			return err
		}
		if s.state, err = read(tx, b, now); err != nil || !s.state.surveyed() {
			return err
		}
		s.survey, err = readSurvey(tx, s.state.survey)
		return err
	})
	return s, err
}

// row is a figure as it is shown.
type row struct {
	name  string
	value chat.Text
}

// rows are the figures, in the order of showing.
func rows(t board.TermFigures) []row {
	count := func(name string, n int) row { return row{name, chat.T("evaluation.figure.count", "N", n)} }
	share := func(name string, n, all int) row {
		return row{name, chat.T("evaluation.figure.share", "N", n, "All", all)}
	}
	return []row{
		count("seats", t.Seats), count("meetings", t.Meetings), share("present", t.Present, t.Expected),
		count("polls", t.Polls), share("turnout", t.Turnout, t.Entitled),
		count("recommendations", t.Recommendations), share("answered", t.Answered, t.Recommendations), share("accepted", t.Accepted, t.Answered),
		{"days", chat.T("evaluation.figure.days", "N", t.AnswerDays, "Some", t.Answered > 0)},
		count("statements", t.Statements), count("fields", t.Fields), count("contributions", t.Contributions), count("ideas", t.Ideas),
		count("measures", t.Measures), count("done", t.MeasuresDone),
		count("rounds", t.FeedbackRounds), count("points", t.FeedbackPoints), share("points_answered", t.FeedbackAnswered, t.FeedbackPoints),
	}
}

func (r row) label() chat.Text { return chat.T("evaluation.figure.label." + r.name) }
func (r row) about() chat.Text { return chat.T("evaluation.figure.about." + r.name) }

// message is the figures on a phone: a table, and what became of the
// recommendations as a picture.
func (s sheet) message() chat.Message {
	table := chat.Table{Caption: chat.T("evaluation.figures.caption"), Head: []chat.Text{chat.T("evaluation.figures.what"), chat.T("evaluation.figures.number")}}
	for _, r := range rows(s.figures) {
		table.Rows = append(table.Rows, []chat.Text{r.label(), r.value})
	}
	m := chat.Say(chat.T("evaluation.figures.title", "Board", s.board.Name), s.in.text()).With(table)
	if picture, drawn := s.picture(); drawn {
		m = m.With(picture)
	}
	return m
}

// definitions say what each figure counts.
func definitions() chat.Message {
	var lines []chat.Text
	for _, r := range rows(board.TermFigures{}) {
		lines = append(lines, chat.T("evaluation.definitions.line", "Label", r.label(), "About", r.about()))
	}
	return chat.Say(chat.T("evaluation.definitions.title"), chat.T("evaluation.list", "Lines", lines))
}

// picture is what became of the recommendations, in the board's language; not
// drawn where there are none.
func (s sheet) picture() (chat.Image, bool) {
	t := s.figures
	if t.Recommendations == 0 {
		return chat.Image{}, false
	}
	said := words.Printer{Language: words.Language(s.board.Language)}
	chart := documents.Chart{Cast: t.Recommendations, Card: documents.Card{
		Language: said.Language, Title: said.Print(chat.T("evaluation.picture.title")), Question: s.board.Name, Foot: said.Print(s.in.text()),
	}}
	for _, one := range []struct {
		fate string
		n    int
	}{{"accepted", t.Accepted}, {"declined", t.Answered - t.Accepted}, {"open", t.Recommendations - t.Answered}} {
		chart.Rows = append(chart.Rows, documents.Row{Label: said.Print(chat.T("evaluation.picture." + one.fate)), Value: strconv.Itoa(one.n)})
	}
	png, err := chart.PNG()
	if err != nil || chart.Alt() == "" { // the table says the same
		return chat.Image{}, false
	}
	return chat.Image{Name: said.Say("evaluation.picture.file", nil) + ".png", PNG: png, Alt: chat.Written(chart.Alt())}, true
}
