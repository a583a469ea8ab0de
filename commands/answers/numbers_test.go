package answers

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNumbersOfPointsAreReadAsPeopleWriteThem(t *testing.T) {
	for typed, want := range map[string]struct {
		numbers []int
		rest    []string
	}{
		"3":           {[]int{3}, nil},
		"1-3, 7":      {[]int{1, 2, 3, 7}, nil},
		"1 - 3 und 7": {[]int{1, 2, 3, 7}, nil},
		"1 bis 3;#7":  {[]int{1, 2, 3, 7}, nil},
		"1–3":         {[]int{1, 2, 3}, nil},
		"7, 3, 3":     {[]int{3, 7}, nil},
		"0, 3-1":      {nil, []string{"0", "3-1"}},
		"1-999999999": {nil, []string{"1-999999999"}},
		"drei":        {nil, []string{"drei"}},
		"1-":          {nil, []string{"1-"}},
		"":            {nil, nil},
	} {
		numbers, rest := numbersIn(typed)
		if diff := cmp.Diff(want.numbers, numbers); diff != "" {
			t.Errorf("%q: %s", typed, diff)
		}
		if diff := cmp.Diff(want.rest, rest); diff != "" {
			t.Errorf("%q, not understood: %s", typed, diff)
		}
	}
}
