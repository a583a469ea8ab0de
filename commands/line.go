package commands

import (
	"slices"
	"strings"
	"unicode"
)

// token is a word of a line, or a value with its name.
type token struct {
	name   string // before "=", as typed; empty for a mere word
	text   string // without its quotes
	raw    string // as it stood in the line
	quoted bool   // text stood in quotes
	open   bool   // its quotes have no end, and another value follows
	glued  bool   // no white space before it
}

func (t token) plain() bool { return t.name == "" }

// join is the text of some words of a line: without quotes if it is one, else
// as they stood, parted by single spaces.
func join(tokens []token) string {
	if len(tokens) == 1 {
		return tokens[0].text
	}
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 && !t.glued {
			b.WriteByte(' ')
		}
		b.WriteString(t.raw)
	}
	return b.String()
}

// lex parts a line into words and named values. A name is one that known
// knows; what else looks like one becomes a token with that name all the same.
func lex(line string, known func(name string) bool) []token {
	x := &lexer{runes: []rune(line), known: known}
	var tokens []token
	for {
		spaced := x.skipSpace()
		if x.at == len(x.runes) {
			return tokens
		}
		x.open = false
		t := x.token()
		t.open, t.glued = x.open, !spaced && len(tokens) > 0
		tokens = append(tokens, t)
	}
}

type lexer struct {
	runes []rune
	at    int
	known func(string) bool
	flat  [quoteFamilies]bool // quotes within quotes of this family do not add up
	open  bool                // the quotes of this token have no end, and another value follows
}

func (x *lexer) skipSpace() bool {
	start := x.at
	for x.at < len(x.runes) && unicode.IsSpace(x.runes[x.at]) {
		x.at++
	}
	return x.at > start
}

func (x *lexer) token() token {
	start := x.at
	if name, after, ok := x.name(start); ok {
		x.at = after
		if x.known(name) {
			x.skipSpace()
			if next, _, named := x.name(x.at); named && x.known(next) {
				return token{name: name, raw: x.slice(start, after)}
			}
		}
		text, quoted := x.value()
		return token{name: name, text: text, quoted: quoted, raw: x.slice(start, x.at)}
	}
	text, quoted := x.value()
	return token{text: text, quoted: quoted, raw: x.slice(start, x.at)}
}

// name reads "name=" at a place, and "name =" where the name is known. after
// is the place behind it.
func (x *lexer) name(at int) (name string, after int, ok bool) {
	end := at
	for end < len(x.runes) && inName(x.runes[end]) {
		end++
	}
	if end == at {
		return "", 0, false
	}
	name = x.slice(at, end)
	equals := end
	for equals < len(x.runes) && unicode.IsSpace(x.runes[equals]) {
		equals++
	}
	if equals == len(x.runes) || x.runes[equals] != '=' || equals > end && !x.known(name) {
		return "", 0, false
	}
	return name, equals + 1, true
}

func inName(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Pd, r) || r == '_'
}

// value reads a quoted text, or everything up to white space.
func (x *lexer) value() (text string, quoted bool) {
	if x.at < len(x.runes) && familyOf(x.runes[x.at]) != noQuote {
		return x.quoted(), true
	}
	start := x.at
	for x.at < len(x.runes) && !unicode.IsSpace(x.runes[x.at]) {
		x.at++
	}
	return x.slice(start, x.at), false
}

// quoted reads what stands in quotes. Without an end it is all the rest, up to
// the next value: that somebody who forgot a sign gave a value by its name is
// more likely than that the text speaks of one.
func (x *lexer) quoted() string {
	start := x.at + 1
	family := familyOf(x.runes[x.at])
	end := -1
	if !x.flat[family] {
		end = x.closing(start, family, true)
		x.flat[family] = end < 0
	}
	if end < 0 {
		end = x.closing(start, family, false)
		if next, found := x.nextValue(start, end); found {
			x.at, x.open = next, true
			return x.slice(start, next)
		}
	}
	if end < 0 {
		x.at = len(x.runes)
		return x.slice(start, x.at)
	}
	x.at = end + 1
	x.skipComma()
	return x.slice(start, end)
}

// nextValue finds where a text ends before the first known name between start
// and end; a negative end is that of the line.
func (x *lexer) nextValue(start, end int) (at int, found bool) {
	if end < 0 {
		end = len(x.runes)
	}
	for at = start; at < end; at++ {
		if !unicode.IsSpace(x.runes[at]) {
			continue
		}
		next := at
		for next < end && unicode.IsSpace(x.runes[next]) {
			next++
		}
		if name, _, named := x.name(next); named && next < end && x.known(name) {
			return at, true
		}
		at = next - 1
	}
	return 0, false
}

// closing finds the quote that ends the text beginning at start; -1 if none
// does. Phones and people mix the shapes of a family, so the place decides: an
// apostrophe within a word is none, and a quote before a word opens another.
func (x *lexer) closing(start int, family quoteFamily, nested bool) int {
	depth := 1
	for i := start; i < len(x.runes); i++ {
		switch {
		case familyOf(x.runes[i]) != family:
		case x.ends(i):
			if depth--; depth == 0 {
				return i
			}
		case nested && !inWord(x.runes[i-1]):
			depth++
		}
	}
	return -1
}

// ends tells whether a quote at i can be an end: no word goes on behind it,
// or the next value follows without a space.
func (x *lexer) ends(i int) bool {
	if i+1 == len(x.runes) || !inWord(x.runes[i+1]) {
		return true
	}
	name, _, named := x.name(i + 1)
	return named && x.known(name)
}

// skipComma passes a comma that parts values, not words.
func (x *lexer) skipComma() {
	if x.at == len(x.runes) || x.runes[x.at] != ',' && x.runes[x.at] != ';' {
		return
	}
	start := x.at
	x.at++
	spaced := x.skipSpace()
	name, _, named := x.name(x.at)
	if x.at == len(x.runes) || spaced && named && x.known(name) {
		return
	}
	x.at = start
}

func (x *lexer) slice(from, to int) string { return string(x.runes[from:to]) }

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// quoteFamily is a set of quotes that people use with each other.
type quoteFamily int

const (
	noQuote quoteFamily = iota
	doubleQuote
	singleQuote
	doubleAngle
	singleAngle
	quoteFamilies
)

func familyOf(r rune) quoteFamily {
	switch r {
	case '"', '„', '“', '”', '‟', '″', '＂':
		return doubleQuote
	case '\'', '‚', '‘', '’', '‛', '′', '`', '´', '＇':
		return singleQuote
	case '«', '»':
		return doubleAngle
	case '‹', '›':
		return singleAngle
	}
	return noQuote
}

// quote puts a value into quotes if it needs them.
func quote(value string) string {
	bare := value != "" && !strings.ContainsFunc(value, func(r rune) bool {
		return unicode.IsSpace(r) || r == '=' || r == ',' || r == ';' || familyOf(r) != noQuote
	})
	if bare {
		return value
	}
	for _, pair := range []string{`""`, `„“`, `''`, `«»`, `‹›`} {
		marks := []rune(pair)
		has := strings.ContainsFunc(value, func(r rune) bool { return familyOf(r) == familyOf(marks[0]) })
		if !has {
			return string(marks[0]) + value + string(marks[1])
		}
	}
	return `"` + value + `"`
}

// wordsOf gives the first n words of a line, parted by white space only, with
// the rest of the line behind each.
func wordsOf(line string, n int) (heads, rests []string) {
	rest := strings.TrimSpace(line)
	for len(heads) < n && rest != "" {
		end := strings.IndexFunc(rest, unicode.IsSpace)
		if end < 0 {
			end = len(rest)
		}
		heads = append(heads, rest[:end])
		rest = strings.TrimLeftFunc(rest[end:], unicode.IsSpace)
		rests = append(rests, rest)
	}
	return slices.Clip(heads), slices.Clip(rests)
}
