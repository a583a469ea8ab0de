package board

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestTheHeadingOfAnIdea(t *testing.T) {
	for name, c := range map[string]struct {
		idea Idea
		most int
		want string
	}{
		"a short text is its own":                        {Idea{Kind: PlainIdea, Text: "Mehr Bänke"}, 80, "Mehr Bänke"},
		"lines become one":                               {Idea{Kind: Problem, Text: "Die Tür:\n- links\r\n-  rechts"}, 80, "Die Tür: - links - rechts"},
		"a long text ends at a word":                     {Idea{Kind: PlainIdea, Text: "Mehr Bänke am Marktplatz"}, 20, "Mehr Bänke am…"},
		"what parts words does not stand at the end":     {Idea{Kind: PlainIdea, Text: "Bänke, Brunnen, und noch viel mehr"}, 17, "Bänke, Brunnen…"},
		"a word without end is cut":                      {Idea{Kind: PlainIdea, Text: "Donaudampfschifffahrt"}, 10, "Donaudamp…"},
		"characters count, not bytes":                    {Idea{Kind: PlainIdea, Text: "ÄÖÜäöüß"}, 7, "ÄÖÜäöüß"},
		"a bundle has its title":                         {Idea{Kind: IdeaBundle, Title: "Am Markt", Text: "nie"}, 80, "Am Markt"},
		"a short word before a very long one is no line": {Idea{Kind: PlainIdea, Text: "Im Donaudampfschifffahrtsamt"}, 12, "Im Donaudam…"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.idea.Heading(c.most); got != c.want {
				t.Errorf("%q, not %q", got, c.want)
			}
		})
	}
}

func TestAHeadingIsOneLineThatFitsAndBeginsAsTheTextDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, most := rapid.String().Draw(t, "text"), rapid.IntRange(2, 90).Draw(t, "most")
		got := Idea{Kind: PlainIdea, Text: text}.Heading(most)
		whole := strings.Join(strings.Fields(text), " ")
		switch begin, cut := strings.CutSuffix(got, "…"); {
		case utf8.RuneCountInString(got) > most, strings.ContainsAny(got, "\n\r"):
			t.Errorf("%q of %q", got, text)
		case got != whole && (!cut || !strings.HasPrefix(whole, begin)):
			t.Errorf("%q does not begin %q", got, whole)
		}
	})
}

func TestWhatIsSentTwiceIsTheSame(t *testing.T) {
	for name, c := range map[string]struct {
		one, other string
		want       bool
	}{
		"word for word":               {"Mehr Bänke", "Mehr Bänke", true},
		"but for spaces":              {"Mehr Bänke", " Mehr\n Bänke ", true},
		"but for capitals":            {"Mehr Bänke", "mehr BÄNKE", true},
		"but for the sign at the end": {"Mehr Bänke.", "Mehr Bänke", true},
		"not with another word":       {"Mehr Bänke", "Mehr Bäume", false},
		"not with one word more":      {"Mehr Bänke", "Mehr Bänke am Markt", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := SameIdea(c.one, c.other); got != c.want {
				t.Errorf("%t", got)
			}
		})
	}
}

func TestOnlyWhatIsOpenOrPutOffCanComeUpAgain(t *testing.T) {
	for state, want := range map[IdeaState]bool{
		IdeaOpen: false, IdeaLater: false, IdeaKept: true, IdeaDropped: true, IdeaAnswered: true, IdeaUndone: true,
	} {
		if got := (Idea{State: state}).Settled(); got != want {
			t.Errorf("%s: %t", state, got)
		}
	}
}
