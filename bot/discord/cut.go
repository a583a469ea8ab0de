package discord

import (
	"strings"
	"unicode/utf16"
)

// What stands around a code block.
const (
	fence    = "```\n"
	fenceEnd = "\n```"
)

// parted parts a text before so many units, where a line or at least a word ends.
// A code block that is parted is one on both sides, and what was in the middle of
// a line does not become the mark at the beginning of one.
func parted(text string, most int) (first, rest string) {
	if size(text) <= most {
		return text, ""
	}
	at := within(text, most-len(fenceEnd))
	if cut := strings.LastIndexByte(text[:at], '\n'); cut > most/2 {
		first, rest = text[:cut], text[cut+1:]
		if strings.Count(first, "```")%2 != 0 {
			return first + fenceEnd, fence + rest
		}
		return strings.TrimRight(first, " \n"), strings.TrimLeft(rest, " \n")
	}
	if cut := strings.LastIndexByte(text[:at], ' '); cut > most/2 {
		return strings.TrimRight(text[:cut], " "), inLine(strings.TrimLeft(text[cut:], " "))
	}
	return text[:at], text[at:]
}

// within is where a text is cut to so many units, not between a backslash and its
// sign.
func within(text string, most int) int {
	units, escapes := 0, false
	last := 0
	for i, r := range text {
		if !escapes {
			last = i
		}
		if units += max(1, utf16.RuneLen(r)); units > most {
			return last
		}
		escapes = r == '\\' && !escapes
	}
	return len(text)
}

// inLine is a text that stood in a line, at the beginning of one.
func inLine(text string) string {
	if text != "" && strings.ContainsRune("#-+*", rune(text[0])) && !strings.HasPrefix(text, "**") {
		return `\` + text
	}
	return unlisted(text)
}
