package bot

import (
	"strings"
	"testing"
)

// TestNoListOfVerbsIsLongerThanDiscordShows: what is beyond could not be chosen
// there. Verbs that begin alike are one level; a verb may stand below another one
// by its entry "chosen".
func TestNoListOfVerbsIsLongerThanDiscordShows(t *testing.T) {
	const most = 25
	book, err := declared()
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range book.Specs() {
		levels := map[string]bool{}
		for _, verb := range spec.Verbs {
			var first []string
			for _, l := range []string{"de", "en"} {
				word, _, _ := strings.Cut(verb.Name[l], " ")
				first = append(first, word)
			}
			levels[strings.Join(first, "/")] = true
		}
		if len(levels) > most {
			t.Errorf("%s has %d verbs and levels, and Discord shows %d: %v", spec.Path, len(levels), most, levels)
		}
	}
}
