package board

import (
	"testing"
	"time"
)

func TestAPeriodEndsOnAWorkingDayWhereTheRulesSaySo(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, land, from string
		days             int
		nominal, want    string
	}{
		{"a working day stays", "NW", "2026-11-26", 7, "2026-12-03", "2026-12-03"},
		{"Saturday moves to Monday", "NW", "2026-11-28", 7, "2026-12-05", "2026-12-07"},
		{"Sunday moves to Monday", "NW", "2026-11-29", 7, "2026-12-06", "2026-12-07"},
		{"Christmas Day on a Friday moves over the weekend", "NW", "2026-12-18", 7, "2026-12-25", "2026-12-28"},
		{"Christmas Eve is a working day", "NW", "2026-12-17", 7, "2026-12-24", "2026-12-24"},
		{"Good Friday moves over Easter to Tuesday", "NW", "2027-03-19", 7, "2027-03-26", "2027-03-30"},
		{"Easter Monday moves to Tuesday", "NW", "2027-03-22", 7, "2027-03-29", "2027-03-30"},
		{"Fronleichnam is a holiday in Nordrhein-Westfalen", "NW", "2027-05-20", 7, "2027-05-27", "2027-05-28"},
		{"Fronleichnam is none in Berlin", "BE", "2027-05-20", 7, "2027-05-27", "2027-05-27"},
		{"New Year's Day moves over the weekend", "NW", "2026-12-25", 7, "2027-01-01", "2027-01-04"},
		{"a period of one day", "NW", "2026-10-30", 1, "2026-10-31", "2026-11-02"},
		{"summer time keeps the hour", "NW", "2027-03-21", 7, "2027-03-28", "2027-03-30"},
		{"without a Land the nationwide holidays hold", "", "2026-09-26", 7, "2026-10-03", "2026-10-05"},
	} {
		from, err := time.ParseInLocation(time.DateOnly, c.from, berlin)
		if err != nil {
			t.Fatal(err)
		}
		p := Profile{CircularDays: c.days, WorkingDays: true}
		closes, nominal := p.UsualDeadline(from.Add(10*time.Hour), HolidaysOf(c.land))
		const layout = "2006-01-02 15:04"
		if got := nominal.Format(layout); got != c.nominal+" 18:00" {
			t.Errorf("%s: nominal %s, want %s", c.name, got, c.nominal)
		}
		if got := closes.Format(layout); got != c.want+" 18:00" {
			t.Errorf("%s: closes %s, want %s", c.name, got, c.want)
		}
		p.WorkingDays = false
		if closes, _ := p.UsualDeadline(from, HolidaysOf(c.land)); !closes.Equal(nominal) {
			t.Errorf("%s: without the rule it closes %s, want %s", c.name, closes.Format(layout), c.nominal)
		}
	}
}
