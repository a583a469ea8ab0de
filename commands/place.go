package commands

import (
	"slices"
	"strings"
)

// open are the parameters that take words without a name, in order.
func (f *filling) open(named map[string]bool) []Param {
	var slots []Param
	for _, p := range f.command.positional() {
		if !named[p.Name()] {
			slots = append(slots, p)
		}
	}
	return slots
}

// place gives the words without a name to what is open, in order, and what is
// left to the last required text.
func (f *filling) place(named map[string]bool) {
	f.raise(named)
	slots, rest := f.open(named), f.words
	for i, slot := range slots {
		if n := f.take(slot, slots[i+1:], rest); n > 0 {
			f.values[slot.Name()] = join(rest[:n])
			rest = rest[n:]
		}
	}
	if len(rest) > 0 {
		f.leftOver(rest)
	}
}

// raise takes a flag's name that stands alone for a yes: "zurück" is
// "zurück=ja". Not where a text takes words: there it may be one of them.
func (f *filling) raise(named map[string]bool) {
	if _, open := f.command.openText(); open {
		return
	}
	f.words = slices.DeleteFunc(f.words, func(t token) bool {
		p, known := f.book.params[f.command][fold(t.text)]
		if !known || t.quoted || named[p.Name()] || p.declared().Kind != KindFlag || p.declared().Hidden {
			return false
		}
		named[p.Name()], f.values[p.Name()] = true, yes
		return true
	})
}

// take counts the words that belong to a slot; 0 leaves it out.
func (f *filling) take(slot Param, later []Param, rest []token) int {
	d := slot.declared()
	open, _ := f.command.openText()
	switch {
	case len(rest) == 0:
		return 0
	case d.Kind == KindThing:
		return f.takeThing(later, rest)
	case d.text() && slot.Name() == open.Name() && allQuoted(rest): // one text, and then another
		return 1
	case d.text() && slot.Name() == open.Name():
		return len(rest)
	case (d.Kind == KindPerson || d.Kind == KindPeople) && len(later) == 0:
		return len(rest)
	case d.Kind == KindPeople:
		return 1 + listed(rest[0], rest[1:])
	case d.Free && len(later) == 0:
		return len(rest)
	}
	if n := f.span(d, rest); n > 0 {
		return n
	}
	if len(rest) <= len(later) { // too few words: it is this one that is missing
		return 0
	}
	return 1
}

// takeThing decides how many words name the thing. A number does; so does a
// title, unless the words are meant for what comes later.
func (f *filling) takeThing(later []Param, rest []token) int {
	if _, isNumber := thingNumber(rest[0].text); isNumber && !rest[0].quoted {
		if len(later) > 0 && len(rest) > 1 && f.matches(later, rest) && !f.matches(later, rest[1:]) { // "18 Uhr"
			return 0
		}
		return 1
	}
	if len(later) == 0 {
		return len(rest)
	}
	if open, found := f.command.openText(); found && hasParam(later, open) {
		named := rest[0].quoted && len(rest) > len(later)
		if named || len(rest) > len(later) && f.span(later[0].declared(), rest) == 0 {
			return 1
		}
		return 0
	}
	const furthest = 12 // so many words may stand behind a title
	for n := range len(rest) {
		if n > 0 && n < len(rest)-furthest {
			continue
		}
		if f.matches(later, rest[n:]) {
			return n
		}
	}
	if f.span(later[0].declared(), rest) > 0 {
		return 0
	}
	return 1
}

func allQuoted(tokens []token) bool {
	return !slices.ContainsFunc(tokens, func(t token) bool { return !t.quoted })
}

func hasParam(list []Param, p Param) bool {
	for _, have := range list {
		if have.Name() == p.Name() {
			return true
		}
	}
	return false
}

// matches tells whether these words are exactly the values of these slots.
func (f *filling) matches(slots []Param, rest []token) bool {
	for _, slot := range slots {
		n := f.span(slot.declared(), rest)
		if n == 0 {
			return false
		}
		rest = rest[n:]
	}
	return len(rest) == 0
}

// span counts the words at the beginning that make a value, as many as
// possible; 0 if none do.
func (f *filling) span(d Declaration, rest []token) int {
	fits := func(text string) bool { return text != "" }
	most := 1
	switch d.Kind {
	case KindChoice, KindFlag:
		fits = func(text string) bool {
			_, found := f.book.word(d, text)
			return found || d.Free && figures(text)
		}
		most = 4
	case KindTime:
		fits = timelike
		most = 10
	case KindNumber:
		fits = numeric
	}
	best := 0
	var text strings.Builder
	for n := 0; n < min(most, len(rest)); n++ {
		if n > 0 {
			if rest[n].quoted || rest[0].quoted {
				break
			}
			text.WriteByte(' ')
		}
		text.WriteString(rest[n].text)
		if fits(strings.TrimRight(text.String(), ",;")) {
			best = n + 1
		}
	}
	return best
}

// figures tells whether a text is numbers with signs between them: "3>1=2".
func figures(text string) bool {
	return strings.Trim(text, "0123456789=>,;: ") == "" && strings.ContainsAny(text, "0123456789")
}

// leftOver gives words that no slot took to the last required text, as long
// as none is a text of its own in quotes, else to what may be given and fits.
func (f *filling) leftOver(rest []token) {
	open, found := f.command.openText()
	if found && !slices.ContainsFunc(rest, func(t token) bool { return t.quoted }) {
		name := open.Name()
		f.values[name] = strings.TrimSpace(f.values[name] + " " + join(rest))
		return
	}
	for _, p := range f.command.typable() {
		d := p.declared()
		if _, given := f.values[d.Name]; found || given || d.Named || len(rest) == 0 {
			continue
		}
		n := len(rest)
		if !d.text() {
			n = f.span(d, rest)
		}
		if d.Kind != KindThing && n > 0 {
			f.values[d.Name] = join(rest[:n])
			rest = rest[n:]
		}
	}
	if len(rest) > 0 {
		f.mistakes = append(f.mistakes, Refuse("commands.left_over", "typed", cut(join(rest), shownLength)))
	}
}
