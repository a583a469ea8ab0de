package bot

import (
	"slices"
	"testing"

	"beirat/words"

	"github.com/google/go-cmp/cmp"
)

func TestEachWorkingGroupHasAConversationOfItsOwn(t *testing.T) {
	w := newWorld(t)
	w.says("m11", `/leitsatz runde 2036 "Wie wollen wir leben?" startwert=Erkelenz gruppen=3`)
	w.works()
	var begun []string
	for _, n := range w.town.shown {
		if !n.Message.Thread.IsZero() {
			begun = append(begun, words.Printer{Language: words.Language(n.Language)}.Print(n.Message.Thread))
		}
	}
	slices.Sort(begun)
	want := []string{"Arbeitsgruppe 1: Wie wollen wir leben?", "Arbeitsgruppe 2: Wie wollen wir leben?", "Arbeitsgruppe 3: Wie wollen wir leben?"}
	if diff := cmp.Diff(want, begun); diff != "" {
		t.Error(diff)
	}
}
