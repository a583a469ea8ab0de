package words

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// said is a phrase as chat.Text is one.
type said struct {
	key  string
	args map[string]any
}

func (s said) Phrase() (string, map[string]any) { return s.key, s.args }

type title string

// sample is a catalogue for these tests only.
const sample = `
plain: Sie haben nichts offen.
bold: "**Abstimmung {{.number}}:** {{.title}}"
inside: '{{if .yes}}**angenommen**{{else}}**abgelehnt**{{end}}'
outer: "Ergebnis: {{.verdict}}."
votes:
  one: "{{Word .N}} fehlt noch. Eine von {{word .all}}."
  other: "{{count .N}} von {{.all}} haben abgestimmt."
list: "{{list .names}} ({{len .names}})"
time: "{{if .closes}}bis {{dayAccusative .closes}}{{else}}ohne Frist{{end}}"
span: "{{span .for}}, {{plural .m \"Mitglied\" \"Mitglieder\"}}"
raw: "{{.x}}"
broken: "{{.x"
failing: "{{full .x}}"
block: |
  Erste Zeile
  zweite
`

func sampleSay(t *testing.T, p Printer, key string, args map[string]any) string {
	t.Helper()
	c := load(fstest.MapFS{
		"catalogue/words.de.yaml":  readFile(t, "catalogue/words.de.yaml"),
		"catalogue/sample.de.yaml": {Data: []byte(sample)},
	}, German)
	if c.err != nil {
		t.Fatal(c.err)
	}
	return speech{p, c}.say(key, args)
}

func readFile(t *testing.T, name string) *fstest.MapFile {
	t.Helper()
	content, err := files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: content}
}

func TestSay(t *testing.T) {
	escape := func(s string) string { return strings.ReplaceAll(s, "*", `\*`) }
	chat := Printer{Language: German, Escape: escape, Bold: "**"}
	plain := Printer{Language: German}
	closes := time.Date(2026, 12, 31, 18, 0, 0, 0, time.UTC)

	for name, test := range map[string]struct {
		printer Printer
		key     string
		args    map[string]any
		want    string
	}{
		"an entry without arguments is said as it stands": {chat, "plain", nil, "Sie haben nichts offen."},
		"bold is written where the reader has it":         {chat, "bold", map[string]any{"number": 12, "title": "Soll …?"}, "**Abstimmung 12:** Soll …?"},
		"bold is left out where the reader has it not":    {plain, "bold", map[string]any{"number": 12, "title": "Soll …?"}, "Abstimmung 12: Soll …?"},
		"bold works within conditions":                    {chat, "inside", map[string]any{"yes": true}, "**angenommen**"},
		"stars of an author are escaped":                  {chat, "bold", map[string]any{"number": int64(1), "title": "**x**"}, `**Abstimmung 1:** \*\*x\*\*`},
		"stars of an author stay without bold":            {plain, "bold", map[string]any{"number": 1, "title": "**x**"}, "Abstimmung 1: **x**"},
		"template marks of an author are text":            {plain, "raw", map[string]any{"x": "{{.y}}"}, "{{.y}}"},
		"text of a named type is text of an author too":   {chat, "raw", map[string]any{"x": title("*")}, `\*`},
		"an error is text of an author too":               {chat, "raw", map[string]any{"x": errors.New("*")}, `\*`},
		"control characters are dropped":                  {plain, "raw", map[string]any{"x": "a\x00\x01\x1b[1m\r\nb\tc\u0085"}, "a[1m\nb c"},
		"direction marks are dropped":                     {plain, "raw", map[string]any{"x": "\u202aa\u202e\u2066b\u2069\u200e\u200fc\u061c"}, "abc"},
		"joiners of emoji and umlauts stay":               {plain, "raw", map[string]any{"x": "👩\u200d💻 ÄÖÜ ß"}, "👩\u200d💻 ÄÖÜ ß"},
		"a phrase within a phrase is said alike":          {chat, "outer", map[string]any{"verdict": said{"inside", map[string]any{"yes": false}}}, "Ergebnis: **abgelehnt**."},
		"one is one":                                      {plain, "votes", map[string]any{"N": 1, "all": 11}, "Eins fehlt noch. Eine von elf."},
		"many are many":                                   {plain, "votes", map[string]any{"N": int64(1234), "all": 2000}, "1.234 von 2000 haben abgestimmt."},
		"none are many":                                   {plain, "votes", map[string]any{"N": uint8(0), "all": 11}, "0 von 11 haben abgestimmt."},
		"a plural without number is missing":              {plain, "votes", map[string]any{"all": 11}, "⟨votes⟩"},
		"a plural with a text for a number is missing":    {plain, "votes", map[string]any{"N": "1", "all": 11}, "⟨votes⟩"},
		"texts make a list":                               {chat, "list", map[string]any{"names": []string{"A*", "B", "C"}}, `A\*, B und C (3)`},
		"phrases make a list":                             {chat, "list", map[string]any{"names": []Phrase{said{"", map[string]any{"text": "*"}}, said{"words.near.today", nil}}}, `\* und heute (2)`},
		"a series of another phrase type makes a list":    {plain, "list", map[string]any{"names": []said{{"words.near.today", nil}}}, "heute (1)"},
		"numbers make a list":                             {plain, "list", map[string]any{"names": []int{12, 13, 14}}, "12, 13 und 14 (3)"},
		"nothing makes an empty list":                     {plain, "list", map[string]any{"names": []string(nil)}, " (0)"},
		"times make no list":                              {plain, "list", map[string]any{"names": []time.Time{closes}}, "⟨list⟩"},
		"a time is shown":                                 {plain, "time", map[string]any{"closes": closes}, "bis Donnerstag, den 31. Dezember 2026"},
		"a time behind a pointer is shown":                {plain, "time", map[string]any{"closes": &closes}, "bis Donnerstag, den 31. Dezember 2026"},
		"the zero time is absent":                         {plain, "time", map[string]any{"closes": time.Time{}}, "ohne Frist"},
		"a nil pointer is absent":                         {plain, "time", map[string]any{"closes": (*time.Time)(nil)}, "ohne Frist"},
		"a duration is a span":                            {plain, "span", map[string]any{"for": 90 * time.Minute, "m": 1}, "1 Stunde und 30 Minuten, Mitglied"},
		"a missing argument shows the key":                {plain, "raw", nil, "⟨raw⟩"},
		"an unknown key shows itself":                     {plain, "nothing.here", nil, "⟨nothing.here⟩"},
		"an entry that cannot be parsed shows its key":    {plain, "broken", map[string]any{"x": 1}, "⟨broken⟩"},
		"a function that cannot work shows the key":       {plain, "failing", map[string]any{"x": "gestern"}, "⟨failing⟩"},
		"a block ends without line feed":                  {plain, "block", nil, "Erste Zeile\nzweite"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := sampleSay(t, test.printer, test.key, test.args); got != test.want {
				t.Errorf("said %q, want %q", got, test.want)
			}
		})
	}
}

func TestPrint(t *testing.T) {
	p := Printer{Language: English, Escape: strings.ToUpper}
	for name, test := range map[string]struct {
		phrase Phrase
		want   string
	}{
		"a phrase is said":                      {said{"words.near.today", nil}, "today"},
		"a phrase without key is user text":     {said{"", map[string]any{"text": "a\x07b"}}, "AB"},
		"a phrase without anything is nothing":  {said{}, ""},
		"no phrase is nothing":                  {nil, ""},
		"a phrase within a phrase is said once": {said{"words.quote", map[string]any{"text": said{"words.quote", map[string]any{"text": "x"}}}}, "““X””"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := p.Print(test.phrase); got != test.want {
				t.Errorf("printed %q, want %q", got, test.want)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	for locale, want := range map[string]Language{
		"de": German, "de-DE": German, "de_AT": German, "DE": German, "de_DE.UTF-8": German, "de@euro": German,
		"en": English, "en-GB": English, "en-US": English,
		"": "", "fr": "", "deu": "", "C": "", "d": "", "-": "",
	} {
		t.Run("locale "+locale, func(t *testing.T) {
			got, ok := Match(locale)
			if got != want || ok != (want != "") {
				t.Errorf("Match(%q) = %q, %v, want %q", locale, got, ok, want)
			}
		})
	}
}

func TestAnUnknownLanguageHasNothingAndSpeaksGerman(t *testing.T) {
	if Has("fr", "words.list") || Keys("fr") != nil {
		t.Error("there are entries in French")
	}
	if !Has(English, "words.list") || Has(English, "nothing.here") {
		t.Error("Has does not know the English entries")
	}
	if got := (Printer{}).Say("words.near.today", nil); got != "heute" {
		t.Errorf("the zero Printer says %q", got)
	}
}

// TestManySpeakAtOnce is for the race detector: it starts with a catalogue in
// which nothing is parsed yet.
func TestManySpeakAtOnce(t *testing.T) {
	c := load(files, German)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			p := Printer{Language: German, Bold: strings.Repeat("*", i%3)}
			for n := range 50 {
				if got := (speech{p, c}).say("words.left.days", map[string]any{"N": n + 2}); !strings.HasSuffix(got, " Tage") {
					t.Errorf("said %q", got)
				}
				_ = c.full(time.Unix(int64(n)*1e6, 0))
				_ = (Printer{Language: Languages()[n%2]}).Say("words.list", map[string]any{"most": "a", "last": said{"words.quote", map[string]any{"text": "x"}}})
			}
		})
	}
	all.Wait()
}

func BenchmarkSay(b *testing.B) {
	p := Printer{Language: German, Escape: func(s string) string { return s }, Bold: "**"}
	b.Run("a plain entry", func(b *testing.B) {
		for b.Loop() {
			p.Say("words.near.today", nil)
		}
	})
	b.Run("a plural entry", func(b *testing.B) {
		for b.Loop() {
			p.Say("words.left.days", map[string]any{"N": 7})
		}
	})
	b.Run("a date", func(b *testing.B) {
		t := time.Date(2026, 12, 3, 18, 0, 0, 0, time.UTC)
		for b.Loop() {
			p.Full(t)
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(files, German)
	}
}
