package documents

import (
	"strings"

	"golang.org/x/image/math/fixed"
)

// cut ends a text that goes on.
const cut = "…"

// wrap breaks a legible text into lines of at most so much width, and at most
// so many; the last one ends in … where the text goes on. It breaks after
// spaces and hyphens; a word that is too wide alone gets a hyphen where it breaks.
func (p *pen) wrap(text string, width, most int) []string {
	var lines []string
	for text != "" {
		if len(lines) == most-1 && p.fitting(text, width) < len(text) {
			return append(lines, p.shorten(text, width))
		}
		var first string
		first, text = p.breakLine(text, width)
		lines = append(lines, first)
	}
	return lines
}

// balance is wrap with lines of about the same length, for headings.
func (p *pen) balance(text string, width, most int) []string {
	lines := p.wrap(text, width, most)
	if p.goesOn(lines) {
		return lines
	}
	narrow, wide := width/2, width // the right width lies above narrow, or is wide
	for wide-narrow > 8 {
		middle := (narrow + wide) / 2
		if tried := p.wrap(text, middle, most); len(tried) > len(lines) || p.goesOn(tried) {
			narrow = middle
		} else {
			wide = middle
		}
	}
	return p.wrap(text, wide, most)
}

func (p *pen) goesOn(lines []string) bool {
	return len(lines) > 0 && strings.HasSuffix(lines[len(lines)-1], cut)
}

// breakLine takes from a text the first line that fits, and gives the rest.
func (p *pen) breakLine(text string, width int) (line, rest string) {
	end := p.fitting(text, width)
	if end == len(text) {
		return text, ""
	}
	if at := lastBreak(text, end); at > 0 {
		return strings.TrimRight(text[:at], " "), strings.TrimLeft(text[at:], " ")
	}
	end = p.fitting(text, width-p.width("-"))
	return text[:end] + "-", text[end:]
}

// fitting is how many bytes of a text fit, at least one letter.
func (p *pen) fitting(text string, width int) int {
	var sum fixed.Int26_6
	for i, r := range text {
		sum += p.advance(r)
		if i > 0 && sum > fixed.I(width) {
			return i
		}
	}
	return len(text)
}

// lastBreak is the last place, at most end, at which a line may end; zero if
// there is none.
func lastBreak(text string, end int) int {
	for at := end; at > 0; at-- {
		switch {
		case text[at] == ' ':
			return at
		case text[at-1] == '-' || text[at-1] == '/':
			return at
		}
	}
	return 0
}

func (p *pen) shorten(text string, width int) string {
	end := p.fitting(text, width-p.width(cut))
	return strings.TrimRight(text[:end], " ,;:-–") + cut
}

// one makes of any text one line.
func (p *pen) one(text string, width int) string {
	return strings.Join(p.wrap(p.legible(text), width, 1), "")
}
