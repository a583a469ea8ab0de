package documents

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode"

	"beirat/words"
)

const pdfProducer = "Beirat"

// file writes the sheets and all that stands around them.
func (p *pdfSetting) file() ([]byte, error) {
	w := newPDFWriter(p.fonts)
	set, err := w.bytes(p.flow.sheets)
	if err != nil {
		return nil, err
	}
	file, err := readPDF(set)
	if err != nil {
		return nil, errPDF("read the pages that are set", err)
	}
	// fpdf numbers the pages from 3, each with its content, and ends with what is
	// said of the file and with its catalogue.
	pages := make([]int, len(p.flow.sheets))
	for i := range pages {
		pages[i] = 3 + 2*i
	}
	info, catalogue := len(file.objects)-2, len(file.objects)-1
	if err := p.pages(file, pages); err != nil {
		return nil, errPDF("add to the pages", err)
	}
	if err := renameFonts(file); err != nil {
		return nil, errPDF("add to the fonts", err)
	}
	tree := pdfTree{root: p.root, marked: w.marked, links: p.links(), file: file, pages: pages}
	entries := fmt.Sprintf("/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R", tree.write())
	if outlines := p.bookmarks(file, pages); outlines > 0 {
		entries += fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", outlines)
	}
	if p.Title != "" {
		entries += "/ViewerPreferences<</DisplayDocTitle true>>"
	}
	file.set(info, "<<"+p.info()+">>")
	entries += fmt.Sprintf("/Metadata %d 0 R", file.add(p.xmp()))
	file.set(catalogue, fmt.Sprintf("<</Type/Catalog/Pages 1 0 R/Lang(%s)%s>>", p.tag(), entries))
	return file.bytes(catalogue, info), nil
}

// tag is the language as files name it.
func (p *pdfSetting) tag() string {
	if p.Language == words.English {
		return "en"
	}
	return "de"
}

// links are all links, in the order of the pages.
func (p *pdfSetting) links() []*pdfLinkAt {
	var all []*pdfLinkAt
	for _, sheet := range p.flow.sheets {
		for i := range sheet.links {
			all = append(all, &sheet.links[i])
		}
	}
	return all
}

// pages adds to every page which texts of the structure are its own, and its
// links.
func (p *pdfSetting) pages(file *pdfFile, pages []int) error {
	next := len(pages) // the texts of the pages come first in the tree of parents
	for i, sheet := range p.flow.sheets {
		entry := fmt.Sprintf("<</Type /Page/StructParents %d/Tabs/S\n", i)
		var links strings.Builder
		for _, link := range sheet.links {
			number := file.add(fmt.Sprintf("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%.2f %.2f %.2f %.2f]/Dest[%d 0 R/XYZ 0 %.2f null]/Contents %s/StructParent %d>>",
				pdfLeft, pdfHeight-link.y-link.height, pdfLeft+pdfMeasure, pdfHeight-link.y,
				pages[link.to.page], pdfHeight-link.to.y+4, pdfString(visible(link.says)), next))
			link.part.kids = append(link.part.kids, pdfKid{page: i, link: number})
			fmt.Fprintf(&links, "%d 0 R ", number)
			next++
		}
		if links.Len() > 0 {
			entry += "/Annots[" + strings.TrimSpace(links.String()) + "]\n"
		}
		if err := file.replace(pages[i], "<</Type /Page\n", entry); err != nil {
			return err
		}
		if err := file.compress(pages[i] + 1); err != nil {
			return err
		}
	}
	return nil
}

// renameFonts gives the fonts their names, with the mark of an incomplete one,
// and says what their signs mean.
func renameFonts(file *pdfFile) error {
	found := 0
	for i, object := range file.objects {
		switch {
		case bytes.Contains(object, []byte("/Adobe-Identity-UCS def")):
			file.objects[i] = file.stream("", []byte(pdfUnicode))
			found++
		case bytes.Contains(object, []byte("/utf8go")) && !bytes.HasSuffix(object, []byte("endstream")):
			object = bytes.ReplaceAll(object, []byte("/utf8goB"), []byte("/GOBOLD+Go-Bold"))
			file.objects[i] = bytes.ReplaceAll(object, []byte("/utf8go"), []byte("/GOTEXT+Go-Regular"))
			found++
		}
	}
	if found%4 != 0 { // of each font: itself, its widths, its descriptor, its meaning
		return errForeignPDF
	}
	return nil
}

// pdfUnicode says which letters signs of the font are: themselves, but for those
// that are drawn instead of others (see drawnAs).
const pdfUnicode = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
5 beginbfrange
<0000> <00AC> <0000>
<00AE> <00FF> <00AE>
<0100> <2218> <0100>
<221A> <FFFF> <221A>
<00AD> <00AD> <002D>
endbfrange
1 beginbfchar
<2219> <00B7>
endbfchar
endcmap
CMapName currentdict /CMap defineresource pop
end
end`

// info is what a file says of itself.
func (p *pdfSetting) info() string {
	var b strings.Builder
	for _, entry := range []struct{ name, text string }{{"Title", p.Title}, {"Author", p.Subtitle}, {"Creator", pdfProducer}, {"Producer", pdfProducer}} {
		if text := visible(entry.text); text != "" {
			fmt.Fprintf(&b, "/%s %s", entry.name, pdfString(text))
		}
	}
	if !p.Made.IsZero() {
		_, offset := p.Made.Zone()
		sign := '+'
		if offset < 0 {
			sign, offset = '-', -offset
		}
		made := fmt.Sprintf("(D:%s%c%02d'%02d')", p.Made.Format("20060102150405"), sign, offset/3600, offset/60%60)
		b.WriteString("/CreationDate " + made + "/ModDate " + made)
	}
	return b.String()
}

// xmp says the same for those who read it as XML.
func (p *pdfSetting) xmp() string {
	var b strings.Builder
	b.WriteString(`<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>` + p.tag() + `</rdf:li></rdf:Bag></dc:language>
`)
	if title := visible(p.Title); title != "" {
		b.WriteString(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + escaped(title) + "</rdf:li></rdf:Alt></dc:title>\n")
	}
	if whose := visible(p.Subtitle); whose != "" {
		b.WriteString("<dc:creator><rdf:Seq><rdf:li>" + escaped(whose) + "</rdf:li></rdf:Seq></dc:creator>\n")
	}
	if !p.Made.IsZero() {
		made := p.Made.Format("2006-01-02T15:04:05-07:00")
		b.WriteString("<xmp:CreateDate>" + made + "</xmp:CreateDate><xmp:ModifyDate>" + made + "</xmp:ModifyDate>\n")
	}
	b.WriteString("<xmp:CreatorTool>" + pdfProducer + "</xmp:CreatorTool><pdf:Producer>" + pdfProducer + "</pdf:Producer>\n" +
		"</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return fmt.Sprintf("<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream", b.Len(), b.String())
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a builder takes everything
	return b.String()
}

// visible is a text on one line, without what is not seen.
func visible(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case invisible(r) && r != '\u200d':
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, string(unicode.ReplacementChar)))
	return strings.Join(strings.Fields(text), " ")
}
