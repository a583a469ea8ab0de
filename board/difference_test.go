package board

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// marked writes a difference as -gone- and +come+.
func marked(edits []Edit) string {
	var b strings.Builder
	for _, e := range edits {
		mark := map[EditKind]string{Same: "", Deleted: "-", Inserted: "+"}[e.Kind]
		fmt.Fprint(&b, mark, e.Text, mark)
	}
	return b.String()
}

func TestADifferenceIsReadAsPhrases(t *testing.T) {
	for name, tt := range map[string]struct{ before, after, want string }{
		"nothing changed":                     {"Die Stadt soll.", "Die Stadt soll.", "Die Stadt soll."},
		"one word for another":                {"Die Stadt soll prüfen.", "Die Stadt wird prüfen.", "Die Stadt -soll-+wird+ prüfen."},
		"a word added":                        {"Die Stadt prüft.", "Die ganze Stadt prüft.", "Die +ganze +Stadt prüft."},
		"a word gone":                         {"Die ganze Stadt prüft.", "Die Stadt prüft.", "Die -ganze -Stadt prüft."},
		"an umlaut makes another word":        {"Grune Wege", "Grüne Wege", "-Grune-+Grüne+ Wege"},
		"only the full stop is new":           {"Wir gehen", "Wir gehen.", "Wir gehen+.+"},
		"a capital is a change":               {"die Stadt", "Die Stadt", "-die-+Die+ Stadt"},
		"two words beside each other are one": {"Die Stadt soll prüfen.", "Die Stadt wird einrichten.", "Die Stadt -soll prüfen-+wird einrichten+."},
		"a short word between is taken in":    {"Alle sollen gern in Erkelenz wohnen.", "Alle können weiter in Kückhoven wohnen.", "Alle -sollen gern in Erkelenz-+können weiter in Kückhoven+ wohnen."},
		"a long passage between stays":        {"Heute ist die digitale Verwaltung langsam.", "Morgen ist die digitale Verwaltung schnell.", "-Heute-+Morgen+ ist die digitale Verwaltung -langsam-+schnell+."},
		"from nothing":                        {"", "Neu hier.", "+Neu hier.+"},
		"to nothing":                          {"Alt hier.", "", "-Alt hier.-"},
		"a paragraph added":                   {"Eins.\nDrei.", "Eins.\nZwei.\nDrei.", "Eins.\n+Zwei.\n+Drei."},
		"a number is one word":                {"Auf 3,5 km, ab 18:30 Uhr.", "Auf 3,7 km, ab 18:45 Uhr.", "Auf -3,5-+3,7+ km, ab -18:30-+18:45+ Uhr."},
		"signs that build no words":           {"🚲🚲", "🚲🚌", "🚲-🚲-+🚌+"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := marked(Difference(tt.before, tt.after)); got != tt.want {
				t.Errorf("%q to %q:\n got %s\nwant %s", tt.before, tt.after, got, tt.want)
			}
		})
	}
}

func TestADifferenceHoldsBothTextsLetterByLetter(t *testing.T) {
	word := rapid.SampledFrom([]string{"Stadt", "soll", "wird", "Grün", "\n", " ", "  ", ".", "in", "\xff", "🚲"})
	text := rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOf(word).Draw(t, "words"), "") })
	rapid.Check(t, func(t *rapid.T) {
		checkDifference(t, text.Draw(t, "before"), text.Draw(t, "after"))
	})
	rapid.Check(t, func(t *rapid.T) {
		checkDifference(t, rapid.String().Draw(t, "before"), rapid.String().Draw(t, "after"))
	})
}

func checkDifference(t interface{ Fatalf(string, ...any) }, before, after string) {
	edits := Difference(before, after)
	var was, is strings.Builder
	for i, e := range edits {
		if e.Text == "" || i > 0 && edits[i-1].Kind == e.Kind || i > 0 && e.Kind == Deleted && edits[i-1].Kind == Inserted {
			t.Fatalf("edit %d of %v: empty, of its neighbour's kind, or behind it", i, edits)
		}
		if e.Kind != Inserted {
			was.WriteString(e.Text)
		}
		if e.Kind != Deleted {
			is.WriteString(e.Text)
		}
	}
	if was.String() != before || is.String() != after {
		t.Fatalf("%q to %q is said to be %q to %q", before, after, was.String(), is.String())
	}
	if Changed(edits) != (before != after) {
		t.Fatalf("%q to %q: changed is %v", before, after, Changed(edits))
	}
}

func TestLongTextsAreComparedByLinesAndThenByWords(t *testing.T) {
	var lines []string
	for i := range 4000 {
		lines = append(lines, fmt.Sprintf("Zeile %d sagt etwas aus.", i))
	}
	before := strings.Join(lines, "\n")
	lines[7] = "Zeile 7 sagt etwas anderes aus."
	lines = slices.Insert(lines, 3000, "Ganz neu.")
	after := strings.Join(lines, "\n")
	checkDifference(t, before, after)
	var changed []string
	for _, e := range Difference(before, after) {
		if e.Kind != Same {
			changed = append(changed, string(e.Kind)+":"+e.Text)
		}
	}
	if want := []string{"inserted:anderes ", "inserted:Ganz neu.\n"}; !slices.Equal(changed, want) {
		t.Errorf("changed: %q, want %q", changed, want)
	}
}

func TestLongTextsWithNothingInCommonAreReplacedAsAWhole(t *testing.T) {
	for _, words := range []int{1000, 50_000} {
		before, after := strings.Repeat("a;b;", words), strings.Repeat("c\nd\n", words)
		if edits := Difference(before, after); len(edits) != 2 || edits[0] != (Edit{Deleted, before}) {
			t.Errorf("%d words: %d edits", words, len(edits))
		}
	}
}

// BenchmarkTheWorstDifference is of as many characters as a text may have, drawn
// so that as much as possible is compared and taken in.
func BenchmarkTheWorstDifference(b *testing.B) {
	draw := rand.New(rand.NewPCG(1, 2))
	text := func() string {
		var t strings.Builder
		for range 1500 {
			t.WriteByte("abc"[draw.IntN(3)])
			t.WriteByte(" .,\n"[draw.IntN(4)])
		}
		return t.String()
	}
	before, after := text(), text()
	for b.Loop() {
		Difference(before, after)
	}
}

func BenchmarkDifferenceOfLongTexts(b *testing.B) {
	before := strings.Repeat("Die Stadt soll prüfen, ob Termine im Netz möglich sind. ", 54)
	after := strings.ReplaceAll(before, "soll", "wird")
	for b.Loop() {
		Difference(before, after)
	}
}
