package documents

// Measures of a page, in points (1/72 inch). A4; the left margin leaves room
// for the holes of a folder.
const (
	pdfWidth, pdfHeight     = 595.28, 841.89
	pdfLeft, pdfRight       = 76.0, 68.0
	pdfTop, pdfBottom       = 64.0, 78.0
	pdfMeasure              = pdfWidth - pdfLeft - pdfRight // how long a line of text is
	pdfFootLine             = pdfHeight - 52                // the rule above the foot
	pdfParagraphs           = 7.0                           // between paragraphs
	pdfListIndent, pdfItems = 18.0, 3.5
)

// pdfStyle is how text looks. Two equal styles look the same.
type pdfStyle struct {
	bold    bool
	size    float64
	leading float64 // from line to line
	tone    tone
	drawn   pdfDrawn
}

// pdfDrawn is a line along a text.
type pdfDrawn uint8

const (
	pdfNoLine pdfDrawn = iota
	pdfUnder
	pdfThrough
)

// The styles of a document.
func pdfText() pdfStyle     { return pdfStyle{size: 10.5, leading: 15.5, tone: ink} }
func pdfTitle() pdfStyle    { return pdfStyle{size: 23, leading: 29, tone: strong, bold: true} }
func pdfSubtitle() pdfStyle { return pdfStyle{size: 13, leading: 18, tone: quiet} }
func pdfFact() pdfStyle     { return pdfStyle{size: 9.5, leading: 14, tone: ink} }
func pdfCaption() pdfStyle  { return pdfStyle{size: 9.5, leading: 13.5, tone: ink, bold: true} }
func pdfCell() pdfStyle     { return pdfStyle{size: 9, leading: 12.8, tone: ink} }
func pdfFoot() pdfStyle     { return pdfStyle{size: 8.5, leading: 11, tone: quiet} }

// pdfHeading is how a heading of a level looks, and the space above and below it.
func pdfHeading(level int) (s pdfStyle, above, below float64) {
	switch level {
	case 1:
		return pdfStyle{size: 16.5, leading: 21, tone: strong, bold: true}, 30, 9
	case 2:
		return pdfStyle{size: 13.5, leading: 18, tone: ink, bold: true}, 22, 6
	case 3:
		return pdfStyle{size: 11.5, leading: 16, tone: ink, bold: true}, 17, 4
	}
	return pdfStyle{size: 10.5, leading: 15.5, tone: quiet, bold: true}, 13, 3
}

// in is the style of a run within a text of this style.
func (s pdfStyle) in(look Look) pdfStyle {
	switch look {
	case Strong:
		s.bold = true
	case Quiet:
		s.tone = quiet
	case Inserted:
		s.drawn = pdfUnder
	case Deleted:
		s.drawn, s.tone = pdfThrough, quiet
	}
	return s
}

// baseline is how far below the top of a line its letters stand: capitals,
// 0.72 em high, are in the middle.
func (s pdfStyle) baseline() float64 { return (s.leading + 0.72*s.size) / 2 }
