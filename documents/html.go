package documents

import (
	"bytes"
	_ "embed" // the page and how it looks
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"sync"

	"beirat/words"
)

//go:embed page.gohtml
var pageHTML string

//go:embed page.css
var pageCSS string

var page = sync.OnceValues(func() (*template.Template, error) { return template.New("page").Parse(pageHTML) })

// HTML writes a page that stands alone: it loads nothing, runs nothing, reads
// well on a phone, on paper, and aloud.
func (d Document) HTML() ([]byte, error) {
	t, err := page()
	if err != nil {
		return nil, fmt.Errorf("read the page's template: %w", err)
	}
	d = d.tidy()
	said := words.Printer{Language: d.Language}
	shown := shownPage{
		Document: d, Blocks: make([]shownBlock, len(d.Blocks)), Style: template.CSS(pageCSS),
		Skip: said.Say("documents.skip", nil), ContentsTitle: said.Say("documents.contents", nil),
	}
	for i, b := range d.Blocks {
		shown.Blocks[i] = show(b, i)
		shown.Pictures = shown.Pictures || shown.Blocks[i].Kind == "picture"
	}
	if d.Contents {
		shown.Chapters = chapters(shown.Blocks)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, shown); err != nil {
		return nil, fmt.Errorf("write %q as a page: %w", d.Title, err)
	}
	return b.Bytes(), nil
}

// shownPage is what the template needs.
type shownPage struct {
	Document
	Blocks              []shownBlock // instead of the document's
	Chapters            []shownChapter
	Style               template.CSS
	Pictures            bool // there are some
	Skip, ContentsTitle string
}

// shownChapter is a line of the contents with those below it.
type shownChapter struct {
	shownBlock
	Parts []shownBlock
}

// shownBlock is a block for the template; its Kind says which fields count.
type shownBlock struct {
	Kind   string
	ID     string
	Text   string // of a heading or caption
	Para   []shownRun
	Items  [][]shownRun
	Start  int
	Head   []string
	Rows   [][][]shownRun
	Shares []int
	Width  int          // that a table or a picture needs
	Height int          // of a picture
	Source template.URL // of a picture, which is within
}

type shownRun struct {
	Look  Look
	Lines []string
}

func show(b Block, i int) shownBlock {
	id := "b" + strconv.Itoa(i+1)
	switch b := b.(type) {
	case Heading:
		return shownBlock{Kind: "h" + strconv.Itoa(b.Level), ID: id, Text: b.Text}
	case List:
		kind := "bullets"
		if b.Ordered {
			kind = "numbers"
		}
		return shownBlock{Kind: kind, Items: showAll(b.Items), Start: b.Start}
	case Table:
		const column = 7 // rem, below which a column is hard to read
		table := shownBlock{Kind: "table", ID: id, Text: b.Caption, Head: b.Head, Shares: percents(b.Shares), Width: column * (len(b.Head) - 1)}
		for _, row := range b.Rows {
			table.Rows = append(table.Rows, showAll(row))
		}
		return table
	case Para:
		return shownBlock{Kind: "para", Para: showRuns(b)}
	case Picture:
		width, height := b.size()
		return shownBlock{Kind: "picture", Text: b.Alt, Width: width, Height: height, Source: template.URL(b.source())}
	}
	return shownBlock{}
}

func showAll(paras []Para) [][]shownRun {
	shown := make([][]shownRun, len(paras))
	for i, p := range paras {
		shown[i] = showRuns(p)
	}
	return shown
}

func showRuns(p Para) []shownRun {
	shown := make([]shownRun, len(p))
	for i, r := range p {
		shown[i] = shownRun{r.Look, strings.Split(r.Text, "\n")}
	}
	return shown
}

// chapters are the headings that the contents list.
func chapters(blocks []shownBlock) []shownChapter {
	var all []shownChapter
	for _, b := range blocks {
		switch b.Kind {
		case "h1":
			all = append(all, shownChapter{shownBlock: b})
		case "h2":
			last := &all[len(all)-1]
			last.Parts = append(last.Parts, b)
		}
	}
	return all
}

// percents makes of shares what each is of a hundred.
func percents(shares []int) []int {
	sum := 0
	for _, s := range shares {
		sum += s
	}
	parts := make([]int, len(shares))
	for i, s := range shares {
		parts[i] = s * 100 / sum
	}
	return parts
}
