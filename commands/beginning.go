package commands

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"beirat/chat"
)

// CardLength is how many characters of a long text a card or a letter shows;
// behind a button stands all of it.
const CardLength = 700

// Beginning is a text as it is, or its first words: at most so many characters,
// and the sign that more follows behind them. Lines stay lines. Only a first
// word that is longer than half of it is cut within.
func Beginning(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	first := chat.FirstRunes(text, most+1)
	end := strings.LastIndexFunc(first, unicode.IsSpace)
	if end < len(first)/2 {
		end = len(chat.FirstRunes(text, most-1))
	}
	return strings.TrimRightFunc(first[:end], func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }) + " …"
}
