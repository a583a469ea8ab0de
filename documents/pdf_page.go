package documents

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// pdfLink leads from a line of the contents to where it says.
type pdfLink struct {
	part *pdfPart
	to   *pdfPlace
	says string
}

// pdfLinkAt is a link where it stands.
type pdfLinkAt struct {
	*pdfLink
	y, height float64
}

// pdfWriter writes sheets by fpdf, every text marked with the part whose it is.
type pdfWriter struct {
	pdf    *fpdf.Fpdf
	fonts  *pdfFonts
	marked [][]*pdfPart
	style  pdfStyle // that is set
	tone   tone
	inked  bool // a tone is set
	open   *pdfMark
}

func newPDFWriter(fonts *pdfFonts) *pdfWriter {
	pdf := fpdf.New("P", "pt", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCompression(false) // pdfFile compresses, and better
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	// Cutting a font appends to parts of it: it works on its own copy.
	pdf.AddUTF8FontFromBytes("go", "", bytes.Clone(goregular.TTF))
	pdf.AddUTF8FontFromBytes("go", "B", bytes.Clone(gobold.TTF))
	return &pdfWriter{pdf: pdf, fonts: fonts}
}

// bytes is what fpdf makes of the sheets, without structure.
func (w *pdfWriter) bytes(sheets []*pdfSheet) ([]byte, error) {
	for page, sheet := range sheets {
		w.pdf.AddPage()
		w.marked = append(w.marked, nil)
		w.style, w.inked = pdfStyle{}, false
		for i := range sheet.marks {
			w.mark(page, &sheet.marks[i])
		}
		w.close()
	}
	var b bytes.Buffer
	if err := w.pdf.Output(&b); err != nil {
		return nil, errPDF("set the pages", err)
	}
	return b.Bytes(), nil
}

// mark draws a mark within the marked content whose it is.
func (w *pdfWriter) mark(page int, m *pdfMark) {
	if len(m.line.pieces) == 0 && m.thick == 0 && m.picture == nil {
		return
	}
	if w.open == nil || w.open.part != m.part || w.open.artifact != m.artifact {
		w.close()
		w.begin(page, m)
	}
	if m.picture != nil {
		w.image(m)
	}
	if m.thick > 0 {
		w.ink(m.tone)
		w.rectangle(m.x, m.y, m.width, m.thick)
	}
	for _, piece := range m.line.pieces {
		w.piece(m.x, m.y+m.line.style.baseline(), piece)
	}
	if m.number != nil {
		number := w.fonts.set(w.fonts.glyphs(nil, fmt.Sprint(m.number.page+1), m.line.style), m.line.style, false, false)
		for _, piece := range number.pieces {
			w.piece(m.x+m.width-number.width(), m.y+m.line.style.baseline(), piece)
		}
	}
}

func (w *pdfWriter) begin(page int, m *pdfMark) {
	w.open = m
	if m.part == nil {
		w.pdf.RawWriteStr("/Artifact <<" + m.artifact + ">> BDC")
		return
	}
	id := len(w.marked[page])
	w.marked[page] = append(w.marked[page], m.part)
	m.part.kids = append(m.part.kids, pdfKid{page: page, mark: id})
	w.pdf.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC", m.part.kind, id))
}

func (w *pdfWriter) close() {
	if w.open != nil {
		w.pdf.RawWriteStr("EMC")
		w.open = nil
	}
}

func (w *pdfWriter) piece(x, baseline float64, p pdfPiece) {
	if w.style.bold != p.style.bold || w.style.size != p.style.size {
		w.pdf.SetFont("go", []string{"", "B"}[fontOf(p.style)], p.style.size)
		w.style = p.style
	}
	w.ink(p.style.tone)
	if p.actual != "" {
		w.pdf.RawWriteStr("/Span <</ActualText " + pdfString(p.actual) + ">> BDC")
	}
	w.pdf.Text(x+p.x, baseline, drawable(p.text))
	if p.actual != "" {
		w.pdf.RawWriteStr("EMC")
	}
	switch p.style.drawn {
	case pdfUnder:
		w.rectangle(x+p.x, baseline+0.14*p.style.size, p.width, 0.06*p.style.size)
	case pdfThrough:
		w.rectangle(x+p.x, baseline-0.29*p.style.size, p.width, 0.06*p.style.size)
	}
}

func (w *pdfWriter) rectangle(x, y, width, height float64) {
	w.pdf.RawWriteStr(fmt.Sprintf("%.2f %.2f %.2f %.2f re f", x, pdfHeight-y-height, width, height))
}

func (w *pdfWriter) ink(t tone) {
	if w.inked && w.tone == t {
		return
	}
	w.tone, w.inked = t, true
	c := t.color()
	w.pdf.RawWriteStr(fmt.Sprintf("%.3f %.3f %.3f rg", float64(c.R)/255, float64(c.G)/255, float64(c.B)/255))
}

// pdfString is a text in the file.
func pdfString(text string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	return b.String() + ">"
}

// foots adds to every sheet what stands at its foot.
func (d Document) foots(sheets []*pdfSheet, fonts *pdfFonts, said func(page, pages int) string) {
	const kind = "/Type/Pagination/Subtype/Footer/Attached[/Bottom]"
	style := pdfFoot()
	for i, sheet := range sheets {
		number := fonts.oneLine(said(i+1, len(sheets)), style, pdfMeasure/2)
		running := fonts.oneLine(d.Running, style, pdfMeasure-number.width()-24)
		sheet.marks = slices.Concat(sheet.marks, []pdfMark{
			{artifact: kind, x: pdfLeft, y: pdfFootLine, width: pdfMeasure, thick: 0.6, tone: line},
			{artifact: kind, x: pdfLeft, y: pdfFootLine + 7, line: running},
			{artifact: kind, x: pdfLeft + pdfMeasure - number.width(), y: pdfFootLine + 7, line: number},
		})
	}
}
