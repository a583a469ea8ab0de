package documents

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"beirat/words"
)

// documentsToPrint are documents that could go wrong, by what is special about them.
func documentsToPrint() map[string]Document {
	chapter := Heading{1, "Kapitel"}
	deep := Document{Title: "Tief", Contents: true, Blocks: []Block{Heading{4, "gehoben"}, chapter}}
	for range 9 {
		for level := 1; level <= 4; level++ {
			deep.Blocks = append(deep.Blocks, Heading{level, fmt.Sprintf("Ebene %d", level)}, P(lorem(level)))
		}
	}
	hostiles := Document{Title: "Fremdes (a) Tj ET \\(", Subtitle: "]>>", Running: "%%EOF", Facts: []Fact{{"endobj", "endstream"}}}
	for _, text := range hostile() {
		hostiles.Blocks = append(hostiles.Blocks, Heading{1, text}, P(text), Para{{text, Strong}, {text, Deleted}, {text, Inserted}},
			List{Items: []Para{P(text)}}, Table{Caption: text, Head: []string{text}, Rows: [][]Para{{P(text)}}})
	}
	tall := [][]Para{{P("klein"), P(lorem(120)), P("hoch")}, {P("dann"), P(lorem(2)), P(lorem(90))}, {P("Ende"), P(""), P("")}}
	return map[string]Document{
		"a strategy":              strategy(),
		"the sample":              sample(),
		"empty":                   {},
		"a title":                 {Title: "Nur ein Titel", Contents: true},
		"in English":              {Language: words.English, Title: "Minutes", Contents: true, Blocks: []Block{Heading{1, "Present"}, P("All.")}},
		"four levels of headings": deep,
		"hostile texts":           hostiles,
		"a word of 3,000 letters": {Blocks: []Block{chapter, P(strings.Repeat("Straße", 500)), List{Items: []Para{P(strings.Repeat("ß", 3000))}}}},
		"500 rows":                {Blocks: []Block{chapter, Table{Caption: "Viele", Head: []string{"Nr.", "Maßnahme", "Stand", "Feld"}, Rows: measures(500)}}},
		"rows higher than a page": {Blocks: []Block{chapter, P(lorem(20)), Table{Caption: "Hoch", Head: []string{"A", "B", "C"}, Rows: tall}, P("danach")}},
		"a table without a head":  {Blocks: []Block{Table{Rows: measures(3)}}},
		"a table of narrow cells": {Blocks: []Block{Table{Caption: "Eng", Head: slices.Repeat([]string{"Verwaltungsdigitalisierung"}, 12), Rows: [][]Para{slices.Repeat([]Para{P("Zusammenarbeitsvereinbarung im Umlauf")}, 12)}}}},
		"many lines":              {Blocks: []Block{P(strings.Repeat("Zeile\n", 200)), P(lorem(120))}},
		"long headings":           {Title: lorem(3), Contents: true, Blocks: []Block{Heading{1, lorem(4)}, Heading{2, lorem(90)}, P("Text")}},
		"a long foot":             {Running: lorem(9), Title: "Fuß"},
		"a hundred chapters":      {Contents: true, Blocks: slices.Repeat([]Block{chapter, P(lorem(9))}, 100)},
		"nothing to be seen":      {Title: "\u200d", Running: "\u200d", Contents: true, Blocks: []Block{Heading{1, "\u200d"}, P("\u200d"), P("\u00ad"), List{Items: []Para{P("\u200b")}}, Table{Head: []string{"\u200d"}, Rows: [][]Para{{P("\u200d")}}}}},
		"an ordered list":         {Blocks: []Block{List{Ordered: true, Start: 998, Items: slices.Repeat([]Para{P(lorem(2))}, 5)}}},
	}
}

func TestEveryTextStandsOnItsPageAndIsReadOnceInTheOrderOfTheDocument(t *testing.T) {
	for name, d := range documentsToPrint() {
		t.Run(name, func(t *testing.T) {
			f := readPDFOf(t, d)
			f.stays()
			got, want := f.read(), toBeRead(d)
			for i := range max(len(got), len(want)) {
				if i >= len(got) || i >= len(want) || got[i] != want[i] {
					t.Fatalf("part %d reads\n%.200q\nwant\n%.200q", i, got[min(i, len(got)):min(i+1, len(got))], want[min(i, len(want)):min(i+1, len(want))])
				}
			}
		})
	}
}

// TestTheSampleReadsAsItDid compares what is read out, page by page, with
// testdata. How it looks is for people to judge: look at it when this changes.
func TestTheSampleReadsAsItDid(t *testing.T) {
	f := readPDFOf(t, sample())
	var b strings.Builder
	for _, s := range f.said {
		first, last := s.at[0].y, s.at[len(s.at)-1].y
		pages := fmt.Sprint(int(first/pdfHeight) + 1)
		if last := fmt.Sprint(int(last/pdfHeight) + 1); last != pages {
			pages += "–" + last
		}
		fmt.Fprintf(&b, "%s %s: %s\n", pages, s.path[strings.LastIndex(s.path, "/")+1:], plain(s.text))
	}
	file := filepath.Join("testdata", "pdf-sample.txt")
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(kept), b.String()); diff != "" {
		t.Errorf("%s reads differently; write it anew with -update and look at the pages (-kept +read):\n%s", file, diff)
	}
}

// read is what the structure says, but for the contents.
func (f *seenPDF) read() (parts []string) {
	for _, s := range f.said {
		last := s.path[strings.LastIndex(s.path, "/")+1:]
		if text := plain(s.text); text != "" && last != "Link" {
			parts = append(parts, last+" "+text)
		}
	}
	return parts
}

// toBeRead is what a document says, each part with its element, but for the
// contents.
func toBeRead(d Document) (parts []string) {
	add := func(kind, text string) {
		if text = plain(text); text != "" {
			parts = append(parts, kind+" "+text)
		}
	}
	said := words.Printer{Language: d.Language}
	d = d.tidy()
	add("H1", d.Title)
	add("P", d.Subtitle)
	for _, f := range d.Facts {
		add("Lbl", f.Name)
		add("LBody", f.Value)
	}
	if d.Contents && len(d.contents()) > 0 {
		add("H2", said.Say("documents.contents", nil))
	}
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case Heading:
			add(fmt.Sprintf("H%d", b.Level+1), b.Text)
		case Para:
			add("P", runsOf(b))
		case List:
			for i, item := range b.Items {
				mark := "•"
				if b.Ordered {
					mark = strconv.Itoa(b.Start+i) + "."
				}
				add("Lbl", mark)
				add("LBody", runsOf(item))
			}
		case Table:
			add("Caption", b.Caption)
			for _, cell := range b.Head {
				add("TH", cell)
			}
			for _, row := range b.Rows {
				for _, cell := range row {
					add("TD", runsOf(cell))
				}
			}
		}
	}
	for _, note := range notesOf(d) {
		add("P", note)
	}
	return parts
}

func runsOf(p Para) (text string) {
	for _, r := range p {
		text += r.Text
	}
	return text
}

// notesOf asks the document itself: what they say has a test of its own.
func notesOf(d Document) (notes []string) {
	fonts, err := newPDFFonts()
	if err != nil {
		panic(err)
	}
	p := &pdfSetting{Document: d, fonts: fonts, flow: newPDFFlow(), root: &pdfPart{}}
	p.front()
	p.body()
	said := words.Printer{Language: d.Language}
	if n := fonts.unshown; n > 0 {
		notes = append(notes, said.Say("documents.pdf.unshown", map[string]any{"N": n, "sign": string(unknown)}))
	}
	if n := fonts.plainer; n > 0 {
		notes = append(notes, said.Say("documents.pdf.plainer", map[string]any{"N": n}))
	}
	return notes
}

func TestTheContentsLeadToTheHeadingsAndTellTheirPages(t *testing.T) {
	for _, name := range []string{"a strategy", "a hundred chapters", "four levels of headings"} {
		t.Run(name, func(t *testing.T) {
			f := readPDFOf(t, documentsToPrint()[name])
			var headings, entries []saidPart
			for _, s := range f.said {
				switch {
				case s.path == "Document/H2" && plain(s.text) != "Inhalt" || s.path == "Document/H3":
					headings = append(headings, s)
				case strings.HasSuffix(s.path, "/Link"):
					entries = append(entries, s)
				}
			}
			if len(entries) == 0 || len(entries) != len(headings) {
				t.Fatalf("%d entries for %d headings", len(entries), len(headings))
			}
			links := f.links()
			for i, h := range headings {
				page := int(h.at[0].y / pdfHeight)
				if want := plain(h.text) + " " + strconv.Itoa(page+1); plain(entries[i].text) != want {
					t.Errorf("the contents say %q, want %q", plain(entries[i].text), want)
				}
				at := h.at[0].y - float64(page)*pdfHeight
				if to := links[i]; to.page != page || to.y > at || to.y < at-40 {
					t.Errorf("%q leads to page %d at %.1f, and stands on page %d at %.1f", plain(h.text), to.page+1, to.y, page+1, at)
				}
				if links[i].says != plain(h.text) {
					t.Errorf("the link to %q says %q", plain(h.text), links[i].says)
				}
			}
		})
	}
}

// leads is where a link or a bookmark leads.
type leads struct {
	says string
	pdfPlace
}

func (f *seenPDF) to(entry pdfDict, says string) leads {
	dest := f.array(entry["Dest"])
	return leads{says, pdfPlace{f.numbers[dest[0].(pdfRef)], pdfHeight - dest[3].(float64)}}
}

func (f *seenPDF) links() (all []leads) {
	for _, page := range f.pages {
		for _, ref := range f.array(page.pdfDict["Annots"]) {
			link := f.dict(ref)
			all = append(all, f.to(link, link["Contents"].(pdfBytes).text()))
		}
	}
	return all
}

func TestBookmarksAreTheHeadings(t *testing.T) {
	for _, name := range []string{"a strategy", "four levels of headings", "hostile texts"} {
		t.Run(name, func(t *testing.T) {
			d := documentsToPrint()[name]
			f := readPDFOf(t, d)
			var want []string
			for _, b := range d.tidy().Blocks {
				if h, is := b.(Heading); is {
					want = append(want, strings.Repeat("  ", h.Level-1)+plain(h.Text))
				}
			}
			got, _ := f.bookmarks(f.dict(f.catalogue["Outlines"]), f.catalogue["Outlines"].(pdfRef), "")
			if !slices.Equal(got, want) {
				t.Errorf("bookmarks\n%q\nwant\n%q", got, want)
			}
		})
	}
}

// bookmarks are those below another, and how many stand open among them.
func (f *seenPDF) bookmarks(above pdfDict, ref pdfRef, indent string) (all []string, count int) {
	var before any
	for next := above["First"]; next != nil; {
		b := f.dict(next)
		if b["Parent"] != ref || b["Prev"] != before {
			f.t.Fatalf("bookmark %v stands below %v after %v", b, ref, before)
		}
		all, count = append(all, indent+plain(b["Title"].(pdfBytes).text())), count+1
		below, n := f.bookmarks(b, next.(pdfRef), indent+"  ")
		if n > 0 && b["Count"] != float64(-n) {
			f.t.Fatalf("%v has %d below", b, n)
		}
		all = append(all, below...)
		before, next = next, b["Next"]
	}
	if above["Last"] != before {
		f.t.Fatalf("%v ends with %v", above, before)
	}
	return all, count
}

func TestAPDFSaysWhatItIsAndClaimsNothing(t *testing.T) {
	d := strategy()
	f := readPDFOf(t, d)
	info := f.dict(f.trailer["Info"])
	for name, want := range map[pdfName]string{"Title": d.Title, "Author": d.Subtitle, "Creator": "Beirat", "Producer": "Beirat"} {
		if got := info[name].(pdfBytes).text(); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	if got := string(info["CreationDate"].(pdfBytes)); got != "D:20270114093000+01'00'" {
		t.Errorf("made %s", got)
	}
	c := f.catalogue
	if string(c["Lang"].(pdfBytes)) != "de" || f.dict(c["MarkInfo"])["Marked"] != "true" || f.dict(c["ViewerPreferences"])["DisplayDocTitle"] != "true" || c["PageMode"] != pdfName("UseOutlines") {
		t.Errorf("catalogue %v", c)
	}
	xmp := string(f.object(c["Metadata"]).(pdfStream).content)
	for _, want := range []string{">" + d.Title + "<", ">" + d.Subtitle + "<", "<xmp:CreateDate>2027-01-14T09:30:00+01:00<", "<rdf:li>de<"} {
		if !strings.Contains(xmp, want) {
			t.Errorf("%s lacks %s", xmp, want)
		}
	}
	if strings.Contains(xmp, "pdfuaid") || strings.Contains(xmp, "pdfaid") {
		t.Error("it claims a conformance that nobody checked")
	}
}

func TestAPDFWithoutDateOrTitleSaysNone(t *testing.T) {
	f := readPDFOf(t, Document{Language: words.English})
	info := f.dict(f.trailer["Info"])
	if len(f.pages) != 1 || info["CreationDate"] != nil || info["Title"] != nil || f.catalogue["ViewerPreferences"] != nil || f.catalogue["Outlines"] != nil || string(f.catalogue["Lang"].(pdfBytes)) != "en" {
		t.Errorf("%d pages, info %v, catalogue %v", len(f.pages), info, f.catalogue)
	}
	if xmp := string(f.object(f.catalogue["Metadata"]).(pdfStream).content); strings.Contains(xmp, "Date>") || strings.Contains(xmp, "title>") {
		t.Errorf("%s", xmp)
	}
}

func TestThePDFIsTheSameEveryTimeAndWhoeverWritesAtOnce(t *testing.T) {
	want, err := strategy().PDF()
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if got, err := strategy().PDF(); err != nil || !bytes.Equal(got, want) {
				t.Errorf("written differently (%v)", err)
			}
		})
	}
	all.Wait()
	later := strategy()
	later.Made = later.Made.Add(time.Hour)
	if got, err := later.PDF(); err != nil || bytes.Equal(got, want) {
		t.Errorf("another date gives the same file (%v)", err)
	}
}

func TestWhatFPDFWritesOtherwiseIsRefused(t *testing.T) {
	for name, b := range map[string]string{
		"nothing": "", "no references": "%PDF-1.3\nstartxref\n9\n%%EOF\n", "cut short": "xref\n0 5\n0000000000 65535 f \nstartxref\n0\n%%EOF\n",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := readPDF([]byte(b)); err == nil {
				t.Error("read")
			}
		})
	}
}

func FuzzNoTextBreaksAPDF(f *testing.F) {
	for _, text := range hostile() {
		f.Add(text, "A")
	}
	f.Fuzz(func(t *testing.T, one, two string) {
		d := Document{Title: one, Running: two, Contents: true, Blocks: []Block{Heading{1, two}, Para{{one, Deleted}, {two, Inserted}}, Table{Caption: two, Head: []string{one}, Rows: [][]Para{{P(two)}, {P(one)}}}}}
		f := readPDFOf(t, d)
		if title := plain(single(one)); title != "" && strings.ContainsFunc(title, func(r rune) bool { return !unicode.Is(unicode.M, r) }) {
			if got := plain(f.said[0].text); got != title {
				t.Errorf("%q reads as %q", title, got)
			}
		}
	})
}
