package documents

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"strconv"
	"strings"
	"time"

	"beirat/words"
)

//go:embed docx/*.xml
var docxParts embed.FS

// DOCX writes a file for text processors, with real styles, lists and heads of
// tables, for somebody to edit. Its contents are links; the text processor adds
// the numbers of pages when it updates that field, which it offers to do itself
// when it opens the file.
func (d Document) DOCX() ([]byte, error) {
	d = d.tidy()
	w := docx{said: words.Printer{Language: d.Language}}
	w.document(d)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range append([]docxPart{
		{"[Content_Types].xml", w.types(d.fixed("content_types"))},
		{"_rels/.rels", d.fixed("package_rels")},
		{"docProps/core.xml", d.core()},
		{"docProps/app.xml", d.fixed("app")},
		{"word/document.xml", w.String()},
		{"word/_rels/document.xml.rels", w.relations(d.fixed("document_rels"))},
		{"word/styles.xml", d.fixed("styles")},
		{"word/numbering.xml", w.numbering()},
		{"word/settings.xml", d.fixed("settings")},
		{"word/footer1.xml", w.footer(d.Running)},
	}, w.media()...) {
		if err := addPart(z, part.path, part.content); err != nil {
			return nil, fmt.Errorf("write %s of %q: %w", part.path, d.Title, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("pack %q: %w", d.Title, err)
	}
	return b.Bytes(), nil
}

func addPart(z *zip.Writer, path, content string) error {
	always := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // the first day that the format knows
	f, err := z.CreateHeader(&zip.FileHeader{Name: path, Method: zip.Deflate, Modified: always})
	if err != nil {
		return err
	}
	_, err = f.Write([]byte(content))
	return err
}

// locale is the language as Word names it.
func (d Document) locale() string {
	if d.Language == words.English {
		return "en-GB"
	}
	return "de-DE"
}

// fixed is a part that depends on nothing but the language. It is there: it is
// part of the program.
func (d Document) fixed(name string) string {
	content, _ := docxParts.ReadFile("docx/" + name + ".xml")
	return strings.ReplaceAll(string(content), "LANGUAGE", d.locale())
}

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordXML = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
)

// core are the properties that a file manager shows.
func (d Document) core() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	b.WriteString(`<dc:title>` + escapeXML(d.Title) + `</dc:title>`)
	if d.Subtitle != "" {
		b.WriteString(`<dc:creator>` + escapeXML(d.Subtitle) + `</dc:creator>`)
	}
	b.WriteString(`<dc:language>` + d.locale() + `</dc:language>`)
	if !d.Made.IsZero() {
		made := d.Made.UTC().Format("2006-01-02T15:04:05Z")
		for _, name := range []string{"created", "modified"} {
			b.WriteString(`<dcterms:` + name + ` xsi:type="dcterms:W3CDTF">` + made + `</dcterms:` + name + `>`)
		}
	}
	b.WriteString("</cp:coreProperties>\n")
	return b.String()
}

// footer has the running text, and the number of the page at the right.
func (w *docx) footer(running string) string {
	f := docx{said: w.said}
	f.WriteString(xmlHead + `<w:ftr ` + wordXML + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>`)
	f.text(running, Plain)
	f.WriteString(`<w:r><w:tab/></w:r>`)
	const page, pages = "#1#", "#2#"
	before, rest, _ := strings.Cut(w.said.Say("documents.docx.page", map[string]any{"page": page, "pages": pages}), page)
	between, after, _ := strings.Cut(rest, pages)
	f.text(before, Plain)
	f.WriteString(`<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>`)
	f.text(between, Plain)
	f.WriteString(`<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple>`)
	f.text(after, Plain)
	f.WriteString("</w:p></w:ftr>\n")
	return f.String()
}

// numbering says how bullets and numbers look, and where each ordered list of
// the document begins.
func (w *docx) numbering() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:numbering ` + wordXML + ">\n")
	for id, level := range []string{
		`<w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/>`,
		`<w:numFmt w:val="decimal"/><w:pStyle w:val="ListNumber"/><w:lvlText w:val="%1."/>`,
	} {
		b.WriteString(`<w:abstractNum w:abstractNumId="` + strconv.Itoa(id) + `"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>` +
			level + `<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="454" w:hanging="454"/></w:pPr></w:lvl></w:abstractNum>` + "\n")
	}
	b.WriteString(`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>` + "\n" + `<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>` + "\n")
	for i, start := range w.starts {
		b.WriteString(`<w:num w:numId="` + strconv.Itoa(firstList+i) + `"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="` +
			strconv.Itoa(start) + `"/></w:lvlOverride></w:num>` + "\n")
	}
	b.WriteString("</w:numbering>\n")
	return b.String()
}

// firstList is the number of the first ordered list; the ones before are those of the styles.
const firstList = 3
