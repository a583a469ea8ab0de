package documents

import (
	"errors"
	"testing"

	"beirat/words"
)

func TestAltSaysWhatThePlacesShow(t *testing.T) {
	english := Card{Language: words.English, Mark: "by lot"}
	for name, test := range map[string]struct {
		places Places
		want   string
	}{
		"one after the other": {Places{Rows: []Place{{1, "Radweg", false}, {2, "Brunnen", false}}}, "Rangfolge: 1. Radweg, 2. Brunnen."},
		"ties stand together": {Places{Rows: []Place{{1, "A", false}, {2, "B", false}, {2, "C", false}, {4, "D", false}}}, "Rangfolge: 1. A, 2. B und C, 4. D."},
		"marks and quotes":    {orders()["lot"], "Rangfolge: 1. Radweg (durch das Los), Spielplatz und Parkhaus."},
		"in English":          {Places{Card: english, Rows: []Place{{1, "Bike lane", true}, {1, "Park", false}}}, "Order: 1. “Bike lane” (by lot) and “Park”."},
		"no rows":             {Places{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := test.places.Alt(); got != test.want {
				t.Errorf("%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestPlacesThatCannotBeAreNotDrawn(t *testing.T) {
	for name, test := range map[string]struct {
		places Places
		want   error
	}{
		"none":                     {Places{}, ErrEmpty},
		"more than options":        {Places{Rows: make([]Place, 27)}, ErrTooMany},
		"a mark without a word":    {Places{Rows: []Place{{1, "A", true}}}, ErrNoMark},
		"the first is second":      {Places{Rows: []Place{{2, "A", false}}}, ErrOrder},
		"the worst comes first":    {Places{Rows: []Place{{2, "A", false}, {1, "B", false}}}, ErrOrder},
		"a place is left out":      {Places{Rows: []Place{{1, "A", false}, {3, "B", false}}}, ErrOrder},
		"ties count for one place": {Places{Rows: []Place{{1, "A", false}, {1, "B", false}, {2, "C", false}}}, ErrOrder},
	} {
		t.Run(name, func(t *testing.T) {
			if content, err := test.places.PNG(); content != nil || !errors.Is(err, test.want) {
				t.Errorf("drew %d bytes, told %v, want %v", len(content), err, test.want)
			}
		})
	}
}
