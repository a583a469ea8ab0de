package chat

import "strings"

// Plain is the message in lines of plain text, as a platform shows it that has
// nothing better: a table a line a row, a picture by its description, buttons
// in brackets on one line. say makes words of a Text.
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
