package when

import (
	"testing"
	"time"
)

func TestTheSameWordsAtAnotherMoment(t *testing.T) {
	for _, c := range []struct{ sentence, now, text, want string }{
		{"a bare weekday on a Sunday is in the week that begins", "2026-11-22T12:00", "Montag", "2026-11-23"},
		{"this week still has its Sunday", "2026-11-22T12:00", "Ende der Woche", "2026-11-22"},
		{"next week begins on the Monday after a Sunday", "2026-11-22T12:00", "nächste Woche Montag", "2026-11-23"},
		{"Sunday evening is today while it is to come", "2026-11-22T12:00", "Sonntag Abend", "2026-11-22T18:00"},
		{"the weekend is still on on Saturday", "2026-11-21T12:00", "am Wochenende", "2026-11-21"},
		{"a month keeps its day or takes the last one", "2027-01-31T10:00", "in einem Monat", "2027-02-28"},
		{"a year after a leap day ends on the 28th", "2028-02-29T10:00", "in einem Jahr", "2029-02-28"},
		{"the next month after December is next year's", "2026-12-18T10:00", "nächsten Monat", "2027-01-18"},
		{"the next quarter after the fourth is next year's", "2026-12-31T10:00", "nächstes Quartal", "2027-01-01"},
		{"the end of the month on its last day is today", "2026-11-30T10:00", "Monatsende", "2026-11-30"},
		{"the end of the month rolls on once the hour is over", "2026-11-30T10:00", "Monatsende 9 Uhr", "2026-12-31T09:00"},
		{"the 31st is looked for in a month that has one", "2026-11-18T10:00", "am 31.", "2026-12-31"},
		{"a leap day waits eight years across 2100", "2097-01-01T10:00", "29.2.", "2104-02-29"},
		{"last Friday on a Friday was a week ago", "2026-11-20T10:00", "letzten Freitag", "2026-11-13"},
		{"calendar week 1 is next year's in November", "2026-11-18T10:00", "KW 1", "2027-01-04"},
		{"calendar week 1 may begin in December", "2029-11-18T10:00", "KW 1", "2029-12-31"},
		{"calendar week 53 waits for a long year", "2027-02-01T10:00", "KW 53", "2032-12-27"},

		{"three days across the clock change keep the hour", "2026-10-24T10:00", "7d", "2026-10-31T10:00"},
		{"48 hours across the clock change do not", "2026-10-24T10:00", "48h", "2026-10-26T09:00"},
		{"48 hours in spring lose an hour to the clock", "2027-03-27T10:00", "48h", "2027-03-29T11:00"},
		{"a day into the spring gap has no such hour", "2027-03-27T02:30", "1d", "refused"},
		{"tomorrow into the spring gap has no such hour", "2027-03-27T10:00", "morgen 2:30", "refused"},
		{"the hour after the gap exists", "2027-03-27T10:00", "morgen 3:00", "2027-03-28T03:00"},
		{"an hour of tonight that the clock skips is refused", "2027-03-28T01:00", "um 2:30", "refused"},
		{"the skipped hour is there again the next day", "2027-03-28T04:00", "um 2:30", "2027-03-29T02:30"},
		{"an hour before the gap leads past it", "2027-03-28T01:30", "in einer Stunde", "2027-03-28T03:30"},
		{"half past two on a dial is in the afternoon if not at night", "2027-03-28T01:00", "halb drei", "2027-03-28T14:30"},
		{"a bare weekday into the gap is refused, not put off", "2027-03-26T10:00", "Sonntag 2:30", "refused"},
		{"a day without a year into the gap is refused, not put off", "2027-03-26T10:00", "28.3. 2:30", "refused"},
		{"midnight begins the day of the clock change", "2026-10-24T10:00", "24 Uhr", "2026-10-25T00:00"},

		{"tonight at three, said at one, is the night that is not over", "2026-11-18T01:00", "heute Nacht um 3", "2026-11-18T03:00"},
		{"tonight at three, said at noon, is the night to come", "2026-11-18T12:00", "heute Nacht um 3", "2026-11-19T03:00"},
		{"an evening hour said on its evening is today's", "2026-11-18T18:30", "heute um halb acht", "2026-11-18T19:30"},
		{"seconds of now do not show", "2026-11-18T10:00", "in 90 Minuten", "2026-11-18T11:30"},
		{"a length out of the years is refused", "2198-11-18T10:00", "in 2 Jahren", "refused"},
	} {
		t.Run(c.sentence, func(t *testing.T) { expect(t, c.text, c.want, berlin(t, c.now)) })
	}
}

func TestATimeThatExistsTwiceIsTheFirst(t *testing.T) {
	reading, err := Understand("25.10.2026 02:30", berlin(t, "2026-10-01T10:00"))
	if err != nil {
		t.Fatal(err)
	}
	if want := time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC); !reading.Time.Equal(want) {
		t.Errorf("02:30 is %v, want %v", reading.Time.UTC(), want)
	}
}

func TestADayMayBeginAfterMidnight(t *testing.T) {
	cairo, err := time.LoadLocation("Africa/Cairo")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 4, 1, 10, 0, 0, 0, cairo)
	expect(t, "24.04.2026", "2026-04-24", now)
	expect(t, "24.04.2026 00:30", "refused", now)
	reading, _ := Understand("24.04.2026", now)
	if got := reading.Time.Format("15:04"); got != "01:00" {
		t.Errorf("the day begins at %s, want 01:00", got)
	}
}

func TestADayThatAZoneSkippedIsRefused(t *testing.T) {
	apia, err := time.LoadLocation("Pacific/Apia")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2011, 12, 1, 10, 0, 0, 0, apia)
	expect(t, "30.12.2011", "refused", now)
	expect(t, "31.12.2011", "2011-12-31", now)
}

func TestADeadlineOfADayIsItsLastMinute(t *testing.T) {
	for text, want := range map[string]string{
		"31.12.2026":       "2026-12-31T23:59",
		"25.10.2026":       "2026-10-25T23:59",
		"31.12.2026 18:00": "2026-12-31T18:00",
	} {
		reading, err := Understand(text, berlin(t, "2026-10-01T10:00"))
		if err != nil {
			t.Fatal(err)
		}
		if got := reading.Deadline().Format("2006-01-02T15:04"); got != want {
			t.Errorf("the deadline of %s is %s, want %s", text, got, want)
		}
	}
}

func TestALengthIsAddedToNow(t *testing.T) {
	now := berlin(t, "2027-03-26T10:00").Add(42 * time.Second)
	for text, want := range map[string]string{
		"3d":           "2027-03-29T10:00:42+02:00",
		"72h":          "2027-03-29T11:00:42+02:00",
		"90m":          "2027-03-26T11:30:42+01:00",
		"2w":           "2027-04-09T10:00:42+02:00",
		"1d12h":        "2027-03-27T22:00:42+01:00",
		"7 Tage":       "2027-04-02T10:00:42+02:00",
		"in 3 Tagen":   "2027-03-29T10:00:42+02:00",
		"a month":      "2027-04-26T10:00:42+02:00",
		"1,5 Stunden":  "2027-03-26T11:30:42+01:00",
		"3":            "",
		"":             "",
		"in":           "",
		"3d 18 Uhr":    "",
		"morgen":       "",
		"99999 Jahre":  "",
		"1 Tag bitte.": "",
	} {
		got, err := Add(text, now)
		if err != nil {
			if want != "" {
				t.Errorf("%q is refused: %v", text, err)
			}
			continue
		}
		if got.Format(time.RFC3339) != want {
			t.Errorf("%q is %v, want %q", text, got.Format(time.RFC3339), want)
		}
	}
}
