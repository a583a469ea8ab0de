package documents

import (
	"fmt"

	"beirat/words"
)

// PDF writes the document on sheets of A4, with the fonts it needs and with its
// structure: headings, lists, tables and the order of reading are told to
// whoever does not see the page. It claims no conformance with a standard of
// accessibility or archiving: nobody examined it. What its fonts do not have is
// shown as a box, and the end of the document says how often.
func (d Document) PDF() ([]byte, error) {
	p, err := d.set()
	if err != nil {
		return nil, err
	}
	said := words.Printer{Language: d.Language}
	p.foots(p.flow.sheets, p.fonts, func(page, pages int) string {
		return said.Say("documents.pdf.page", map[string]any{"page": page, "pages": pages})
	})
	return p.file()
}

// set sets the document on sheets, without their feet.
func (d Document) set() (*pdfSetting, error) {
	d = d.tidy()
	fonts, err := newPDFFonts()
	if err != nil {
		return nil, errPDF("prepare the fonts", err)
	}
	p := &pdfSetting{Document: d, fonts: fonts, flow: newPDFFlow(), root: &pdfPart{kind: "Document"}}
	p.front()
	p.body()
	p.note()
	p.flow.flush()
	return p, nil
}

// pdfSetting is a document as it is set, from its title to its end.
type pdfSetting struct {
	Document
	fonts    *pdfFonts
	flow     *pdfFlow
	root     *pdfPart
	space    float64 // below what was set last
	headings []pdfHeadingAt
	met      int // headings that the body has come to
}

// pdfHeadingAt is a heading and where it stands.
type pdfHeadingAt struct {
	Heading
	place *pdfPlace
}

// body sets the blocks.
func (p *pdfSetting) body() {
	for i, block := range p.Blocks {
		switch b := block.(type) {
		case Heading:
			p.heading(p.headings[p.met])
			p.met++
		case Para:
			p.para(b, p.announces(i))
		case List:
			p.list(b)
		case Table:
			p.table(b)
		case Picture:
			p.picture(b)
		}
	}
}

// strip is a line of text that belongs to a part.
func (p *pdfSetting) strip(part *pdfPart, l pdfLine, x float64) pdfStrip {
	return pdfStrip{height: l.style.leading, marks: []pdfMark{{part: part, x: x, line: l}}}
}

// lines are never none: of a text that cannot be seen, an empty one.
func (p *pdfSetting) lines(para Para, style pdfStyle, width float64) []pdfLine {
	if lines := p.fonts.lines(para, style, width); len(lines) > 0 {
		return lines
	}
	return []pdfLine{{style: style}}
}

// together adds lines of one paragraph, of which neither the first nor the last
// one stands alone on a page.
func (p *pdfSetting) together(strips []pdfStrip, above float64) {
	for i := range strips {
		if i == 0 {
			strips[i].above = max(above, p.space)
		}
		strips[i].keep = strips[i].keep || i == 0 && len(strips) > 1 || i == len(strips)-2
	}
	p.flow.add(strips...)
}

func (p *pdfSetting) heading(h pdfHeadingAt) {
	style, above, below := pdfHeading(h.Level)
	part := p.root.add(fmt.Sprintf("H%d", h.Level+1))
	var strips []pdfStrip
	for _, line := range p.lines(P(h.Text), style, pdfMeasure) {
		s := p.strip(part, line, pdfLeft)
		s.keep = true
		strips = append(strips, s)
	}
	strips[0].place = h.place
	p.together(strips, above)
	p.space = below
}

func (p *pdfSetting) para(para Para, announces bool) {
	part := p.root.add("P")
	var strips []pdfStrip
	for _, line := range p.lines(para, pdfText(), pdfMeasure) {
		strips = append(strips, p.strip(part, line, pdfLeft))
	}
	strips[len(strips)-1].keep = announces
	p.together(strips, p.space)
	p.space = pdfParagraphs
}

func (p *pdfSetting) list(l List) {
	numbering := "/Disc"
	mark := func(int) string { return "•" }
	if l.Ordered {
		numbering = "/Decimal"
		mark = func(i int) string { return fmt.Sprintf("%d.", l.Start+i) }
	}
	style := pdfText()
	indent := max(pdfListIndent, p.fonts.width(mark(len(l.Items)-1), style)+8)
	part := p.root.add("L").with("/A<</O/List/ListNumbering" + numbering + ">>")
	above := p.space
	for i, item := range l.Items {
		entry := part.add("LI")
		label := p.fonts.oneLine(mark(i)+" ", style, indent)
		sign := pdfMark{part: entry.add("Lbl"), x: pdfLeft + 4, line: label}
		body := entry.add("LBody")
		var strips []pdfStrip
		for _, line := range p.lines(item, style, pdfMeasure-indent) {
			strips = append(strips, p.strip(body, line, pdfLeft+indent))
		}
		strips[0].marks = append([]pdfMark{sign}, strips[0].marks...)
		p.together(strips, above)
		above, p.space = pdfItems, pdfItems
	}
	p.space = pdfParagraphs
}

// note says what could not be shown.
func (p *pdfSetting) note() {
	said := words.Printer{Language: p.Language}
	var notes []string
	if n := p.fonts.unshown; n > 0 {
		notes = append(notes, said.Say("documents.pdf.unshown", map[string]any{"N": n, "sign": string(unknown)}))
	}
	if n := p.fonts.plainer; n > 0 {
		notes = append(notes, said.Say("documents.pdf.plainer", map[string]any{"N": n}))
	}
	p.space = max(p.space, 18)
	for _, note := range notes {
		p.para(Para{{Text: note, Look: Quiet}}, false)
	}
}
