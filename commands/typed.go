package commands

import (
	"maps"
	"strings"

	"beirat/chat"
	"beirat/words"
)

// Typed is the line that does what an action does, as a person types it to the
// program in a private conversation: without a slash, and as short as it is
// read alike. It says the board if the action names one. ok is false for what
// no line does: a command that is not typed, a value of several lines, one that
// is confidential or leads to where one is needed.
func (b *Book) Typed(l words.Language, a chat.Action) (line string, ok bool) {
	c := b.paths[a.Name]
	if c == nil || c.Hidden || a.Confidential || c.Confidential() {
		return "", false
	}
	meant := b.meant(c, a.Args)
	for _, line := range b.lineForms(l, c, meant) {
		if !strings.Contains(line, "\n") && b.reads(line, c, meant) {
			return line, true
		}
	}
	return "", false
}

// meant are the values of a command in one form of several that mean the same.
func (b *Book) meant(c *Command, values map[string]string) map[string]string {
	meant := map[string]string{}
	for name, value := range values {
		value = strings.TrimSpace(clean(value))
		p, known := c.param(name)
		if value == "" || !known && name != Where {
			continue
		}
		if known {
			d := p.declared()
			if word, listed := b.word(d, value); listed {
				value = word
			}
			if d.Kind == KindPerson {
				value = personName(value)
			}
		}
		meant[name] = value
	}
	return meant
}

// reads tells whether a typed line is this command with these values.
func (b *Book) reads(line string, c *Command, meant map[string]string) bool {
	r, err := b.typing(line)
	return err == nil && r.Command == c && len(r.Mistakes) == 0 && maps.Equal(b.meant(c, r.Values), meant)
}

// lineForms are the ways to write a command with its values, the shortest first.
func (b *Book) lineForms(l words.Language, c *Command, values map[string]string) []string {
	full := strings.TrimPrefix(b.start(l, c), b.slash)
	forms := []string{b.written(l, c, full, values, c.positional()), b.written(l, c, full, values, nil)}
	g := b.group(c.group())
	if g == nil || g.Short != c.Path && g.Number != c.Path {
		return forms
	}
	return append([]string{b.written(l, c, b.prefix+b.groupName(l, g.Name), values, c.positional())}, forms...)
}

// written is a line from its head on, with these parameters without their names.
func (b *Book) written(l words.Language, c *Command, head string, values map[string]string, bare []Param) string {
	parts := []string{head}
	var named []string
	for _, p := range c.Params {
		d := p.declared()
		value := values[d.Name]
		if value == "" {
			continue
		}
		if word, listed := b.word(d, value); listed {
			value = b.valueName(l, d, word)
		}
		if hasParam(bare, p) {
			parts = append(parts, quote(value))
			continue
		}
		named = append(named, b.paramName(l, d.Name)+"="+quote(value))
	}
	if at := values[Where]; at != "" {
		named = append(named, b.paramName(l, Where)+"="+quote(at))
	}
	return strings.Join(append(parts, named...), " ")
}
