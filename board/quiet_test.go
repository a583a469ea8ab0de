package board

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var (
	beirat  = DefaultProfile().Quiet // 20–08, Sundays and holidays
	never   = Quiet{FromHour: 8, ToHour: 8}
	noHours = Quiet{FromHour: 0, ToHour: 24} // what no profile should say
)

func TestQuietHoursAndDaysAreThoseOfTheBoardsZone(t *testing.T) {
	nrw := HolidaysOf("NW")
	atNoon := Quiet{FromHour: 12, ToHour: 14}
	for _, c := range []struct {
		sentence string
		quiet    Quiet
		at       string
		want     bool
	}{
		{"a minute before quiet begins", beirat, "Thu 26.11.2026 19:59", false},
		{"as quiet begins", beirat, "Thu 26.11.2026 20:00", true},
		{"at midnight", beirat, "Fri 27.11.2026 00:00", true},
		{"a minute before it ends", beirat, "Fri 27.11.2026 07:59", true},
		{"as it ends", beirat, "Fri 27.11.2026 08:00", false},
		{"Saturday noon", beirat, "Sat 28.11.2026 12:00", false},
		{"Sunday noon", beirat, "Sun 29.11.2026 12:00", true},
		{"noon of a holiday", beirat, "Thu 04.06.2026 12:00", true},
		{"hours within a day", atNoon, "Thu 26.11.2026 13:59", true},
		{"hours within a day are over", atNoon, "Thu 26.11.2026 14:00", false},
		{"Sunday without quiet days", atNoon, "Sun 29.11.2026 11:00", false},
		{"no hours at all", never, "Sun 29.11.2026 08:00", false},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			if got := c.quiet.Covers(on(t, minutes, c.at), nrw); got != c.want {
				t.Errorf("%s is quiet: %t", c.at, got)
			}
		})
	}
}

func TestNextIsTheFirstMomentThatIsNotQuiet(t *testing.T) {
	for from, want := range map[string]string{
		"Thu 26.11.2026 10:17": "Thu 26.11.2026 10:17",
		"Thu 26.11.2026 20:30": "Fri 27.11.2026 08:00",
		"Sat 28.11.2026 20:00": "Mon 30.11.2026 08:00",
		"Sat 28.03.2026 22:15": "Mon 30.03.2026 08:00", // over the change to summer time
		"Sat 24.10.2026 22:15": "Mon 26.10.2026 08:00", // and back
		"Thu 24.12.2026 21:00": "Mon 28.12.2026 08:00",
		"Thu 02.04.2026 20:00": "Sat 04.04.2026 08:00", // between Good Friday and Easter
	} {
		if got := beirat.Next(on(t, minutes, from), HolidaysOf("NW")).Format(minutes); got != want {
			t.Errorf("from %s: %s, want %s", from, got, want)
		}
	}
}

func TestASearchWhereAllIsQuietEnds(t *testing.T) {
	nrw, at := HolidaysOf("NW"), on(t, minutes, "Thu 26.11.2026 10:00")
	if got := noHours.Next(at, nrw); !got.IsZero() {
		t.Errorf("next: %s", got)
	}
	if got := noHours.Last(at, time.Time{}, nrw); !got.IsZero() {
		t.Errorf("last: %s", got)
	}
	if got := noHours.Reminders(at, at.AddDate(10, 0, 0), nrw); got != nil {
		t.Errorf("reminders: %v", got)
	}
}

func TestWhoHasNotVotedIsRemindedAtHalfTimeAndADayBeforeTheEnd(t *testing.T) {
	for _, c := range []struct {
		sentence       string
		quiet          Quiet
		opened, closes string
		want           []string
	}{
		{"a week", beirat, "Thu 26.11.2026 10:00", "Thu 03.12.2026 18:00", []string{"Mon 30.11.2026 08:00", "Wed 02.12.2026 18:00"}},
		{"half time is in the night", beirat, "Tue 01.12.2026 18:00", "Fri 04.12.2026 12:00", []string{"Thu 03.12.2026 08:00", "Thu 03.12.2026 12:00"}},
		{"half time falls between two minutes", never, "Tue 01.12.2026 10:00", "Tue 01.12.2026 11:01", []string{"Tue 01.12.2026 10:30"}},
		{"exactly 48 hours: half time is a day before the end", beirat, "Tue 01.12.2026 10:00", "Thu 03.12.2026 10:00", []string{"Wed 02.12.2026 10:00"}},
		{"a minute less than 48 hours", beirat, "Tue 01.12.2026 10:00", "Thu 03.12.2026 09:59", []string{"Wed 02.12.2026 09:59"}},
		{"a minute more than 48 hours", beirat, "Tue 01.12.2026 10:00", "Thu 03.12.2026 10:02", []string{"Wed 02.12.2026 10:01", "Wed 02.12.2026 10:02"}},
		{"shorter than 48 hours: half time only", beirat, "Thu 26.11.2026 10:00", "Fri 27.11.2026 18:00", []string{"Fri 27.11.2026 08:00"}},
		{"an hour", beirat, "Thu 26.11.2026 10:00", "Thu 26.11.2026 11:00", []string{"Thu 26.11.2026 10:30"}},
		{"both move over a quiet Sunday to the same moment", beirat, "Fri 27.11.2026 19:00", "Mon 30.11.2026 18:00", []string{"Mon 30.11.2026 08:00"}},
		{"the end is early on Monday: the last time is on Saturday", beirat, "Thu 26.11.2026 10:00", "Mon 30.11.2026 07:00", []string{"Sat 28.11.2026 08:30", "Sat 28.11.2026 19:00"}},
		{"the end is as quiet ends on Monday", beirat, "Thu 26.11.2026 10:00", "Mon 30.11.2026 08:00", []string{"Sat 28.11.2026 09:00", "Sat 28.11.2026 19:00"}},
		{"the end is just after quiet on Monday", beirat, "Fri 27.11.2026 10:00", "Mon 30.11.2026 08:30", []string{"Mon 30.11.2026 08:00"}},
		{"the end is in the night", beirat, "Thu 26.11.2026 10:00", "Sat 28.11.2026 23:00", []string{"Fri 27.11.2026 16:30", "Sat 28.11.2026 08:00"}},
		{"opened on Saturday night, over on Monday morning: no time at all", beirat, "Sat 28.11.2026 20:30", "Mon 30.11.2026 07:30", nil},
		{"over Easter", beirat, "Thu 02.04.2026 12:00", "Tue 07.04.2026 07:00", []string{"Sat 04.04.2026 19:00"}},
		{"over Christmas", beirat, "Wed 23.12.2026 12:00", "Mon 28.12.2026 12:00", []string{"Mon 28.12.2026 08:00"}},
		{"over the change to summer time", beirat, "Fri 27.03.2026 12:00", "Tue 31.03.2026 12:00", []string{"Mon 30.03.2026 08:00", "Mon 30.03.2026 12:00"}},
		{"24 hours are hours, and the end of summer time has one more", never, "Thu 22.10.2026 18:00", "Sun 25.10.2026 18:00", []string{"Sat 24.10.2026 06:30", "Sat 24.10.2026 19:00"}},
		{"no quiet at all", never, "Sat 28.11.2026 22:00", "Mon 30.11.2026 06:00", []string{"Sun 29.11.2026 14:00"}},
		{"a minute is too short", never, "Thu 26.11.2026 10:00", "Thu 26.11.2026 10:01", nil},
		{"over before it opened", never, "Thu 26.11.2026 10:00", "Thu 26.11.2026 09:00", nil},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			var got []string
			opened := on(t, minutes, c.opened).UTC() // as storage gives it
			for _, at := range c.quiet.Reminders(opened, on(t, minutes, c.closes), HolidaysOf("NW")) {
				got = append(got, at.Format(minutes))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("from %s to %s, wanted (-), got (+):\n%s", c.opened, c.closes, diff)
			}
		})
	}
}

func TestRemindersAreNeverQuietNorOutsideThePoll(t *testing.T) {
	zone := berlin(t)
	rapid.Check(t, func(t *rapid.T) {
		quiet := Quiet{FromHour: rapid.IntRange(0, 23).Draw(t, "from"), ToHour: rapid.IntRange(0, 24).Draw(t, "to"), DaysOff: rapid.Bool().Draw(t, "days off")}
		land := HolidaysOf(rapid.SampledFrom(Lands()).Draw(t, "land"))
		opened := time.Date(2026, 1, 1, 0, rapid.IntRange(0, 2*365*24*60).Draw(t, "opened"), rapid.IntRange(0, 59).Draw(t, "second"), 0, zone)
		closes := opened.Add(time.Duration(rapid.IntRange(2, 20*24*60).Draw(t, "runs")) * time.Minute)
		moments := quiet.Reminders(opened, closes, land)
		if len(moments) > 2 || len(moments) == 2 && closes.Sub(opened) < 48*time.Hour {
			t.Fatalf("%d reminders", len(moments))
		}
		if !slices.IsSortedFunc(moments, time.Time.Compare) || len(moments) == 2 && moments[0].Equal(moments[1]) {
			t.Fatalf("out of order: %v", moments)
		}
		for _, at := range moments {
			if quiet.Covers(at, land) || !at.After(opened) || !at.Before(closes) || at.Location() != zone || at.Second() != 0 {
				t.Fatalf("%s in a poll from %s to %s", at, opened, closes)
			}
		}
		for at := fullHour(opened).Add(time.Hour); len(moments) == 0 && at.After(opened) && at.Before(closes); at = at.Add(time.Hour) {
			if !quiet.Covers(at, land) {
				t.Fatalf("no reminder, though %s was allowed", at)
			}
		}
	})
}

func BenchmarkReminders(b *testing.B) {
	nrw, closes := HolidaysOf("NW"), time.Date(2026, 4, 7, 7, 0, 0, 0, time.UTC)
	for b.Loop() {
		beirat.Reminders(closes.AddDate(0, 0, -5), closes, nrw)
	}
}
