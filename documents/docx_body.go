package documents

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"beirat/words"
)

// docx is the main part of a DOCX file as it is written.
type docx struct {
	bytes.Buffer
	said     words.Printer
	marks    int       // bookmarks so far
	starts   []int     // the first number of every ordered list so far
	pictures []Picture // so far
	below    bool      // a table stands directly above

	announces bool // the paragraph ends with a colon, and something follows
}

// Measures of an A4 page, in twentieths of a point.
const (
	docxPage  = `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1418" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`
	docxWidth = 9354 // between the margins
)

func (w *docx) document(d Document) {
	w.WriteString(xmlHead + `<w:document ` + wordXML + "><w:body>\n")
	w.para("Title", "", P(d.Title))
	if d.Subtitle != "" {
		w.para("Subtitle", "", P(d.Subtitle))
	}
	for _, f := range d.Facts {
		w.fact(f)
	}
	if d.Contents {
		w.contents(d.contents())
	}
	for i, b := range d.Blocks {
		w.announces = d.announces(i)
		w.block(b)
		_, w.below = b.(Table)
		if w.below && (i+1 == len(d.Blocks) || joins(d.Blocks[i+1])) {
			w.para("Normal", "", nil)
		}
	}
	w.WriteString(docxPage + "</w:body></w:document>\n")
}

// joins tells whether a block would grow together with a table above.
func joins(b Block) bool {
	t, is := b.(Table)
	return is && t.Caption == ""
}

func (w *docx) block(b Block) {
	switch b := b.(type) {
	case Heading:
		w.heading(b)
	case Para:
		w.para("Normal", w.kept()+w.space(), b)
	case List:
		w.list(b)
	case Table:
		w.table(b)
	case Picture:
		w.picture(b)
	}
}

// kept keeps a text on the page of what it announces.
func (w *docx) kept() string {
	if w.announces {
		return "<w:keepNext/>"
	}
	return ""
}

// space keeps a text away from a table above it.
func (w *docx) space() string {
	if w.below {
		return `<w:spacing w:before="240"/>`
	}
	return ""
}

// heading is bookmarked where the contents list it.
func (w *docx) heading(h Heading) {
	w.WriteString(`<w:p><w:pPr><w:pStyle w:val="Heading` + strconv.Itoa(h.Level) + `"/></w:pPr>`)
	if h.Level > contentsDepth {
		w.text(h.Text, Plain)
		w.WriteString("</w:p>\n")
		return
	}
	w.marks++
	id := strconv.Itoa(w.marks)
	w.WriteString(`<w:bookmarkStart w:id="` + id + `" w:name="` + bookmark(w.marks) + `"/>`)
	w.text(h.Text, Plain)
	w.WriteString(`<w:bookmarkEnd w:id="` + id + `"/></w:p>` + "\n")
}

// bookmark is how Word itself calls what its contents lead to.
func bookmark(n int) string { return "_Toc" + strconv.Itoa(100000000+n) }

// contents is a field that Word fills when it is updated, and what stands there until then.
func (w *docx) contents(listed []Heading) {
	if len(listed) == 0 {
		return
	}
	w.WriteString(`<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>` + "\n")
	w.para("TOCHeading", "", P(w.said.Say("documents.contents", nil)))
	for i, h := range listed {
		w.WriteString(`<w:p><w:pPr><w:pStyle w:val="TOC` + strconv.Itoa(h.Level) + `"/></w:pPr>`)
		if i == 0 {
			w.WriteString(`<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-` + strconv.Itoa(contentsDepth) +
				`" \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
		}
		w.WriteString(`<w:hyperlink w:anchor="` + bookmark(i+1) + `" w:history="1">`)
		w.text(h.Text, Plain)
		w.WriteString(`</w:hyperlink>`)
		if i == len(listed)-1 {
			w.WriteString(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`)
		}
		w.WriteString("</w:p>\n")
	}
	w.WriteString("</w:sdtContent></w:sdt>\n")
}

func (w *docx) fact(f Fact) {
	w.WriteString(`<w:p><w:pPr><w:pStyle w:val="Facts"/></w:pPr>`)
	w.text(f.Name, Strong)
	w.WriteString(`<w:r><w:tab/></w:r>`)
	w.text(f.Value, Plain)
	w.WriteString("</w:p>\n")
}

func (w *docx) list(l List) {
	style, number := "ListBullet", ""
	if l.Ordered {
		style, number = "ListNumber", `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="`+strconv.Itoa(firstList+len(w.starts))+`"/></w:numPr>`
		w.starts = append(w.starts, l.Start)
	}
	for i, item := range l.Items {
		space := ""
		switch {
		case i == len(l.Items)-1:
			space = `<w:spacing w:after="140"/>`
		case i == 0:
			space = w.space()
		}
		w.para(style, number+space, item)
	}
}

func (w *docx) table(t Table) {
	if t.Caption != "" {
		w.para("Caption", "", P(t.Caption))
	}
	w.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="` + strconv.Itoa(docxWidth) + `" w:type="dxa"/><w:tblLayout w:type="fixed"/>` +
		`<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`)
	if t.Caption != "" {
		w.WriteString(`<w:tblCaption w:val="` + escapeXML(t.Caption) + `"/>`)
	}
	w.WriteString(`</w:tblPr><w:tblGrid>`)
	widths := columns(t.Shares)
	for _, width := range widths {
		w.WriteString(`<w:gridCol w:w="` + strconv.Itoa(width) + `"/>`)
	}
	w.WriteString("</w:tblGrid>\n")
	head := make([]Para, len(t.Head))
	for i, text := range t.Head {
		head[i] = P(text)
	}
	w.row(`<w:cantSplit/><w:tblHeader/>`, "TableHead", head, widths)
	for _, row := range t.Rows {
		w.row(together(row), "TableText", row, widths)
	}
	w.WriteString("</w:tbl>\n")
}

// together keeps a row on one page, unless that would leave too much of one empty.
func together(row []Para) string {
	const longest = 600 // letters of a cell
	for _, cell := range row {
		letters := 0
		for _, r := range cell {
			letters += utf8.RuneCountInString(r.Text)
		}
		if letters > longest {
			return ""
		}
	}
	return `<w:cantSplit/>`
}

func (w *docx) row(properties, style string, cells []Para, widths []int) {
	w.WriteString(`<w:tr>`)
	if properties != "" {
		w.WriteString(`<w:trPr>` + properties + `</w:trPr>`)
	}
	for i, cell := range cells {
		w.WriteString(`<w:tc><w:tcPr><w:tcW w:w="` + strconv.Itoa(widths[i]) + `" w:type="dxa"/></w:tcPr>`)
		w.para(style, "", cell)
		w.WriteString(`</w:tc>`)
	}
	w.WriteString("</w:tr>\n")
}

// columns are the widths of columns.
func columns(shares []int) []int {
	sum := 0
	for _, s := range shares {
		sum += s
	}
	widths := make([]int, len(shares))
	for i, s := range shares {
		widths[i] = docxWidth * s / sum
	}
	return widths
}
