package documents

import (
	"strings"
	"time"

	"beirat/words"
)

// Document is what is written for others to read, file and hand on: the
// strategy, minutes, a report. Every text in it is plain: what a person wrote
// stands in it word for word, and each format escapes for itself. Only what
// could disturb any format is taken out: control characters, marks that turn
// the direction of writing, blank lines within a paragraph. The same document
// gives the same bytes, always.
type Document struct {
	Language words.Language
	Title    string
	Subtitle string // whose it is; may be empty
	Facts    []Fact // what stands below the title: version, date, checksum
	Contents bool   // has a table of contents: the headings of the levels 1 and 2
	Blocks   []Block
	Running  string    // what stands at the foot of every page, beside its number
	Made     time.Time // in the zone in which it is dated; the day of its properties too
}

// Fact is a line below the title.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Block is a part of a document. The set is closed: Heading, Para, List, Table,
// Picture.
type Block interface{ block() }

// Heading begins a part; Level is 1 for a chapter, at most 4, and never more
// than one deeper than the heading before: one that is deeper is lifted.
type Heading struct {
	Level int    `json:"level"`
	Text  string `json:"text"`
}

// Para is a paragraph. One that ends with a colon stands on the page of what it
// announces.
type Para []Run

// P is a paragraph of one plain text.
func P(text string) Para { return Para{{Text: text}} }

// Run is a piece of text that looks alike. A line break in it is one.
type Run struct {
	Text string `json:"text"`
	Look Look   `json:"look,omitempty"`
}

// Look is how a run looks. What it says is said in words too: every format
// writes an inserted text as "[neu: …]" and a deleted one as "[gestrichen: …]",
// so the text itself does not say it.
type Look string

// The looks.
const (
	Plain    Look = ""
	Strong   Look = "strong"
	Quiet    Look = "quiet"    // beside the matter: who wrote it, when
	Inserted Look = "inserted" // of a difference
	Deleted  Look = "deleted"
)

// List is a list of paragraphs.
type List struct {
	Ordered bool   `json:"ordered,omitempty"`
	Start   int    `json:"start,omitempty"` // the number of the first item of an ordered list; zero is one
	Items   []Para `json:"items"`
}

// Table has a caption, which says what it shows, a head and rows of as many
// cells; a row that has fewer is filled up.
type Table struct {
	Caption string   `json:"caption,omitempty"`
	Head    []string `json:"head"`
	Rows    [][]Para `json:"rows"`
	Shares  []int    `json:"shares,omitempty"` // how wide the columns are, relative to each other; nil: alike
}

func (Heading) block() {}
func (Para) block()    {}
func (List) block()    {}
func (Table) block()   {}
func (Picture) block() {}

// announces tells whether a block is a paragraph that announces the one after it.
func (d Document) announces(i int) bool {
	p, is := d.Blocks[i].(Para)
	return is && len(p) > 0 && i+1 < len(d.Blocks) && strings.HasSuffix(p[len(p)-1].Text, ":")
}
