package reports

import (
	"context"
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// compare holds the rounds on one service against each other.
func (f *Reports) compare() commands.Command {
	round := commands.Thing("round", f.comparable()).Required()
	as := commands.Choice("as", asPDF, asWord, asPage, asMarkdown)
	return commands.Command{
		Path: "feedback.compare", Right: board.Inside, Params: []commands.Param{round, as},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			k := comparison{board: c.Board, zone: f.db.Zone(c.Board.Zone)}
			err := f.db.Read(ctx, func(tx *storage.Tx) error { return k.read(tx, round.Of(c).ID) })
			if err != nil {
				return chat.Reply{}, err
			}
			if as.Given(c) {
				file, err := k.file(as.Of(c), c.Now)
				return say(chat.Message{Blocks: []chat.Block{file}}), err
			}
			return say(k.message()), nil
		},
	}
}

// comparable finds the round that is meant when none is named: the last one that
// is over and has one before it.
func (f *Reports) comparable() commands.Finder {
	own := f.round
	own.None = "report.compare.none_yet"
	own.Open = func(ctx context.Context, c *commands.Call) (found []commands.Found, err error) {
		err = f.db.Read(ctx, func(tx *storage.Tx) error {
			rounds, err := tx.FeedbackRounds(c.Board.ID, 0, looked)
			for _, r := range rounds {
				if r.State == board.FeedbackClosed && r.Earlier != 0 {
					found = []commands.Found{{ID: r.ID, Number: r.Number, Title: r.Service}}
					break
				}
			}
			return err
		})
		return found, err
	}
	return own
}

// mostCompared is how many rounds stand side by side: the last ones.
const mostCompared = 6

// comparison is the rounds on one service.
type comparison struct {
	board.FeedbackComparison
	board board.Board
	zone  *time.Location
	left  int // earlier rounds that are not in it
}

// read reads the rounds on the service of one that are over.
func (k *comparison) read(tx *storage.Tx, round board.ID) error {
	r, err := tx.FeedbackRound(round)
	if err != nil {
		return err
	}
	over, err := finished(tx, r)
	if err != nil {
		return err
	}
	if len(over) < 2 {
		return commands.Refuse("report.compare.alone", "Service", r.Service, "N", len(over)).With(reportButtons(over)...)
	}
	k.left = max(0, len(over)-mostCompared)
	var rounds []board.RoundResult
	for _, one := range over[k.left:] {
		result, err := resultOf(tx, one)
		if err != nil {
			return err
		}
		answers, err := tx.FeedbackAnswers(one.ID)
		if err != nil {
			return err
		}
		fates := map[board.ID]board.FeedbackFate{}
		for point, a := range answers {
			fates[point] = a.State
		}
		rounds = append(rounds, board.RoundResult{FeedbackRound: one, FeedbackResult: result, Answered: fates})
	}
	k.FeedbackComparison = board.CompareFeedback(rounds)
	return nil
}

func reportButtons(over []board.FeedbackRound) []chat.Button {
	if len(over) == 0 {
		return nil
	}
	return []chat.Button{reportButton(over[0])}
}

func (k comparison) latest() board.RoundResult { return k.Rounds[len(k.Rounds)-1] }

// message is the comparison as it is read on a phone.
func (k comparison) message() chat.Message {
	m := chat.Say(k.title(), chat.T("report.lines", "Lines", k.roundLines()))
	if lines := k.taskLines(k.Tasks); len(lines) > 0 {
		m = m.With(chat.Para{Text: chat.T("report.compare.tasks")}, chat.Para{Text: chat.T("report.lines", "Lines", lines)})
	}
	if lines := k.taskLines(k.Single); len(lines) > 0 {
		m = m.With(chat.Para{Text: chat.T("report.compare.single")}, chat.Para{Text: chat.T("report.lines", "Lines", lines)})
	}
	m = m.With(chat.Para{Text: chat.T("report.compare.points", "Survey", k.survey())}, chat.Para{Text: chat.T("report.lines", "Lines", k.pointLines())})
	if picture, drawn := k.picture(); drawn {
		m = m.With(picture)
	}
	row := chat.Actions{}
	for _, as := range []format{asPDF, asWord, asPage} {
		b := button("", k.latest().FeedbackRound, "feedback.compare", "as", string(as))
		b.Label = formatName(as)
		row = append(row, b)
	}
	return m.With(append(row, reportButton(k.latest().FeedbackRound)))
}

// survey tells whether members were asked about the terms of the board itself.
func (k comparison) survey() bool { return k.latest().Kind.Survey() }

func (k comparison) title() chat.Text {
	return chat.T("report.compare.title", "Service", k.latest().Service, "N", len(k.Rounds), "Left", k.left)
}

func (k comparison) roundLines() []chat.Text {
	var lines []chat.Text
	for _, r := range k.Rounds {
		lines = append(lines, chat.T("report.compare.round", "Number", r.Number, "Turnout", k.turnout(r)))
	}
	return lines
}

// turnout says when a round ended, how many took part, and how.
func (k comparison) turnout(r board.RoundResult) chat.Text {
	return chat.T("report.compare.turnout", "Ended", r.Ended.In(k.zone), "Gave", r.Gave, "Asked", r.FeedbackResult.Asked, "Anonymous", r.Anonymous)
}

// taskLines say of each task how it was rated, round by round, and whether that
// became better.
func (k comparison) taskLines(tasks []board.ComparedTask) []chat.Text {
	var lines []chat.Text
	for _, t := range tasks {
		var medians []chat.Text
		for i, in := range t.In {
			if in.Number > 0 {
				medians = append(medians, chat.T("report.compare.median", "Number", k.Rounds[i].Number, "Median", median(in)))
			}
		}
		lines = append(lines, chat.T("report.compare.task", "Title", t.Title, "Medians", medians, "Change", k.change(t), "Changed", len(medians) > 1))
	}
	return lines
}

func (k comparison) change(t board.ComparedTask) chat.Text {
	change := t.Change()
	if change == board.Unknown {
		return chat.T("report.change.unknown")
	}
	return chat.T("report.change." + string(change))
}

// pointLines say of each round how severe its points were, and what became of them.
func (k comparison) pointLines() []chat.Text {
	var lines []chat.Text
	for _, r := range k.Rounds {
		fates := r.Fates()
		lines = append(lines, chat.T("report.compare.severe", "Number", r.Number, "N", len(r.Points), "Lines", severities(r.FeedbackResult), "Survey", k.survey(),
			"Accepted", fates[board.FeedbackAccepted], "Done", fates[board.FeedbackDone], "Declined", fates[board.FeedbackDeclined], "Open", fates[""]))
	}
	return lines
}

// picture shows the tasks of the two last rounds one below the other.
func (k comparison) picture() (chat.Image, bool) {
	said := words.Printer{Language: words.Language(k.board.Language)}
	chart := documents.Ratings{
		Card: documents.Card{Language: said.Language, Title: said.Print(chat.T("report.compare.chart")), Question: k.latest().Service,
			Foot: said.Print(chat.T("report.compare.foot", "Survey", k.survey(), "Earlier", k.Rounds[len(k.Rounds)-2].Number, "Later", k.latest().Number))},
		Words: ratingWords(said),
	}
	for _, t := range k.Tasks {
		for at := len(k.Rounds) - 2; at < len(k.Rounds); at++ {
			if t.In[at].Number > 0 {
				label := said.Print(chat.T("report.compare.bar", "Title", t.Title, "Number", k.Rounds[at].Number))
				chart.Rows = append(chart.Rows, rated(said, t.In[at], label))
			}
		}
	}
	png, err := chart.PNG()
	if err != nil {
		return chat.Image{}, false
	}
	return chat.Image{Name: fmt.Sprintf("feedback-%d-compared.png", k.latest().Number), PNG: png, Alt: chat.Written(chart.Alt())}, true
}

// file is the comparison in a format.
func (k comparison) file(as format, now time.Time) (chat.File, error) {
	made, err := k.document(now).As(documents.Format(as))
	if err != nil {
		return chat.File{}, fmt.Errorf("comparison of the round with id %d as %s: %w", k.latest().ID, as, err)
	}
	said := words.Printer{Language: words.Language(k.board.Language)}
	name := said.Print(chat.T("report.compare.file.name", "Number", k.latest().Number)) + "." + made.Ending
	return chat.File{Name: name, Type: made.Type, Content: made.Content, About: chat.T("report.compare.file.about", "Service", k.latest().Service, "Format", formatName(as))}, nil
}
