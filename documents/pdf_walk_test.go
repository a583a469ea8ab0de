package documents

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// seenPDF is what a file shows and tells, read as a viewer reads it.
type seenPDF struct {
	*openedPDF
	catalogue pdfDict
	pages     []*seenPage
	numbers   map[pdfRef]int // of the pages, from 0
	said      []saidPart
}

type seenPage struct {
	pdfDict
	texts []seenText
	rules []seenRule
}

// seenText is one piece of text on a page, of a marked content or of an artifact.
type seenText struct {
	mark  int // -1: an artifact
	kind  string
	text  string
	x, y  float64 // of the beginning of its baseline, from the top of the sheet
	width float64
}

type seenRule struct{ x, y, width, height float64 }

// saidPart is an element of the structure that has text, as it is read out.
type saidPart struct {
	path string // Document/Table/TR/TD
	text string
	at   []seenText
}

// readPDFOf writes a document and reads it. Everything that has to be right in
// any document is checked here.
func readPDFOf(t failing, d Document) *seenPDF {
	t.Helper()
	b, err := d.PDF()
	if err != nil {
		t.Fatal(err)
	}
	f := &seenPDF{openedPDF: openPDF(t, b), numbers: map[pdfRef]int{}}
	f.catalogue = f.dict(f.trailer["Root"])
	pages := f.dict(f.catalogue["Pages"])
	for i, ref := range f.array(pages["Kids"]) {
		f.numbers[ref.(pdfRef)] = i
		f.pages = append(f.pages, f.page(i, f.dict(ref)))
	}
	if len(f.pages) == 0 || pages["Count"] != float64(len(f.pages)) {
		t.Fatalf("%v pages, %d found", pages["Count"], len(f.pages))
	}
	f.structure()
	return f
}

// page reads what a page draws, and holds every text and every rule to stand in
// exactly one marked content.
func (f *seenPDF) page(number int, page pdfDict) *seenPage {
	p := &seenPage{pdfDict: page}
	fonts := f.fonts(page)
	content := f.object(page["Contents"]).(pdfStream).content
	var (
		parser  = &pdfParser{t: f.t, b: content}
		args    []any
		open    []seenText // marked contents
		actual  *string
		font    pdfName
		size, y float64
		x       float64
		next    int
	)
	for {
		v := parser.value()
		word, is := v.(string)
		if v == nil {
			break
		}
		if !is {
			args = append(args, v)
			continue
		}
		switch word {
		case "BDC":
			tag, properties := args[0].(pdfName), args[1].(pdfDict)
			switch {
			case tag == "Span":
				text := properties["ActualText"].(pdfBytes).text()
				actual = &text
			case len(open) > 0:
				f.t.Fatalf("page %d: %s within %v", number, tag, open)
			case tag == "Artifact":
				open = append(open, seenText{mark: -1, kind: fmt.Sprint(properties["Type"], properties["Subtype"])})
			default:
				if properties["MCID"] != float64(next) {
					f.t.Fatalf("page %d: mark %v where %d comes next", number, properties["MCID"], next)
				}
				open = append(open, seenText{mark: next, kind: string(tag)})
				next++
			}
		case "EMC":
			if actual != nil {
				actual = nil
				break
			}
			open = open[:len(open)-1]
		case "Tf":
			font, size = args[0].(pdfName), args[1].(float64)
		case "Td":
			x, y = args[0].(float64), args[1].(float64)
		case "Tj", "re":
			if len(open) != 1 {
				f.t.Fatalf("page %d: %s %v in %d marked contents", number, word, args, len(open))
			}
			if word == "re" {
				r := seenRule{args[0].(float64), pdfHeight - args[1].(float64) - args[3].(float64), args[2].(float64), args[3].(float64)}
				p.rules = append(p.rules, r)
				break
			}
			text := open[0]
			text.x, text.y = x, pdfHeight-y
			text.text, text.width = fonts[font].read(args[0].(pdfBytes))
			text.width *= size / 1000
			if actual != nil {
				text.text = *actual
			}
			p.texts = append(p.texts, text)
		case "TJ", "'", "\"", "Do", "cm":
			f.t.Fatalf("page %d: %s is not expected", number, word)
		}
		args = nil
	}
	if len(open) > 0 {
		f.t.Fatalf("page %d: a marked content does not end", number)
	}
	return p
}

// seenFont tells what signs mean and how wide they are.
type seenFont struct {
	meaning [][3]int // from, to, meaning of the first
	widths  map[int]float64
}

func (f *seenPDF) fonts(page pdfDict) map[pdfName]seenFont {
	fonts := map[pdfName]seenFont{}
	for name, ref := range f.dict(f.dict(page["Resources"])["Font"]) {
		font := f.dict(ref)
		shown := seenFont{widths: map[int]float64{}}
		for _, found := range regexp.MustCompile(`<(\w{4})> (?:<(\w{4})> )?<(\w{4})>\n`).FindAllStringSubmatch(string(f.object(font["ToUnicode"]).(pdfStream).content), -1) {
			var entry [3]int
			for i, digits := range []string{found[1], cmp.Or(found[2], found[1]), found[3]} {
				n, err := strconv.ParseInt(digits, 16, 32)
				if err != nil {
					f.t.Fatal(err)
				}
				entry[i] = int(n)
			}
			shown.meaning = append(shown.meaning, entry)
		}
		shown.meaning = shown.meaning[1:] // the space of codes
		below := f.dict(f.array(font["DescendantFonts"])[0])
		if embedded := f.object(f.dict(below["FontDescriptor"])["FontFile2"]).(pdfStream); len(embedded.content) < 1000 {
			f.t.Fatalf("%s has %d bytes of font", name, len(embedded.content))
		}
		for w := f.array(below["W"]); len(w) > 0; {
			first := int(w[0].(float64))
			if each, is := w[1].(pdfArray); is {
				for i, width := range each {
					shown.widths[first+i] = width.(float64)
				}
				w = w[2:]
				continue
			}
			for i := first; i <= int(w[1].(float64)); i++ {
				shown.widths[i] = w[2].(float64)
			}
			w = w[3:]
		}
		fonts[name] = shown
	}
	return fonts
}

// read gives the text, and the width of what is seen of it in thousandths of the
// size.
func (s seenFont) read(signs pdfBytes) (string, float64) {
	var text strings.Builder
	var width, spaces float64
	for _, pair := range chunks([]byte(signs), 2) {
		sign := int(pair[0])<<8 | int(pair[1])
		if spaces += s.widths[sign]; sign != ' ' {
			width, spaces = width+spaces, 0
		}
		for _, m := range s.meaning {
			if m[0] <= sign && sign <= m[1] {
				text.WriteRune(rune(m[2] + sign - m[0]))
			}
		}
	}
	return text.String(), width
}

// structure walks the tree and holds it to be whole: every marked content of
// every page is in it once, in the order of the page, and knows its element.
func (f *seenPDF) structure() {
	root := f.dict(f.catalogue["StructTreeRoot"])
	parents := map[int]any{}
	for nums := f.array(f.dict(root["ParentTree"])["Nums"]); len(nums) > 0; nums = nums[2:] {
		parents[int(nums[0].(float64))] = nums[1]
	}
	w := &structureWalk{seenPDF: f, parents: parents, seen: make([]int, len(f.pages))}
	w.element(root["K"].(pdfRef), f.catalogue["StructTreeRoot"], "")
	links := 0
	for i, page := range f.pages {
		marks := 0
		for _, text := range page.texts {
			marks = max(marks, text.mark+1)
		}
		if key := page.pdfDict["StructParents"]; key != float64(i) || len(f.array(parents[i])) != w.seen[i] || marks != w.seen[i] {
			f.t.Fatalf("page %d: key %v, %d marked contents, %d of them in the tree, %d with a parent", i, key, marks, w.seen[i], len(f.array(parents[i])))
		}
		links += len(f.array(page.pdfDict["Annots"]))
	}
	if links != w.links || root["ParentTreeNextKey"] != float64(len(f.pages)+links) || len(parents) != len(f.pages)+links {
		f.t.Fatalf("%d links, %d of them in the tree; %d parents, next key %v", links, w.links, len(parents), root["ParentTreeNextKey"])
	}
}

type structureWalk struct {
	*seenPDF
	parents map[int]any
	seen    []int // marked contents of each page
	links   int
}

// mayStandIn says in which elements one may stand.
func mayStandIn() map[string][]string {
	return map[string][]string{
		"Document": {""}, "P": {"Document"}, "L": {"Document"}, "LI": {"L"}, "Lbl": {"LI"}, "LBody": {"LI"},
		"Table": {"Document"}, "Caption": {"Table"}, "TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"},
		"TOC": {"Document", "TOCI"}, "TOCI": {"TOC"}, "Reference": {"TOCI"}, "Link": {"Reference"},
		"H1": {"Document"}, "H2": {"Document"}, "H3": {"Document"}, "H4": {"Document"}, "H5": {"Document"},
	}
}

func (w *structureWalk) element(ref pdfRef, parent any, path string) {
	e := w.dict(ref)
	kind := string(e["S"].(pdfName))
	if above := path[strings.LastIndex(path, "/")+1:]; e["P"] != parent || !slices.Contains(mayStandIn()[kind], above) {
		w.t.Fatalf("%s in %q has the parent %v, not %v", kind, path, e["P"], parent)
	}
	path = strings.TrimPrefix(path+"/"+kind, "/")
	kids, is := w.object(e["K"]).(pdfArray)
	if !is && e["K"] != nil {
		kids = pdfArray{e["K"]}
	}
	said := len(w.said)
	for _, kid := range kids {
		switch k := kid.(type) {
		case pdfRef:
			w.element(k, ref, path)
		case float64:
			w.text(ref, path, e["Pg"].(pdfRef), int(k), said)
		case pdfDict:
			if k["Type"] == pdfName("MCR") {
				w.text(ref, path, k["Pg"].(pdfRef), int(k["MCID"].(float64)), said)
				continue
			}
			link := w.dict(k["Obj"])
			w.links++
			if k["Type"] != pdfName("OBJR") || w.parents[int(link["StructParent"].(float64))] != ref || !slices.Contains(w.array(w.dict(k["Pg"])["Annots"]), k["Obj"]) {
				w.t.Fatalf("%s has a wrong link %v", path, link)
			}
		}
	}
}

// text adds what an element says on a page.
func (w *structureWalk) text(ref pdfRef, path string, page pdfRef, mark, said int) {
	n := w.numbers[page]
	if parents := w.array(w.parents[n]); mark != w.seen[n] || mark >= len(parents) || parents[mark] != ref {
		w.t.Fatalf("%s: mark %d of page %d where %d comes next, its parents are %v", path, mark, n, w.seen[n], parents)
	}
	w.seen[n]++
	if len(w.said) == said {
		w.said = append(w.said, saidPart{path: path})
	}
	part := &w.said[said]
	for _, text := range w.pages[n].texts {
		if text.mark == mark {
			part.text += text.text
			text.y += float64(n) * pdfHeight // down all pages
			part.at = append(part.at, text)
		}
	}
}

// plain is a text without what is not seen, its spaces made alike.
func plain(text string) string {
	text = strings.Map(func(r rune) rune {
		if r == '\u00a0' || r == '\u202f' || r == '\u2007' {
			return ' '
		}
		if unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(text, "\ufffd")))
	return strings.Join(strings.Fields(text), " ")
}
