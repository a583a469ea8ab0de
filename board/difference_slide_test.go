package board

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestANewSentenceBeginsBehindTheFullStop(t *testing.T) {
	for _, c := range []struct {
		name, before, after string
		want                []Edit
	}{
		{"a sentence is added at the end", "Sie weiß alles.", "Sie weiß alles. Niemand fragt.", []Edit{{Same, "Sie weiß alles."}, {Inserted, " Niemand fragt."}}},
		{"the last one is left out", "Eins gilt. Zwei gilt nicht.", "Eins gilt.", []Edit{{Same, "Eins gilt."}, {Deleted, " Zwei gilt nicht."}}},
		{"one is left out in between", "Eins gilt. Zwei gilt nicht. Drei gilt wieder.", "Eins gilt. Drei gilt wieder.",
			[]Edit{{Same, "Eins gilt. "}, {Deleted, "Zwei gilt nicht. "}, {Same, "Drei gilt wieder."}}},
		{"a list grows", "Bus, Rad und Bahn.", "Bus, Auto, Rad und Bahn.", []Edit{{Same, "Bus, "}, {Inserted, "Auto, "}, {Same, "Rad und Bahn."}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Difference(c.before, c.after)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
