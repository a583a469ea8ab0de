package documents

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"beirat/words"
)

// unpacked are the parts of a DOCX file, by their paths.
func unpacked(t rapid.TB, d Document) map[string]string {
	t.Helper()
	content, err := d.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(part)
	}
	return parts
}

// node is an element of XML with what stands in it.
type node struct {
	XMLName  xml.Name
	Attr     []xml.Attr `xml:",any,attr"`
	Children []node     `xml:",any"`
	Text     string     `xml:",chardata"`
}

func (n node) attribute(name string) string {
	for _, a := range n.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// each calls f with a node and all below it, in their order.
func (n node) each(f func(node)) {
	f(n)
	for _, c := range n.Children {
		c.each(f)
	}
}

// named are the nodes of a name.
func (n node) named(name string) []node {
	var found []node
	n.each(func(c node) {
		if c.XMLName.Local == name {
			found = append(found, c)
		}
	})
	return found
}

// style is that of a paragraph, run or table.
func (n node) style(name string) string {
	for _, s := range n.named(name) {
		return s.attribute("val")
	}
	return ""
}

// said is the text of a paragraph as a text processor shows it.
func (n node) said(feed string) string {
	var b strings.Builder
	n.each(func(c node) {
		switch c.XMLName.Local {
		case "t":
			b.WriteString(c.Text)
		case "br":
			b.WriteString(feed)
		case "softHyphen":
			b.WriteString("\u00ad")
		case "noBreakHyphen":
			b.WriteString("\u2011")
		}
	})
	return b.String()
}

func parsedXML(t rapid.TB, content string) node {
	t.Helper()
	var root node
	if err := xml.Unmarshal([]byte(content), &root); err != nil {
		t.Fatalf("%v in %s", err, content)
	}
	return root
}

// docxOutline is what a DOCX file says, in the words of meant.
func docxOutline(t rapid.TB, parts map[string]string) []string {
	body := parsedXML(t, parts["word/document.xml"]).Children[0]
	numbers := parsedXML(t, parts["word/numbering.xml"]).named("num")
	var lines []string
	var list string // the number of the list that is being read
	item := 0
	for _, c := range body.Children {
		style := c.style("pStyle")
		if strings.HasPrefix(style, "List") && list != "" && (style == "ListBullet") != (list == "ListBullet") {
			lines, list = append(lines, "end"), ""
		}
		switch {
		case c.XMLName.Local == "tbl":
			for _, row := range c.named("tr") {
				var cells []string
				for _, cell := range row.named("tc") {
					cells = append(cells, cell.said(" ⏎"))
				}
				lines = append(lines, "row "+strings.Join(cells, " ¦ "))
			}
			lines = append(lines, "end")
		case strings.HasPrefix(style, "Heading"):
			lines = append(lines, fmt.Sprintf("h%d %s", style[7]-'0'+1, c.said("⏎")))
		case style == "ListBullet" || style == "ListNumber":
			mark := "-"
			if list == "" {
				item = 0
			}
			list = style
			if style == "ListNumber" {
				var start int
				id := c.named("numId")[0].attribute("val")
				for _, n := range numbers {
					if n.attribute("numId") == id {
						fmt.Sscan(n.named("startOverride")[0].attribute("val"), &start)
					}
				}
				mark = fmt.Sprint(start + item)
			}
			item++
			lines = append(lines, "item "+mark+" "+c.said("⏎"))
			if s := c.named("spacing"); len(s) > 0 && s[0].attribute("after") != "" {
				lines, list = append(lines, "end"), ""
			}
		case style == "Caption" || style == "Normal" && c.said("⏎") != "":
			lines = append(lines, "p "+c.said("⏎"))
		}
	}
	return lines
}

func TestADOCXSaysWhatTheDocumentSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument(t)
		if diff := cmp.Diff(meant(d), docxOutline(t, unpacked(t, d))); diff != "" {
			t.Fatalf("a text processor sees something else (-meant +read):\n%s", diff)
		}
	})
	if diff := cmp.Diff(meant(sample()), docxOutline(t, unpacked(t, sample()))); diff != "" {
		t.Errorf("a text processor sees something else (-meant +read):\n%s", diff)
	}
}

func TestADOCXIsWholeAndRefersToNothingThatIsNotThere(t *testing.T) {
	d := sample()
	d.Blocks = append(d.Blocks, Table{Head: []string{"ohne"}}, Table{Head: []string{"Unterschrift"}})
	parts := unpacked(t, d)
	for path, content := range parts {
		parsedXML(t, content)
		if path != "[Content_Types].xml" && !strings.HasSuffix(path, ".rels") && !strings.Contains(parts["[Content_Types].xml"], `"/`+path+`"`) {
			t.Errorf("no type is declared for %s", path)
		}
	}
	for rels, folder := range map[string]string{"_rels/.rels": "", "word/_rels/document.xml.rels": "word/"} {
		for _, r := range parsedXML(t, parts[rels]).named("Relationship") {
			if _, is := parts[folder+r.attribute("Target")]; !is {
				t.Errorf("%s leads to %s, which is not there", rels, r.attribute("Target"))
			}
		}
	}
	document, styles := parsedXML(t, parts["word/document.xml"]), parsedXML(t, parts["word/styles.xml"])
	var known []string
	for _, s := range styles.named("style") {
		known = append(known, s.attribute("styleId"))
	}
	for _, of := range []string{"pStyle", "rStyle", "tblStyle", "basedOn", "next"} {
		for _, s := range slices.Concat(document.named(of), styles.named(of)) {
			if !slices.Contains(known, s.attribute("val")) {
				t.Errorf("there is no style %s", s.attribute("val"))
			}
		}
	}
	marks := map[string]bool{}
	for _, b := range document.named("bookmarkStart") {
		marks[b.attribute("name")] = true
	}
	links := document.named("hyperlink")
	if len(links) != len(d.tidy().contents()) {
		t.Errorf("the contents have %d lines", len(links))
	}
	for _, l := range links {
		if !marks[l.attribute("anchor")] {
			t.Errorf("%q in the contents leads nowhere", l.said(""))
		}
	}
	lists := map[string]bool{}
	for _, n := range parsedXML(t, parts["word/numbering.xml"]).named("num") {
		lists[n.attribute("numId")] = true
	}
	for _, n := range slices.Concat(document.named("numId"), styles.named("numId")) {
		if !lists[n.attribute("val")] {
			t.Errorf("there is no list %s", n.attribute("val"))
		}
	}
	body := document.Children[0].Children
	for i, c := range body[1:] {
		if body[i].XMLName.Local == "tbl" && c.XMLName.Local != "p" {
			t.Errorf("a table grows together with a %s", c.XMLName.Local)
		}
	}
	for _, table := range document.named("tbl") {
		if rows := table.named("tr"); len(rows[0].named("tblHeader")) != 1 {
			t.Error("the head of a table is not repeated")
		}
	}
	for _, text := range document.named("t") {
		if text.attribute("space") != "preserve" {
			t.Errorf("the spaces of %q are not kept", text.Text)
		}
	}
}

func TestADOCXKnowsItsLanguageAndProperties(t *testing.T) {
	d := sample()
	for language, locale := range map[words.Language]string{words.German: "de-DE", words.English: "en-GB", "": "de-DE"} {
		d.Language = language
		parts := unpacked(t, d)
		if !strings.Contains(parts["word/styles.xml"], `<w:lang w:val="`+locale+`"`) || !strings.Contains(parts["docProps/core.xml"], "<dc:language>"+locale+"<") {
			t.Errorf("in language %q the file is not in %s", language, locale)
		}
		if strings.Contains(parts["word/styles.xml"]+parts["word/settings.xml"], "LANGUAGE") {
			t.Error("the language is left open somewhere")
		}
	}
	core := unpacked(t, sample())["docProps/core.xml"]
	for _, want := range []string{"<dc:title>Digitalstrategie der Stadt Musterstädt<", ">2026-11-22T23:30:00Z<"} {
		if !strings.Contains(core, want) {
			t.Errorf("the properties lack %s: %s", want, core)
		}
	}
	footer := parsedXML(t, unpacked(t, sample())["word/footer1.xml"])
	if got := footer.said(""); got != "Digitalstrategie der Stadt Musterstädt, Fassung 3Seite 1 von 1" {
		t.Errorf("the foot says %q", got)
	}
	var fields []string
	for _, f := range footer.named("fldSimple") {
		fields = append(fields, strings.TrimSpace(f.attribute("instr")))
	}
	if !slices.Equal(fields, []string{"PAGE", "NUMPAGES"}) {
		t.Errorf("the foot counts %q", fields)
	}
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	for name, write := range map[string]func(Document) ([]byte, error){
		"Markdown": func(d Document) ([]byte, error) { return d.Markdown(), nil },
		"HTML":     Document.HTML,
		"DOCX":     Document.DOCX,
	} {
		first, err := write(sample())
		if err != nil {
			t.Fatal(err)
		}
		elsewhere := sample()
		elsewhere.Made = elsewhere.Made.In(time.FixedZone("", -5*3600))
		for i, d := range []Document{sample(), elsewhere, restored(t, sample())} {
			again, err := write(d)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(first, again) {
				t.Errorf("%s: the bytes of writing %d differ", name, i+2)
			}
		}
	}
}

// forbidden is what XML forbids.
var forbidden = regexp.MustCompile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

func TestNothingThatXMLForbidsIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Document{Title: rapid.String().Draw(t, "title"), Subtitle: rapid.String().Draw(t, "subtitle"), Running: rapid.String().Draw(t, "running"),
			Blocks: []Block{P(rapid.String().Draw(t, "text")), Table{Caption: rapid.String().Draw(t, "caption"), Head: []string{rapid.String().Draw(t, "head")}}}}
		for path, part := range unpacked(t, d) {
			parsedXML(t, part)
			if found := forbidden.FindString(part); found != "" {
				t.Fatalf("%s holds %q", path, found)
			}
		}
	})
}

func TestInADOCXWhatAnnouncesStandsOnThePageOfWhatItAnnounces(t *testing.T) {
	d := Document{Language: words.German, Title: "T", Blocks: []Block{P("Ergänzung 1:"), P("Ein Bus."), P("Und dann:")}}
	body := string(unpacked(t, d)["word/document.xml"])
	if want := `<w:keepNext/></w:pPr><w:r><w:t xml:space="preserve">Ergänzung 1:`; !strings.Contains(body, want) {
		t.Errorf("a page may end between the two:\n%s", body)
	}
	if n := strings.Count(body, "<w:keepNext/>"); n != 1 {
		t.Errorf("%d paragraphs are kept with the next; want one: nothing follows the last", n)
	}
}
