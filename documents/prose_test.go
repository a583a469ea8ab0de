package documents

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestProseKeepsWhatAPersonWrote(t *testing.T) {
	bullets := func(items ...string) List {
		l := List{}
		for _, item := range items {
			l.Items = append(l.Items, P(item))
		}
		return l
	}
	numbers := func(start int, items ...string) List {
		l := bullets(items...)
		l.Ordered, l.Start = true, start
		return l
	}
	for name, c := range map[string]struct {
		text string
		want []Block
	}{
		"nothing is nothing":                               {" \n\t\n", nil},
		"lines of a paragraph stay lines":                  {"Zeile eins\nZeile zwei", []Block{P("Zeile eins\nZeile zwei")}},
		"blank lines part paragraphs":                      {"eins\n\n \n\nzwei\n", []Block{P("eins"), P("zwei")}},
		"line breaks of every system":                      {"eins\r\nzwei\r\n\r\ndrei\u2028vier", []Block{P("eins\nzwei"), P("drei\nvier")}},
		"bullets of every kind":                            {"- a\n• b\n* c\n– d\n◦e\n\uf0b7\tf", []Block{bullets("a", "b", "c", "d", "e", "f")}},
		"a list after a sentence":                          {"Wir wollen:\n- a\n- b\nDanke.", []Block{P("Wir wollen:"), bullets("a", "b"), P("Danke.")}},
		"blank lines within a list":                        {"- a\n\n- b", []Block{bullets("a", "b")}},
		"an indented line goes on in its item":             {"- a\n  und mehr\n- b", []Block{bullets("a\nund mehr", "b")}},
		"an indented paragraph after a list is none of it": {"- a\n\n  b", []Block{bullets("a"), P("b")}},
		"numbers with points and brackets":                 {"1. a\n2) b\n\n3. c", []Block{numbers(1, "a", "b", "c")}},
		"numbers keep their value":                         {"3. a\n4. b\n6. c\n6. d", []Block{numbers(3, "a", "b"), numbers(6, "c"), numbers(6, "d")}},
		"bullets after numbers are another list":           {"1. a\n- b", []Block{numbers(1, "a"), bullets("b")}},
		"a year is no number of a list":                    {"2030. Das Jahr", []Block{P("2030. Das Jahr")}},
		"nor is a zero, or a time":                         {"0. a\n01. b\n12.30 Uhr\n1.) c", []Block{P("0. a\n01. b\n12.30 Uhr\n1.) c")}},
		"a minus or an asterisk at a word is none":         {"-5 Grad\n*wichtig*\n–", []Block{P("-5 Grad\n*wichtig*\n–")}},
		"a rule is no list":                                {"---\n***", []Block{P("---\n***")}},
		"no markup is interpreted":                         {"# **fett** <b>x</b>", []Block{P("# **fett** <b>x</b>")}},
		"spaces within a line stay":                        {"a  b", []Block{P("a  b")}},
		"nothing that turns the direction":                 {"- \u202eab\u202c", []Block{bullets("ab")}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Prose(c.text)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestProseLosesNoWord(t *testing.T) {
	words := func(text string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune(" \n\u00a0-–*•◦▪‣\uf0b7.)0123456789", r) {
				return -1
			}
			return r
		}, clean(text))
	}
	rapid.Check(t, func(t *rapid.T) {
		text := anyText().Draw(t, "text")
		var got strings.Builder
		for _, b := range Prose(text) {
			switch b := b.(type) {
			case Para:
				got.WriteString(said(b, ""))
			case List:
				for _, item := range b.Items {
					got.WriteString(said(item, ""))
				}
			}
		}
		if words(got.String()) != words(text) {
			t.Fatalf("of %q stays %q", text, got.String())
		}
	})
}
