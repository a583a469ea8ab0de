package evaluation

import (
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// survey is what the members said of the term in a survey that is over. Who said
// what is not in it, also where that is known.
type survey struct {
	round  board.FeedbackRound
	result board.FeedbackResult
}

func readSurvey(tx *storage.Tx, r board.FeedbackRound) (survey, error) {
	s := survey{round: r}
	asked, err := tx.FeedbackAsked(r.ID)
	if err != nil {
		return s, err
	}
	gave, err := tx.FeedbackGivers(r)
	if err != nil {
		return s, err
	}
	tallies, err := tx.FeedbackTallies(r)
	if err != nil {
		return s, err
	}
	points, err := tx.FeedbackPoints(r)
	s.result = board.NewFeedbackResult(r, tallies, points, len(asked), len(gave))
	return s, err
}

// chapter is the survey in the document of the evaluation.
func (s survey) chapter(said words.Printer, ended any) []documents.Block {
	say := func(key string, pairs ...any) string { return said.Print(chat.T("evaluation.document."+key, pairs...)) }
	blocks := []documents.Block{
		documents.Heading{Level: 1, Text: say("survey")},
		documents.P(say("survey_about", "Ended", ended, "Gave", s.result.Gave, "N", s.result.Asked, "Anonymous", s.round.Anonymous)),
		s.table(said),
		documents.P(say("median")),
		documents.Heading{Level: 2, Text: say("points")},
	}
	if len(s.result.Points) == 0 {
		return append(blocks, documents.P(say("no_points")))
	}
	blocks = append(blocks, documents.P(say("points_about", "N", len(s.result.Points))))
	for _, p := range s.result.Points {
		blocks = append(blocks, documents.Heading{Level: 3, Text: say("point", "Number", p.Number, "Task", s.task(p.Task))})
		blocks = append(blocks, documents.Prose(p.Text)...)
	}
	return blocks
}

// task is the title of what a point is about; empty: the whole.
func (s survey) task(number int) string {
	for _, t := range s.round.Tasks {
		if t.Number == number {
			return t.Title
		}
	}
	return ""
}

// nothing stands in a cell that would be empty.
const nothing = "–"

// table is how each topic was rated: how often each rating was given, and the median.
func (s survey) table(said words.Printer) documents.Table {
	table := documents.Table{Caption: said.Print(chat.T("evaluation.document.ratings")), Head: []string{said.Print(chat.T("evaluation.document.task"))}, Shares: []int{6}}
	for _, r := range board.Ratings() {
		table.Head, table.Shares = append(table.Head, strconv.Itoa(int(r))), append(table.Shares, 2)
	}
	table.Head, table.Shares = append(table.Head, said.Print(chat.T("evaluation.document.middle"))), append(table.Shares, 5)
	for _, t := range s.result.Tasks {
		row := []documents.Para{documents.P(t.Title)}
		for _, times := range t.Tally {
			cell := nothing
			if t.Shown() {
				cell = strconv.Itoa(times)
			}
			row = append(row, documents.P(cell))
		}
		table.Rows = append(table.Rows, append(row, documents.P(said.Print(middle(t)))))
	}
	return table
}

// middle is the median as a report says it.
func middle(t board.TaskResult) chat.Text {
	switch {
	case t.Rated == 0:
		return chat.T("report.nobody")
	case t.Withheld:
		return chat.T("report.few", "N", t.Rated)
	}
	lower, upper := t.Tally.Medians()
	return chat.T("report.median", "Lower", ratingWord(lower), "From", int(lower), "Upper", ratingWord(upper), "To", int(upper), "Apart", lower != upper)
}

func ratingWord(r board.Rating) chat.Text { return chat.T("value." + r.Word() + ".label") }
