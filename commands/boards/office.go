package boards

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// everything is the whole sheet, in a file.
const everything commands.OfficeSection = "all"

// firstLines is how many lines of a section the sheet shows before its button is
// pressed.
const firstLines = 3

// sheet is what those who coordinate a board should know.
type sheet struct {
	people []chat.Text // who is unreachable, away, and which seats are vacant: a paragraph each
	lines  map[commands.OfficeSection][]commands.OfficeLine
}

// office is the sheet of those who coordinate: who cannot be reached, who is
// away, which seats are vacant, what falls due, what is owed to whom, and texts
// ready to copy.
func (f *Boards) office() commands.Command {
	section := commands.Choice("section", commands.OfficeDue, commands.OfficeOwed, commands.OfficeTexts, everything)
	return commands.Command{
		Path: "board.office", Right: board.Chairing, Params: []commands.Param{section},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var s sheet
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				s, err = f.sheet(tx, c)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			switch section.Of(c) {
			case "":
				return chat.Reply{Messages: []chat.Message{s.summary(c)}}, nil
			case commands.OfficeTexts:
				return chat.Reply{Messages: s.texts(c)}, nil
			case everything:
				return chat.Reply{Messages: []chat.Message{s.file(c)}}, nil
			}
			return chat.Reply{Messages: s.section(c, section.Of(c))}, nil
		},
	}
}

// sheet asks everybody who contributes to it.
func (f *Boards) sheet(tx *storage.Tx, c *commands.Call) (s sheet, err error) {
	if s.people, err = peopleLines(tx, c); err != nil {
		return s, err
	}
	s.lines = map[commands.OfficeSection][]commands.OfficeLine{}
	for _, ask := range append(slices.Clip(f.offers.Office), officeTexts) {
		lines, err := ask(tx, c)
		if err != nil {
			return s, err
		}
		for _, line := range lines {
			s.lines[line.Section] = append(s.lines[line.Section], line)
		}
	}
	for _, lines := range s.lines {
		slices.SortStableFunc(lines, func(a, b commands.OfficeLine) int { return byDue(a.Due, b.Due) })
	}
	return s, nil
}

// peopleLines are who cannot be reached, who is away, and which seats are vacant.
func peopleLines(tx *storage.Tx, c *commands.Call) ([]chat.Text, error) {
	seats, err := tx.Seats(c.Board.ID)
	if err != nil {
		return nil, err
	}
	unreached, err := unreachable(tx, c, seats)
	if err != nil {
		return nil, err
	}
	away, err := absent(tx, c, seats)
	free := vacancies(seats)
	return []chat.Text{
		chat.T("board.office.unreachable", "Lines", unreached, "N", len(unreached)),
		chat.T("board.office.away", "Lines", away, "N", len(away)),
		chat.T("board.office.vacant", "Lines", free, "N", len(free)),
	}, err
}

// summary is the beginning of everything, with a button for each section that
// has more.
func (s sheet) summary(c *commands.Call) chat.Message {
	m := chat.Say(append([]chat.Text{chat.T("board.office.title", "Name", c.Board.Name)}, s.people...)...)
	var row chat.Actions
	for _, line := range s.lines[commands.OfficePeople] {
		m, row = m.With(chat.Para{Text: line.Text}), append(row, line.Buttons[:min(1, len(line.Buttons))]...)
	}
	for _, section := range []commands.OfficeSection{commands.OfficeDue, commands.OfficeOwed} {
		lines := s.lines[section]
		shown := lines[:min(len(lines), firstLines)]
		m = m.With(chat.Para{Text: chat.T("board.office.first."+string(section), "N", len(lines))})
		for _, line := range shown {
			m = m.With(chat.Para{Text: chat.T("board.office.line", "Line", line.Text)})
		}
		if more := len(lines) - len(shown); more > 0 {
			m = m.With(chat.Para{Text: chat.T("board.office.further", "N", more)})
		}
		if len(lines) > 0 {
			row = append(row, sectionButton(c, section))
		}
	}
	if len(s.lines[commands.OfficeTexts]) > 0 {
		row = append(row, sectionButton(c, commands.OfficeTexts))
	}
	return m.With(append(row, sectionButton(c, everything)))
}

func sectionButton(c *commands.Call, section commands.OfficeSection) chat.Button {
	return button("board.office.button."+string(section), c.Board.ID, "board.office", "section", string(section))
}

// section is every line of one, with a button for each.
func (s sheet) section(c *commands.Call, section commands.OfficeSection) []chat.Message {
	lines := s.lines[section]
	if len(lines) == 0 {
		return []chat.Message{chat.Say(chat.T("board.office.first."+string(section), "N", 0))}
	}
	var messages []chat.Message
	for from := 0; from < len(lines); from += mostShown {
		m := chat.Say(chat.T("board.office.section."+string(section), "Name", c.Board.Name))
		var row chat.Actions
		for i, line := range lines[from:min(len(lines), from+mostShown)] {
			number := from + i + 1
			m = m.With(chat.Para{Text: chat.T("board.digest.line", "Number", number, "Line", line.Text)})
			if len(line.Buttons) > 0 {
				row = append(row, numbered(number, line.Buttons[0]))
			}
		}
		messages = append(messages, m.With(row))
	}
	return messages
}

// texts are those ready to copy, each in a message of its own, as people will
// read them: in the language of the board.
func (s sheet) texts(c *commands.Call) []chat.Message {
	if len(s.lines[commands.OfficeTexts]) == 0 {
		return []chat.Message{chat.Say(chat.T("board.office.no_texts"))}
	}
	var messages []chat.Message
	for _, line := range s.lines[commands.OfficeTexts] {
		m := chat.Say(chat.T("board.office.text", "What", line.Text))
		for _, paragraph := range copied(c, line) {
			m = m.With(chat.Para{Text: chat.Written(paragraph)})
		}
		if len(line.Buttons) > 0 {
			m = m.With(chat.Actions(line.Buttons))
		}
		messages = append(messages, m)
	}
	return messages
}

// copied are the paragraphs of a text in the language of the board.
func copied(c *commands.Call, line commands.OfficeLine) []string {
	spoken, known := words.Match(c.Board.Language)
	if !known {
		spoken = words.German
	}
	paragraphs := make([]string, len(line.Copy))
	for i, text := range line.Copy {
		paragraphs[i] = words.Printer{Language: spoken}.Print(text)
	}
	return paragraphs
}

// file is the whole sheet.
func (s sheet) file(c *commands.Call) chat.Message {
	say := words.Printer{Language: c.Language}.Print
	var out strings.Builder
	paragraph := func(text string) { fmt.Fprintf(&out, "%s\n\n", text) }
	paragraph(say(chat.T("board.office.title", "Name", c.Board.Name)))
	paragraph(say(chat.T("board.office.as_of", "Now", c.Now)))
	for _, line := range s.people {
		paragraph(say(line))
	}
	for _, line := range s.lines[commands.OfficePeople] {
		paragraph(say(line.Text))
	}
	for _, section := range []commands.OfficeSection{commands.OfficeDue, commands.OfficeOwed} {
		lines := s.lines[section]
		if len(lines) == 0 {
			paragraph(say(chat.T("board.office.first."+string(section), "N", 0)))
			continue
		}
		paragraph(say(chat.T("board.office.section."+string(section), "Name", c.Board.Name)))
		for i, line := range lines {
			fmt.Fprintf(&out, "%d. %s\n", i+1, say(line.Text))
		}
		out.WriteString("\n")
	}
	for _, line := range s.lines[commands.OfficeTexts] {
		paragraph(say(chat.T("board.office.text", "What", line.Text)))
		for _, text := range copied(c, line) {
			paragraph(text)
		}
	}
	return chat.Message{Blocks: []chat.Block{chat.File{
		Name: say(chat.T("board.office.file_name", "Date", c.Now.Format("2006-01-02"))), Type: "text/plain",
		Content: []byte(strings.TrimRight(out.String(), "\n") + "\n"), About: chat.T("board.office.file", "Name", c.Board.Name),
	}}}
}
