package documents

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"beirat/words"
)

// Markdown writes a head with the title and the facts, the line "---" and the
// body. No text becomes markup by what stands in it, neither in CommonMark nor
// with the tables, strike-through and bare addresses of GitHub's flavour.
func (d Document) Markdown() []byte {
	d = d.tidy()
	var b bytes.Buffer
	b.WriteString("# " + escape(d.Title) + "\n\n")
	if d.Subtitle != "" {
		b.WriteString(escape(d.Subtitle) + "\n\n")
	}
	for _, f := range d.Facts {
		b.WriteString("- " + escape(f.named()) + "\n")
	}
	if len(d.Facts) > 0 {
		b.WriteByte('\n')
	}
	if contents := d.contents(); d.Contents && len(contents) > 0 {
		said := words.Printer{Language: d.Language}
		b.WriteString("**" + said.Say("documents.contents", nil) + "**\n\n")
		for _, h := range contents {
			b.WriteString(strings.Repeat("  ", h.Level-1) + "* " + escape(h.Text) + "\n")
		}
		b.WriteByte('\n')
	}
	b.WriteString("---\n")
	b.Write(d.body())
	return b.Bytes()
}

// Body is what stands below the line "---" of the Markdown, to the end.
func (d Document) Body() []byte { return d.tidy().body() }

// Checksum is the SHA-256 of the body in hex: what
//
//	sed '1,/^---$/d' FILE | sha256sum
//
// tells of the Markdown file.
func (d Document) Checksum() string {
	sum := sha256.Sum256(d.Body())
	return hex.EncodeToString(sum[:])
}

// named is a fact in one line.
func (f Fact) named() string {
	if f.Name == "" || f.Value == "" {
		return f.Name + f.Value
	}
	return f.Name + ": " + f.Value
}

// body writes the blocks of a tidy document, with a blank line before each.
func (d Document) body() []byte {
	var w markdown
	for _, b := range d.Blocks {
		w.WriteByte('\n')
		w.block(b)
	}
	return w.Bytes()
}

// markdown is the body as it is written.
type markdown struct {
	bytes.Buffer
	// marks tells two lists that follow each other apart: one more than the mark
	// of the list that was written last, zero where no list stands before.
	marks int
}

func (w *markdown) block(b Block) {
	if _, is := b.(List); !is {
		w.marks = 0
	}
	switch b := b.(type) {
	case Heading:
		w.WriteString(strings.Repeat("#", b.Level+1) + " " + escape(b.Text) + "\n")
	case Para:
		w.WriteString(b.markdown("\\\n") + "\n")
	case List:
		w.list(b)
	case Table:
		w.table(b)
	case Picture:
		w.WriteString(b.described().markdown("\\\n") + "\n")
	}
}

// list writes its items with the mark that the list before did not have.
func (w *markdown) list(l List) {
	other := w.marks % 2
	w.marks = other + 1
	for i, item := range l.Items {
		mark := []string{"- ", "* "}[other]
		if l.Ordered {
			mark = strconv.Itoa(l.Start+i) + []string{". ", ") "}[other]
		}
		w.WriteString(mark + item.markdown("\\\n"+strings.Repeat(" ", len(mark))) + "\n")
	}
}

func (w *markdown) table(t Table) {
	if t.Caption != "" {
		w.WriteString(Para{{t.Caption, Strong}}.markdown("") + "\n\n")
	}
	for _, cell := range t.Head {
		w.WriteString("| " + escape(cell) + " ")
	}
	w.WriteString("|\n" + strings.Repeat("| --- ", len(t.Head)) + "|\n")
	for _, row := range t.Rows {
		for _, cell := range row {
			w.WriteString("| " + cell.markdown(" <br>") + " ")
		}
		w.WriteString("|\n")
	}
}
