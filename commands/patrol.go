package commands

import (
	"errors"
	"fmt"
	"strings"

	"beirat/words"
)

// index fills the book's maps and gathers what is wrong with declarations.
func (b *Book) index() error {
	p := &patrol{book: b}
	for _, l := range words.Languages() {
		for _, name := range b.named(l, "param."+Where) {
			b.boards[fold(name)] = true
		}
	}
	for i := range b.groups {
		p.group(&b.groups[i])
	}
	for _, c := range b.commands {
		p.command(c)
	}
	for i := range b.groups {
		p.shortcuts(b.groups[i])
	}
	p.root()
	return errors.Join(p.errs...)
}

type patrol struct {
	book *Book
	errs []error
}

func (p *patrol) wrong(format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf(format, args...))
}

// names gives the typed names of a key in every language, and misses them.
func (p *patrol) names(what string, keys ...string) []string {
	var all []string
	for _, l := range words.Languages() {
		names := p.book.named(l, keys...)
		if len(names) == 0 {
			p.wrong("%s: no catalogue entry %q in language %s", what, keys[len(keys)-1], l)
		}
		all = append(all, names...)
	}
	return all
}

func (p *patrol) needs(what string, keys ...string) {
	for _, l := range words.Languages() {
		if _, found := p.book.first(l, keys...); !found {
			p.wrong("%s: no catalogue entry %q in language %s", what, keys[len(keys)-1], l)
		}
	}
}

func (p *patrol) group(g *Group) {
	what := "group " + g.Name
	if _, twice := p.book.verbs[g.Name]; twice {
		p.wrong("%s is declared twice", what)
		return
	}
	p.book.verbs[g.Name] = map[string]*Command{}
	p.needs(what, "cmd."+g.Name)
	for _, name := range p.names(what, "trigger."+g.Name) {
		p.trigger(what, name, trigger{group: g})
	}
}

func (p *patrol) trigger(what, name string, t trigger) {
	name = fold(name)
	if have, taken := p.book.triggers[name]; taken && have != t {
		p.wrong("%s: the trigger %q means something else already", what, name)
		return
	}
	p.book.triggers[name] = t
}

func (p *patrol) command(c *Command) {
	what := "command " + c.Path
	if p.book.paths[c.Path] != nil {
		p.wrong("%s is declared twice", what)
		return
	}
	p.book.paths[c.Path] = c
	p.parameters(what, c)
	if c.Do == nil {
		p.wrong("%s has no Do", what)
	}
	if !c.Hidden || len(c.visible()) > 0 {
		p.needs(what, "cmd."+c.Path+".title")
	}
	if c.Hidden {
		return
	}
	p.needs(what, "cmd."+c.Path+".about")
	if c.group() == "" {
		for _, name := range p.names(what, "cmd."+c.Path) {
			p.trigger(what, name, trigger{command: c})
		}
		return
	}
	verbs, known := p.book.verbs[c.group()]
	if !known {
		p.wrong("%s: there is no group %q", what, c.group())
		return
	}
	for _, name := range p.names(what, "cmd."+c.Path) {
		p.verb(what, verbs, name, c)
	}
	for _, name := range p.book.everywhere("cmd." + c.Path + ".chosen") {
		p.verb(what, verbs, name, c)
	}
}

func (p *patrol) verb(what string, verbs map[string]*Command, name string, c *Command) {
	folded := fold(name)
	if _, isNumber := thingNumber(folded); isNumber || folded == "" {
		p.wrong("%s: nobody can type the name %q", what, name)
	}
	if have := verbs[folded]; have != nil && have != c {
		p.wrong("%s: the name %q is that of %s", what, name, have.Path)
		return
	}
	verbs[folded] = c
	p.book.longest = max(p.book.longest, strings.Count(folded, "-")+1)
}

func (p *patrol) parameters(what string, c *Command) {
	named := map[string]Param{}
	seen := map[string]bool{}
	for _, param := range c.Params {
		d := param.declared()
		if seen[d.Name] {
			p.wrong("%s: the parameter %s is declared twice", what, d.Name)
		}
		seen[d.Name] = true
		for _, name := range p.paramNames(what, c, d) {
			folded := fold(name)
			if p.book.boards[folded] {
				p.wrong("%s: the name %q means the board", what, name)
			}
			if have, taken := named[folded]; taken && have.Name() != d.Name {
				p.wrong("%s: the name %q means %s and %s", what, name, have.Name(), d.Name)
				continue
			}
			named[folded] = param
		}
		p.declaration(what+", "+d.Name, d)
	}
	p.book.params[c] = named
	p.order(what, c)
	p.silence(what, c)
}

// paramNames are the names by which a parameter is typed. The machine's word
// always is one.
func (p *patrol) paramNames(what string, c *Command, d Declaration) []string {
	if d.Hidden {
		names := []string{d.Name}
		for _, l := range words.Languages() {
			names = append(names, p.book.named(l, "param."+d.Name)...)
		}
		return names
	}
	p.needs(what, "cmd."+c.Path+"."+d.Name+".label", "param."+d.Name+".label")
	return append(p.names(what, "param."+d.Name), d.Name)
}

func (p *patrol) declaration(what string, d Declaration) {
	switch {
	case d.Kind == KindChoice && len(d.Words) == 0:
		p.wrong("%s: a choice without values", what)
	case d.Kind == KindChoice && d.Default != "" && !contains(d.Words, d.Default):
		p.wrong("%s: the default %q is none of its values", what, d.Default)
	case d.Kind == KindNumber && d.Min > d.Max:
		p.wrong("%s: no number is from %d to %d", what, d.Min, d.Max)
	case d.Kind == KindThing && d.finder.Number == nil:
		p.wrong("%s: nobody finds it by its number", what)
	case d.Kind == KindThing && d.finder.Open != nil:
		p.needs(what, d.finder.None)
	case d.Confidential && d.Default != "":
		p.wrong("%s: a confidential value has no default", what)
	}
	if d.Required && d.Default != "" {
		p.wrong("%s is required and has a default", what)
	}
	for _, word := range d.Words {
		p.value(what, d, word)
	}
}

func (p *patrol) value(what string, d Declaration, word string) {
	named := p.book.values[d.Name]
	if named == nil {
		named = map[string]string{}
		p.book.values[d.Name] = named
	}
	names := []string{word}
	for _, l := range words.Languages() {
		typed := p.book.named(l, valueKeys(d, word)...)
		if len(typed) == 0 && l != words.English && !d.Hidden {
			p.wrong("%s: no catalogue entry %q in language %s", what, "value."+d.Name+"."+word, l)
		}
		names = append(names, typed...)
	}
	for _, name := range names {
		folded := fold(name)
		if have, taken := named[folded]; taken && have != word {
			p.wrong("%s: the value %q means %s and %s", what, name, have, word)
			continue
		}
		named[folded] = word
	}
}

// order sees that nothing required stands behind the text that takes all
// words left over.
func (p *patrol) order(what string, c *Command) {
	open, found := c.openText()
	if !found {
		return
	}
	passed := false
	for _, param := range c.visible() {
		if passed && param.declared().Required {
			p.wrong("%s: %s is required after %s, which takes all words left over", what, param.Name(), open.Name())
		}
		passed = passed || param.Name() == open.Name()
	}
}

// silence sees that nothing beside a confidential value takes words that were
// meant to be it.
func (p *patrol) silence(what string, c *Command) {
	if !c.Confidential() {
		return
	}
	for _, param := range c.typable() {
		if d := param.declared(); d.text() && (d.Required || !d.Named) {
			p.wrong("%s: %s takes words that may be a confidential value", what, d.Name)
		}
	}
}

func (p *patrol) shortcuts(g Group) {
	for _, path := range []string{g.Short, g.Bare, g.Number} {
		if path != "" && p.book.paths[path] == nil {
			p.wrong("group %s: there is no command %q", g.Name, path)
		}
	}
	for _, path := range []string{g.Short, g.Number} {
		c := p.book.paths[path]
		if c == nil {
			continue
		}
		if slots := c.positional(); len(slots) == 0 || slots[0].declared().Kind != KindThing {
			p.wrong("group %s: %s takes no thing first", g.Name, path)
		}
	}
}

// root sees that there is one root group at most, and that none of its verbs
// hides another group.
func (p *patrol) root() {
	roots := 0
	for _, g := range p.book.groups {
		if !g.Root {
			continue
		}
		roots++
		for _, verb := range sortedKeys(p.book.verbs[g.Name]) {
			if t, taken := p.book.triggers[verb]; taken && t.group != nil && t.group.Name != g.Name {
				p.wrong("group %s: its verb %q is the trigger of another group", g.Name, verb)
			}
		}
	}
	if roots > 1 {
		p.wrong("there are %d root groups", roots)
	}
}
