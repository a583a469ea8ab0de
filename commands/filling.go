package commands

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// filling is the work of reading the tokens of a line as values of a command.
type filling struct {
	book     *Book
	command  *Command
	values   map[string]string
	mistakes []*Error
	words    []token // without a name, in order
}

// knows tells whether a typed name is that of a parameter.
func (f *filling) knows(name string) bool {
	_, known := f.book.params[f.command][fold(name)]
	return known
}

// where takes the number of a board out of the tokens.
func (f *filling) where(tokens []token) []token {
	for i, t := range tokens {
		if _, isNumber := thingNumber(t.text); isNumber && f.book.boards[fold(t.name)] {
			f.values[Where] = strings.TrimPrefix(t.text, "#")
			return slices.Delete(tokens, i, i+1)
		}
	}
	return tokens
}

// read takes the named values out first; the words between them are given to
// what is still open.
func (f *filling) read(tokens []token) {
	named := map[string]bool{}
	for _, t := range tokens {
		if p, known := f.book.params[f.command][fold(t.name)]; known && !t.plain() {
			named[p.Name()] = true
		}
	}
	for i := 0; i < len(tokens); {
		t := tokens[i]
		i++
		if t.plain() {
			f.words = append(f.words, t)
			continue
		}
		p, known := f.book.params[f.command][fold(t.name)]
		if !known {
			if p, known = f.stranger(t); !known {
				continue
			}
		}
		end := i
		for end < len(tokens) && tokens[end].plain() {
			end++
		}
		tail := 0
		if !t.quoted {
			tail = f.tail(p, t, tokens[i:end], named)
		}
		f.set(p.declared(), t, tokens[i:i+tail])
		i += tail
	}
	f.place(named)
}

// stranger treats a name that the command does not have: as a slip for a near
// one; as words of what takes words, where it can be no name ("a=b");
// else as a mistake. What somebody said by name must not end up in a text
// that everybody reads.
func (f *filling) stranger(t token) (near Param, found bool) {
	if near, found = f.book.nearName(f.command, t.name); found {
		f.mistakes = append(f.mistakes, Mistake(near.Name(), "commands.near_name",
			"typed", cut(t.name, shownLength), "name", paramRef(near.Name())))
		return near, true
	}
	_, open := f.command.openText()
	if !t.quoted && (open && utf8.RuneCountInString(t.name) < 2 || f.command.free()) {
		t.name, t.text, t.quoted = "", t.raw, false
		f.words = append(f.words, t)
		return nil, false
	}
	f.mistakes = append(f.mistakes, f.book.noName(f.command, t.name))
	return nil, false
}

func (f *filling) set(d Declaration, t token, tail []token) {
	name, value := d.Name, t.text
	if len(tail) > 0 {
		t.raw, t.glued = t.text, false
		value = join(append([]token{t}, tail...))
	}
	if !d.text() && !t.quoted {
		value = strings.TrimRight(value, ",;")
	}
	if first, given := f.values[name]; given {
		f.mistakes = append(f.mistakes, twice(name, t.name, first))
		return
	}
	f.values[name] = value
}

// twice is the mistake of a value that is given twice; the first one counts.
func twice(name, typed, first string) *Error {
	return Mistake(name, "commands.twice", "typed", cut(typed, shownLength), "first", cut(first, shownLength))
}

// tail counts the words behind an unquoted named value that belong to it: the
// rest of a moment, of a value of several words, of a list, of a text.
func (f *filling) tail(p Param, t token, run []token, named map[string]bool) int {
	d := p.declared()
	if d.Kind == KindPeople {
		return listed(t, run)
	}
	if !d.text() {
		return max(0, f.span(d, append([]token{t}, run...))-1)
	}
	if open, found := f.command.openText(); found && open.Name() != d.Name {
		if !named[open.Name()] && len(f.words) == 0 { // the words are wanted there
			return listed(t, run)
		}
		return len(run)
	}
	if slots := f.open(named); len(f.words) == 0 && len(slots) == len(run) && f.matches(slots, run) {
		return 0
	}
	return len(run)
}

// listed counts the words that a comma binds to the value before them.
func listed(t token, run []token) int {
	n := 0
	for text := t.text; n < len(run) && (strings.HasSuffix(text, ",") || strings.HasPrefix(run[n].text, ",")); n++ {
		text = run[n].text
	}
	return n
}
