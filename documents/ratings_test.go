package documents

import (
	"bytes"
	"errors"
	"testing"
)

// rounds are results of feedback, by the name of their golden picture.
func rounds() map[string]Ratings {
	card := Card{Title: "Feedback 3", Question: "Online-Termine", Foot: "Elf von elf haben geantwortet, anonym."}
	marks := [5]string{"sehr gut", "gut", "befriedigend", "ausreichend", "mangelhaft"}
	return map[string]Ratings{
		"ratings": {Card: card, Words: marks, Rows: []Rated{
			{"Einen Termin buchen", "Median: gut (2)", [5]int{3, 5, 1, 1, 1}},
			{"Einen Termin verlegen, ohne vorher ein Konto anzulegen oder die Vorgangsnummer aus der ersten Nachricht abzutippen", "Median: befriedigend bis mangelhaft (3–5)", [5]int{0, 1, 2, 0, 3}},
			{"Einen Termin absagen", "Median: mangelhaft (5)", [5]int{0, 0, 0, 0, 11}},
			{"Die Seite vorlesen lassen", "Niemand hat eine Note gegeben.", [5]int{}},
		}},
		"ratings-many": {Card: card, Words: marks, Rows: []Rated{{"Finden", "Median: gut (2)", [5]int{112, 409, 230, 120, 129}}, {"Buchen", "Median: sehr gut (1)", [5]int{999, 0, 0, 0, 1}}}},
	}
}

func TestRatingsLookAsTheyDid(t *testing.T) {
	for name, ratings := range rounds() {
		t.Run(name, func(t *testing.T) { golden(t, name, ratings.PNG) })
	}
}

func TestARatingGivenOnceIsSeenAmongAThousand(t *testing.T) {
	content, err := rounds()["ratings-many"].PNG()
	if err != nil {
		t.Fatal(err)
	}
	picture, seen := decode(t, content), 0
	for _, point := range picture.Pix {
		if point == worst.index(fullCover) {
			seen++
		}
	}
	few := rounds()["ratings-many"]
	few.Rows[1].Counts = [5]int{1000, 0, 0, 0, 0}
	without, err := few.PNG()
	if err != nil {
		t.Fatal(err)
	}
	left := bytes.Count(decode(t, without).Pix, []byte{worst.index(fullCover)})
	if seen-left < 6*40 {
		t.Errorf("one mark of a thousand takes %d points", seen-left)
	}
}

func TestRatingsAreToldToWhoSeesNone(t *testing.T) {
	r := rounds()["ratings"]
	r.Rows = []Rated{r.Rows[0], r.Rows[3]}
	want := "Balken der Noten: „Einen Termin buchen“: Median: gut (2) (sehr gut 3, gut 5, befriedigend 1, ausreichend 1, mangelhaft 1) · „Die Seite vorlesen lassen“: Niemand hat eine Note gegeben.."
	if got := r.Alt(); got != want {
		t.Errorf("said %q, want %q", got, want)
	}
	if got := (Ratings{}).Alt(); got != "" {
		t.Errorf("of nothing %q is said", got)
	}
}

func TestRatingsThatCannotBeAreRefused(t *testing.T) {
	if _, err := (Ratings{}).PNG(); !errors.Is(err, ErrEmpty) {
		t.Errorf("nothing: %v", err)
	}
	if _, err := (Ratings{Rows: make([]Rated, 27)}).PNG(); !errors.Is(err, ErrTooMany) {
		t.Errorf("27 rows: %v", err)
	}
	if _, err := (Ratings{Rows: []Rated{{Label: "A", Counts: [5]int{-1}}}}).PNG(); err == nil {
		t.Error("less than none was drawn")
	}
}
