package documents

import (
	"slices"
	"strings"
	"unicode"

	"beirat/words"
)

// Bounds of headings.
const (
	deepest       = 4 // level of a heading
	contentsDepth = 2 // level that the contents still list
)

// tidy gives the document as every format writes it: without what could disturb
// one of them, without what is empty, with levels and cells as they are promised,
// and with the words of a difference.
func (d Document) tidy() Document {
	t := tidier{said: words.Printer{Language: d.Language}}
	if d.Language != words.English {
		d.Language = words.German
	}
	d.Title, d.Subtitle, d.Running = single(d.Title), single(d.Subtitle), single(d.Running)
	d.Facts = tidyFacts(d.Facts)
	blocks := make([]Block, 0, len(d.Blocks))
	for _, b := range d.Blocks {
		if kept := t.block(b); kept != nil {
			blocks = append(blocks, kept)
		}
	}
	d.Blocks = blocks
	return d
}

// contents are the headings that a table of contents lists.
func (d Document) contents() []Heading {
	var listed []Heading
	for _, b := range d.Blocks {
		if h, is := b.(Heading); is && h.Level <= contentsDepth {
			listed = append(listed, h)
		}
	}
	return listed
}

func tidyFacts(facts []Fact) []Fact {
	var kept []Fact
	for _, f := range facts {
		if f = (Fact{single(f.Name), single(f.Value)}); f.Name+f.Value != "" {
			kept = append(kept, f)
		}
	}
	return kept
}

// tidier goes through the blocks in their order.
type tidier struct {
	said  words.Printer
	level int // of the last heading
}

// block gives nil for what is empty.
func (t *tidier) block(b Block) Block {
	switch b := b.(type) {
	case Heading:
		if b.Text = single(b.Text); b.Text == "" {
			return nil
		}
		b.Level = min(max(b.Level, 1), t.level+1, deepest)
		t.level = b.Level
		return b
	case Para:
		if p := t.para(b); p != nil {
			return p
		}
	case List:
		b.Items = t.paras(b.Items)
		b.Items = slices.DeleteFunc(b.Items, func(p Para) bool { return p == nil })
		b.Start = max(b.Start, 1)
		if len(b.Items) > 0 {
			return b
		}
	case Table:
		return t.table(b)
	case Picture:
		return b.tidy()
	}
	return nil
}

func (t *tidier) paras(paras []Para) []Para {
	tidied := make([]Para, len(paras))
	for i, p := range paras {
		tidied[i] = t.para(p)
	}
	return tidied
}

// table fills up rows, head and shares to the widest of them.
func (t *tidier) table(table Table) Block {
	width := len(table.Head)
	for _, row := range table.Rows {
		width = max(width, len(row))
	}
	if width == 0 {
		return nil
	}
	head, shares, rows := make([]string, width), make([]int, width), make([][]Para, len(table.Rows))
	for i := range width {
		shares[i] = 1
		if i < len(table.Head) {
			head[i] = single(table.Head[i])
		}
		if i < len(table.Shares) {
			shares[i] = max(1, table.Shares[i])
		}
	}
	for i, row := range table.Rows {
		rows[i] = append(t.paras(row), make([]Para, width-len(row))...)
	}
	return Table{Caption: single(table.Caption), Head: head, Rows: rows, Shares: shares}
}

// para joins runs that look alike, moves spaces out of looks, and says in words
// what was inserted and deleted. It gives nil for what holds nothing but spaces.
func (t *tidier) para(p Para) Para {
	var tidied Para
	add := func(text string, look Look) {
		if last := len(tidied) - 1; last >= 0 && tidied[last].Look == look {
			tidied[last].Text += text
		} else if text != "" {
			tidied = append(tidied, Run{text, look})
		}
	}
	for _, r := range cleanLines(p) {
		inner := strings.TrimSpace(r.Text)
		if r.Look == Plain || inner == "" {
			add(r.Text, Plain)
			continue
		}
		before, after, _ := strings.Cut(r.Text, inner)
		add(before, Plain)
		add(inner, r.Look)
		add(after, Plain)
	}
	for i, r := range tidied {
		switch r.Look {
		case Inserted:
			tidied[i].Text = "[" + t.said.Say("documents.inserted", nil) + ": " + r.Text + "]"
		case Deleted:
			tidied[i].Text = "[" + t.said.Say("documents.deleted", nil) + ": " + r.Text + "]"
		}
	}
	return tidied
}

// cleanLines gives the runs of a paragraph cleaned: no line of it is blank, and none
// begins or ends with a space.
func cleanLines(p Para) Para {
	var cleaned Para
	began := false       // something stands in the line
	space, feeds := 0, 0 // wait to be written before the next character
	for _, r := range p {
		var b strings.Builder
		for _, c := range clean(r.Text) {
			switch {
			case c == '\n':
				began, space, feeds = false, 0, 1
				continue
			case c == ' ':
				space++
				continue
			}
			if feeds > 0 && len(cleaned)+b.Len() > 0 {
				b.WriteByte('\n')
			}
			if began {
				b.WriteString(strings.Repeat(" ", space))
			}
			b.WriteRune(c)
			began, space, feeds = true, 0, 0
		}
		if b.Len() > 0 {
			cleaned = append(cleaned, Run{b.String(), r.Look})
		}
	}
	return cleaned
}

// single is a text without line breaks and without spaces around it.
func single(text string) string {
	return strings.Join(strings.FieldsFunc(clean(text), func(r rune) bool { return r == ' ' || r == '\n' }), " ")
}

// clean takes from a text what could disturb a format: control characters, marks
// that turn the direction of writing, and what XML forbids. A tab becomes a
// space, every kind of line break a line feed, and every byte that is no UTF-8 U+FFFD.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			return '\n'
		case r == '\t':
			return ' '
		case unicode.IsControl(r) || disturbs(r):
			return -1
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n"))
}

// disturbs tells the characters of format that turn or hide what stands around
// them, and code points that are no characters.
func disturbs(r rune) bool {
	return '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u206f' ||
		r == '\u200e' || r == '\u200f' || r == '\u061c' || r == '\ufeff' ||
		'\ufff9' <= r && r <= '\ufffb' || '\ufdd0' <= r && r <= '\ufdef' || r&0xfffe == 0xfffe
}
