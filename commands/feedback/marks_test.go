package feedback

import (
	"errors"
	"maps"
	"testing"

	"beirat/board"
	"beirat/commands"
)

func TestRatingsAreReadAsTheyAreTyped(t *testing.T) {
	r := board.FeedbackRound{Tasks: []board.FeedbackTask{{Number: 1}, {Number: 2}, {Number: 3}}}
	one := board.FeedbackRound{Tasks: []board.FeedbackTask{{Number: 1}}}
	word := func(typed string) (string, bool) {
		known := map[string]string{"1": "very_good", "2": "good", "3": "fair", "4": "weak", "5": "poor", "sehr gut": "very_good", "gut": "good", "mangelhaft": "poor"}
		name, is := known[typed]
		return name, is
	}
	for typed, want := range map[string]map[int]board.Rating{
		"4 5 3":                     {1: 4, 2: 5, 3: 3},
		"4, 5":                      {1: 4, 2: 5},
		"4;5;3":                     {1: 4, 2: 5, 3: 3},
		"4,5,3":                     {1: 4, 2: 5, 3: 3},
		"1=4,2=5":                   {1: 4, 2: 5},
		"gut,mangelhaft":            {1: 2, 2: 5},
		"1=4, 3=2":                  {1: 4, 3: 2},
		"1=4 2=sehr gut 3: gut":     {1: 4, 2: 1, 3: 2},
		"sehr gut, mangelhaft":      {1: 1, 2: 5},
		"2=gut, 3":                  {2: 2, 3: 3},
		"1. = 4":                    {1: 4},
		"gut\nsehr gut\nmangelhaft": {1: 2, 2: 1, 3: 5},
	} {
		if got, err := readMarks(typed, r, word); err != nil || !maps.Equal(got, want) {
			t.Errorf("%q: %v, %v", typed, got, err)
		}
	}
	for typed, want := range map[string]string{
		"0": "feedback.ratings.range", "6": "feedback.ratings.range", "-1": "feedback.ratings.range", "2,5": "feedback.ratings.half", "2.5": "feedback.ratings.half",
		"3,5 2": "feedback.ratings.half", "2 3,5": "feedback.ratings.half", "1=3,5 2=4": "feedback.ratings.half", "-1 2": "feedback.ratings.range",
		"super": "feedback.ratings.unknown", "1=6": "feedback.ratings.range", "4=1": "feedback.ratings.no_task", "1 2 3 4": "feedback.ratings.no_task",
		"1=2, 1=3": "feedback.ratings.twice", ", ;": "feedback.ratings.unread", "a=1": "feedback.ratings.unread",
	} {
		_, err := readMarks(typed, r, word)
		var no *commands.Error
		if !errors.As(err, &no) || no.Text.Key != want || no.Field != "ratings" {
			t.Errorf("%q: %v, want %s", typed, err, want)
		}
	}
	if _, err := readMarks("2,5", one, word); err == nil {
		t.Error("a mark between two is taken for two")
	}
}

func TestKeysAreDrawnByChanceAndReadHoweverTheyAreTyped(t *testing.T) {
	one, two := newKey(), newKey()
	if one == two || !isKey(one) || len(one) != board.FeedbackKeyLetters+3 {
		t.Fatal(one, two)
	}
	for typed, want := range map[string]bool{"k7qf 2mpx 9wtb 4hdc": true, "K7QF2MPX9WTB4HDC": true, "K7QF-2MPX-9WTB": false, "K7QF-2MPX-9WTB-4HDO": false, "": false} {
		if isKey(typed) != want {
			t.Errorf("%q: %t", typed, !want)
		}
	}
}

func TestTasksAreReadWithoutWhatStandsBeforeThem(t *testing.T) {
	got := readTasks("1. Buchen\n- Absagen; 2) Finden ;;\n3 Termine finden")
	want := []string{"Buchen", "Absagen", "Finden", "3 Termine finden"}
	if len(got) != len(want) {
		t.Fatal(got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
}
