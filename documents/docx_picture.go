package documents

import (
	"fmt"
	"strconv"
	"strings"
)

// docxPart is a file within the file.
type docxPart struct{ path, content string }

// Pictures on a page of Word, in its units, of which a twentieth of a point has 635.
const (
	docxUnits        = 635
	docxPictureWidth = docxWidth * 3 / 4 * docxUnits
	docxPictureMost  = 11000 * docxUnits // high
)

// picture stands in a paragraph of its own.
func (w *docx) picture(p Picture) {
	w.pictures = append(w.pictures, p)
	n := len(w.pictures)
	width, height := p.fitted(docxPictureWidth, docxPictureMost)
	cx, cy := strconv.Itoa(int(width)), strconv.Itoa(int(height))
	named := fmt.Sprintf(`id="%d" name="%s" descr="%s"`, n, docxImage(n), escapeXML(p.Alt))
	w.WriteString(`<w:p><w:pPr><w:pStyle w:val="Normal"/>` + w.space() + `</w:pPr><w:r><w:drawing>` +
		`<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">` +
		`<wp:extent cx="` + cx + `" cy="` + cy + `"/><wp:docPr ` + named + `/>` +
		`<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">` +
		`<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr ` + named + `/><pic:cNvPicPr/></pic:nvPicPr>` +
		`<pic:blipFill><a:blip r:embed="` + docxPictureID(n) + `"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="` + cx + `" cy="` + cy + `"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>` +
		`</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>` + "\n")
}

func docxImage(n int) string { return "image" + strconv.Itoa(n) + ".png" }

func docxPictureID(n int) string { return "rIdPicture" + strconv.Itoa(n) }

// types say that there are pictures, where there are some.
func (w *docx) types(fixed string) string {
	if len(w.pictures) == 0 {
		return fixed
	}
	return strings.Replace(fixed, "<Override", `<Default Extension="png" ContentType="image/png"/>`+"\n<Override", 1)
}

// relations say where the pictures of the document are.
func (w *docx) relations(fixed string) string {
	var all strings.Builder
	for i := range w.pictures {
		all.WriteString(`<Relationship Id="` + docxPictureID(i+1) + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/` + docxImage(i+1) + `"/>` + "\n")
	}
	return strings.Replace(fixed, "</Relationships>", all.String()+"</Relationships>", 1)
}

// media are the pictures.
func (w *docx) media() []docxPart {
	parts := make([]docxPart, len(w.pictures))
	for i, p := range w.pictures {
		parts[i] = docxPart{"word/media/" + docxImage(i+1), string(p.PNG)}
	}
	return parts
}
