package storage

import (
	"slices"
	"testing"

	"beirat/board"
)

// TestAJobFindsItsThingsByItsKey: what was written is read again, and what was
// never written so is refused.
func TestAJobFindsItsThingsByItsKey(t *testing.T) {
	for name, tt := range map[string]struct {
		key  string
		n    int
		want []board.ID
	}{
		"one thing":                 {JobKey(7), 1, []board.ID{7}},
		"several things":            {JobKey(7, 12, 3), 3, []board.ID{7, 12, 3}},
		"what follows is left":      {JobKey(7, 12) + "/opened", 2, []board.ID{7, 12}},
		"too few":                   {JobKey(7), 2, nil},
		"a word in place of an id":  {"7/opened", 2, nil},
		"nothing":                   {"", 1, nil},
		"an id that no number is":   {"7/99999999999999999999", 2, nil},
		"an empty part":             {"7/", 2, nil},
		"the first of several only": {JobKey(7, 12), 1, []board.ID{7}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Job{Key: tt.key}.IDs(tt.n)
			if !slices.Equal(got, tt.want) || (err == nil) != (tt.want != nil) {
				t.Errorf("got %v, %v; want %v", got, err, tt.want)
			}
		})
	}
}
