package documents

import (
	"beirat/words"
)

// front sets what comes before the first block: the title, the facts and the
// table of contents.
func (p *pdfSetting) front() {
	p.find()
	p.titled("H1", p.Title, pdfTitle(), 0)
	p.titled("P", p.Subtitle, pdfSubtitle(), 4)
	p.facts()
	if p.Title+p.Subtitle != "" || len(p.Facts) > 0 {
		p.space = 22
	}
	if p.Contents && len(p.headings) > 0 {
		p.contents()
		p.flow.page()
		p.space = 0
	}
}

func (p *pdfSetting) find() {
	for _, b := range p.Blocks {
		if h, is := b.(Heading); is {
			p.headings = append(p.headings, pdfHeadingAt{h, &pdfPlace{}})
		}
	}
}

func (p *pdfSetting) titled(kind, text string, style pdfStyle, above float64) {
	lines := p.fonts.lines(P(text), style, pdfMeasure)
	if len(lines) == 0 {
		return
	}
	part := p.root.add(kind)
	var strips []pdfStrip
	for _, line := range lines {
		s := p.strip(part, line, pdfLeft)
		s.keep = true
		strips = append(strips, s)
	}
	p.together(strips, above)
	p.space = above
}

// facts sets names and values side by side between two rules.
func (p *pdfSetting) facts() {
	if len(p.Facts) == 0 {
		return
	}
	style, names := pdfFact(), 60.0
	for _, fact := range p.Facts {
		names = max(names, min(p.fonts.width(fact.Name, style), pdfMeasure/3))
	}
	left := pdfMark{artifact: pdfLayout, x: pdfLeft, width: pdfMeasure, thick: 0.6, tone: line}
	p.flow.add(pdfStrip{above: 16, height: 8, marks: []pdfMark{left}, keep: true})
	list := p.root.add("L").with("/A<</O/List/ListNumbering/None>>")
	for _, fact := range p.Facts {
		entry := list.add("LI")
		p.fact(entry.add("Lbl"), entry.add("LBody"), fact, names)
	}
	left.y = 7.4
	p.flow.add(pdfStrip{height: 8, marks: []pdfMark{left}})
}

func (p *pdfSetting) fact(label, body *pdfPart, fact Fact, names float64) {
	style := pdfFact()
	left := p.fonts.lines(Para{{Text: fact.Name, Look: Quiet}}, style, names)
	right := p.fonts.lines(P(fact.Value), style, pdfMeasure-names-16)
	beside := 0 // which line of the name the value stands beside
	if len(left) > 3 {
		beside = len(left)
	}
	strips := make([]pdfStrip, max(len(left), beside+len(right)))
	for i := range strips {
		strips[i] = pdfStrip{height: style.leading, keep: true}
	}
	for i, line := range left {
		mark := pdfMark{part: label, x: pdfLeft, line: line}
		if beside > 0 {
			strips[i].marks = append(strips[i].marks, mark)
			continue
		}
		mark.y = float64(i) * style.leading // a name is read before its value
		strips[0].marks = append(strips[0].marks, mark)
	}
	for i, line := range right {
		strips[beside+i].marks = append(strips[beside+i].marks, pdfMark{part: body, x: pdfLeft + names + 16, line: line})
	}
	p.flow.add(strips...)
}

// contents sets the table of contents, each line with a link and the number of
// the page, which is known when all pages are set.
func (p *pdfSetting) contents() {
	said := words.Printer{Language: p.Language}
	p.titled("H2", said.Say("documents.contents", nil), pdfStyle{size: 13.5, leading: 18, tone: strong, bold: true}, 26)
	open := []*pdfPart{p.root.add("TOC")}
	p.fonts.uncounted(func() {
		for _, h := range p.headings {
			if h.Level > contentsDepth {
				continue
			}
			for len(open) > h.Level {
				open = open[:len(open)-1]
			}
			for len(open) < h.Level { // below the last entry
				above := open[len(open)-1]
				open = append(open, above.kids[len(above.kids)-1].part.add("TOC"))
			}
			p.entry(open[len(open)-1].add("TOCI"), h)
		}
	})
}

func (p *pdfSetting) entry(part *pdfPart, h pdfHeadingAt) {
	const numbers = 34.0
	style := pdfStyle{size: 10, leading: 14.5, tone: ink, bold: h.Level == 1}
	indent := float64(h.Level-1) * 14
	link := &pdfLink{part: part.add("Reference").add("Link"), to: h.place, says: h.Text}
	var strips []pdfStrip
	for i, line := range p.lines(P(h.Text), style, pdfMeasure-indent-numbers) {
		strips = append(strips, p.strip(link.part, line, pdfLeft+indent))
		strips[i].link, strips[i].keep = link, true
	}
	last := len(strips) - 1
	strips[0].above, strips[last].keep = 1.5, false
	if h.Level == 1 {
		strips[0].above = 8
	}
	mark := &strips[last].marks[0]
	mark.line = mark.line.spaced()
	mark.number, mark.width = h.place, pdfMeasure-indent
	p.flow.add(strips...)
}
