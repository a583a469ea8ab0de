package discord

import (
	"strings"
	"unicode/utf8"

	"beirat/chat"
	"beirat/words"
)

// tableWidth is how many signs of one width a telephone shows in a line; a
// wider table would be broken there, where nobody finds the columns again.
const tableWidth = 38

// table is a table in Discord's Markdown, which knows none: in columns where a
// telephone has room for them, else a line a row.
func table(t chat.Table, l words.Language) string {
	say := markdown(l)
	caption := say.Bold + oneLine(say.Print(t.Caption)) + say.Bold
	if columns, fits := columns(t, plain(l)); fits {
		return caption + "\n```\n" + columns + "\n```"
	}
	lines := []string{caption, "*" + strings.Trim(inOneLine(t.Head, say), " ") + "*"} // a space at an edge would be no italics
	for _, row := range t.Rows {
		lines = append(lines, "- "+inOneLine(row, say))
	}
	return strings.Join(lines, "\n")
}

// inOneLine is a row on one line. An empty cell keeps its place, or nobody could
// tell which column the next one stands in.
func inOneLine(row []chat.Text, say words.Printer) string {
	cells := make([]string, len(row))
	for i, text := range row {
		cells[i] = oneLine(say.Print(text))
	}
	return strings.Join(cells, " · ")
}

func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ") }

// columns are head and rows in columns; false if a line is too wide.
func columns(t chat.Table, say words.Printer) (text string, fits bool) {
	rows := make([][]string, 0, len(t.Rows)+1)
	for _, texts := range append([][]chat.Text{t.Head}, t.Rows...) {
		cells := make([]string, len(texts))
		for i, text := range texts {
			cells[i] = code(say.Print(text))
		}
		rows = append(rows, cells)
	}
	widths := make([]int, len(t.Head))
	for _, row := range rows {
		for i := range min(len(row), len(widths)) {
			widths[i] = max(widths[i], utf8.RuneCountInString(row[i]))
		}
	}
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = aligned(row, widths)
		if utf8.RuneCountInString(lines[i]) > tableWidth {
			return "", false
		}
	}
	return strings.Join(lines, "\n"), true
}

func aligned(row []string, widths []int) string {
	var line strings.Builder
	for i, cell := range row {
		if i > 0 {
			line.WriteString("  ")
		}
		line.WriteString(cell)
		if i < len(widths) {
			line.WriteString(strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)))
		}
	}
	return strings.TrimRight(line.String(), " ")
}
