package when

import "strings"

// cursor is a place in the tokens. Its methods return the place after what they
// found and leave the receiver where it was, so that a reader can try and turn
// back.
type cursor struct {
	tokens []token
	at     int
}

// longestPhrase is how many words an entry of a vocabulary has at most.
const longestPhrase = 4

func (c cursor) peek(ahead int) token {
	if c.at+ahead < 0 || c.at+ahead >= len(c.tokens) {
		return token{}
	}
	return c.tokens[c.at+ahead]
}

func (c cursor) plus(n int) cursor {
	c.at += n
	return c
}

func (c cursor) done() bool { return c.at >= len(c.tokens) }

// mark steps over one of the given marks.
func (c cursor) mark(marks string) (cursor, bool) {
	t := c.peek(0)
	if t.kind != mark || !strings.Contains(marks, t.text) {
		return c, false
	}
	return c.plus(1), true
}

// tight is mark for a mark that follows without a space.
func (c cursor) tight(marks string) (cursor, bool) {
	if c.peek(0).spaced {
		return c, false
	}
	return c.mark(marks)
}

// dot steps over the full stop of an abbreviation, if there is one.
func (c cursor) dot() cursor {
	after, _ := c.tight(".")
	return after
}

// comma steps over a comma, if there is one.
func (c cursor) comma() cursor {
	after, _ := c.mark(",")
	return after
}

// digits steps over a number written in figures.
func (c cursor) digits() (token, cursor, bool) {
	t := c.peek(0)
	return t, c.plus(1), t.kind == number
}

// take steps over the longest phrase of the vocabulary that stands here.
func take[V any](c cursor, vocabulary map[string]V) (V, cursor, bool) {
	var found V
	after, ok, phrase := c, false, ""
	for n := 0; n < longestPhrase && c.peek(n).kind == word; n++ {
		phrase = strings.TrimPrefix(phrase+" "+c.peek(n).text, " ")
		if v, known := vocabulary[phrase]; known {
			found, after, ok = v, c.plus(n+1), true
		}
	}
	return found, after, ok
}

// skip steps over up to three phrases of the vocabulary.
func (c cursor) skip(vocabulary map[string]bool) cursor {
	for range 3 {
		_, after, ok := take(c, vocabulary)
		if !ok {
			return c
		}
		c = after
	}
	return c
}

// once steps over a phrase of the vocabulary, if one stands here.
func (c cursor) once(vocabulary map[string]bool) cursor {
	_, after, _ := take(c, vocabulary)
	return after
}

// sees says whether a phrase of the vocabulary stands here.
func sees[V any](c cursor, vocabulary map[string]V) bool {
	_, _, ok := take(c, vocabulary)
	return ok
}
