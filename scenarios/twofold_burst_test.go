package scenarios

import (
	"fmt"
	"testing"

	"beirat/storage/storagetest"
)

// TestEverybodyPressesAtOnceOnTwoPlatforms: eleven members press on Mattermost,
// and two of them on Discord in the same moment too. Each has one ballot, and both
// messages show what is stored.
func TestEverybodyPressesAtOnceOnTwoPlatforms(t *testing.T) {
	for name, database := range map[string]func(testing.TB) string{"sqlite": storagetest.SQLite, "postgres": storagetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newTwofold(t, database(t))
			b.links("stadt", "vorsitz")
			b.says(b.square, "vorsitz: /beirat platz hier=ja")
			b.links("buerger1", "anna")
			b.says(b.town, `buerger2: /abstimmung neu "Radweg am Hafen?" bis="5. Dezember 12 Uhr" zwischenstand=laufend`)
			b.shown("0 von 11 haben abgestimmt")
			c := newCount(t, b.town.served)
			for round := range 3 {
				b.pressAtOnce(round)
				stored := c.stored(1)
				if votes := stored["yes"] + stored["no"] + stored["abstain"]; votes != 11 {
					t.Errorf("round %d: %d ballots of eleven people", round, votes)
				}
				b.shown(figures(stored))
			}
		})
	}
}

// pressAtOnce lets everybody press on Mattermost, and two on Discord too.
func (b *twofold) pressAtOnce(round int) {
	b.Helper()
	type hand struct {
		on  hands
		who string
		b   button
	}
	var all []hand
	add := func(on hands, look *stage, who string) {
		pressed, err := look.sought(who, labels[(len(all)+round)%3]+" on abstimmung 1")
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, hand{on, who, pressed})
	}
	for i := range 5 {
		add(b.town, b.town.stage, fmt.Sprintf("buerger%d", i+1))
		add(b.town, b.town.stage, fmt.Sprintf("gewerbe%d", i+1))
	}
	add(b.town, b.town.stage, "stadt")
	add(b.square, b.square.stage, "anna")
	add(b.square, b.square.stage, "vorsitz")
	errs := atOnce(len(all), func(i int) error { return all[i].on.press(b.Context(), all[i].who, all[i].b) })
	for i, err := range errs {
		if err != nil {
			b.Errorf("%s: %v", all[i].who, err)
		}
	}
}
