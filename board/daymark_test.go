package board

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickar/cal/v2"
)

// The dates are copied from calendars, not computed.
func TestEasterFallsWhereCalendarsHaveIt(t *testing.T) {
	for _, date := range []string{
		"22.03.1818", "23.03.1913", "25.04.1943", "18.04.1954", "19.04.1981", "25.04.2038", "12.04.2020", "04.04.2021", "17.04.2022", "09.04.2023", "31.03.2024",
		"20.04.2025", "05.04.2026", "28.03.2027", "16.04.2028", "01.04.2029", "21.04.2030", "18.04.2049", "19.04.2076",
	} {
		want := on(t, days, date)
		if got := Easter(want.Year()).Format(days); got != date {
			t.Errorf("Easter of %d is on %s, want %s", want.Year(), got, date)
		}
	}
}

// The library computes it in another way.
func TestEasterIsThatOfTheLibraryInEveryYear(t *testing.T) {
	sunday := &cal.Holiday{Offset: 0, Func: cal.CalcEasterOffset}
	for year := 1900; year < 2200; year++ {
		want, _ := sunday.Calc(year)
		if got := Easter(year); got.YearDay() != want.YearDay() {
			t.Errorf("Easter of %d is on %s, want %s", year, got.Format(days), want.Format(days))
		}
	}
}

func TestADayIsMarkedByWhatSpeaksAgainstIt(t *testing.T) {
	school := []SchoolHoliday{
		{Name: "Weihnachtsferien", First: on(t, days, "23.12.2026"), Last: on(t, days, "06.01.2027")},
		{Name: "Weihnachtsferien", First: on(t, days, "06.01.2027"), Last: on(t, days, "07.01.2027")},
		{Name: "Pfingstferien", First: on(t, days, "18.05.2027"), Last: on(t, days, "18.05.2027")},
	}
	custom := []CustomDay{
		{Name: "Weiberfastnacht", Easter: true, Offset: -52}, {Name: "Rosenmontag", Easter: true, Offset: -48},
		{Name: "Heiligabend", Month: time.December, Day: 24}, {Name: "Lange danach", Easter: true, Offset: 290},
	}
	holiday := func(name string) DayMark { return DayMark{PublicHoliday, name} }
	breaks, weekend := DayMark{SchoolBreak, "Weihnachtsferien"}, DayMark{Kind: WeekendDay}
	for moment, want := range map[string][]DayMark{
		"Tue 22.12.2026 18:00": nil,
		"Wed 23.12.2026 00:00": {breaks},
		"Thu 24.12.2026 18:00": {breaks, {CustomaryDay, "Heiligabend"}},
		"Sat 26.12.2026 23:59": {holiday("Zweiter Weihnachtsfeiertag"), breaks, weekend},
		"Wed 06.01.2027 23:59": {breaks},
		"Thu 07.01.2027 00:00": {breaks},
		"Fri 08.01.2027 00:00": nil,
		"Thu 12.02.2026 11:11": {{CustomaryDay, "Weiberfastnacht"}},
		"Mon 16.02.2026 18:00": {{CustomaryDay, "Rosenmontag"}},
		"Thu 04.02.2027 18:00": {{CustomaryDay, "Weiberfastnacht"}},
		"Mon 08.02.2027 18:00": {{CustomaryDay, "Rosenmontag"}},
		"Wed 20.01.2027 18:00": {{CustomaryDay, "Lange danach"}}, // after Easter of the year before
		"Tue 18.05.2027 18:00": {{SchoolBreak, "Pfingstferien"}},
		"Sun 29.11.2026 18:00": {weekend},
		"Thu 27.05.2027 18:00": {holiday("Fronleichnam")},
	} {
		if diff := cmp.Diff(want, Marks(on(t, minutes, moment), HolidaysOf("NW"), school, custom)); diff != "" {
			t.Errorf("%s, wanted (-), got (+):\n%s", moment, diff)
		}
	}
}
