package board

import (
	"testing"
	"time"
)

func TestAnAnswerIsDueOnAWorkingDay(t *testing.T) {
	nrw := HolidaysOf("NW")
	for ended, want := range map[string]string{
		"Thu 03.12.2026 18:00": "Thu 31.12.2026 23:59",
		"Fri 27.11.2026 11:00": "Mon 28.12.2026 23:59", // Christmas, a Saturday, a Sunday
		"Fri 04.12.2026 18:00": "Mon 04.01.2027 23:59", // New Year's Day
		"Wed 07.05.2025 00:00": "Wed 04.06.2025 23:59",
		"Sat 09.05.2026 10:00": "Mon 08.06.2026 23:59", // a Saturday
		"Thu 07.05.2026 10:00": "Fri 05.06.2026 23:59", // Fronleichnam
	} {
		if got := AnswerDue(on(t, minutes, ended), 28, nrw); !got.Equal(on(t, minutes, want)) {
			t.Errorf("four weeks after %s: %s", ended, got)
		}
	}
}

func TestTheOfficeIsRemindedAWeekBeforeOnTheDayAndThenEveryWeek(t *testing.T) {
	nrw := HolidaysOf("NW")
	early := Quiet{FromHour: 8, ToHour: 20}
	for _, c := range []struct {
		sentence string
		quiet    Quiet
		due      string
		want     []string
	}{
		{"at nine in the morning", beirat, "Thu 31.12.2026 23:59",
			[]string{"Thu 24.12.2026 09:00", "Thu 31.12.2026 09:00", "Thu 07.01.2027 09:00", "Thu 14.01.2027 09:00"}},
		{"not on a day off, but on the next", beirat, "Fri 08.01.2027 23:59",
			[]string{"Sat 02.01.2027 08:00", "Fri 08.01.2027 09:00", "Fri 15.01.2027 09:00"}},
		{"on the day itself before it is quiet, if it is until night", early, "Thu 14.01.2027 23:59",
			[]string{"Thu 07.01.2027 20:00", "Thu 14.01.2027 20:00", "Thu 21.01.2027 20:00"}},
		{"over the beginning of summer time", beirat, "Wed 31.03.2027 23:59",
			[]string{"Wed 24.03.2027 09:00", "Wed 31.03.2027 09:00", "Wed 07.04.2027 09:00"}},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			due := on(t, minutes, c.due)
			after := due.AddDate(0, 0, -28)
			for _, want := range c.want {
				got := c.quiet.AnswerReminder(due, after, nrw)
				if !got.Equal(on(t, minutes, want)) {
					t.Fatalf("after %s: %s, not %s", after, got, want)
				}
				after = got
			}
		})
	}
	if at := noHours.AnswerReminder(on(t, minutes, "Thu 31.12.2026 23:59"), on(t, minutes, "Thu 03.12.2026 18:00"), nrw); !at.IsZero() {
		t.Errorf("where it is always quiet: %s", at)
	}
}

func TestTheDayIsNeverMissedForQuietHours(t *testing.T) {
	late := Quiet{FromHour: 6, ToHour: 5} // one hour of the day is not quiet
	due := on(t, minutes, "Thu 14.01.2027 23:59")
	if got := late.AnswerReminder(due, on(t, minutes, "Fri 08.01.2027 10:00"), HolidaysOf("NW")); !got.Equal(on(t, minutes, "Thu 14.01.2027 05:00")) {
		t.Errorf("on the day: %s", got)
	}
}

func TestOverdueIsCountedInDaysOfTheCalendar(t *testing.T) {
	due := on(t, minutes, "Sat 27.03.2027 23:59")
	for now, want := range map[string]int{
		"Fri 26.03.2027 10:00": 0, "Sat 27.03.2027 23:59": 0, "Sun 28.03.2027 00:00": 1, "Mon 29.03.2027 00:00": 2, "Sat 27.03.2027 00:00": 0,
		"Tue 27.04.2027 12:00": 31,
	} {
		if got := DaysOverdue(due, on(t, minutes, now).UTC()); got != want {
			t.Errorf("%s: %d days, not %d", now, got, want)
		}
	}
}

func TestOnlyAnAdoptedRecommendationIsOwedAnAnswer(t *testing.T) {
	adopted := Poll{State: Closed, Purpose: Recommendation, Outcome: Adopted}
	informal, open, rejected, election := adopted, adopted, adopted, adopted
	informal.Purpose, open.State, rejected.Outcome, election.Purpose = Informal, Open, Rejected, Election
	if !adopted.Recommends() {
		t.Error("an adopted recommendation recommends nothing")
	}
	for _, p := range []Poll{informal, open, rejected, election} {
		if p.Recommends() {
			t.Errorf("recommends: %+v", p)
		}
	}
}

func TestADueDayIsTheSameInEveryZoneOfTheMachine(t *testing.T) {
	ended := on(t, minutes, "Thu 03.12.2026 23:30")
	due := AnswerDue(ended, 28, HolidaysOf("NW"))
	if _, offset := due.Zone(); offset != int(time.Hour/time.Second) || due.Day() != 31 {
		t.Errorf("%s", due)
	}
}
