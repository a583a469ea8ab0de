package board

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// EditKind is what became of a passage.
type EditKind string

// The kinds.
const (
	Same     EditKind = "same"
	Inserted EditKind = "inserted"
	Deleted  EditKind = "deleted"
)

// Edit is a passage of a text that became another one.
type Edit struct {
	Kind EditKind
	Text string // never empty
}

// Difference is what changed from one text to another, word by word. The
// passages that are the same and the deleted ones are the text before, letter
// by letter; the same and the inserted ones are the text after. Where both
// happened in one place, what was deleted comes first. A word that only happens
// to stand between two changes is part of them: people compare phrases, not
// confetti.
//
// Of texts of more than some thousand words whole lines are compared first, and
// words only where lines differ.
func Difference(before, after string) []Edit {
	a, b := units(before, wordEnd), units(after, wordEnd)
	if len(a)+len(b) > wordsAtOnce {
		a, b = units(before, lineEnd), units(after, lineEnd)
		return joined(finer(compared(a, b)))
	}
	return slid(phrases(joined(compared(a, b))))
}

// Changed tells whether a difference says that anything changed.
func Changed(edits []Edit) bool {
	return slices.ContainsFunc(edits, func(e Edit) bool { return e.Kind != Same })
}

// wordsAtOnce is how many words and gaps are compared with each other.
const wordsAtOnce = 8000

// units cuts a text into the smallest passages that are compared.
func units(text string, end func(string) int) []string {
	var all []string
	for text != "" {
		n := end(text)
		all, text = append(all, text[:n]), text[n:]
	}
	return all
}

// wordEnd is the length of what a text begins with: a word or a number such as
// "3,5" or "18:30", a gap, or a sign.
func wordEnd(text string) int {
	first, size := utf8.DecodeRuneInString(text)
	switch {
	case inWord(first):
		end := until(text, inWord)
		for numberGoesOn(text, end) {
			end += 1 + until(text[end+1:], inWord)
		}
		return end
	case first != '\n' && unicode.IsSpace(first):
		return until(text, func(r rune) bool { return r != '\n' && unicode.IsSpace(r) })
	}
	return size
}

// until is how much of a text's beginning consists of such signs.
func until(text string, such func(rune) bool) int {
	if n := strings.IndexFunc(text, func(r rune) bool { return !such(r) }); n >= 0 {
		return n
	}
	return len(text)
}

// numberGoesOn tells whether a sign within a number stands at this place.
func numberGoesOn(text string, at int) bool {
	digit := func(i int) bool { return i < len(text) && text[i] >= '0' && text[i] <= '9' }
	return at < len(text) && strings.IndexByte(".,:", text[at]) >= 0 && digit(at-1) && digit(at+1)
}

func inWord(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.M) }

// lineEnd is the length of the line that a text begins with, its end included.
func lineEnd(text string) int {
	if n := strings.IndexByte(text, '\n'); n >= 0 {
		return n + 1
	}
	return len(text)
}

// finer compares the words of the lines that were replaced by others.
func finer(edits []Edit) []Edit {
	edits = joined(edits)
	var all []Edit
	for i := 0; i < len(edits); i++ {
		if i+1 == len(edits) || edits[i].Kind != Deleted || edits[i+1].Kind != Inserted {
			all = append(all, edits[i])
			continue
		}
		a, b := units(edits[i].Text, wordEnd), units(edits[i+1].Text, wordEnd)
		if len(a)+len(b) > wordsAtOnce {
			all = append(all, edits[i], edits[i+1])
		} else {
			all = append(all, slid(phrases(joined(compared(a, b))))...)
		}
		i++
	}
	return all
}

// joined are edits of which no two neighbours are of one kind, and what was
// deleted in a place comes before what was inserted there.
func joined(edits []Edit) []Edit {
	var all []Edit
	var gone, come strings.Builder
	flush := func() {
		if gone.Len() > 0 {
			all = append(all, Edit{Deleted, gone.String()})
		}
		if come.Len() > 0 {
			all = append(all, Edit{Inserted, come.String()})
		}
		gone.Reset()
		come.Reset()
	}
	var same strings.Builder
	keep := func() {
		if same.Len() > 0 {
			all = append(all, Edit{Same, same.String()})
			same.Reset()
		}
	}
	for _, e := range edits {
		switch e.Kind {
		case Same:
			flush()
			same.WriteString(e.Text)
		case Deleted:
			keep()
			gone.WriteString(e.Text)
		case Inserted:
			keep()
			come.WriteString(e.Text)
		}
	}
	keep()
	flush()
	return all
}

// phrases takes into the changes what stays the same between two of them but
// is shorter than both, until nothing more is to be taken in. It works in edits.
func phrases(edits []Edit) []Edit {
	for i := 0; i < len(edits); i++ {
		if !between(edits, i) {
			continue
		}
		from, to := run(edits, i, -1)+1, run(edits, i, 1)
		same := edits[i].Text
		one := joined(slices.Concat(edits[from:i], []Edit{{Deleted, same}, {Inserted, same}}, edits[i+1:to]))
		edits = slices.Replace(edits, from, to, one...)
		i = max(from-2, -1) // the one before stands beside a longer change now
	}
	return edits
}

// run is where the change ends that begins beside a passage, before it (step -1)
// or behind it: at the next one that stays the same, or outside of edits.
func run(edits []Edit, i, step int) int {
	for i += step; i >= 0 && i < len(edits) && edits[i].Kind != Same; i += step {
	}
	return i
}

// between tells whether a passage that stays the same is drowned by the changes
// before and after it. A line break never is.
func between(edits []Edit, i int) bool {
	if edits[i].Kind != Same || i == 0 || i == len(edits)-1 || strings.Contains(edits[i].Text, "\n") {
		return false
	}
	have := letters(edits[i].Text)
	return have <= weight(edits[run(edits, i, -1)+1:i]) && have <= weight(edits[i+1:run(edits, i, 1)])
}

// weight is the length of a change: of what was deleted or inserted, the longer.
func weight(change []Edit) int {
	longest := 0
	for _, e := range change {
		longest = max(longest, letters(e.Text))
	}
	return longest
}

// letters counts what a reader reads: no gaps and no signs.
func letters(text string) int {
	n := 0
	for _, r := range text {
		if inWord(r) {
			n++
		}
	}
	return n
}
