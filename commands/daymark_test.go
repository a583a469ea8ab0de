package commands

import (
	"testing"
	"time"

	"beirat/board"
	"beirat/words"
)

func TestWhatSpeaksAgainstADayIsSaidInTheReadersWords(t *testing.T) {
	marks := []board.DayMark{
		{Kind: board.PublicHoliday, Name: "Weihnachtstag"}, {Kind: board.SchoolBreak, Name: "Weihnachtsferien"},
		{Kind: board.SchoolBreak, Name: "Sommer"}, {Kind: board.CustomaryDay, Name: "Rosenmontag"}, {Kind: board.WeekendDay},
	}
	for l, want := range map[words.Language]string{
		words.German:  "Erster Weihnachtstag (Feiertag), Weihnachtsferien, Sommer (Schulferien), Rosenmontag und Wochenende",
		words.English: "Christmas Day (public holiday), Weihnachtsferien (school holidays), Sommer (school holidays), Rosenmontag and weekend",
	} {
		if got := (words.Printer{Language: l}).Print(Marked(marks)); got != want {
			t.Errorf("%s: %s", l, got)
		}
	}
	if none := Marked(nil); !none.IsZero() {
		t.Errorf("of nothing it says %v", none)
	}
}

func TestEveryHolidayOfALandHasAName(t *testing.T) {
	for _, land := range board.Lands() {
		for day := time.Date(2028, 1, 1, 12, 0, 0, 0, time.UTC); day.Year() == 2028; day = day.AddDate(0, 0, 1) {
			name := board.HolidaysOf(land).Name(day)
			if _, known := holidayKey(name); name != "" && !known {
				t.Errorf("%s: %q has no name in the catalogue", land, name)
			}
		}
	}
}
