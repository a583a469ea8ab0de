package polls

import (
	"fmt"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/documents"
	"beirat/words"
)

// withPicture adds the picture of the result with its description, in the
// board's language, before the buttons. There is none where the counts are not
// to be seen or decided nothing. A result is announced without its picture
// rather than not at all.
func withPicture(m chat.Message, s sheet) chat.Message {
	if !drawable(s) {
		return m
	}
	picture := pictureOf(s, words.Printer{Language: words.Language(s.board.Language)})
	png, err := picture.PNG()
	if err != nil || picture.Alt() == "" {
		return m
	}
	image := chat.Image{Name: fmt.Sprintf("abstimmung-%d.png", s.poll.Number), PNG: png, Alt: chat.Written(picture.Alt())}
	return aboveButtons(m, image)
}

// drawable tells whether there are counts that are to be seen and decided something.
func drawable(s sheet) bool {
	return s.poll.State == board.Closed && s.sight.Counts && s.voted > 0 && s.poll.Outcome.Counted()
}

// described is a picture that says itself in words.
type described interface {
	PNG() ([]byte, error)
	Alt() string
}

func pictureOf(s sheet, p words.Printer) described {
	card := documents.Card{
		Language: p.Language,
		Title:    p.Print(chat.T("poll.chart.title", "Number", s.poll.Number, "Outcome", outcome(s.poll))),
		Question: s.poll.Question,
		Foot:     p.Print(chat.T("poll.chart.foot", "Ended", s.local(s.poll.Ended), "Voted", s.voted, "N", s.electors())),
	}
	if len(winners(s.poll)) > 0 {
		card.Mark = p.Print(chat.T("poll.chart.mark", "Election", s.poll.Purpose == board.Election, "Verdict", s.poll.Outcome != "" && (s.poll.Purpose != board.Internal || s.poll.Method == board.YesNo)))
	}
	switch {
	case s.poll.Method == board.YesNo:
		return documents.Chart{Card: card, Rows: tallyRows(s, p), Cast: s.voted}
	case s.poll.Method == board.Ranked && s.poll.Terms.Counting != board.ByBorda:
		return documents.Places{Card: card, Rows: placeRows(s.poll)}
	}
	chart := documents.Chart{Card: card, Rows: scoreRows(s.poll)}
	if s.poll.Method == board.OneOf || s.poll.Method == board.Approval {
		chart.Cast = s.voted
		if s.tally.Abstain > 0 {
			chart.Rows = append(chart.Rows, documents.Row{Label: p.Print(choiceLabel(board.Abstain)), Value: strconv.Itoa(s.tally.Abstain)})
		}
	}
	return chart
}

func tallyRows(s sheet, p words.Printer) []documents.Row {
	counts := map[board.Choice]int{board.Yes: s.tally.Yes, board.No: s.tally.No, board.Abstain: s.tally.Abstain}
	var rows []documents.Row
	for _, choice := range board.Choices() {
		rows = append(rows, documents.Row{Label: p.Print(choiceLabel(choice)), Value: strconv.Itoa(counts[choice])})
	}
	return rows
}

func scoreRows(p board.Poll) []documents.Row {
	var rows []documents.Row
	for _, tied := range byPlace(p.Options) {
		for _, o := range tied {
			row := documents.Row{Label: o.Label, Value: o.Score, Marked: o.Won}
			if row.Value == "" {
				row.Value = "0"
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// placeRows are the places of a ranking; none if nobody ranked anything.
func placeRows(p board.Poll) []documents.Place {
	var rows []documents.Place
	for _, tied := range byPlace(p.Options) {
		for _, o := range tied {
			if o.Place > 0 {
				rows = append(rows, documents.Place{Number: o.Place, Label: o.Label, Marked: o.Won})
			}
		}
	}
	return rows
}
