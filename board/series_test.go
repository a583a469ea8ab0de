package board

import (
	"testing"
	"time"
)

func TestASeriesKeepsItsHourAcrossBothClockChanges(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	rule := SeriesRule{Place: 2, Weekday: time.Thursday, Months: 3}
	first, err := rule.First(time.Date(2026, time.November, 26, 10, 0, 0, 0, berlin), 18, 0)
	if err != nil {
		t.Fatal(err)
	}
	s := Series{Rule: rule, First: first}
	dates, err := s.After(first.Add(-time.Second), 5)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"2026-12-10T18:00:00+01:00", "2027-03-11T18:00:00+01:00", "2027-06-10T18:00:00+02:00", "2027-09-09T18:00:00+02:00", "2027-12-09T18:00:00+01:00"}
	for i, at := range dates {
		if got := at.Format(time.RFC3339); got != want[i] {
			t.Errorf("date %d: %s, want %s", i+1, got, want[i])
		}
	}
	if len(dates) != len(want) {
		t.Errorf("%d dates", len(dates))
	}
}

func TestARuleIsReadAsItWasWritten(t *testing.T) {
	for _, rule := range []SeriesRule{{2, time.Thursday, 3}, {-1, time.Sunday, 1}, {4, time.Saturday, 12}, {1, time.Monday, 2}} {
		if got, err := ParseSeriesRule(rule.String()); err != nil || got != rule {
			t.Errorf("%s: %+v, %v", rule, got, err)
		}
	}
	if got := (SeriesRule{2, time.Thursday, 3}).String(); got != "FREQ=MONTHLY;INTERVAL=3;BYDAY=+2TH" {
		t.Errorf("written as %s", got)
	}
	for _, text := range []string{"", "FREQ=WEEKLY;BYDAY=TH", "FREQ=MONTHLY;BYMONTHDAY=3", "FREQ=MONTHLY;BYDAY=TH", "DONNERSTAG"} {
		if got, err := ParseSeriesRule(text); err == nil {
			t.Errorf("%q was read as %+v", text, got)
		}
	}
}

func TestAMeetingOfASeriesIsUntouchedUntilSomebodyChangesIt(t *testing.T) {
	first := time.Date(2026, time.December, 10, 18, 0, 0, 0, time.UTC)
	s := Series{ID: 7, Rule: SeriesRule{2, time.Thursday, 3}, First: first, Minutes: 120, Place: "Rathaus"}
	next, err := s.After(first, 1)
	if err != nil {
		t.Fatal(err)
	}
	for sentence, change := range map[string]func(*Meeting){
		"fixed": func(m *Meeting) { m.State = MeetingFixed }, "named": func(m *Meeting) { m.Title = "Klausur" },
		"moved": func(m *Meeting) { m.Starts = m.Starts.AddDate(0, 0, 7) }, "elsewhere": func(m *Meeting) { m.Place = "Bürgerhaus" },
		"longer": func(m *Meeting) { m.Minutes = 180 }, "of another series": func(m *Meeting) { m.Series = 8 },
		"without a date": func(m *Meeting) { m.Starts = time.Time{} },
	} {
		m := s.Meeting(next[0])
		if !s.Untouched(m) {
			t.Fatal("as it was made it is touched")
		}
		if change(&m); s.Untouched(m) {
			t.Errorf("%s: untouched", sentence)
		}
	}
}
