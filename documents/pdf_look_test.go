package documents

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"beirat/words"
)

// stays holds every text to stand within the margins of its page.
func (f *seenPDF) stays() {
	for i, page := range f.pages {
		for _, text := range page.texts {
			bottom := pdfEnd + 0.01
			if text.mark < 0 && text.kind == "PaginationFooter" {
				bottom = pdfHeight - 30
			}
			if text.x < pdfLeft-0.01 || text.x+text.width > pdfWidth-pdfRight+0.3 || text.y < pdfTop || text.y > bottom {
				f.t.Fatalf("page %d: %q stands at %.1f–%.1f, %.1f", i+1, text.text, text.x, text.x+text.width, text.y)
			}
		}
	}
}

func TestAnyDocumentIsReadAsItStandsAndStaysOnItsPages(t *testing.T) {
	texts := append(hostile(), "", "Ja", lorem(1), lorem(4), lorem(30), lorem(90), strings.Repeat("lang", 700), strings.Repeat("Zeile\n", 70))
	text := rapid.SampledFrom(texts)
	look := rapid.SampledFrom([]Look{Plain, Strong, Quiet, Inserted, Deleted})
	para := rapid.Custom(func(t *rapid.T) Para {
		return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Run { return Run{text.Draw(t, "text"), look.Draw(t, "look")} }), 0, 3).Draw(t, "runs")
	})
	block := rapid.Custom(func(t *rapid.T) Block {
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0:
			return Heading{rapid.IntRange(-1, 6).Draw(t, "level"), text.Draw(t, "heading")}
		case 1:
			return List{rapid.Bool().Draw(t, "ordered"), rapid.IntRange(0, 2000).Draw(t, "start"), rapid.SliceOfN(para, 0, 4).Draw(t, "items")}
		case 2:
			rows := rapid.SliceOfN(rapid.SliceOfN(para, 0, 4), 0, 5).Draw(t, "rows")
			return Table{text.Draw(t, "caption"), rapid.SliceOfN(text, 0, 4).Draw(t, "head"), rows, rapid.SliceOfN(rapid.IntRange(-1, 9), 0, 4).Draw(t, "shares")}
		}
		return para.Draw(t, "para")
	})
	rapid.Check(t, func(r *rapid.T) {
		d := Document{Title: text.Draw(r, "title"), Contents: rapid.Bool().Draw(r, "contents"), Running: text.Draw(r, "running"),
			Facts: []Fact{{text.Draw(r, "name"), text.Draw(r, "value")}}, Blocks: rapid.SliceOfN(block, 0, 12).Draw(r, "blocks")}
		f := readPDFOf(r, d)
		f.stays()
		if got, want := f.read(), toBeRead(d); !slices.Equal(got, want) {
			r.Fatalf("read %.300q, want %.300q", got, want)
		}
	})
}

func TestEveryPageSaysWhichOfHowManyItIs(t *testing.T) {
	d := strategy()
	f := readPDFOf(t, d)
	for i, page := range f.pages {
		var foot string
		for _, text := range page.texts {
			if text.kind == "PaginationFooter" {
				foot += text.text + "|"
			}
		}
		if want := fmt.Sprintf("%s|Seite %d von %d|", d.Running, i+1, len(f.pages)); foot != want {
			t.Errorf("page %d says %q, want %q", i+1, foot, want)
		}
	}
}

func TestNoLineStandsAloneOnAPage(t *testing.T) {
	d := Document{}
	for i := range 60 {
		d.Blocks = append(d.Blocks, Heading{1 + i%4, "Überschrift"}, P(lorem(3+i%5)), List{Items: []Para{P(lorem(2 + i%4))}})
	}
	f := readPDFOf(t, d)
	parted := 0
	for i, s := range f.said {
		lines := map[int]map[float64]bool{}
		for _, text := range s.at {
			page := int(text.y / pdfHeight)
			if lines[page] == nil {
				lines[page] = map[float64]bool{}
			}
			lines[page][text.y] = true
		}
		if len(lines) > 1 {
			parted++
		}
		for page, all := range lines {
			if len(lines) > 1 && len(all) < 2 {
				t.Errorf("one line of %.60q stands alone on page %d", s.text, page+1)
			}
		}
		if strings.HasPrefix(s.path, "Document/H") && i+1 < len(f.said) {
			next := f.said[i+1]
			if int(s.at[0].y/pdfHeight) != int(next.at[0].y/pdfHeight) {
				t.Errorf("a heading stands at the end of page %d, its text on the next", int(s.at[0].y/pdfHeight)+1)
			}
		}
	}
	if parted < 10 {
		t.Errorf("only %d paragraphs go over two pages: this proves little", parted)
	}
}

func TestTheHeadOfATableStandsOnEveryPageAndIsReadOnce(t *testing.T) {
	f := readPDFOf(t, documentsToPrint()["rows higher than a page"])
	var heads, read, pages int
	for _, page := range f.pages {
		rows := false
		for _, text := range page.texts {
			if text.kind == "PaginationHeader" && text.text == "B" {
				heads++
			}
			rows = rows || text.kind == "TD"
		}
		if rows {
			pages++
		}
	}
	for _, s := range f.said {
		if strings.HasSuffix(s.path, "/TH") {
			read++
		}
	}
	if heads != pages-1 || pages < 4 || read != 3 {
		t.Errorf("%d pages with rows, the head repeated on %d of them, %d cells of it read", pages, heads, read)
	}
}

func TestWhatTheFontLacksIsABoxThatReadsAsItWasWritten(t *testing.T) {
	d := Document{Title: "👍🏽", Contents: true, Blocks: []Block{Heading{1, "日本"}, P("👩‍👩‍👧 und שלום, ẞ: Ștefan Ạ")}}
	f := readPDFOf(t, d)
	var said []string
	for _, s := range f.said {
		said = append(said, s.text)
	}
	all := strings.Join(said, "\n")
	for _, want := range []string{"👍🏽", "日本", "👩‍👩‍👧 und שלום, ẞ: Ștefan", "8 Zeichen konnten in diesem Dokument nicht gezeigt werden. An ihrer Stelle steht □.", "2 Zeichen stehen hier in einfacherer Form"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q does not read %q", all, want)
		}
	}
	one := readPDFOf(t, Document{Language: words.English, Blocks: []Block{P("日")}})
	if got := plain(one.said[1].text); got != "One character could not be shown in this document. In its place stands □." {
		t.Errorf("one character: %q", got)
	}
	if none := readPDFOf(t, Document{Blocks: []Block{P("ÄÖÜäöüß „“ ‚‘ – … €")}}); len(none.said) != 1 {
		t.Errorf("something is said of what lacks nothing: %v", none.said)
	}
}

func TestADifferenceIsDrawnAndSaid(t *testing.T) {
	f := readPDFOf(t, Document{Blocks: []Block{Para{{Text: "Die Stadt "}, {"soll", Deleted}, {Text: " "}, {"wird", Inserted}, {Text: "."}}}})
	if got := f.said[0].text; got != "Die Stadt [gestrichen: soll] [neu: wird]." {
		t.Errorf("%q", got)
	}
	drawn := map[string]float64{} // how far below the baseline
	for _, text := range f.pages[0].texts {
		for _, rule := range f.pages[0].rules {
			if rule.x >= text.x-0.01 && rule.x+rule.width <= text.x+text.width+0.3 && rule.y > text.y-8 && rule.y < text.y+4 {
				drawn[text.text] = rule.y - text.y
			}
		}
	}
	if len(drawn) != 2 || drawn["soll"] > -1 || drawn["wird"] < 0.5 {
		t.Errorf("lines along %v", drawn)
	}
}

func TestLinesEndBetweenWordsWhereTheyCan(t *testing.T) {
	fonts, err := newPDFFonts()
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		text  string
		width float64
		want  []string
	}{
		"at spaces, which are kept to read":      {"eins zwei drei", 40, []string{"eins ", "zwei ", "drei"}},
		"after hyphens between letters":          {"Online-Dienste", 50, []string{"Online-", "Dienste"}},
		"not after a minus":                      {"Grad -12", 36, []string{"Grad ", "-12"}},
		"after strokes of addresses":             {"https://example.org/beirat", 100, []string{"https://example.org/", "beirat"}},
		"not at spaces that forbid it":           {"am 3.\u00a0Mai", 40, []string{"am ", "3.\u00a0Mai"}},
		"not before a dash":                      {"eins zwei – drei", 48, []string{"eins ", "zwei – ", "drei"}},
		"not before a unit":                      {"etwa 120 €", 50, []string{"etwa ", "120 €"}},
		"not after the sign of a paragraph":      {"nach § 47", 45, []string{"nach ", "§ 47"}},
		"before what begins with a dash":         {"eins –zwei", 48, []string{"eins ", "–zwei"}},
		"where a person allowed it":              {"Mittel\u00adpunkt", 45, []string{"Mittel-", "punkt"}},
		"nowhere else":                           {"Mittel\u00adpunkt", 90, []string{"Mittelpunkt"}},
		"within a word that is longer":           {"Rindfleischgesellschaft", 70, []string{"Rindfleischge-", "sellschaft"}},
		"within a sign that is none":             {"9f86d081884c7d65", 50, []string{"9f86d0818", "84c7d65"}},
		"where a person ended it":                {"eins\nzwei", 90, []string{"eins ", "zwei"}},
		"in the middle, with two spaces in line": {"a  b c", 19, []string{"a  b ", "c"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, line := range fonts.lines(P(test.text), pdfText(), test.width) {
				got = append(got, line.text())
				if line.width() > test.width {
					t.Errorf("%q is %.1f wide", line.text(), line.width())
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestAColumnIsAsWideAsItsLongestWordIfTheOthersCanSpareIt(t *testing.T) {
	for name, test := range map[string]struct {
		shares      []int
		needs, want []float64
	}{
		"by shares":               {[]int{1, 3}, []float64{0, 10}, []float64{25, 75}},
		"one needs more":          {[]int{1, 1, 2}, []float64{40, 10, 10}, []float64{40, 20, 40}},
		"one after another":       {[]int{1, 1, 2}, []float64{40, 25, 10}, []float64{40, 25, 35}},
		"nothing is to be spared": {[]int{1, 1}, []float64{60, 60}, []float64{50, 50}},
		"just enough":             {[]int{3, 1}, []float64{50, 50}, []float64{50, 50}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := shared(100, test.shares, test.needs); !slices.Equal(got, test.want) {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}

func TestWhatAnnouncesAListStandsOnItsPage(t *testing.T) {
	for lines := 36; lines < 50; lines++ { // a page has about forty-five
		d := Document{Blocks: []Block{P(strings.Repeat("Zeile\n", lines)), P("Es geht um:"), List{Items: []Para{P("eins")}}}}
		f := readPDFOf(t, d)
		var pages []int
		for _, s := range f.said[1:] {
			pages = append(pages, int(s.at[0].y/pdfHeight))
		}
		if pages[0] != pages[1] {
			t.Errorf("after %d lines it stands on page %d, its list on page %d", lines, pages[0]+1, pages[1]+1)
		}
	}
}
