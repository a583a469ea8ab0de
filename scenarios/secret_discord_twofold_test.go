package scenarios

import (
	"testing"

	"beirat/storage/storagetest"
)

// TestASecretVoteOnTwoPlatforms: who has voted secretly on one platform has voted
// on the other, and on both people are told who could see more on each.
func TestASecretVoteOnTwoPlatforms(t *testing.T) {
	b := newTwofold(t, storagetest.SQLite(t))
	b.links("stadt", "vorsitz")
	b.says(b.square, "vorsitz: /beirat platz hier=ja", "Dieser Kanal gehört jetzt zu")
	b.shown("Ein Kanal mehr.")
	b.links("buerger1", "anna")
	b.says(b.town, "stadt: "+`/abstimmung neu "Wer soll uns vertreten?" geheim=ja`)
	b.shown("Abstimmung 1: Wer soll uns vertreten?", "[Geheim abstimmen]")
	for _, d := range []Driver{b.town, b.square} {
		b.says(d, "gast: /abstimmung geheimhaltung 1", "Die Protokolle des Chat-Servers verraten", "durch die Rechner der Firma Discord in den USA")
	}
	for _, label := range []string{"Geheim abstimmen", "Nein", "Endgültig abgeben"} {
		b.says(b.square, "anna: press "+label)
	}
	b.shown("1 von 11 hat abgestimmt")
	b.says(b.town, "buerger1: press Geheim abstimmen", "Sie haben schon abgestimmt")
}
