package bot

import (
	"os"
	"regexp"
	"testing"

	"beirat/words"
)

// TestTheGuideNamesButtonsThatExist keeps the members' guide true to what the
// catalogues say on buttons.
func TestTheGuideNamesButtonsThatExist(t *testing.T) {
	guide, err := os.ReadFile("../docs/member-guide.de.md")
	if err != nil {
		t.Fatal(err)
	}
	labels := map[string]bool{}
	for _, l := range words.Languages() {
		for _, key := range words.Keys(l) {
			if text := (words.Printer{Language: l}).Say(key, nil); len(text) < 60 {
				labels[text] = true
			}
		}
	}
	named := regexp.MustCompile(`\*\*\[(.+?)\]\*\*`).FindAllSubmatch(guide, -1)
	if len(named) < 10 {
		t.Fatalf("only %d buttons are named", len(named))
	}
	for _, name := range named {
		if !labels[string(name[1])] {
			t.Errorf("nothing is called %q", name[1])
		}
	}
}
