package documents

import (
	"bytes"
	"crypto/sha256"
	"fmt"

	"codeberg.org/go-pdf/fpdf"
)

// How large a picture stands on a page: its letters about as those of the text.
const (
	pdfPictureWidth = pdfMeasure * 0.75
	pdfPictureMost  = (pdfEnd - pdfTop) * 0.85 // high
)

// picture adds a picture, which goes to one page. Its description is told to who
// does not see it.
func (p *pdfSetting) picture(b Picture) {
	width, height := b.fitted(pdfPictureWidth, pdfPictureMost)
	part := p.root.add("Figure").with("/Alt " + pdfString(b.Alt))
	p.flow.add(pdfStrip{above: max(p.space, 10), height: height, marks: []pdfMark{{part: part, x: pdfLeft, picture: &b, width: width, height: height}}})
	p.space = 14
}

// image draws a picture, which the file holds once however often it is drawn.
func (w *pdfWriter) image(m *pdfMark) {
	name := fmt.Sprintf("%x", sha256.Sum256(m.picture.PNG))
	options := fpdf.ImageOptions{ImageType: "PNG"}
	w.pdf.RegisterImageOptionsReader(name, options, bytes.NewReader(m.picture.PNG))
	w.pdf.ImageOptions(name, m.x, m.y, m.width, m.height, false, options, 0, "")
}
