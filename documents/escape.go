package documents

import (
	"strings"
	"unicode"
)

// escape makes a line of Markdown of a plain one.
func escape(text string) string { return Para{{Text: text}}.markdown("\\\n") }

// markdown writes a tidy paragraph, with what is written for a line break. A
// look that Markdown cannot set where it stands is left out: words tell it.
func (p Para) markdown(feed string) string {
	var text []rune
	for _, r := range p {
		text = append(text, []rune(r.Text)...)
	}
	w := inline{text: text, feed: feed}
	for _, r := range p {
		w.run(len([]rune(r.Text)), r.Look)
	}
	return w.String()
}

// inline writes text with looks.
type inline struct {
	strings.Builder
	text []rune // of the whole paragraph
	at   int    // what is written so far
	feed string
	mark string // stands directly before, where a look has just ended
}

// marks of looks; what is inserted is told by its words alone.
func (l Look) mark() string {
	switch l {
	case Strong, Inserted:
		return "**"
	case Quiet:
		return "*"
	case Deleted:
		return "~~"
	}
	return ""
}

// run writes so many characters in one look.
func (w *inline) run(length int, look Look) {
	end := w.at + length
	mark := look.mark()
	if mark != "" && (w.mark != "" || !w.opens(w.at) || !w.closes(end)) {
		mark = ""
	}
	w.WriteString(mark)
	for ; w.at < end; w.at++ {
		w.char()
	}
	w.WriteString(mark)
	w.mark = mark
}

// opens tells whether a mark at a place is read as the beginning of a look, and
// closes whether as the end of one.
func (w *inline) opens(at int) bool {
	next, before := w.class(at), w.class(at-1)
	return before != itself && (next == letter || next == sign && before != letter)
}

func (w *inline) closes(at int) bool {
	before, next := w.class(at-1), w.class(at)
	return next != itself && (before == letter || before == sign && next != letter)
}

// class is what a character is to the marks beside it.
type class int

const (
	space class = iota
	letter
	sign
	itself // what a mark is made of: readers do not agree on what it is beside one
)

func (w *inline) class(at int) class {
	switch {
	case at < 0 || at >= len(w.text) || unicode.IsSpace(w.text[at]):
		return space
	case w.text[at] == '*' || w.text[at] == '~':
		return itself
	case unicode.IsPunct(w.text[at]) || unicode.IsSymbol(w.text[at]):
		return sign
	}
	return letter
}

// char writes one character, escaped where it could be read as markup.
func (w *inline) char() {
	switch c := w.text[w.at]; {
	case c == '\n':
		w.WriteString(w.feed)
	case c == '\\' && w.next() == '\n': // three of them at the end of a line are misread by some
		w.WriteString("&#92;")
	case w.means(c):
		w.WriteRune('\\')
		w.WriteRune(c)
	default:
		w.WriteRune(c)
	}
}

// means tells whether a character could mean something in Markdown.
func (w *inline) means(c rune) bool {
	switch c {
	case '\\', '`', '*', '_', '[', ']', '<', '>', '&', '|', '~', '#', '@', '$', '^', '{':
		return true
	case '-', '+', '=':
		return w.begins() || w.next() == c || w.before() == c
	case ':': // of an address, or a sign's name
		return w.begins() || w.next() == '/' || isASCIILetter(w.next()) || strings.ContainsRune("+-", w.next())
	case '.', ')': // of a number that begins a line, or an address
		return w.numbers() || c == '.' && w.at >= 3 && strings.EqualFold(string(w.text[w.at-3:w.at]), "www")
	}
	return false
}

// begins tells whether nothing but spaces stands before in the line.
func (w *inline) begins() bool { return w.at == 0 || w.text[w.at-1] == '\n' }

// numbers tells whether nothing but digits stands before in the line.
func (w *inline) numbers() bool {
	i := w.at
	for i > 0 && '0' <= w.text[i-1] && w.text[i-1] <= '9' {
		i--
	}
	return i < w.at && (i == 0 || w.text[i-1] == '\n')
}

// next is the character behind, and before the one before; zero at the ends.
func (w *inline) next() rune {
	if w.at+1 < len(w.text) {
		return w.text[w.at+1]
	}
	return 0
}

func (w *inline) before() rune {
	if w.at > 0 {
		return w.text[w.at-1]
	}
	return 0
}

func isASCIILetter(c rune) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
