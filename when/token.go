package when

import (
	"strconv"
	"strings"
	"unicode"
)

// token is a word, a number or a single mark. Words are folded: small letters,
// umlauts written out (ae, oe, ue, ss), apostrophes dropped.
type token struct {
	text   string
	kind   kind
	number int
	spaced bool // white space stands before it
}

type kind byte

const (
	nothing kind = iota
	word
	number
	mark
)

// tokenize cuts text into tokens. It also parts what German writes as one word,
// "freitagabend", and closes what English writes with full stops, "p.m.".
func tokenize(text string) []token {
	var tokens []token
	spaced := false
	runes := fold(text)
	for i := 0; i < len(runes); {
		r := runes[i]
		if unicode.IsSpace(r) {
			spaced, i = true, i+1
			continue
		}
		k := kindOf(r)
		end := i + 1
		for k != mark && end < len(runes) && kindOf(runes[end]) == k {
			end++
		}
		t := token{text: string(runes[i:end]), kind: k, spaced: spaced}
		if k == number {
			t = t.counted()
		}
		tokens = append(tokens, t)
		spaced, i = false, end
	}
	return partCompounds(closeAbbreviations(tokens))
}

func kindOf(r rune) kind {
	switch {
	case '0' <= r && r <= '9':
		return number
	case unicode.IsLetter(r):
		return word
	}
	return mark
}

// counted makes a number nobody means into a mark nobody understands.
func (t token) counted() token {
	n, err := strconv.Atoi(t.text)
	if err != nil || len(t.text) > 9 {
		t.kind = mark
		return t
	}
	t.number = n
	return t
}

func fold(text string) []rune {
	folded := make([]rune, 0, len(text)+8)
	for _, r := range text {
		switch r = unicode.ToLower(r); r {
		case 'ä', 'ö', 'ü':
			folded = append(folded, []rune(umlauts.Replace(string(r)))...)
		case 'ß':
			folded = append(folded, 's', 's')
		case '\u0308': // the dots of an umlaut sent on their own
			folded = append(folded, 'e')
		case '\'', '’', '‘', '`', '´', '"', '„', '“', '”', '«', '»', '\u200b', '\u200e', '\u200f', '\u2060', '\ufeff', '*', '_':
		case '‐', '‑', '‒', '–', '—', '−':
			folded = append(folded, '-')
		case '½': // of 2½; alone it is left to be refused
			if n := len(folded); n > 0 && kindOf(folded[n-1]) == number {
				folded = append(folded, ',', '5')
				continue
			}
			folded = append(folded, r)
		case '(', ')':
			folded = append(folded, ',')
		default:
			folded = append(folded, r)
		}
	}
	return folded
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

func closeAbbreviations(tokens []token) []token {
	closed := tokens[:0:0]
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if i+2 < len(tokens) && t.letter() && tokens[i+1].text == "." && tokens[i+2].letter() {
			t.text += tokens[i+2].text
			i += 2
			if i+1 < len(tokens) && tokens[i+1].text == "." {
				i++
			}
		}
		closed = append(closed, t)
	}
	return closed
}

func (t token) letter() bool { return t.kind == word && len(t.text) == 1 }

func partCompounds(tokens []token) []token {
	parted := make([]token, 0, len(tokens)+2)
	for _, t := range tokens {
		head, tail, ok := compound(t.text)
		if !ok {
			parted = append(parted, t)
			continue
		}
		parted = append(parted, token{text: head, kind: word, spaced: t.spaced}, token{text: tail, kind: word, spaced: true})
	}
	return parted
}

func compound(text string) (head, tail string, ok bool) {
	for cut := range text {
		head, tail = text[:cut], text[cut:]
		if compoundHeads[head] && compoundTails[tail] {
			return head, tail, true
		}
	}
	return "", "", false
}
