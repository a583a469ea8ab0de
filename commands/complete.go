package commands

import (
	"strings"

	"beirat/words"
)

// Complete lists what the last word of a line could become, for a prompt:
// triggers, verbs, "name=", values, in the names of a language. What stands
// before it may be in any.
func (b *Book) Complete(l words.Language, line string) []string {
	slash := strings.HasPrefix(line, "/")
	done, last := cutLast(strings.TrimPrefix(line, "/"))
	heads, rests := wordsOf(done, 1)
	if len(heads) == 0 {
		return b.completeTrigger(l, slash, last)
	}
	t, found := b.triggerOf(heads[0])
	switch {
	case !found:
		return nil
	case t.command != nil:
		return b.completeValue(l, t.command, rests[0], last)
	}
	return b.completeGroup(l, t.group, rests[0], last)
}

// cutLast parts a line before its last, unfinished word.
func cutLast(line string) (done, last string) {
	at := strings.LastIndexAny(line, " \t\n\u00a0") + 1
	if at > 0 && line[at-1] == 0xa0 { // the second byte of a no-break space
		return line[:at-2], line[at:]
	}
	return line[:at], line[at:]
}

func (b *Book) completeTrigger(l words.Language, slash bool, last string) []string {
	bare, _ := cutPrefix(fold(last), b.prefix)
	o := offers{typed: bare}
	mark := ""
	if slash || last == "" {
		mark = "/"
	}
	for _, g := range b.groups {
		o.add(mark+b.prefix+b.groupName(l, g.Name), b.everywhere("trigger."+g.Name)...)
	}
	for _, c := range b.of("") {
		o.add(mark+b.prefix+b.commandName(l, c), b.everywhere("cmd."+c.Path)...)
	}
	return o.list
}

func (b *Book) completeGroup(l words.Language, g *Group, rest, last string) []string {
	if rest == "" {
		o := offers{typed: last}
		for _, c := range b.of(g.Name) {
			o.add(b.commandName(l, c), b.everywhere("cmd."+c.Path)...)
		}
		if g.Root {
			for _, other := range b.groups {
				if !other.Root {
					o.add(b.groupName(l, other.Name), b.everywhere("trigger."+other.Name)...)
				}
			}
			for _, c := range b.of("") {
				o.add(b.commandName(l, c), b.everywhere("cmd."+c.Path)...)
			}
		}
		return o.list
	}
	if c, after, found := b.verb(g, rest); found {
		return b.completeValue(l, c, after, last)
	}
	heads, rests := wordsOf(rest, 1)
	if t, found := b.triggerOf(heads[0]); found && g.Root {
		if t.command != nil {
			return b.completeValue(l, t.command, rests[0], last)
		}
		if t.group.Name != g.Name {
			return b.completeGroup(l, t.group, rests[0], last)
		}
	}
	if c := b.paths[g.Short]; c != nil {
		return b.completeValue(l, c, rest, last)
	}
	return nil
}

// completeValue offers the values of "name=", the names that are still open,
// and the values of choices that need no name.
func (b *Book) completeValue(l words.Language, c *Command, done, last string) []string {
	if name, typed, named := strings.Cut(last, "="); named {
		p, known := b.params[c][fold(name)]
		if !known || p.declared().Confidential {
			return nil
		}
		o := offers{typed: typed}
		b.offerValues(l, p.declared(), &o, b.paramName(l, p.Name())+"=")
		return o.list
	}
	f := &filling{book: b, command: c, values: map[string]string{}}
	f.read(lex(done, f.knows))
	o := offers{typed: last}
	slots := c.positional()
	for _, p := range c.typable() {
		if _, given := f.values[p.Name()]; given {
			continue
		}
		if d := p.declared(); d.listed() && hasParam(slots, p) {
			b.offerValues(l, d, &o, "")
		}
		o.add(b.paramName(l, p.Name())+"=", append(b.everywhere("param."+p.Name()), p.Name())...)
	}
	return o.list
}

func (b *Book) offerValues(l words.Language, d Declaration, o *offers, before string) {
	for _, word := range d.Words {
		var names []string
		for _, other := range words.Languages() {
			names = append(names, b.valueNames(other, d, word)...)
		}
		o.add(before+b.valueName(l, d, word), names...)
	}
}

// everywhere are the typed names of a key in all languages.
func (b *Book) everywhere(key string) []string {
	var names []string
	for _, l := range words.Languages() {
		names = append(names, b.named(l, key)...)
	}
	return names
}

// offers gathers what a half-typed word could become.
type offers struct {
	typed string
	list  []string
}

func (o *offers) add(offer string, names ...string) {
	typed := fold(o.typed)
	for _, name := range names {
		if strings.HasPrefix(fold(name), typed) && !contains(o.list, offer) {
			o.list = append(o.list, offer)
		}
	}
}
