package board

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/de"
)

// The dates of 2026 and 2027 are copied from calendars, not computed.
var (
	everywhere = map[int][]string{
		2026: {"01.01.", "03.04.", "06.04.", "01.05.", "14.05.", "25.05.", "03.10.", "25.12.", "26.12."},
		2027: {"01.01.", "26.03.", "29.03.", "01.05.", "06.05.", "17.05.", "03.10.", "25.12.", "26.12."},
	}
	fronleichnam = map[int]string{2026: "04.06.", 2027: "27.05."}
	bussUndBet   = map[int]string{2026: "18.11.", 2027: "17.11."}
)

func TestEveryLandHasItsHolidays(t *testing.T) {
	const (
		koenige, frauen, himmelfahrt, kinder, reformation, heilige = "06.01.", "08.03.", "15.08.", "20.09.", "31.10.", "01.11."
	)
	for _, year := range []int{2026, 2027} {
		fronleichnam, bussUndBet := fronleichnam[year], bussUndBet[year]
		for land, further := range map[string][]string{
			"BB": {reformation},
			"BE": {frauen},
			"BW": {koenige, fronleichnam, heilige},
			"BY": {koenige, fronleichnam, heilige}, // Mariä Himmelfahrt only in some municipalities
			"HB": {reformation},
			"HE": {fronleichnam},
			"HH": {reformation},
			"MV": {frauen, reformation},
			"NI": {reformation},
			"NW": {fronleichnam, heilige},
			"RP": {fronleichnam, heilige},
			"SH": {reformation},
			"SL": {fronleichnam, himmelfahrt, heilige},
			"SN": {reformation, bussUndBet},
			"ST": {koenige, reformation},
			"TH": {kinder, reformation},
			"":   {}, // nationwide
			"XX": {},
		} {
			var got []string
			for day := time.Date(year, 1, 1, 23, 59, 0, 0, time.UTC); day.Year() == year; day = day.AddDate(0, 0, 1) {
				if HolidaysOf(land).Holiday(day) {
					got = append(got, day.Format("02.01."))
				}
			}
			want := slices.Concat(everywhere[year], further)
			slices.Sort(got)
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q %d, wanted (-), got (+):\n%s", land, year, diff)
			}
		}
	}
	if got := len(Lands()); got != 16 || !slices.IsSorted(Lands()) {
		t.Errorf("%d Länder: %v", got, Lands())
	}
}

func TestEasterMovesTheHolidaysOfLaterYears(t *testing.T) {
	nrw := HolidaysOf("NW")
	for _, day := range []string{"14.04.2028", "25.05.2028", "05.06.2028", "15.06.2028"} {
		if !nrw.Holiday(on(t, days, day)) {
			t.Errorf("%s is no holiday", day)
		}
	}
}

func TestHolidaysComeAndGoWithTheirLaws(t *testing.T) {
	for _, c := range []struct {
		land, day string
		want      bool
	}{
		{"MV", "08.03.2022", false},
		{"MV", "08.03.2023", true},
		{"NW", "08.03.2027", false},
		{"BE", "17.06.2027", false},
		{"BE", "17.06.2028", true},
		{"BE", "17.06.2029", false},
		{"BB", "17.06.2028", false},
	} {
		if got := HolidaysOf(c.land).Holiday(on(t, days, c.day)); got != c.want {
			t.Errorf("%s in %s: %t", c.day, c.land, got)
		}
	}
}

func TestADayOffIsThatOfTheMomentsOwnZone(t *testing.T) {
	nrw := HolidaysOf("NW")
	newYear := on(t, minutes, "Fri 01.01.2027 00:00")
	if !nrw.Holiday(newYear) || nrw.Holiday(newYear.UTC()) { // 23:00 of the year before
		t.Error("New Year's Day is not that of the zone of its moment")
	}
	saved := cal.DefaultLoc // the zone in which the library counts, as the machine's own
	defer func() { cal.DefaultLoc = saved }()
	for _, machine := range []*time.Location{time.UTC, time.FixedZone("east", 14*3600), time.FixedZone("west", -12*3600)} {
		cal.DefaultLoc = machine
		for _, day := range []string{"03.04.2026", "04.06.2026", "03.10.2026"} {
			at := on(t, days, day)
			if !nrw.Holiday(at) || !nrw.Holiday(at.Add(24*time.Hour-time.Minute)) || nrw.Holiday(at.Add(-time.Minute)) || nrw.Holiday(at.Add(24*time.Hour)) {
				t.Errorf("%s begins or ends elsewhere on a machine in the %s", day, machine)
			}
		}
	}
}

func TestSundaysAndHolidaysAreDaysOffAndSaturdaysAreNot(t *testing.T) {
	for day, want := range map[string]bool{
		"28.11.2026": false, // Saturday
		"29.11.2026": true,  // Sunday
		"30.11.2026": false,
		"04.06.2026": true, // Fronleichnam
	} {
		if got := HolidaysOf("NW").DayOff(on(t, days, day)); got != want {
			t.Errorf("%s is a day off: %t", day, got)
		}
	}
}

func TestADeadlineOnADayOffMovesToTheNextWorkingDay(t *testing.T) {
	for from, want := range map[string]string{
		"Thu 02.04.2026 18:00": "Thu 02.04.2026 18:00",
		"Fri 03.04.2026 18:00": "Tue 07.04.2026 18:00", // over Easter
		"Fri 25.12.2026 12:00": "Mon 28.12.2026 12:00",
		"Sat 27.03.2027 02:30": "Tue 30.03.2027 02:30", // over Easter and the change to summer time
		"Wed 03.06.2026 09:00": "Wed 03.06.2026 09:00",
		"Thu 04.06.2026 09:00": "Fri 05.06.2026 09:00",
	} {
		if got := HolidaysOf("NW").WorkingDay(on(t, minutes, from)).Format(minutes); got != want {
			t.Errorf("%s moves to %s, want %s", from, got, want)
		}
	}
}

func TestTheLibrarysOwnListsStayAsTheyAre(t *testing.T) {
	HolidaysOf("MV")
	for name, list := range map[string][]*cal.Holiday{"MV": de.HolidaysMV, "BE": de.HolidaysBE} {
		if len(list) != 10 || slices.Contains(list[:cap(list)], frauentag) || slices.Contains(list[:cap(list)], aufstand) {
			t.Errorf("%s was changed: %d holidays", name, len(list))
		}
	}
}

func BenchmarkHoliday(b *testing.B) {
	nrw, day := HolidaysOf("NW"), time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		nrw.Holiday(day)
	}
}
