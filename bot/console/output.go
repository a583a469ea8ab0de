package console

import (
	"bytes"
	"fmt"
	"strings"
)

// output writes messages and forms in the console's fixed form: every line
// with the mark of whom it is for, an empty line at the end.
type output struct{ text bytes.Buffer }

func (o *output) post(p *post) {
	mark := "# "
	if p.To != "" {
		mark = "@" + p.To + " "
	}
	o.lines(mark, p.Lines)
}

func (o *output) form(f openForm) {
	say := sayer(f.lang)
	lines := make([]string, len(f.form.Fields))
	for i, field := range f.form.Fields {
		lines[i] = say(field.Typed) + ": " + oneLine(field.Value)
		if !field.Mistake.IsZero() {
			lines[i] += " ! " + oneLine(say(field.Mistake))
		}
	}
	o.lines("?"+f.who+" ", lines)
}

func (o *output) lines(mark string, lines []string) {
	for _, line := range lines {
		o.text.WriteString(mark + line + "\n")
	}
	o.text.WriteString("\n")
}

// oneLine keeps a value of several lines on one.
func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ⏎ ") }

func problem(format string, args ...any) error { return &Misfit{Why: fmt.Sprintf(format, args...)} }

// Misfit is a line that fits no form of the console.
type Misfit struct{ Why string }

func (m *Misfit) Error() string { return m.Why }
