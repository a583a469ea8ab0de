package board

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPeopleAreRemindedOfAMeetingBeforeQuietHoursAndDaysOff(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	const form = "2006-01-02 15:04"
	at := func(text string) time.Time {
		moment, err := time.ParseInLocation(form, text, berlin)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	q, h := DefaultProfile().Quiet, HolidaysOf("NW")
	for name, test := range map[string]struct {
		starts, now string
		want        []string
	}{
		"on working days":                         {"2027-01-14 18:00", "2026-12-20 09:00", []string{"week 2027-01-07 18:00", "day 2027-01-13 18:00", "hour 2027-01-14 17:00"}},
		"not the day before on a Sunday":          {"2027-01-18 18:00", "2026-12-20 09:00", []string{"week 2027-01-11 18:00", "day 2027-01-16 19:00", "hour 2027-01-18 17:00"}},
		"not a week before on Good Friday":        {"2027-04-02 18:00", "2027-01-01 09:00", []string{"week 2027-03-25 19:00", "day 2027-04-01 18:00", "hour 2027-04-02 17:00"}},
		"not the hour before of an early meeting": {"2027-01-14 08:30", "2026-12-20 09:00", []string{"week 2027-01-07 08:30", "day 2027-01-13 08:30"}},
		"earlier on the day of a late meeting":    {"2027-01-14 21:30", "2026-12-20 09:00", []string{"week 2027-01-07 19:00", "day 2027-01-13 19:00", "hour 2027-01-14 19:00"}},
		"at the same hour across a clock change":  {"2027-03-31 18:00", "2027-01-01 09:00", []string{"week 2027-03-24 18:00", "day 2027-03-30 18:00", "hour 2027-03-31 17:00"}},
		"and back":                                {"2027-11-03 18:00", "2027-01-01 09:00", []string{"week 2027-10-27 18:00", "day 2027-11-02 18:00", "hour 2027-11-03 17:00"}},
		"only what is ahead":                      {"2027-01-14 18:00", "2027-01-13 18:00", []string{"hour 2027-01-14 17:00"}},
		"nothing in what is left":                 {"2027-01-14 18:00", "2027-01-14 17:00", nil},
		"no time between now and the quiet":       {"2027-01-18 18:00", "2027-01-17 10:00", []string{"hour 2027-01-18 17:00"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, r := range q.MeetingReminders(at(test.starts), at(test.now), h) {
				got = append(got, string(r.Kind)+" "+r.At.Format(form))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheInvitationIsRemindedOfInTimeAndNeverOnADayOff(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	q, h := DefaultProfile().Quiet, HolidaysOf("NW")
	day := func(month time.Month, day, hour int) time.Time {
		return time.Date(2027, month, day, hour, 0, 0, 0, berlin)
	}
	for name, test := range map[string]struct {
		latest, now time.Time
		want        []time.Time
	}{
		"seven days and two days before": {day(1, 20, 0), day(1, 1, 0), []time.Time{day(1, 13, 9), day(1, 18, 9)}},
		"on Monday instead of Sunday":    {day(1, 19, 0), day(1, 1, 0), []time.Time{day(1, 12, 9), day(1, 18, 8)}},
		"the later one alone":            {day(1, 20, 0), day(1, 14, 0), []time.Time{day(1, 18, 9)}},
		"none any more":                  {day(1, 20, 0), day(1, 19, 0), nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, q.InvitationReminders(test.latest, test.now, h)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
