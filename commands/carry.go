package commands

import (
	"maps"
	"strings"
	"unicode/utf8"

	"github.com/agext/levenshtein"

	"beirat/words"
)

// carriedLength is how many characters of values a suggestion's button takes along.
const carriedLength = 400

// carried are the values of a line behind a command's name, for the button
// that suggests the command: nobody types them twice. None where they are not
// understood, are long, or say a board, which a button says in its own way.
func (b *Book) carried(c *Command, rest string) map[string]string {
	r, err := b.fill(c, rest, rest)
	if err != nil || len(r.Mistakes) > 0 || r.Refusal != nil || r.Values[Where] != "" {
		return nil
	}
	length := 0
	for value := range maps.Values(r.Values) {
		length += utf8.RuneCountInString(value)
	}
	if length == 0 || length > carriedLength {
		return nil
	}
	return r.Values
}

// behind is what stands behind the mistyped name of a command in a line that
// begins with a trigger, or nearly.
func (b *Book) behind(line string, c *Command) (rest string, found bool) {
	rest = line
	if own := b.group(c.group()); own != nil {
		heads, rests := wordsOf(rest, 2)
		if len(heads) < 2 {
			return "", false
		}
		rest = rests[0]
		if t, known := b.triggerOf(heads[0]); known && t.group != nil && t.group.Root && !own.Root {
			rest = rests[1] // "/beirat abstimmung nue": two triggers
		}
	}
	best, after := 0, ""
	for _, l := range words.Languages() {
		for _, name := range b.named(l, "cmd."+c.Path) {
			n := len(strings.Fields(name))
			heads, rests := wordsOf(rest, n)
			if len(heads) < n {
				continue
			}
			typed := fold(strings.Join(heads, " "))
			d := levenshtein.Distance(typed, fold(name), nil)
			near := d <= max(2, tolerance(typed)) && d < utf8.RuneCountInString(typed) // it is among the nearest: two letters changed round are two slips
			if near && (!found || d < best) {
				best, after, found = d, rests[n-1], true
			}
		}
	}
	return after, found
}
