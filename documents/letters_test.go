package documents

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func aPen(t interface{ Fatal(...any) }) *pen {
	p, err := newPen(style{size: 40})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEveryLetterOfOurTextsIsDrawnAsItIs(t *testing.T) {
	const ours = "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜabcdefghijklmnopqrstuvwxyzäöüß0123456789 .,;:?!()[]/%§€&+=<>*#@'\"„“”‚‘’–…·×éèêçñåøłşğı"
	for _, bold := range []bool{false, true} {
		p, err := newPen(style{size: 40, bold: bold})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range ours {
			if got := p.legible("a" + string(r) + "b"); got != "a"+string(r)+"b" || !p.has(drawnAs(r)) {
				t.Errorf("bold %v: %q is drawn as %q", bold, r, got)
			}
		}
		for _, r := range "-·" {
			if !p.has(drawnAs(r)) {
				t.Errorf("bold %v: the font has no %q", bold, r)
			}
		}
	}
}

func TestLegible(t *testing.T) {
	p := aPen(t)
	for name, test := range map[string]struct{ text, want string }{
		"an umlaut in two parts becomes one letter":   {"Bu\u0308ro", "Büro"},
		"a capital sharp s becomes two letters":       {"STRAẞE", "STRASSE"},
		"a letter without its accent, if it must be":  {"Đặng", "Đang"},
		"a letter of full width is the letter":        {"Ａ１", "A1"},
		"an emoji is a box":                           {"👍 ja", "□ ja"},
		"an emoji with a colour of skin is one box":   {"👍🏽", "□"},
		"a family is one box":                         {"👩‍👩‍👧", "□"},
		"what joins letters is not drawn":             {"a\u200db", "ab"},
		"what follows joined letters is a box again":  {"a\u200db👍", "ab□"},
		"a flag is its letters":                       {"🇩🇪", "DE"},
		"a key with a digit is the digit":             {"1️⃣", "1"},
		"letters of the east are boxes":               {"投票", "□□"},
		"marks that turn the direction are gone":      {"\u202eabc\u202c\u200f\u2067d\u2069", "abcd"},
		"control characters are gone":                 {"a\x00b\x1b[1mc\x7f", "ab[1mc"},
		"line feeds and tabs are spaces, once":        {" a\n\t b\r\n", "a b"},
		"the narrow space before a percent sign":      {"54,5\u202f%", "54,5\u00a0%"},
		"a hyphen that does not break is a hyphen":    {"E\u2011Mail", "E-Mail"},
		"a soft hyphen is gone":                       {"Abstim\u00admung", "Abstimmung"},
		"bytes that are no text are one strange sign": {"a\xff\xfeb", "a\ufffdb"},
		"nothing stays nothing":                       {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := p.legible(test.text); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestWhateverIsWrittenBecomesLinesThatFit(t *testing.T) {
	p := aPen(t)
	rapid.Check(t, func(t *rapid.T) {
		text := p.legible(rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-zäöüß]{1,30}[ /-]?){0,12}`)).Draw(t, "text"))
		width, most := rapid.IntRange(120, 1000).Draw(t, "width"), rapid.IntRange(1, 4).Draw(t, "most")
		for _, r := range text {
			if !p.has(r) {
				t.Fatalf("%q is left in %q", r, text)
			}
		}
		for how, lines := range map[string][]string{"wrapped": p.wrap(text, width, most), "balanced": p.balance(text, width, most)} {
			if len(lines) > most {
				t.Fatalf("%s to %d lines, at most %d are wanted", how, len(lines), most)
			}
			for _, line := range lines {
				if !utf8.ValidString(line) || line == "" || p.width(line) > width {
					t.Fatalf("%s to %q, %d of %d wide", how, line, p.width(line), width)
				}
			}
			if letters(strings.Join(lines, "")) != letters(text) && !p.goesOn(lines) {
				t.Fatalf("%s to %q: something of %q is lost without a sign", how, lines, text)
			}
		}
	})
}

func letters(s string) string { return strings.NewReplacer(" ", "", "-", "").Replace(s) }

func TestLinesBreakWhereReadersExpectIt(t *testing.T) {
	p := aPen(t)
	for name, test := range map[string]struct {
		text  string
		width int
		most  int
		want  string
	}{
		"after a space":                       {"Radweg an der Straße", 300, 3, "Radweg an der|Straße"},
		"after a hyphen":                      {"Online-Terminvergabe", 300, 3, "Online-|Terminvergabe"},
		"after a stroke":                      {"Bürger/Unternehmen", 300, 3, "Bürger/|Unternehmen"},
		"in a word only where it must":        {"Bürgerbeteiligungsverfahren", 300, 3, "Bürgerbeteiligu-|ngsverfahren"},
		"the last line tells that it goes on": {"Radweg an der Straße am Marktplatz", 300, 2, "Radweg an der|Straße am Ma…"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(p.wrap(test.text, test.width, test.most), "|"); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}
