package scenarios

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"beirat/chat"
	"beirat/internal/fakediscord"
)

// linesOf are the words of a message as stories write them: a paragraph a line, a
// table a line a row, the lines of its text files, all its buttons in brackets.
func linesOf(m *fakediscord.Message) []string {
	lines := markedLines(m.Content)
	for _, e := range m.Embeds {
		lines = append(lines, markedLines(e.Title)...)
		lines = append(lines, markedLines(e.Description)...)
	}
	for _, a := range m.Attachments {
		if a.Filename != longText {
			lines = append(lines, chat.File{Type: a.Kind, Content: a.Content}.Lines()...)
		}
	}
	var labels []string
	for _, b := range buttonsOf(m) {
		labels = append(labels, "["+b.label+"]")
	}
	if len(labels) == 0 {
		return lines
	}
	return append(lines, strings.Join(labels, " "))
}

// buttonsOf are the buttons of a message, and the choices of its lists.
func buttonsOf(m *fakediscord.Message) []button {
	var all []button
	for _, c := range m.Buttons() {
		all = append(all, button{label: c.Label, post: m.ID, action: c.CustomID})
	}
	for _, c := range m.Selects() {
		for _, o := range c.Options {
			all = append(all, button{label: o.Label, post: m.ID, action: c.CustomID, option: o.Value})
		}
	}
	return all
}

// fence is what stands around a text of signs that have one width.
const fence = "```"

// markedLines takes Discord's markup out of what the bot wrote.
func markedLines(markdown string) []string {
	var lines, table []string
	fenced := false
	for line := range strings.Lines(markdown) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.TrimSpace(line) == fence:
			fenced = !fenced
			lines, table = append(lines, cells(table)...), nil
		case fenced:
			table = append(table, line)
		case strings.TrimSpace(line) != "":
			lines = append(lines, lineOf(strings.TrimSpace(line)))
		}
	}
	return lines
}

var gap = regexp.MustCompile(` {2,}`)

// cells are the rows of a table in columns, whose places its head tells, joined
// as stories write them.
func cells(rows []string) []string {
	if len(rows) == 0 {
		return nil
	}
	begins := []int{0}
	for _, at := range gap.FindAllStringIndex(rows[0], -1) {
		begins = append(begins, utf8.RuneCountInString(rows[0][:at[1]]))
	}
	lines := make([]string, len(rows))
	for i, row := range rows {
		runes := []rune(row)
		parts := make([]string, len(begins))
		for j, begin := range begins {
			end := len(runes)
			if j+1 < len(begins) {
				end = begins[j+1]
			}
			parts[j] = strings.TrimSpace(string(runes[min(begin, len(runes)):min(end, len(runes))]))
		}
		lines[i] = strings.Join(parts, " · ")
	}
	return lines
}

// leaning is a line in italics; what people wrote has its signs escaped.
var leaning = regexp.MustCompile(`^\*(.*)\*$`)

// lineOf is a line without its markup.
func lineOf(line string) string {
	for _, sign := range []string{"- ", "-# ", "### "} {
		line = strings.TrimPrefix(line, sign)
	}
	return unmarked(line, func(text string) string { return leaning.ReplaceAllString(text, "$1") })
}

// snowflake is an id as the number that grows with time.
func snowflake(id string) int64 {
	n, _ := strconv.ParseInt(id, 10, 64)
	return n
}
