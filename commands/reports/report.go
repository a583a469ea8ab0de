package reports

import (
	"context"
	"fmt"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// format is what somebody wants to have of a report: a file, or what else is
// possible.
type format string

const (
	asPDF             = format(documents.FormatPDF)
	asWord            = format(documents.FormatWord)
	asPage            = format(documents.FormatPage)
	asMarkdown        = format(documents.FormatMarkdown)
	asTable    format = "csv"
	asJSON     format = "json"
	asMore     format = "more"
)

// report is what came of a round: in numbers, point by point, and as files.
func (f *Reports) report() commands.Command {
	round := commands.Thing("round", f.reported()).Required()
	as := commands.Choice("as", asPDF, asWord, asPage, asMarkdown, asTable, asJSON, asMore)
	page := commands.Number("page", 1, 1<<20)
	return commands.Command{
		Path: "feedback.report", Right: board.Everyone, Params: []commands.Param{round, as, page},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var s sheet
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				if s, err = f.sheet(tx, c.Board, c.Who, round.Of(c).ID); err != nil {
					return err
				}
				return s.readAuthors(tx, s.signed(as.Of(c), page.Of(c)))
			})
			switch which := as.Of(c); {
			case err != nil:
				return chat.Reply{}, err
			case page.Given(c):
				return say(s.page(page.Of(c))), nil
			case which == asMore:
				return say(s.more()), nil
			case which != "":
				return f.answer(ctx, c, s, order{Platform: c.Event.Platform, Format: which})
			}
			return say(s.overview()), nil
		},
	}
}

// signed are the points whose authors the answer names: those of the page that is
// asked for, or all in a file that is made at once.
func (s sheet) signed(as format, page int) []board.FeedbackPoint {
	switch pages := s.pages(); {
	case page > 0 && len(pages) > 0:
		return pages[min(page, len(pages))-1]
	case page > 0 || as == "" || as == asMore || len(s.result.Points) > ready:
		return nil
	}
	return s.result.Points
}

// reported finds the round whose report is meant when none is named: the last one
// that is over, and if there is none, those that run.
func (f *Reports) reported() commands.Finder {
	own := f.round
	own.Open = func(ctx context.Context, c *commands.Call) (found []commands.Found, err error) {
		err = f.db.Read(ctx, func(tx *storage.Tx) error {
			rounds, err := tx.FeedbackRounds(c.Board.ID, 0, looked)
			for _, r := range rounds {
				if r.State == board.FeedbackClosed {
					found = []commands.Found{{ID: r.ID, Number: r.Number, Title: r.Service}}
					return err
				}
				found = append(found, commands.Found{ID: r.ID, Number: r.Number, Title: r.Service})
			}
			return err
		})
		return found, err
	}
	return own
}

// looked is among how many rounds the last one that is over is looked for.
const looked = 25

// overview is a report that is read on a phone.
func (s sheet) overview() chat.Message {
	m := chat.Say(s.title(), s.standing())
	if lines := s.taskLines(); len(lines) > 0 {
		m = m.With(chat.Para{Text: chat.T("report.tasks", "Survey", s.survey())}, chat.Para{Text: chat.T("report.lines", "Lines", lines)})
	}
	m = m.With(chat.Para{Text: s.points()})
	if picture, drawn := s.picture(); drawn {
		m = m.With(picture)
	}
	row := chat.Actions{}
	if len(s.result.Points) > 0 {
		row = append(row, button("report.button.points", s.round, "feedback.report", "page", "1"))
	}
	return m.With(append(row, s.fileButton(asPDF), s.fileButton(asWord), s.moreButton()))
}

func (s sheet) title() chat.Text {
	return chat.T("report.title", "Round", called(s.round), "Interim", !s.over())
}

// standing says how many took part, and until when.
func (s sheet) standing() chat.Text {
	return chat.T("report.standing", "Gave", s.result.Gave, "Asked", s.result.Asked, "Anonymous", s.round.Anonymous, "Closes", s.closes(), "Over", s.over())
}

// taskLines are the ratings, a line a task.
func (s sheet) taskLines() []chat.Text {
	var lines []chat.Text
	for _, t := range s.result.Tasks {
		lines = append(lines, chat.T("report.task", "Number", t.Number, "Title", t.Title, "Median", median(t), "Counts", counts(t, false), "Shown", t.Shown()))
	}
	return lines
}

// points says how many points there are, how severe, and how many are answered.
func (s sheet) points() chat.Text {
	return chat.T("report.points", "N", len(s.result.Points), "Lines", severities(s.result), "Answered", s.answered(), "Awaits", s.over() && s.awaits())
}

func (s sheet) fileButton(as format) chat.Button {
	b := button("", s.round, "feedback.report", "as", string(as))
	b.Label = formatName(as)
	return b
}

func (s sheet) moreButton() chat.Button {
	return button("report.button.more", s.round, "feedback.report", "as", string(asMore))
}

// more is what else there is of a report, as sentences with their consequence.
func (s sheet) more() chat.Message {
	m := chat.Say(chat.T("report.more.title", "Round", called(s.round)))
	offer := func(about string, b chat.Button) {
		m = m.With(chat.Para{Text: chat.T(about, "Survey", s.survey())}, chat.Actions{b})
	}
	if s.rounds > 1 && s.over() {
		offer("report.more.compare", compareButton(s.round))
	}
	offer("report.more.page", s.fileButton(asPage))
	offer("report.more.markdown", s.fileButton(asMarkdown))
	offer("report.more.table", s.fileButton(asTable))
	offer("report.more.json", s.fileButton(asJSON))
	return m.With(chat.Actions{reportButton(s.round)})
}

// picture is the picture of the ratings with its description, in the language of
// the board; false where there are none to be drawn. A report is told without its
// picture rather than not at all.
func (s sheet) picture() (chat.Image, bool) {
	chart := s.chart()
	png, err := chart.PNG()
	if err != nil {
		return chat.Image{}, false
	}
	return chat.Image{Name: fmt.Sprintf("feedback-%d.png", s.round.Number), PNG: png, Alt: chat.Written(chart.Alt())}, true
}

func (s sheet) chart() documents.Ratings {
	said := words.Printer{Language: words.Language(s.board.Language)}
	chart := documents.Ratings{
		Card: documents.Card{
			Language: said.Language,
			Title:    said.Print(chat.T("report.chart.title", "Number", s.round.Number)),
			Question: s.round.Service,
			Foot:     said.Print(s.standing()),
		},
		Words: ratingWords(said),
	}
	for _, t := range s.result.Tasks {
		chart.Rows = append(chart.Rows, rated(said, t, t.Title))
	}
	return chart
}

func ratingWords(said words.Printer) (all [5]string) {
	for i, r := range board.Ratings() {
		all[i] = said.Print(ratingWord(r))
	}
	return all
}

// rated is a task as it is drawn.
func rated(said words.Printer, t board.TaskResult, label string) documents.Rated {
	return documents.Rated{Label: label, Beside: said.Print(median(t)), Counts: [5]int(t.Tally)}
}
