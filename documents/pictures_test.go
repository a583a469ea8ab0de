package documents

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"beirat/words"
)

var update = flag.Bool("update", false, "draw the pictures in testdata anew")

const (
	question = "Soll die Stadt Online-Termine im Bürgerbüro anbieten?"
	foot     = "Abstimmung 12 · 3. Dezember 2026 · 10 von 11 haben abgestimmt"
)

// charts are what boards may want to see, by the name of their golden picture.
func charts() map[string]Chart {
	yesNo := Card{Title: "Abstimmung 12: angenommen", Question: question, Foot: foot}
	chosen := Card{Title: "Abstimmung 7", Question: "Womit soll der Beirat im neuen Jahr beginnen?", Mark: "gewählt", Foot: "Abstimmung 7 · 14. Januar 2027 · 11 von 11 haben abgestimmt"}
	scored := Card{Title: "Abstimmung 21", Question: "In welcher Reihenfolge sollen die Handlungsfelder beraten werden?", Mark: "an erster Stelle", Foot: "Punkte nach Borda: der erste von drei Plätzen gibt zwei Punkte, der zweite einen."}
	return map[string]Chart{
		"yesno": {Card: yesNo, Cast: 10, Rows: []Row{{Label: "Ja", Value: "6"}, {Label: "Nein", Value: "3"}, {Label: "Enthaltung", Value: "1"}}},
		"two":   {Card: chosen, Cast: 11, Rows: []Row{{Label: "Radweg", Value: "6", Marked: true}, {Label: "Spielplatz", Value: "5"}}},
		"long": {Card: chosen, Cast: 11, Rows: []Row{
			{Label: "Ein Wegweiser durch alle Online-Dienste der Stadt, der auch ohne Vorwissen und in leichter Sprache zum richtigen Antrag führt", Value: "6", Marked: true},
			{Label: "Offenes WLAN in Bibliotheken, Bürgerhäusern und Schulen", Value: "5"},
			{Label: "Digitalsprechstunde", Value: "0"}}},
		"scores": {Card: scored, Rows: []Row{{Label: "Verwaltung", Value: "12.5", Marked: true}, {Label: "Bildung", Value: "12"}, {Label: "Mobilität", Value: "8.5"}}},
		"eleven": {Card: chosen, Cast: 11, Rows: many(11)},
		"most":   {Card: chosen, Cast: 412, Rows: many(26)},
		"zero":   {Card: yesNo, Rows: []Row{{Label: "Ja", Value: "0"}, {Label: "Nein", Value: "0"}, {Label: "Enthaltung", Value: "0"}}},
		"one":    {Card: Card{Question: "Wer ist dafür?"}, Cast: 1, Rows: []Row{{Label: "Ja", Value: "1"}}},
		"candidates": {Card: Card{Title: "Abstimmung 8", Question: "Wer vertritt den Beirat im Ausschuss?", Mark: "in der Stichwahl", Foot: "Abstimmung 8 · 11 von 11 haben abgestimmt"}, Cast: 11, Rows: []Row{
			{Label: "Ayşe Yılmaz-Großkopf", Value: "5", Marked: true}, {Label: "Jürgen Müller", Value: "4", Marked: true}, {Label: "Zoë Đorđević", Value: "2"}}},
		"thousands": {Card: yesNo, Cast: 21999, Rows: []Row{{Label: "Ja", Value: "12000"}, {Label: "Nein", Value: "9998"}, {Label: "Enthaltung", Value: "1"}}},
		"english": {Card: Card{Language: words.English, Title: "Poll 12: adopted", Question: "Shall the city offer appointments online?", Foot: "Poll 12 · 3 December 2026 · 10 of 11 have voted"},
			Cast: 11, Rows: []Row{{Label: "Yes", Value: "6"}, {Label: "No", Value: "4"}, {Label: "Abstain", Value: "1"}}},
		"foreign": {Card: Card{Title: "Abstimmung 9", Question: "Wie heißt der „Digitale Zwilling“ – oder: Đặng, Łódź, Ștefan, Ελλάδα, Жизнь? 👩‍👩‍👧", Foot: "投票 · \u202eabc\u202c 1️⃣"}, Rows: []Row{
			{Label: "👍🏽 Daumen", Value: "3"}, {Label: "日本語", Value: "2"}, {Label: "\u202eשלום\u202c", Value: "1"}, {Label: "🇩🇪", Value: "1"}}},
		"words": {Card: Card{Title: "Abstimmung 3", Question: "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsüberarbeitung im Umlaufverfahren beraten und danach in der Sitzung im Dezember mit den Ämtern der Stadt, dem Seniorenbeirat, dem Jugendrat und der Verbraucherzentrale besprechen, bevor die Geschäftsstelle die Empfehlung an den Ausschuss für Digitales weiterleitet?", Foot: foot},
			Cast: 10, Rows: []Row{{Label: "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzgebungsverfahrensbeschleunigung", Value: "7"}, {Label: "Nein", Value: "3"}}},
	}
}

func orders() map[string]Places {
	card := Card{Title: "Abstimmung 14", Question: "Welche Maßnahmen sollen zuerst geprüft werden?", Mark: "empfohlen", Foot: "Rangfolge nach Schulze · 11 von 11 haben abgestimmt"}
	drawn := card
	drawn.Mark = "durch das Los"
	var all []Place
	for i, r := range many(25) {
		all = append(all, Place{Number: i + 1, Label: r.Label})
	}
	return map[string]Places{
		"places": {Card: card, Rows: []Place{{1, "Radweg an der Ringstraße", true}, {2, "Spielplatz", false}, {2, "Brunnen auf dem Marktplatz, der auch im Winter läuft und beleuchtet ist", false}, {4, "Parkhaus", false}}},
		"lot":    {Card: drawn, Rows: []Place{{1, "Radweg", true}, {1, "Spielplatz", false}, {1, "Parkhaus", false}}},
		"order":  {Card: card, Rows: all},
	}
}

func many(n int) []Row {
	labels := []string{"Radverkehr", "Bürgerkonto", "Offene Daten", "Bibliothek der Dinge", "WLAN in Bussen", "Leichte Sprache", "Mängelmelder", "Jugendbeteiligung im Stadtteil", "Parkleitsystem", "Digitale Akte im Bauamt", "Schulverwaltung"}
	rows := make([]Row, n)
	for i := range rows {
		rows[i] = Row{Label: labels[i%len(labels)], Value: strconv.Itoa((i * 7) % 12), Marked: i == 5}
	}
	return rows
}

func TestChartsLookAsTheyDid(t *testing.T) {
	for name, chart := range charts() {
		t.Run(name, func(t *testing.T) { golden(t, name, chart.PNG) })
	}
}

func TestPlacesLookAsTheyDid(t *testing.T) {
	for name, places := range orders() {
		t.Run(name, func(t *testing.T) { golden(t, name, places.PNG) })
	}
}

// golden compares what is drawn point by point: how a picture is packed may
// change with the library.
func golden(t *testing.T, name string, draw func() ([]byte, error)) {
	t.Helper()
	drawn, err := draw()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name+".png")
	if *update {
		if err := os.WriteFile(file, drawn, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, want := decode(t, drawn), decode(t, kept)
	if got.Rect != want.Rect || !bytes.Equal(got.Pix, want.Pix) {
		t.Errorf("%s looks different; draw it anew with -update and look at it", file)
	}
}

func decode(t testing.TB, content []byte) *image.Paletted {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	paletted, is := picture.(*image.Paletted)
	if !is {
		t.Fatalf("the picture is a %T, without a palette", picture)
	}
	return paletted
}

// drawn are all pictures by their names.
func drawn(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	keep := func(name string, draw func() ([]byte, error)) {
		content, err := draw()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = content
	}
	for name, chart := range charts() {
		keep(name, chart.PNG)
	}
	for name, places := range orders() {
		keep(name, places.PNG)
	}
	return all
}

func TestPicturesAreOpaqueFramedAndSmall(t *testing.T) {
	for name, content := range drawn(t) {
		t.Run(name, func(t *testing.T) {
			picture := decode(t, content)
			if picture.Rect.Dx() != 1200 {
				t.Errorf("%d points wide", picture.Rect.Dx())
			}
			if !picture.Opaque() {
				t.Error("the chat's own colour shines through")
			}
			for x := range picture.Rect.Max.X {
				if frame := line.index(fullCover); picture.ColorIndexAt(x, 0) != frame || picture.ColorIndexAt(x, picture.Rect.Max.Y-1) != frame {
					t.Fatalf("no frame above or below at %d", x)
				}
			}
			most := 60_000
			if name == "most" || name == "order" {
				most = 90_000
			}
			if len(content) > most {
				t.Errorf("%d bytes, want at most %d", len(content), most)
			}
		})
	}
}

func TestThePictureIsTheSameEveryTimeAndWhoeverDrawsAtOnce(t *testing.T) {
	chart := charts()["candidates"]
	want, err := chart.PNG()
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if got, err := chart.PNG(); err != nil || !bytes.Equal(got, want) {
				t.Errorf("drawn differently (%v)", err)
			}
		})
	}
	all.Wait()
}

func BenchmarkChart(b *testing.B) {
	for _, name := range []string{"yesno", "most"} {
		chart := charts()[name]
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				content, err := chart.PNG()
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(content)))
			}
		})
	}
}
