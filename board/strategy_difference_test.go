package board

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestLinesStandBesideThoseTheyReplace(t *testing.T) {
	for _, c := range []struct {
		name          string
		before, after []string
		want          []Replaced
	}{
		{"nothing changed", []string{"a", "b"}, []string{"a", "b"}, []Replaced{{"a", "a"}, {"b", "b"}}},
		{"another wording stands beside the old one", []string{"Die Stadt soll helfen."}, []string{"Die Stadt wird helfen."}, []Replaced{{"Die Stadt soll helfen.", "Die Stadt wird helfen."}}},
		{"what is not alike stands apart", []string{"Bus und Rad."}, []string{"Alles ist neu."}, []Replaced{{Before: "Bus und Rad."}, {After: "Alles ist neu."}}},
		{"a new line comes before the one that was reworded", []string{"Die Stadt soll helfen."}, []string{"Neu.", "Die Stadt wird helfen."},
			[]Replaced{{After: "Neu."}, {"Die Stadt soll helfen.", "Die Stadt wird helfen."}}},
		{"everything is new", nil, []string{"a", ""}, []Replaced{{After: "a"}, {}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Lines(c.before, c.after)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestLinesLoseNone(t *testing.T) {
	line := rapid.SliceOfN(rapid.SampledFrom([]string{"eins", "zwei drei", "zwei vier", "fünf. sechs", "1"}), 0, 15)
	rapid.Check(t, func(t *rapid.T) {
		before, after := line.Draw(t, "before"), line.Draw(t, "after")
		var was, is []string
		for _, r := range Lines(before, after) {
			if r.Before != "" {
				was = append(was, r.Before)
			}
			if r.After != "" {
				is = append(is, r.After)
			}
		}
		if !slices.Equal(was, before) || !slices.Equal(is, after) {
			t.Fatalf("from %q to %q", was, is)
		}
	})
}
