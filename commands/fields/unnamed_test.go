package fields

import (
	"strings"
	"testing"

	"beirat/board"
	"beirat/words"
)

func TestWhoIsNotNamedIsNotGivenAwayByAGroupEither(t *testing.T) {
	large, small := board.Group{ID: 1, Name: "Wirtschaft", Seats: 5}, board.Group{ID: 2, Name: "Stadt", Seats: 1}
	mayor, shop := board.Person{ID: 1, Name: "Frau Muster"}, board.Person{ID: 2, Name: "Herr Laden"}
	for name, test := range map[string]struct {
		named map[board.ID]string
		added []board.Contribution
		says  string // of the shop
	}{
		"among large groups the group is said":              {nil, []board.Contribution{{Author: shop, Group: large}}, "einem Mitglied (Wirtschaft)"},
		"one of a small group hides the groups of all":      {nil, []board.Contribution{{Author: shop, Group: large}, {Author: mayor, Group: small}}, "einem Mitglied"},
		"who is named gives nobody away":                    {map[board.ID]string{1: "Frau Muster"}, []board.Contribution{{Author: mayor, Group: small}}, "einem Mitglied (Wirtschaft)"},
		"where all are of a small group none of it is said": {nil, []board.Contribution{{Author: mayor, Group: small}}, "einem Mitglied"},
	} {
		t.Run(name, func(t *testing.T) {
			w := writing{said: words.Printer{Language: words.German}, named: test.named}
			w.look(nil, test.added)
			if got := w.who(shop, large); got != test.says {
				t.Errorf("%q, want %q", got, test.says)
			}
			for _, one := range test.added {
				if got := w.who(one.Author, one.Group); test.named[one.Author.ID] == "" && strings.Contains(got, small.Name) {
					t.Errorf("gives away: %q", got)
				}
			}
		})
	}
}
