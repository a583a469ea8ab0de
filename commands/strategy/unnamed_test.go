package strategy

import (
	"testing"

	"beirat/board"
	"beirat/words"
)

func TestWritersWithoutANameAreCountedSoThatNobodyIsGivenAway(t *testing.T) {
	citizens, business, city := board.Group{ID: 1, Name: "Bürgerschaft", Seats: 5}, board.Group{ID: 2, Name: "Wirtschaft", Seats: 5}, board.Group{ID: 3, Name: "Stadt", Seats: 1}
	said := words.Printer{Language: words.German}
	for name, test := range map[string]struct {
		unnamed []board.Group
		want    []string
	}{
		"nobody":                    {nil, nil},
		"by group":                  {[]board.Group{citizens, citizens, business}, []string{"zwei Mitglieder der Gruppe Bürgerschaft", "ein Mitglied der Gruppe Wirtschaft"}},
		"together with a small one": {[]board.Group{citizens, citizens, city}, []string{"drei Mitglieder"}},
		"the small one alone":       {[]board.Group{city}, []string{"ein Mitglied"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := counted(test.unnamed)
			if len(got) != len(test.want) {
				t.Fatalf("%d entries, want %d", len(got), len(test.want))
			}
			for i, text := range got {
				if said.Print(text) != test.want[i] {
					t.Errorf("%q, want %q", said.Print(text), test.want[i])
				}
			}
		})
	}
}
