package visions

import (
	"slices"
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/documents"
	"beirat/words"
)

func TestAChapterNamesOnlyThoseWhoConsentAndLeavesOutWhatWasWithdrawn(t *testing.T) {
	finished := time.Date(2026, 12, 3, 12, 0, 0, 0, time.UTC)
	r := board.VisionRound{ID: 1, Question: "Wie soll es werden?", Horizon: 2036}
	anna, berta := board.Person{ID: 1, Name: "Anna"}, board.Person{ID: 2, Name: "Berta"}
	w := writing{said: words.Printer{}, named: map[board.ID]string{1: "Anna Beispiel"}, zone: time.UTC, level: 2}
	w.round(r, []board.Statement{
		{Round: 1, Number: 1, Group: 2, Author: anna, Text: "Eins.\n\n- a\n- b", State: board.StatementFinished, Ended: finished},
		{Round: 1, Number: 2, Group: 1, Author: berta, Text: "Zwei.", State: board.StatementOpen},
		{Round: 1, Number: 3, Group: 1, Author: anna, Text: "Weg damit.", State: board.StatementWithdrawn},
		{Round: 9, Number: 4, Author: anna, Text: "Aus einer anderen Runde.", State: board.StatementOpen},
	})
	w.round(board.VisionRound{ID: 5, Question: "Ohne Leitsatz?"}, nil)
	d := documents.Document{Title: "Strategie", Blocks: append([]documents.Block{documents.Heading{Level: 1, Text: "Vision"}}, w.blocks...), Made: finished}
	got := string(d.Markdown())
	for _, want := range []string{"Wie soll es werden?", "Jahr 2036", "Leitsatz 1", "- a", "vorgeschlagen von Anna Beispiel · abgeschlossen am Donnerstag, dem 3. Dezember 2026", "Arbeitsgruppe 1 · in Arbeit"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	for _, hidden := range []string{"Berta", "Weg damit", "anderen Runde", "Ohne Leitsatz"} {
		if strings.Contains(got, hidden) {
			t.Errorf("%q stands in\n%s", hidden, got)
		}
	}
	var levels []int
	for _, block := range w.blocks {
		if h, is := block.(documents.Heading); is {
			levels = append(levels, h.Level)
		}
	}
	if want := []int{2, 3, 3}; !slices.Equal(levels, want) {
		t.Errorf("headings of the levels %v, want %v", levels, want)
	}
}
