package documents

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"beirat/words"
)

func TestADocumentIsWrittenTidy(t *testing.T) {
	plain := func(text string) Para { return Para{{text, Plain}} }
	for name, c := range map[string]struct {
		given, want []Block
	}{
		"nothing empty is written": {
			[]Block{P(""), P(" \n "), Para{}, Heading{1, " \u200e"}, List{Items: []Para{P(" ")}}, Table{}, nil}, nil},
		"levels are lifted": {
			[]Block{Heading{3, "a"}, Heading{4, "b"}, Heading{9, "c"}, Heading{4, "d"}, Heading{7, "e"}, Heading{0, "f"}, Heading{2, "g"}},
			[]Block{Heading{1, "a"}, Heading{2, "b"}, Heading{3, "c"}, Heading{4, "d"}, Heading{4, "e"}, Heading{1, "f"}, Heading{2, "g"}}},
		"a heading is one line": {
			[]Block{Heading{1, " ein\n\n  Titel "}}, []Block{Heading{1, "ein Titel"}}},
		"lines are neither blank nor indented": {
			[]Block{P("  a  b \n\n\n  c\n")}, []Block{plain("a  b\nc")}},
		"spaces between runs stay, outside of looks": {
			[]Block{Para{{"die Stadt ", Plain}, {" soll ", Strong}, {"handeln ", Plain}}},
			[]Block{Para{{"die Stadt  ", Plain}, {"soll", Strong}, {" handeln", Plain}}}},
		"runs that look alike are one": {
			[]Block{Para{{"1", Plain}, {"", Strong}, {". a", Plain}}}, []Block{plain("1. a")}},
		"a break between runs stays one": {
			[]Block{Para{{"a\n", Strong}, {"\nb", Plain}}}, []Block{Para{{"a", Strong}, {"\nb", Plain}}}},
		"a difference is said in words": {
			[]Block{Para{{"sie ", Plain}, {"soll ", Deleted}, {"wird", Inserted}}},
			[]Block{Para{{"sie ", Plain}, {"[gestrichen: soll]", Deleted}, {" ", Plain}, {"[neu: wird]", Inserted}}}},
		"short rows are filled up, long ones widen the head": {
			[]Block{Table{Head: []string{"a"}, Rows: [][]Para{{}, {P("1"), P("2")}}, Shares: []int{3}}},
			[]Block{Table{Head: []string{"a", ""}, Rows: [][]Para{{nil, nil}, {plain("1"), plain("2")}}, Shares: []int{3, 1}}}},
		"a list begins at one, where nothing else is said": {
			[]Block{List{Ordered: true, Items: []Para{P("a"), nil}}}, []Block{List{Ordered: true, Start: 1, Items: []Para{plain("a")}}}},
	} {
		t.Run(name, func(t *testing.T) {
			d := Document{Blocks: c.given}.tidy()
			want := c.want
			if want == nil {
				want = []Block{}
			}
			if diff := cmp.Diff(want, d.Blocks); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheWordsOfADifferenceAreInTheLanguage(t *testing.T) {
	d := Document{Language: words.English, Blocks: []Block{Para{{"a", Inserted}, {"b", Deleted}}}}
	if got := string(d.Body()); !strings.Contains(got, `new: a`) || !strings.Contains(got, `deleted: b`) {
		t.Errorf("it says %q", got)
	}
}

func TestTidyingLosesNoLetter(t *testing.T) {
	letters := func(text string) string { return strings.Join(strings.Fields(clean(text)), "") }
	rapid.Check(t, func(t *rapid.T) {
		var p Para
		all := ""
		for range rapid.IntRange(0, 4).Draw(t, "runs") {
			r := Run{anyText().Draw(t, "text"), rapid.SampledFrom([]Look{Plain, Strong, Quiet}).Draw(t, "look")}
			p, all = append(p, r), all+r.Text
		}
		got := ""
		for _, b := range (Document{Blocks: []Block{p}}).tidy().Blocks {
			got = said(b.(Para), "\n")
		}
		if letters(got) != letters(all) {
			t.Fatalf("of %q stays %q", all, got)
		}
	})
}

func TestNothingTurnsTheDirectionOfWritingInAnyFormat(t *testing.T) {
	turning := "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a\ufeff\ufff9"
	text := "Avi" + turning + "Cohen"
	d := Document{Title: text, Subtitle: text, Facts: []Fact{{text, text}}, Contents: true, Running: text, Blocks: []Block{
		Heading{1, text}, P(text), List{Items: []Para{P(text)}}, Table{Caption: text, Head: []string{text}, Rows: [][]Para{{P(text)}}}}}
	page, err := d.HTML()
	if err != nil {
		t.Fatal(err)
	}
	formats := unpacked(t, d)
	formats["Markdown"], formats["HTML"] = string(d.Markdown()), string(page)
	for format, content := range formats {
		if strings.ContainsAny(content, turning) {
			t.Errorf("%s turns the direction", format)
		}
	}
	if got := strings.Count(formats["HTML"], "AviCohen"); got < 10 {
		t.Errorf("the page says it %d times", got)
	}
}

func TestTheContentsStandWhereTheyAreWanted(t *testing.T) {
	d := Document{Title: "Bericht", Blocks: []Block{Heading{1, "Kapitel"}, Heading{2, "Teil"}, Heading{3, "Abschnitt"}}}
	for _, wanted := range []bool{true, false} {
		d.Contents = wanted
		page, err := d.HTML()
		if err != nil {
			t.Fatal(err)
		}
		for format, content := range map[string]string{"Markdown": string(d.Markdown()), "HTML": string(page), "DOCX": unpacked(t, d)["word/document.xml"]} {
			if strings.Contains(content, "Inhalt") != wanted {
				t.Errorf("%s: wanted are the contents: %v", format, wanted)
			}
			if got := strings.Count(content, "Teil"); wanted && got != 2 || !wanted && got != 1 {
				t.Errorf("%s has the part %d times", format, got)
			}
			if got := strings.Count(content, "Abschnitt"); got != 1 {
				t.Errorf("%s lists what is too deep for its contents", format)
			}
		}
	}
}
