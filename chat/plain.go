package chat

import (
	"mime"
	"strings"
	"unicode"
)

// Plain is the message in lines of plain text, as a platform shows it that has
// nothing better: a table a line a row, a picture by its description, a file by
// what it is and its lines, buttons in brackets on one line. say makes words of
// a Text.
func (m Message) Plain(say func(Text) string) []string {
	var lines []string
	for _, block := range m.Blocks {
		lines = append(lines, plainBlock(block, say)...)
	}
	return lines
}

func plainBlock(block Block, say func(Text) string) []string {
	switch block := block.(type) {
	case Para:
		return strings.Split(say(block.Text), "\n")
	case Table:
		lines := []string{say(block.Caption), plainRow(block.Head, say)}
		for _, row := range block.Rows {
			lines = append(lines, plainRow(row, say))
		}
		return lines
	case Image:
		return strings.Split(say(block.Alt), "\n")
	case File:
		return append(strings.Split(say(block.About), "\n"), block.Lines()...)
	case Actions:
		labels := make([]string, len(block))
		for i, button := range block {
			labels[i] = "[" + say(button.Label) + "]"
		}
		return []string{strings.Join(labels, " ")}
	}
	return nil
}

func plainRow(cells []Text, say func(Text) string) string {
	said := make([]string, len(cells))
	for i, cell := range cells {
		said[i] = say(cell)
	}
	return strings.Join(said, " · ")
}

// Lines are the content of a text file as lines that can be shown: without line
// ends, a byte order mark and signs that are obeyed instead of shown. Of any
// other file there are none.
func (f File) Lines() []string {
	if !f.isText() {
		return nil
	}
	text := strings.TrimPrefix(string(f.Content), "\ufeff")
	text = strings.TrimSuffix(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.Map(shown, line)
	}
	return lines
}

func (f File) isText() bool {
	kind, _, err := mime.ParseMediaType(f.Type)
	return err == nil && (strings.HasPrefix(kind, "text/") || kind == "application/json")
}

// shown drops what is obeyed instead of shown: by terminals, and by whatever
// sets lines from right to left.
func shown(r rune) rune {
	if unicode.IsControl(r) && r != '\t' || unicode.Is(unicode.Bidi_Control, r) {
		return -1
	}
	return r
}

// Buttons are the buttons of the message, in order.
func (m Message) Buttons() []Button {
	var buttons []Button
	for _, block := range m.Blocks {
		if row, ok := block.(Actions); ok {
			buttons = append(buttons, row...)
		}
	}
	return buttons
}
