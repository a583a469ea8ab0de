package words

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestList(t *testing.T) {
	for name, test := range map[string]struct {
		items       []string
		german, eng string
	}{
		"nothing is empty":                 {nil, "", ""},
		"one stands alone":                 {[]string{"A"}, "A", "A"},
		"two are joined":                   {[]string{"A", "B"}, "A und B", "A and B"},
		"three are listed":                 {[]string{"A", "B", "C"}, "A, B und C", "A, B and C"},
		"template marks in it are text":    {[]string{"{{.a}}", "**"}, "{{.a}} und **", "{{.a}} and **"},
		"a comma in an item is left to it": {[]string{"A, a", "B"}, "A, a und B", "A, a and B"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := (Printer{Language: German}).List(test.items); got != test.german {
				t.Errorf("German: %q, want %q", got, test.german)
			}
			if got := (Printer{Language: English}).List(test.items); got != test.eng {
				t.Errorf("English: %q, want %q", got, test.eng)
			}
		})
	}
}

func TestQuote(t *testing.T) {
	if got := german().quote("Soll die Stadt?"); got != "„Soll die Stadt?“" {
		t.Errorf("German: %q", got)
	}
	if got := german().quote("Was heißt „digital“?"); got != "„Was heißt ‚digital‘?“" {
		t.Errorf("quotes within quotes, German: %q", got)
	}
	if got := english().quote("What is “digital”?"); got != "“What is ‘digital’?”" {
		t.Errorf("quotes within quotes, English: %q", got)
	}
	if got := english().quote("Shall the city?"); got != "“Shall the city?”" {
		t.Errorf("English: %q", got)
	}
}

func TestATextIsTakenOutOfItsLetterWithoutTheGreeting(t *testing.T) {
	for in, want := range map[string]string{
		"Guten Tag. Es fehlt noch etwas. Guten Tag. ": "Es fehlt noch etwas. Guten Tag. ",
		"Das Protokoll ist fertig.":                   "Das Protokoll ist fertig.",
		"Guten Tag.":                                  "Guten Tag.",
		"":                                            "",
	} {
		if got := german().ungreeted(in); got != want {
			t.Errorf("German, ungreeted(%q) = %q, want %q", in, got, want)
		}
	}
	if got := english().ungreeted("Hello. One item is missing."); got != "One item is missing." {
		t.Errorf("English: %q", got)
	}
}

func TestUpper1(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "der Beirat": "Der Beirat", "über": "Über", "**bold**": "**Bold**", "„wort“": "„Wort“",
		"3 von elf": "3 von elf", " wort": " wort", "?!": "?!", "Ja": "Ja",
	} {
		t.Run("of "+in, func(t *testing.T) {
			if got := upper1(in); got != want {
				t.Errorf("upper1(%q) = %q, want %q", in, got, want)
			}
		})
	}
}

func TestCleanKeepsWhatIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom(nil, unicode.Cc, unicode.Cf, unicode.Latin))).Draw(t, "s")
		got := clean(s)
		if !utf8.ValidString(got) || clean(got) != got {
			t.Fatalf("%q is not clean", got)
		}
		for _, r := range got {
			if r != '\n' && unicode.IsControl(r) || turnsDirection(r) {
				t.Fatalf("%q contains %U", got, r)
			}
		}
		letters := func(s string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsLetter(r) {
					return r
				}
				return -1
			}, s)
		}
		if letters(got) != letters(s) {
			t.Fatalf("%q lost letters in %q", s, got)
		}
	})
}
