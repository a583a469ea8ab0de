package mattermost

import (
	"strconv"
	"strings"
	"unicode"
)

// joiner shows nothing and breaks no line. It stands where nothing else keeps
// the server from reading a mention; everywhere else what was typed can be
// copied as it was typed.
const joiner = "\u2060"

// escape makes of a text that a person wrote Markdown that shows it as it was
// typed: no markup, no emoji, nobody mentioned, nothing linked. A text may stand
// anywhere in a line or at its start. The server, the web application and the
// telephones read Markdown each in its own way. They agree on entities; behind
// a backslash the web application still looks for emoji, hashtags and links.
func escape(text string) string {
	e := escaper{runes: []rune(strings.Trim(lines(text), " \n\u00a0")), fresh: true}
	for at, r := range e.runes {
		e.at = at
		e.write(r)
		e.figures = (e.fresh || e.figures) && isFigure(r)
		e.fresh = r == '\n' || e.fresh && isSpace(r)
	}
	return e.out.String()
}

// lines ends lines one way: the others do not end one for everybody.
func lines(text string) string {
	return strings.NewReplacer("\u2028", "\n", "\u2029", "\n", "\r\n", "\n", "\r", "\n").Replace(text)
}

// escaper goes through a text once.
type escaper struct {
	runes   []rune
	at      int
	out     strings.Builder
	fresh   bool // nothing but spaces stands on the line so far
	figures bool // nothing but figures
}

func (e *escaper) write(r rune) {
	switch {
	case isSpace(r) && e.fresh && e.at > 0:
		e.out.WriteString("&#160;") // four spaces would begin code
	case e.needsEntity(r):
		e.out.WriteString("&#" + strconv.Itoa(int(r)) + ";")
	case e.needsBackslash(r):
		e.out.WriteString(`\` + string(r))
	default:
		e.out.WriteRune(r)
	}
	if r == '@' && !isAlnum(e.rune(-1)) && (e.last() || !unicode.IsSpace(e.rune(1))) {
		e.out.WriteString(joiner)
	}
}

func (e *escaper) needsEntity(r rune) bool {
	switch r {
	case '\\', '<', '$', '|', '~', '\u2424': // the last is a line feed to the web application
		return true
	case '=':
		return e.fresh
	case '#':
		return unicode.IsLetter(e.rune(1))
	case '&':
		return e.startsEntity()
	case '@':
		return isAlnum(e.rune(-1))
	case '-':
		return strings.ContainsRune("xX", e.rune(-1)) && strings.ContainsRune("dD", e.rune(1))
	case '.':
		return e.endsWWW()
	case '/':
		return e.endsDomain()
	case ':':
		return e.endsScheme() || e.startsEmoji() || !isWord(e.rune(-1)) && !unicode.IsSpace(e.rune(1))
	case ';':
		return e.rune(1) == ')' || e.rune(1) == '-'
	}
	return false
}

func (e *escaper) needsBackslash(r rune) bool {
	switch r {
	case '`', '*', '_', '[', ']', '#':
		return true
	case '>', '+', '-':
		return e.fresh
	case '.', ')':
		return e.figures
	}
	return false
}

func (e *escaper) last() bool { return e.at+1 == len(e.runes) }

// rune is the one so far away; a space where there is none.
func (e *escaper) rune(away int) rune {
	if at := e.at + away; at >= 0 && at < len(e.runes) {
		return e.runes[at]
	}
	return ' '
}

// startsEntity tells whether an entity begins, or might with what follows the text.
func (e *escaper) startsEntity() bool {
	away := 1
	if e.rune(away) == '#' {
		away++
	}
	for isWord(e.rune(away)) {
		away++
	}
	return e.rune(away) == ';' || e.at+away >= len(e.runes)
}

// endsScheme tells of a colon whether it may stand in an address: not in "18:00".
func (e *escaper) endsScheme() bool {
	before, after := e.rune(-1), e.rune(1)
	if isFigure(before) && isFigure(after) {
		return false
	}
	return (isAlnum(before) || strings.ContainsRune("+-.", before)) && (after == '/' || after == '%' || unicode.IsLetter(after) || unicode.IsDigit(after))
}

func (e *escaper) startsEmoji() bool {
	away := 1
	for isWord(e.rune(away)) || e.rune(away) == '+' || e.rune(away) == '-' {
		away++
	}
	return away > 1 && e.rune(away) == ':'
}

func (e *escaper) endsWWW() bool {
	away := -1
	for isFigure(e.rune(away)) {
		away--
	}
	for i := range 3 {
		if unicode.ToLower(e.rune(away-i)) != 'w' {
			return false
		}
	}
	return true
}

// endsDomain tells of a slash whether an address without a scheme stands before it.
func (e *escaper) endsDomain() bool {
	letters := 0
	for unicode.IsLetter(e.rune(-1 - letters)) {
		letters++
	}
	return letters > 1 && e.rune(-1-letters) == '.'
}

// calm makes of a text that a person wrote a label: there Markdown is no
// markup, but the web application reads everything else.
func calm(text string) string {
	e := escaper{runes: []rune(strings.ReplaceAll(lines(text), "\n", " "))}
	for at, r := range e.runes {
		e.at = at
		e.out.WriteRune(r)
		if strings.ContainsRune("@#~:;./<$", r) && (r == '@' || e.needsEntity(r)) {
			e.out.WriteString(joiner)
		}
	}
	return e.out.String()
}

func isSpace(r rune) bool  { return r == ' ' || r == '\u00a0' }
func isFigure(r rune) bool { return '0' <= r && r <= '9' }
func isAlnum(r rune) bool  { return isFigure(r) || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }
func isWord(r rune) bool   { return isAlnum(r) || r == '_' }
