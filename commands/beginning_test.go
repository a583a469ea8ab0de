package commands_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"beirat/commands"
)

func TestABeginningEndsBetweenWords(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"a short one stays":          {"Alle wohnen gern hier.", "Alle wohnen gern hier."},
		"lines stay lines":           {"Alle wohnen\n\ngern hier, und das bleibt.", "Alle wohnen\n\ngern hier, und …"},
		"a long one ends at a word":  {"Alle wohnen gern hier, und das bleibt so.", "Alle wohnen gern hier, und …"},
		"a word may end at the end":  {"Alle wohnen gern hier, undso das bleibt.", "Alle wohnen gern hier, undso …"},
		"one long word is cut":       {"Donaudampfschifffahrtsgesellschaftskapitän", "Donaudampfschifffahrtsgesel …"},
		"umlauts count as one sign":  {"ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ", "ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ"},
		"a text of exactly so much":  {strings.Repeat("a", 28), strings.Repeat("a", 28)},
		"nothing stays nothing":      {"", ""},
		"no comma before the points": {"Wir wohnen alle gern hier, – und mehr", "Wir wohnen alle gern hier …"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := commands.Beginning(tt.text, 28); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestABeginningIsWhatTheTextBeginsWith: whatever was written, it is the text or
// begins as it does, is no longer than was asked for, and cuts no character.
func TestABeginningIsWhatTheTextBeginsWith(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, most := rapid.String().Draw(t, "text"), rapid.IntRange(2, 40).Draw(t, "most")
		got := commands.Beginning(text, most)
		head, cut := strings.CutSuffix(got, " …")
		if got != text && (!cut || !strings.HasPrefix(text, head) || utf8.RuneCountInString(head) > most) {
			t.Errorf("%q of %d is %q", text, most, got)
		}
	})
}
