package evaluation

import (
	"fmt"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/documents"
	"beirat/words"
)

// file is the evaluation to keep and hand on: of the whole term what the members
// said, the figures, what the board advises and what the council decided; of
// another time the figures alone. Nobody is named in it.
func (s sheet) file(format documents.Format) (chat.Message, error) {
	d := s.document()
	made, err := d.As(format)
	if err != nil {
		return chat.Message{}, fmt.Errorf("evaluation of the term of board %d as %s: %w", s.board.ID, format, err)
	}
	said := words.Printer{Language: d.Language}
	name := said.Print(chat.T("evaluation.document.file", "Term", s.in.term)) + "-" + s.now.Format(time.DateOnly) + "." + made.Ending
	about := chat.T("evaluation.document.about", "Term", s.in.term, "Board", s.board.Name, "Made", s.now, "Format", chat.T("value.as."+string(format)+".label"))
	return chat.Message{Blocks: []chat.Block{chat.File{Name: name, Type: made.Type, Content: made.Content, About: about}}}, nil
}

func (s sheet) document() documents.Document {
	said := words.Printer{Language: words.Language(s.board.Language)}
	say := func(key string, pairs ...any) string { return said.Print(chat.T("evaluation.document."+key, pairs...)) }
	d := documents.Document{
		Language: said.Language, Title: say("title", "Term", s.in.term), Subtitle: s.board.Name, Contents: s.in.term, Made: s.now,
		Facts:   []documents.Fact{{Name: say("span"), Value: said.Print(s.in.text())}, {Name: say("made"), Value: say("day", "Day", s.now)}},
		Running: say("running", "Term", s.in.term, "Board", s.board.Name, "Day", s.now),
	}
	if s.survey.round.ID != 0 {
		d.Blocks = append(d.Blocks, s.survey.chapter(said, s.survey.round.Ended.In(s.now.Location()))...)
	}
	d.Blocks = append(d.Blocks, s.chapter(said)...)
	if s.in.term {
		d.Blocks = append(d.Blocks, s.state.chapter(said)...)
	}
	return d
}

// chapter is the figures, each with what it counts, and in sentences.
func (s sheet) chapter(said words.Printer) []documents.Block {
	say := func(key string) string { return said.Print(chat.T("evaluation.document." + key)) }
	table := documents.Table{Caption: say("figures_caption"), Head: []string{said.Print(chat.T("evaluation.figures.what")), said.Print(chat.T("evaluation.figures.number")), say("counts")}, Shares: []int{4, 3, 9}}
	for _, r := range rows(s.figures) {
		table.Rows = append(table.Rows, []documents.Para{documents.P(said.Print(r.label())), documents.P(said.Print(r.value)), documents.P(said.Print(r.about()))})
	}
	var blocks []documents.Block
	if s.in.term { // else that is the title
		blocks = append(blocks, documents.Heading{Level: 1, Text: say("figures")})
	}
	for _, sentence := range s.sentences()[1:] { // the first one is the title
		blocks = append(blocks, documents.P(said.Print(sentence)))
	}
	return append(blocks, table)
}

// chapter is what the board advises and what the council decided, as far as either
// did.
func (s state) chapter(said words.Printer) []documents.Block {
	say := func(key string, pairs ...any) string { return said.Print(chat.T("evaluation.document."+key, pairs...)) }
	var blocks []documents.Block
	if p := s.advice; p.ID != 0 {
		blocks = append(blocks, documents.Heading{Level: 1, Text: say("advice")},
			documents.P(say("advised", "Fate", fateName(p.Advised()), "Number", p.Number, "Ended", p.Ended.In(s.now.Location()))))
		if !p.Withheld {
			blocks = append(blocks, votesOn(p, said))
		}
	}
	if d := s.decision; d.ID != 0 {
		blocks = append(blocks, documents.Heading{Level: 1, Text: say("decision")},
			documents.P(say("decided", "Fate", fateName(d.Fate), "Day", d.Day, "Reference", d.Reference)))
	}
	return blocks
}

// votesOn are the ballots for each option.
func votesOn(p board.Poll, said words.Printer) documents.Table {
	say := func(key string) string { return said.Print(chat.T("evaluation.document." + key)) }
	table := documents.Table{Caption: say("votes_caption"), Head: []string{say("option"), say("votes")}, Shares: []int{6, 2}}
	for _, o := range p.Options {
		score := o.Score
		if score == "" {
			score = strconv.Itoa(0)
		}
		table.Rows = append(table.Rows, []documents.Para{documents.P(o.Label), documents.P(score)})
	}
	return table
}
