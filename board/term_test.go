package board

import (
	"testing"
	"time"
	_ "time/tzdata" // a test does not depend on the machine's

	"pgregory.net/rapid"
)

func berlin(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

const (
	days    = "02.01.2006"
	minutes = "Mon 02.01.2006 15:04"
)

func on(t testing.TB, layout, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation(layout, text, berlin(t))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestATermEndsTheDayBeforeItsFirstDayComesAgain(t *testing.T) {
	for _, c := range []struct {
		sentence, start string
		months          int
		last            string
	}{
		{"the board of Erkelenz", "09.12.2021", 24, "08.12.2023"},
		{"from a leap day to a year without one", "29.02.2024", 24, "28.02.2026"},
		{"from a leap day to the next", "29.02.2024", 48, "28.02.2028"},
		{"from a leap day for a month", "29.02.2024", 1, "28.03.2024"},
		{"January 31st for a month: February has no 30th", "31.01.2026", 1, "28.02.2026"},
		{"January 31st for a month of a leap year", "31.01.2028", 1, "29.02.2028"},
		{"January 30th for a month: February has no 29th", "30.01.2026", 1, "28.02.2026"},
		{"January 30th for a month of a leap year", "30.01.2028", 1, "29.02.2028"},
		{"January 29th for a month", "29.01.2026", 1, "28.02.2026"},
		{"March 1st for a year", "01.03.2026", 12, "28.02.2027"},
		{"March 1st for a year that ends in a leap year", "01.03.2027", 12, "29.02.2028"},
		{"March 31st for a month: April has a 30th", "31.03.2026", 1, "30.04.2026"},
		{"March 31st for eleven months", "31.03.2026", 11, "28.02.2027"},
		{"the first of a month", "01.01.2026", 1, "31.01.2026"},
		{"a whole year", "01.01.2026", 12, "31.12.2026"},
		{"over the end of summer time", "25.10.2026", 1, "24.11.2026"},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			term := NewTerm(on(t, days, c.start), c.months)
			if got := term.Last.Format(days); got != c.last {
				t.Errorf("%s and %d months end on %s, want %s", c.start, c.months, got, c.last)
			}
			if got := term.Start.Format(days); got != c.start {
				t.Errorf("it begins on %s, want %s", got, c.start)
			}
		})
	}
}

func TestATermRunsFromMidnightToMidnight(t *testing.T) {
	term := NewTerm(on(t, minutes, "Sun 25.10.2026 15:30"), 5) // to 24.03.2027
	for _, c := range []struct {
		at           string
		begun, ended bool
	}{
		{"Sat 24.10.2026 23:59", false, false},
		{"Sun 25.10.2026 00:00", true, false},
		{"Wed 24.03.2027 23:59", true, false},
		{"Thu 25.03.2027 00:00", true, true},
	} {
		at := on(t, minutes, c.at)
		if term.Begun(at) != c.begun || term.Ended(at) != c.ended {
			t.Errorf("%s: begun %t, ended %t", c.at, term.Begun(at), term.Ended(at))
		}
	}
	var always Term
	if !always.Begun(time.Time{}) || always.Ended(on(t, days, "01.01.9999")) || !always.End().IsZero() {
		t.Error("the zero term begins or ends")
	}
}

func TestTermsFollowEachOtherDayByDay(t *testing.T) {
	zone := berlin(t)
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(2000, 1, 1+rapid.IntRange(0, 40000).Draw(t, "days since 2000"), rapid.IntRange(0, 23).Draw(t, "hour"), 30, 0, 0, zone)
		months := rapid.IntRange(1, 120).Draw(t, "months")
		term := NewTerm(start, months)
		if term.Last.Before(term.Start) {
			t.Fatalf("it ends on %s, before it begins", term.Last.Format(days))
		}
		if !sameDay(term.End(), term.Last.AddDate(0, 0, 1)) || term.End().Hour() != 0 {
			t.Fatalf("last day %s, end %s", term.Last, term.End())
		}
		next := NewTerm(term.End(), months)
		if !next.Start.Equal(term.End()) {
			t.Fatalf("the next begins at %s, this one ends at %s", next.Start, term.End())
		}
		year, month, day := start.Date()
		again := time.Date(year, month+time.Month(months), day, 0, 0, 0, 0, zone)
		if again.Day() == day && !sameDay(term.End(), again) {
			t.Fatalf("the day comes again on %s, but the term ends on %s", again.Format(days), term.Last.Format(days))
		}
		if again.Day() != day && term.End().Day() != 1 {
			t.Fatalf("the day does not come again, and the term ends on %s, no month's last", term.Last.Format(days))
		}
	})
}

func sameDay(a, b time.Time) bool { return a.Format(days) == b.Format(days) }
