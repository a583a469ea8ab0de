package commands

import (
	"context"
	"strings"
	"unicode/utf8"
)

// TextParam takes a text that a person wrote. Control characters and marks of
// writing direction are taken out of it, and white space around it.
type TextParam struct{ param[string] }

// Text is a text of one line and at most 300 characters; line breaks in it
// become spaces.
func Text(name string) TextParam {
	return TextParam{param[string]{Declaration{Name: name, Kind: KindText, Max: 300}}}
}

// Required makes the text necessary.
func (p TextParam) Required() TextParam { p.d.Required = true; return p }

// RequiredOr makes the text necessary, but for where the value of that name is given.
func (p TextParam) RequiredOr(other string) TextParam {
	p.d.Required, p.d.Instead = true, other
	return p
}

// Max is how many characters the text may have.
func (p TextParam) Max(characters int) TextParam { p.d.Max = characters; return p }

// Long is a text of several lines and, unless Max follows, 3000 characters.
func (p TextParam) Long() TextParam { p.d.Kind, p.d.Max = KindLong, 3000; return p }

// Named makes the text one that words without its name never become.
func (p TextParam) Named() TextParam { p.d.Named = true; return p }

// Confidential keeps the text to buttons and forms, and from being repeated.
func (p TextParam) Confidential() TextParam { p.d.Confidential = true; return p }

// Hidden keeps the text out of forms and documents.
func (p TextParam) Hidden() TextParam { p.d.Hidden = true; return p }

func (p TextParam) read(_ context.Context, _ *Call, raw string) (any, error) {
	text := clean(raw)
	if p.d.Kind == KindText {
		text = strings.Join(strings.FieldsFunc(text, lineBreak), " ")
	}
	text = strings.TrimSpace(text)
	if have := utf8.RuneCountInString(text); have > p.d.Max {
		return nil, Mistake(p.d.Name, "commands.too_long", "max", p.d.Max, "have", have)
	}
	return text, nil
}

func lineBreak(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' }
