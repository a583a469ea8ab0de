package documents

import (
	"math"
	"strings"
)

// pdfTable sets a table: its caption, its head and its rows.
type pdfTable struct {
	Table
	fonts *pdfFonts
	part  *pdfPart
	x     []float64 // where the text of a column begins
	width []float64 // of the text of a column
}

const (
	pdfCellPadding = 5.0
	pdfCellAbove   = 4.0   // and below
	pdfShortRow    = 120.0 // such a row at the beginning or end stands with its neighbour
	pdfHighHead    = 200.0 // a head as high as this is not repeated
	pdfLayout      = "/Type/Layout"
)

// table adds a table. Its head stands on every page on which it goes on, but is
// read once.
func (p *pdfSetting) table(t Table) {
	set := pdfTable{Table: t, fonts: p.fonts, part: p.root.add("Table")}
	set.columns()
	above := 12.0
	var caption *pdfPart
	for _, line := range p.fonts.lines(P(t.Caption), pdfCaption(), pdfMeasure) {
		if caption == nil {
			caption = set.part.add("Caption")
		}
		strip := p.strip(caption, line, pdfLeft)
		strip.above, strip.keep = above, true
		p.flow.add(strip)
		above = 0
	}
	var head func() pdfStrip
	if strings.Join(t.Head, "") != "" {
		row := set.row(set.part.add("TR"), set.headings(), "TH")
		first := row.strip()
		first.keep, first.above = len(t.Rows) > 0, above
		if above == 0 {
			first.above = 4
		}
		p.flow.add(first)
		if first.height < pdfHighHead {
			head = row.again
		}
	}
	for i, cells := range t.Rows {
		row := set.row(set.part.add("TR"), cells, "TD")
		row.head = head
		strip := row.strip()
		strip.keep = strip.height < pdfShortRow && len(t.Rows) > 1 && (i == 0 || i == len(t.Rows)-2)
		p.flow.add(strip)
	}
	p.space = 14
}

func (t *pdfTable) headings() []Para {
	var cells []Para
	for _, text := range t.Head {
		cells = append(cells, Para{{Text: text, Look: Strong}})
	}
	return cells
}

// pdfRow is a row, or what is left of one.
type pdfRow struct {
	*pdfTable
	cells [][]pdfLine
	parts []*pdfPart
	heads bool
	head  func() pdfStrip
}

func (t *pdfTable) row(part *pdfPart, cells []Para, kind string) pdfRow {
	row := pdfRow{pdfTable: t, heads: kind == "TH"}
	for i := range t.x {
		row.cells = append(row.cells, t.fonts.lines(cells[i], pdfCell(), t.width[i]))
		cell := part.add(kind)
		if row.heads {
			cell.with("/A<</O/Table/Scope/Column>>")
		}
		row.parts = append(row.parts, cell)
	}
	return row
}

// tallest is the number of lines of the highest cell.
func (r pdfRow) tallest() int {
	most := 1
	for _, lines := range r.cells {
		most = max(most, len(lines))
	}
	return most
}

func (r pdfRow) height(lines int) float64 {
	return float64(lines)*pdfCell().leading + 2*pdfCellAbove
}

func (r pdfRow) strip() pdfStrip {
	s := pdfStrip{height: r.height(r.tallest()), head: r.head, split: r.split}
	for i, lines := range r.cells {
		y := pdfCellAbove
		for _, line := range lines {
			s.marks = append(s.marks, pdfMark{part: r.parts[i], x: r.x[i], y: y, line: line})
			y += line.style.leading
		}
	}
	rule := pdfMark{artifact: pdfLayout, x: pdfLeft, y: s.height - 0.5, width: pdfMeasure, thick: 0.5, tone: line}
	if r.heads {
		rule.y, rule.thick, rule.tone = s.height-1.2, 1.2, strong
	}
	s.marks = append(s.marks, rule)
	return s
}

// split parts a row between its lines.
func (r pdfRow) split(room float64) (first, rest pdfStrip, ok bool) {
	fits := int(math.Floor((room - 2*pdfCellAbove) / pdfCell().leading))
	fits = min(fits, r.tallest()-2)
	if fits < 2 {
		return first, rest, false
	}
	upper, lower := r, r
	upper.cells, lower.cells = nil, nil
	for _, lines := range r.cells {
		at := min(fits, len(lines))
		upper.cells, lower.cells = append(upper.cells, lines[:at]), append(lower.cells, lines[at:])
	}
	first = upper.strip()
	first.marks = first.marks[:len(first.marks)-1] // the row goes on: no rule below
	return first, lower.strip(), true
}

// again is the head on the next page: seen, but not read once more.
func (r pdfRow) again() pdfStrip {
	s := r.strip()
	for i := range s.marks {
		s.marks[i].part, s.marks[i].artifact = nil, "/Type/Pagination/Subtype/Header"
	}
	return s
}
