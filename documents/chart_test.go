package documents

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"beirat/words"
)

func TestAltSaysWhatTheChartShows(t *testing.T) {
	for name, test := range map[string]struct {
		chart Chart
		want  string
	}{
		"words stand as they are":   {charts()["yesno"], "Balkendiagramm: Ja 6, Nein 3, Enthaltung 1."},
		"in English":                {charts()["english"], "Bar chart: Yes 6, No 4, Abstain 1."},
		"thousands are grouped":     {charts()["thousands"], "Balkendiagramm: Ja 12.000, Nein 9.998, Enthaltung 1."},
		"scores have their comma":   {charts()["scores"], "Balkendiagramm: Verwaltung 12,5 (an erster Stelle), Bildung 12, Mobilität 8,5."},
		"and their point":           {Chart{Card: Card{Language: words.English}, Rows: []Row{{Label: "A", Value: "1234.5"}}}, "Bar chart: A 1,234.5."},
		"one row":                   {charts()["one"], "Balkendiagramm: Ja 1."},
		"nobody voted":              {charts()["zero"], "Balkendiagramm: Ja 0, Nein 0, Enthaltung 0."},
		"long labels are in quotes": {charts()["candidates"], "Balkendiagramm: „Ayşe Yılmaz-Großkopf“ 5 (in der Stichwahl), „Jürgen Müller“ 4 (in der Stichwahl), „Zoë Đorđević“ 2."},
		"so are figures":            {Chart{Rows: []Row{{Label: "2027", Value: "3"}, {Label: "Nie", Value: "1"}}}, "Balkendiagramm: „2027“ 3, „Nie“ 1."},
		"one line, nothing hidden":  {Chart{Rows: []Row{{Label: " A\n\u202eB\x00 ", Value: "3"}}}, "Balkendiagramm: „A B“ 3."},
		"text is no pattern":        {Chart{Rows: []Row{{Label: "{{.x}} **b**", Value: "3"}}}, "Balkendiagramm: „{{.x}} **b**“ 3."},
		"no rows":                   {Chart{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := test.chart.Alt(); got != test.want {
				t.Errorf("%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestWhatCannotBeIsNotDrawn(t *testing.T) {
	row := func(value string) []Row { return []Row{{Label: "Ja", Value: "1"}, {Label: "Nein", Value: value}} }
	for name, test := range map[string]struct {
		chart Chart
		err   error
		tells string
	}{
		"nothing":                    {Chart{}, ErrEmpty, "nothing to draw"},
		"more rows than options":     {Chart{Rows: many(27)}, ErrTooMany, "more rows"},
		"a mark without a word":      {Chart{Rows: []Row{{Label: "Ja", Value: "1", Marked: true}}}, ErrNoMark, "no word"},
		"a negative value":           {Chart{Rows: row("-1")}, nil, `row 2: "-1" is no value`},
		"no number":                  {Chart{Rows: row("viele")}, nil, `row 2: "viele"`},
		"an empty value":             {Chart{Rows: row("")}, nil, `row 2: ""`},
		"a point without more":       {Chart{Rows: row("1.")}, nil, `"1."`},
		"a point without a one":      {Chart{Rows: row(".5")}, nil, `".5"`},
		"two points":                 {Chart{Rows: row("1.5.5")}, nil, `"1.5.5"`},
		"a comma":                    {Chart{Rows: row("1,5")}, nil, `"1,5"`},
		"finer than thousandths":     {Chart{Rows: row("1.2345")}, nil, `"1.2345"`},
		"more than there are people": {Chart{Rows: row("99999999999999999999")}, nil, "no value that can be drawn"},
		"more than were cast":        {Chart{Cast: 10, Rows: row("11")}, nil, "row 2: 11 is more than the 10 cast"},
		"a bit more than were cast":  {Chart{Cast: 10, Rows: row("10.5")}, nil, "10.5 is more"},
		"fewer than none cast":       {Chart{Cast: -1, Rows: row("0")}, nil, "-1 cannot be"},
	} {
		t.Run(name, func(t *testing.T) {
			content, err := test.chart.PNG()
			if content != nil || err == nil || !strings.Contains(err.Error(), test.tells) {
				t.Fatalf("drew %d bytes, told %v, want %q", len(content), err, test.tells)
			}
			if test.err != nil && !errors.Is(err, test.err) {
				t.Errorf("%v is not %v", err, test.err)
			}
		})
	}
}

// runs finds in a picture, from above, how long its bars are: the first run of
// the darkest tone of bars in every group of lines.
func runs(t *testing.T, chart Chart) []int {
	t.Helper()
	content, err := chart.PNG()
	if err != nil {
		t.Fatal(err)
	}
	picture, full := decode(t, content), strong.index(fullCover)
	var bars []int
	within := false
	for y := range picture.Rect.Max.Y {
		run := bytes.Count(picture.Pix[y*picture.Stride:][:picture.Stride], []byte{full})
		if run < 60 { // fewer than in letters of a title
			within = false
			continue
		}
		if !within {
			bars = append(bars, 0)
		}
		within = true
		bars[len(bars)-1] = max(bars[len(bars)-1], run)
	}
	return bars
}

func TestBarsAreAsLongAsTheirValues(t *testing.T) {
	for name, test := range map[string]struct {
		values []string
		want   []float64 // of the longest
	}{
		"counts":                        {[]string{"6", "3", "1"}, []float64{1, 0.5, 1. / 6}},
		"scores":                        {[]string{"12.5", "12", "2.5"}, []float64{1, 0.96, 0.2}},
		"zero has none":                 {[]string{"2", "0", "1"}, []float64{1, 0.5}},
		"all the same":                  {[]string{"7", "7"}, []float64{1, 1}},
		"the longest need not be first": {[]string{"1", "4"}, []float64{0.25, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			chart := Chart{Card: Card{Question: "Wie lang?"}}
			for i, value := range test.values {
				chart.Rows = append(chart.Rows, Row{Label: fmt.Sprintf("Antwort %d", i+1), Value: value})
			}
			bars := runs(t, chart)
			if len(bars) != len(test.want) {
				t.Fatalf("bars of %v, want %d", bars, len(test.want))
			}
			longest := 0
			for _, bar := range bars {
				longest = max(longest, bar)
			}
			for i, bar := range bars {
				if want := test.want[i] * float64(longest); float64(bar) < want-2 || float64(bar) > want+2 {
					t.Errorf("bar %d is %d long, want %.0f of %d", i+1, bar, want, longest)
				}
			}
		})
	}
}

func TestOneVoteOfManyIsSeen(t *testing.T) {
	b := bars{largest: 1_000_000_000_000, longest: 800}
	if b.length(1) < 3 || b.length(0) != 0 || b.length(b.largest) != 800 {
		t.Errorf("lengths %d of one, %d of none, %d of all", b.length(1), b.length(0), b.length(b.largest))
	}
}

func TestWhateverIsWrittenStaysWithinTheCard(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`([A-ZÄÖÜa-zäöüß]{1,30}[ ,/-]?){0,30}`))
	rapid.Check(t, func(t *rapid.T) {
		chart := Chart{Card: Card{Title: text.Draw(t, "title"), Question: text.Draw(t, "question"), Foot: text.Draw(t, "foot"),
			Mark: "m" + text.Draw(t, "mark")}}
		for range rapid.IntRange(1, 8).Draw(t, "rows") {
			value := rapid.IntRange(0, 20).Draw(t, "value") * rapid.SampledFrom([]int{1, 1_000_000}).Draw(t, "times")
			chart.Cast += value
			chart.Rows = append(chart.Rows, Row{Label: text.Draw(t, "label"), Value: fmt.Sprint(value), Marked: rapid.Bool().Draw(t, "marked")})
		}
		drawn, err := chart.draw()
		if err != nil {
			t.Fatal(err)
		}
		if x, y, clean := margins(drawn); !clean {
			t.Fatalf("something is drawn into the margin, at %d, %d", x, y)
		}
	})
}

// margins looks for something between the frame and what stands on the card;
// letters may lean over by a little.
func margins(picture *canvas) (x, y int, clean bool) {
	const frame, lean = 3, 12
	right, bottom := cardWidth-frame, picture.Rect.Max.Y-frame
	for _, margin := range []image.Rectangle{
		image.Rect(frame, frame, padding-lean, bottom), image.Rect(cardWidth-padding+lean, frame, right, bottom),
		image.Rect(frame, frame, right, frame+20), image.Rect(frame, bottom-20, right, bottom),
	} {
		for y := margin.Min.Y; y < margin.Max.Y; y++ {
			points := picture.Pix[y*picture.Stride:][margin.Min.X:margin.Max.X]
			if x := slices.IndexFunc(points, func(p uint8) bool { return p != 0 }); x >= 0 {
				return margin.Min.X + x, y, false
			}
		}
	}
	return 0, 0, true
}
