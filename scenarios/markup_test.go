package scenarios

import (
	"html"
	"regexp"
	"slices"
	"strings"

	"beirat/words"
)

var (
	rule      = regexp.MustCompile(`^\|[\s:|-]+\|$`)
	cellEnd   = regexp.MustCompile(`(^|[^\\])\|`)
	escaped   = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)
	invisible = strings.NewReplacer("\u2060", "", "\u200b", "", "\ufeff", "")
)

// plainLines takes the markup out of what the bot wrote.
func plainLines(markdown string) []string {
	var lines []string
	for line := range strings.Lines(markdown) {
		line = strings.TrimSpace(line)
		if line == "" || rule.MatchString(line) {
			continue
		}
		if strings.HasPrefix(line, "|") && strings.HasSuffix(line, "|") {
			line = row(line)
		}
		lines = append(lines, plain(line))
	}
	return lines
}

// row is a table's row, its cells joined as stories write them.
func row(line string) string {
	line = strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|")
	line = cellEnd.ReplaceAllString(line, "$1\x00")
	cells := strings.Split(line, "\x00")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return strings.Join(cells, " · ")
}

// plain takes bold, entities and escapes out of a line. An escaped sign stands
// for itself.
func plain(line string) string { return unmarked(line, html.UnescapeString) }

// unmarked takes bold and escapes out of a line, and what else is read in it.
func unmarked(line string, read func(string) string) string {
	var signs []string
	line = escaped.ReplaceAllStringFunc(line, func(sign string) string {
		signs = append(signs, sign[1:])
		return "\x01"
	})
	line = read(strings.ReplaceAll(line, "**", ""))
	var b strings.Builder
	for _, r := range invisible.Replace(line) {
		if r == '\x01' {
			b.WriteString(signs[0])
			signs = signs[1:]
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// mentions tells whether lines are about a thing by its number: "Abstimmung 3".
func mentions(lines []string, thing, number string) bool {
	names := []string{regexp.QuoteMeta(thing)}
	for _, l := range words.Languages() {
		for name := range strings.SplitSeq(words.Printer{Language: l}.Say("trigger."+thing, nil), "|") {
			names = append(names, regexp.QuoteMeta(name))
		}
	}
	if strings.EqualFold(thing, "abstimmung") || strings.EqualFold(thing, "poll") {
		names = append(names, "poll", "abstimmung")
	}
	about := regexp.MustCompile(`(?i)(^|\P{L})(` + strings.Join(names, "|") + `) ` + number + `($|\D)`)
	for _, line := range lines {
		if about.MatchString(line) {
			return true
		}
	}
	return false
}

// says tells whether lines are one sentence of the catalogue.
func says(lines []string, key string, args map[string]any) bool {
	for _, l := range words.Languages() {
		if slices.Equal(lines, plainLines(words.Printer{Language: l, Bold: "**"}.Say(key, args))) {
			return true
		}
	}
	return false
}
