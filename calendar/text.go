package calendar

import (
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainEnds makes every end of a line the same.
var plainEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n", "\t", " ", "\ufeff", "")

// clean is a text without what no calendar can hold: control characters other
// than the ends of lines, and what is no UTF-8.
func clean(text string) string {
	text = plainEnds.Replace(strings.ToValidUTF8(text, "\ufffd"))
	text = strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}

// lineMost is how many octets a line has at most, without its end: RFC 5545, 3.1.
const lineMost = 75

// folding writes lines, and the longer ones as several of which each but the
// first begins with a space. No character is parted.
type folding struct {
	w    io.Writer
	line bytes.Buffer // what is no whole line yet
	out  bytes.Buffer
}

func (f *folding) Write(content []byte) (int, error) {
	f.line.Write(content)
	for {
		at := bytes.Index(f.line.Bytes(), []byte("\r\n"))
		if at < 0 {
			return len(content), nil
		}
		f.fold(f.line.Next(at))
		f.line.Next(len("\r\n"))
		if err := f.pass(16 << 10); err != nil {
			return 0, err
		}
	}
}

func (f *folding) fold(line []byte) {
	for room := lineMost; len(line) > room; room = lineMost - 1 {
		cut := room
		for cut > 0 && !utf8.RuneStart(line[cut]) {
			cut--
		}
		if cut == 0 {
			break // no UTF-8, which clean has ruled out
		}
		f.out.Write(line[:cut])
		f.out.WriteString("\r\n ")
		line = line[cut:]
	}
	f.out.Write(line)
	f.out.WriteString("\r\n")
}

// pass writes on what has gathered, if it is so much.
func (f *folding) pass(much int) error {
	if f.out.Len() < much {
		return nil
	}
	_, err := f.out.WriteTo(f.w)
	return err
}

func (f *folding) flush() error { return f.pass(0) }
