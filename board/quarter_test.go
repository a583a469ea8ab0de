package board

import (
	"testing"
	"time"
)

func TestAQuarterIsLookedAtInTimeAndNeverInQuietHours(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	q, h := DefaultProfile().Quiet, HolidaysOf("NW")
	for _, c := range []struct{ sentence, now, want string }{
		{"six weeks before the end of the first quarter", "2027-01-02 10:00", "2027-02-18 09:00"},
		{"three weeks before it", "2027-02-18 09:00", "2027-03-11 09:00"},
		{"then six weeks before the end of the second", "2027-03-11 09:00", "2027-05-20 09:00"},
		{"in the last quarter of a year too", "2026-11-26 10:00", "2026-12-11 09:00"},
		{"then in the next year", "2026-12-11 09:00", "2027-02-18 09:00"},
		{"from the last day of a quarter on", "2026-12-31 23:59", "2027-02-18 09:00"},
		{"a Sunday is passed over", "2033-11-01 10:00", "2033-11-21 08:00"},
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", c.now, berlin)
		if err != nil {
			t.Fatal(err)
		}
		at := q.QuarterLook(now, h)
		if got := at.Format("2006-01-02 15:04"); got != c.want {
			t.Errorf("%s: %s, want %s", c.sentence, got, c.want)
		}
		if q.Covers(at, h) {
			t.Errorf("%s: %s is quiet", c.sentence, at)
		}
	}
	if at := (Quiet{FromHour: 10, ToHour: 9, DaysOff: true}).QuarterLook(time.Date(2027, 1, 2, 0, 0, 0, 0, berlin), h); at.Format("15:04") != "09:00" {
		t.Errorf("where one hour is not quiet: %s", at)
	}
}

func TestAQuarterBeginsAndEndsByTheCalendar(t *testing.T) {
	for month := time.January; month <= time.December; month++ {
		first, end := Quarter(time.Date(2027, month, 15, 12, 0, 0, 0, time.UTC))
		if first.Day() != 1 || end.Day() != 1 || (first.Month()-1)%3 != 0 || end.Sub(first) < 89*24*time.Hour || month < first.Month() || month > first.Month()+2 {
			t.Errorf("%s: from %s to %s", month, first, end)
		}
	}
}
