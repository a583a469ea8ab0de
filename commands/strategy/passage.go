package strategy

import (
	"regexp"
	"strings"

	"beirat/commands"
	"beirat/documents"
)

// passage is a part of a version that a committee can word anew.
type passage struct {
	name  string // "Leitsatz 2"
	title string // what its heading says besides; may be empty
	text  string
}

// What passages are called by, before a title or their text: at the beginning of
// a paragraph one word and a number, in a heading up to three words ("Field of
// action 3"), which would find too much in what people write.
var (
	numbered = regexp.MustCompile(`^(\pL+ \d{1,6})(?::|\.|$)\s*`)
	heading  = regexp.MustCompile(`^((?:\pL+ ){1,3}\d{1,6})(?::|\.|$)\s*`)
)

// passages are the numbered parts of a document, in its order: what stands below
// a numbered heading, up to the next one, or behind a number that begins a
// paragraph.
func passages(d documents.Document) []passage {
	var all []passage
	below := false // a numbered heading
	for _, block := range d.Blocks {
		switch block := block.(type) {
		case documents.Heading:
			var p passage
			if p, below = headedBy(heading, block.Text); below {
				p.title, p.text = p.text, ""
				all = append(all, p)
			}
		case documents.Para:
			p, opens := headedBy(numbered, plain(block))
			switch {
			case opens && p.text != "":
				all, below = append(all, p), false
			case below && !quiet(block):
				add(&all[len(all)-1], plain(block))
			}
		case documents.List:
			for _, item := range block.Items {
				if p, opens := headedBy(numbered, plain(item)); opens && p.text != "" {
					all = append(all, p)
				} else if below {
					add(&all[len(all)-1], "– "+plain(item))
				}
			}
		case documents.Table:
			below = false
		}
	}
	return all
}

// headedBy is the passage that begins with this text, if one does.
func headedBy(form *regexp.Regexp, text string) (passage, bool) {
	at := form.FindStringSubmatchIndex(text)
	if at == nil {
		return passage{}, false
	}
	return passage{name: text[at[2]:at[3]], text: strings.TrimSpace(text[at[1]:])}, true
}

// quiet tells whether a paragraph only says who wrote something, and when.
func quiet(p documents.Para) bool {
	for _, run := range p {
		if run.Look != documents.Quiet {
			return false
		}
	}
	return true
}

func add(p *passage, text string) {
	if p.text != "" {
		p.text += "\n"
	}
	p.text += text
}

// find is the passage that is called so, or whose title is that.
func find(all []passage, called string) (passage, bool) {
	for _, p := range all {
		if folded := commands.Fold(called); folded == commands.Fold(p.name) || p.title != "" && folded == commands.Fold(p.title) ||
			folded == commands.Fold(p.name+": "+p.title) {
			return p, true
		}
	}
	return passage{}, false
}
