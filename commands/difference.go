package commands

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"beirat/board"
	"beirat/chat"
)

// Difference says what changed from one text to another, in words that can be
// heard as well as seen: "Die Stadt [gestrichen: soll] [neu: wird] prüfen." A
// text that did not change is said as it is.
func Difference(edits []board.Edit) chat.Text { return told(edits, 0) }

// Changes says the same as Difference, but of a long passage that did not change
// only the words beside a change, and not more than a card has room for: what is
// left out is "…".
func Changes(edits []board.Edit) chat.Text {
	return told(beginning(edits, changesLength), besideChange)
}

const (
	// besideChange is how many words on either side of a change stand around it.
	besideChange = 12
	// changesLength is how many characters of a difference a card has.
	changesLength = 900
)

// beginning are the first edits, so far that what is said of them has no more
// than so many characters.
func beginning(edits []board.Edit, most int) []board.Edit {
	for i, e := range edits {
		text := e.Text
		if e.Kind == board.Same {
			text = shortened(text, besideChange, i > 0, i < len(edits)-1)
		}
		length := utf8.RuneCountInString(text)
		if length <= most {
			most -= length
			continue
		}
		cut := append([]board.Edit(nil), edits[:i]...)
		if head := strings.TrimRightFunc(string([]rune(text)[:most]), func(r rune) bool { return !unicode.IsSpace(r) }); strings.TrimSpace(head) != "" {
			cut = append(cut, board.Edit{Kind: e.Kind, Text: head})
		}
		return append(cut, board.Edit{Kind: board.Same, Text: " …"})
	}
	return edits
}

// told says a difference; beside 0 leaves nothing out.
func told(edits []board.Edit, beside int) chat.Text {
	var d difference
	for i, e := range edits {
		if e.Kind == board.Same && beside > 0 {
			e.Text = shortened(e.Text, beside, i > 0, i < len(edits)-1)
		}
		d.add(e)
	}
	if board.Changed(edits) && !d.marked {
		return chat.T("commands.difference.gaps", "text", chat.T("commands.difference", "parts", d.parts))
	}
	return chat.T("commands.difference", "parts", d.parts)
}

// difference is one that is being told.
type difference struct {
	parts  []chat.Text
	last   board.EditKind
	lines  int  // line breaks since the last part
	gap    bool // space since the last part
	marked bool // a change was to be seen
}

// add tells a passage, line by line.
func (d *difference) add(e board.Edit) {
	for i, line := range strings.Split(e.Text, "\n") {
		if i > 0 {
			d.lines++
		}
		text := strings.TrimSpace(line)
		if text == "" {
			d.gap = d.gap || line != ""
			continue
		}
		first, _ := utf8.DecodeRuneInString(line)
		d.gap = d.gap || unicode.IsSpace(first) || d.apart(e.Kind, text)
		d.put(e.Kind, text)
		last, _ := utf8.DecodeLastRuneInString(line)
		d.gap = unicode.IsSpace(last)
	}
}

// apart tells whether a part stands off the one before it even where the texts
// have no space: a mark always does, and what would read as the address of a
// link behind one.
func (d *difference) apart(kind board.EditKind, text string) bool {
	if kind != board.Same {
		return len(d.parts) > 0
	}
	return d.last != board.Same && strings.ContainsAny(text[:1], "([:")
}

func (d *difference) put(kind board.EditKind, text string) {
	said := chat.Written(text)
	switch kind {
	case board.Deleted:
		said = chat.T("commands.difference.deleted", "text", text)
	case board.Inserted:
		said = chat.T("commands.difference.inserted", "text", text)
	}
	started := len(d.parts) > 0
	d.parts = append(d.parts, chat.T("commands.difference.part", "part", said, "new_line", started && d.lines == 1, "paragraph", started && d.lines > 1, "gap", started && d.gap))
	d.marked = d.marked || kind != board.Same
	d.last, d.lines, d.gap = kind, 0, false
}

// shortened is a passage of which only so many words are left behind a change
// and before one.
func shortened(text string, beside int, behind, before bool) string {
	var ends []int // where each word ends
	for at := 0; at < len(text); {
		gap := len(text[at:]) - len(strings.TrimLeftFunc(text[at:], unicode.IsSpace))
		word := strings.IndexFunc(text[at+gap:], unicode.IsSpace)
		if word < 0 {
			word = len(text) - at - gap
		}
		if at += gap + word; word > 0 {
			ends = append(ends, at)
		}
	}
	head, tail := 0, 0
	if behind {
		head = beside
	}
	if before {
		tail = beside
	}
	if len(ends) <= head+tail+3 || head+tail == 0 {
		return text
	}
	var b strings.Builder
	if head > 0 {
		b.WriteString(text[:ends[head-1]])
	}
	b.WriteString(" … ")
	if tail > 0 {
		b.WriteString(strings.TrimLeftFunc(text[ends[len(ends)-tail-1]:], unicode.IsSpace))
	}
	return b.String()
}
