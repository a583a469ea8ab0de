package console

import (
	"bytes"
	"io"
	"slices"
	"strings"
)

// lineEnd stands for the end of a line within a text that was pasted, so that
// nothing is said before somebody presses Enter.
const lineEnd = " ⏎ "

const (
	pasteBegins = "\x1b[200~"
	pasteEnds   = "\x1b[201~"
)

// pasted reads what is typed, and makes one line of what is pasted: a terminal
// in bracketed paste mode tells both apart.
type pasted struct {
	from    io.Reader
	pasting bool
	ended   bool   // a line within the paste; shown when another begins
	held    []byte // the beginning of what may be a mark
	ready   []byte
}

func (p *pasted) Read(into []byte) (int, error) {
	for len(p.ready) == 0 {
		chunk := make([]byte, 256)
		n, err := p.from.Read(chunk)
		p.take(chunk[:n])
		if err != nil && len(p.ready) == 0 {
			return 0, err
		}
	}
	n := copy(into, p.ready)
	p.ready = p.ready[n:]
	return n, nil
}

func (p *pasted) take(chunk []byte) {
	rest := slices.Concat(p.held, chunk)
	p.held = nil
	for len(rest) > 0 {
		mark := pasteBegins
		if p.pasting {
			mark = pasteEnds
		}
		switch {
		case bytes.HasPrefix(rest, []byte(mark)):
			p.pasting, p.ended = !p.pasting, false
			rest = rest[len(mark):]
		case (len(rest) > 1 || p.pasting) && strings.HasPrefix(mark, string(rest)): // a lone ESC is typed
			p.held = rest
			return
		case p.pasting:
			rest = p.paste(rest)
		default:
			p.ready = append(p.ready, rest[0])
			rest = rest[1:]
		}
	}
}

// paste takes one byte of a pasted text. What would move the cursor or end the
// program is left out.
func (p *pasted) paste(rest []byte) []byte {
	sign := rest[0]
	switch {
	case sign == '\n' || sign == '\r':
		p.ended = true
		return rest[1:]
	case sign == '\t':
		sign = ' '
	case sign < ' ' || sign == 0x7f:
		return rest[1:]
	}
	if p.ended {
		p.ready = append(p.ready, lineEnd...)
		p.ended = false
	}
	p.ready = append(p.ready, sign)
	return rest[1:]
}

// parts are the lines to be said of one that was typed or pasted: several
// where each has a name or moves the clock, else one with its line ends.
func parts(line string) []string {
	lines := strings.Split(line, strings.TrimSpace(lineEnd))
	for i, part := range lines {
		lines[i] = strings.TrimSpace(part)
	}
	if len(lines) > 1 && !slices.ContainsFunc(lines, func(l string) bool { return !complete(l) }) {
		return lines
	}
	return []string{strings.Join(lines, "\n")}
}

func complete(line string) bool {
	verb, _, _ := strings.Cut(line, " ")
	said := speech.FindStringSubmatch(line)
	return line == "" || strings.HasPrefix(line, "#") || verb == "wait" || verb == "now" ||
		said != nil && name.MatchString(said[1])
}
