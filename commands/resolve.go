package commands

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"beirat/chat"
)

// Request is a command with its values as people gave them.
type Request struct {
	Command  *Command
	Values   map[string]string // by parameter name, as typed or in the machine's words
	Mistakes []*Error          // of the line itself; Field may be empty
	Refusal  *Error            // of the whole line; nil: none
}

// ErrTalk tells that a text was no command, and not nearly one.
var ErrTalk = errors.New("no command, just talk")

// Where is a value that buttons and forms of every command may carry, and lines
// say as a number: the board that is meant. The book passes it on and asks
// nothing of it.
const Where = "board"

// lineLimit is the longest line that is read, in characters.
const lineLimit = 16383

// Resolve finds the command and the values of what a person did. The error is
// an *Unknown if there is no such command, and ErrTalk for a text that is none.
func (b *Book) Resolve(do chat.Do) (Request, error) {
	switch do := do.(type) {
	case chat.Command:
		if do.Path != "" {
			return b.parsed(do)
		}
		return b.line(clean(do.Line))
	case chat.Press:
		return b.press(do.Action)
	case chat.Submit:
		return b.submit(do)
	case chat.Typing:
		return b.typing(clean(do.Text))
	}
	return Request{}, ErrTalk
}

// parsed takes a line that the platform has parsed.
func (b *Book) parsed(do chat.Command) (Request, error) {
	r, err := b.byPath(do.Path, do.Values, false)
	if err == nil && b.confides(r.Command, r.Values) {
		return b.unspoken(r), nil
	}
	return r, err
}

// press takes the values of a button. One with a confidential value that no
// platform knew to be so is not trusted to have left nothing behind.
func (b *Book) press(a chat.Action) (Request, error) {
	r, err := b.byPath(a.Name, a.Args, true)
	if err == nil && !a.Confidential && b.confides(r.Command, r.Values) {
		return Request{}, &Unknown{Typed: a.Name, Pressed: true, word: b.Word()}
	}
	return r, err
}

// submit takes the values of a form, with what was typed over them.
func (b *Book) submit(do chat.Submit) (Request, error) {
	r, err := b.byPath(do.Command, do.Values, false)
	if err != nil || do.Line == "" {
		return r, err
	}
	typed := b.filled(r.Command, clean(do.Line), do.Line)
	if said, is := typed.Values[Where]; is && said != r.Values[Where] { // the form was one of a board already
		typed.Mistakes = append(typed.Mistakes, b.noName(r.Command, Where))
		delete(typed.Values, Where)
	}
	maps.Copy(r.Values, typed.Values)
	r.Mistakes = append(r.Mistakes, typed.Mistakes...)
	if len(r.Mistakes) > 0 && r.Command.Confidential() { // they may repeat a part of the line
		r.Mistakes = []*Error{Refuse("commands.confidential.again")}
	}
	return r, nil
}

// byPath takes the values of a form, a button or a platform that parses. Their
// names are those of parameters, or typed ones in any language.
func (b *Book) byPath(path string, values map[string]string, pressed bool) (Request, error) {
	c := b.paths[path]
	if c == nil {
		return Request{}, &Unknown{Typed: path, Pressed: pressed, word: b.Word()}
	}
	r := Request{Command: c, Values: make(map[string]string, len(values))}
	typed := map[string]string{} // the name under which a parameter was typed
	for _, name := range sortedKeys(values) {
		if _, known := c.param(name); known || name == Where {
			if typed[name] == "" { // what was typed by its name is newer than what a form held
				r.Values[name] = values[name]
			}
			continue
		}
		p, known := b.params[c][fold(name)]
		switch {
		case known && typed[p.Name()] != "":
			r.Mistakes = append(r.Mistakes, quietly(p.declared(), twice(p.Name(), name, r.Values[p.Name()])))
		case known:
			r.Values[p.Name()] = values[name]
			typed[p.Name()] = name
		case !pressed: // a button may be older than the program
			r.Mistakes = append(r.Mistakes, b.noName(c, name))
		}
	}
	return r, nil
}

// line reads a line that begins with a trigger, with or without a slash.
func (b *Book) line(line string) (Request, error) {
	line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "/"))
	if line == "" {
		if root := b.root(); root != nil && root.Bare != "" {
			return b.fill(b.paths[root.Bare], "", line)
		}
		return Request{}, b.unknown(line, nil)
	}
	heads, rests := wordsOf(line, 1)
	t, found := b.triggerOf(heads[0])
	switch {
	case !found:
		return Request{}, b.unknown(line, nil)
	case t.command != nil:
		return b.fill(t.command, rests[0], line)
	}
	return b.inGroup(t.group, rests[0], line)
}

// inGroup reads what stands behind the trigger of a group.
func (b *Book) inGroup(g *Group, rest, line string) (Request, error) {
	if rest == "" {
		if g.Bare == "" {
			return Request{}, b.unknown(line, g)
		}
		return b.fill(b.paths[g.Bare], "", line)
	}
	if c, after, found := b.verb(g, rest); found {
		return b.fill(c, after, line)
	}
	heads, rests := wordsOf(rest, 1)
	if g.Root {
		if t, found := b.triggerOf(heads[0]); found && t.command != nil {
			return b.fill(t.command, rests[0], line)
		} else if found {
			return b.inGroup(t.group, rests[0], rest)
		}
	}
	if _, isNumber := thingNumber(heads[0]); isNumber {
		return b.numbered(g, heads[0], rests[0], line)
	}
	if c := b.paths[g.Short]; c != nil && b.isValue(c, heads[0]) {
		return b.fill(c, rest, line)
	}
	if root := b.root(); root != nil && !g.Root { // "abstimmung hilfe" is "hilfe abstimmung"
		if c, after, found := b.verb(root, rest); found && after == "" && c == b.paths[root.Name+".help"] {
			return b.fill(c, firstWords(line, 1)[0], line)
		}
	}
	return Request{}, b.unknown(line, g)
}

// numbered reads "12", "12 ja" and "12 beenden" behind a trigger.
func (b *Book) numbered(g *Group, number, rest, line string) (Request, error) {
	short, show := b.paths[g.Short], b.paths[g.Number]
	heads, _ := wordsOf(rest, 1)
	if len(heads) > 0 && (short == nil || !b.isValue(short, heads[0])) {
		if c, after, found := b.verb(g, rest); found {
			return b.fill(c, number+" "+after, line)
		}
	}
	switch {
	case rest == "" && show != nil:
		return b.fill(show, number, line)
	case short != nil:
		return b.fill(short, number+" "+rest, line)
	case show != nil:
		return b.fill(show, number+" "+rest, line)
	}
	return Request{}, b.unknown(line, g)
}

// verb finds the command whose name the rest of a line begins with, the
// longest if there are several, and what stands behind the name.
func (b *Book) verb(g *Group, rest string) (c *Command, after string, found bool) {
	heads, rests := wordsOf(rest, b.longest)
	for n := len(heads); n > 0; n-- {
		name := fold(strings.Join(heads[:n], " "))
		if c := b.verbs[g.Name][name]; c != nil {
			return c, rests[n-1], true
		}
	}
	return nil, "", false
}

// isValue tells whether a word is a value of one of the command's choices.
func (b *Book) isValue(c *Command, word string) bool {
	for _, p := range c.visible() {
		if d := p.declared(); d.listed() && d.Required && !d.Confidential {
			if _, found := b.word(d, word); found {
				return true
			}
		}
	}
	return false
}

// fill reads the values of a command from a line. What is confidential is never
// said in one; nor is anything repeated that was meant so and is not understood.
func (b *Book) fill(c *Command, rest, line string) (Request, error) {
	r := b.filled(c, rest, line)
	if c.Confidential() && (len(r.Mistakes) > 0 || b.confides(c, r.Values) || c.titled(r.Values)) {
		return b.unspoken(r), nil
	}
	return r, nil
}

// filled reads the values of a command from a line, or from one typed over a form.
func (b *Book) filled(c *Command, rest, line string) Request {
	if length := utf8.RuneCountInString(line); length > lineLimit {
		tooLong := Refuse("commands.line_too_long", "max", lineLimit, "have", length)
		return Request{Command: c, Values: map[string]string{}, Mistakes: []*Error{tooLong}}
	}
	f := &filling{book: b, command: c, values: map[string]string{}}
	tokens := lex(rest, f.knows)
	if slices.ContainsFunc(tokens, func(t token) bool { return t.open }) {
		f.mistakes = append(f.mistakes, Refuse("commands.unclosed"))
	}
	f.read(f.where(tokens))
	return Request{Command: c, Values: f.values, Mistakes: f.mistakes}
}

// typing reads plain text to the bot. Without a slash it is a command only if
// it clearly is one, or nearly.
func (b *Book) typing(text string) (Request, error) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "/") {
		return b.line(text)
	}
	if root := b.root(); root != nil {
		if c, after, found := b.verb(root, text); found && after == "" {
			return b.fill(c, "", text)
		}
	}
	r, err := b.line(text)
	var unknown *Unknown
	if text == "" || errors.As(err, &unknown) && !unknown.clear {
		return Request{}, ErrTalk
	}
	return r, err
}
