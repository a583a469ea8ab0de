package board

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/de"
)

// Holidays are the public holidays of a Land, as they are from 2023 on: those
// that hold everywhere in it. What only some of its municipalities keep is not
// among them: Mariä Himmelfahrt in Bavaria, where most are Catholics,
// Fronleichnam in parts of Saxony and Thuringia, the Friedensfest of Augsburg.
type Holidays struct{ days []*cal.Holiday }

// The holidays that the library lacks.
var (
	// FTG M-V § 2, since 2023.
	frauentag = &cal.Holiday{Name: "Internationaler Frauentag", Type: cal.ObservancePublic, Month: time.March, Day: 8, StartYear: 2023, Func: cal.CalcDayOfMonth}
	// FeiertG BE § 1, once.
	aufstand = &cal.Holiday{Name: "75. Jahrestag des Aufstandes vom 17. Juni 1953", Type: cal.ObservancePublic, Month: time.June, Day: 17, StartYear: 2028, EndYear: 2028, Func: cal.CalcDayOfMonth}
)

// lands is in the order of Lands. Clip makes append copy: the library's own
// slices stay as they are.
var lands = []struct {
	letters string
	days    []*cal.Holiday
}{
	{"BB", de.HolidaysBB},
	{"BE", append(slices.Clip(de.HolidaysBE), aufstand)},
	{"BW", de.HolidaysBW},
	{"BY", de.HolidaysBY},
	{"HB", de.HolidaysHB},
	{"HE", de.HolidaysHE},
	{"HH", de.HolidaysHH},
	{"MV", append(slices.Clip(de.HolidaysMV), frauentag)},
	{"NI", de.HolidaysNI},
	{"NW", de.HolidaysNW},
	{"RP", de.HolidaysRP},
	{"SH", de.HolidaysSH},
	{"SL", de.HolidaysSL},
	{"SN", de.HolidaysSN},
	{"ST", de.HolidaysST},
	{"TH", de.HolidaysTH},
}

// HolidaysOf gives the public holidays of a Land by its two letters ("NW",
// "BY", …). An unknown Land has the nationwide ones.
func HolidaysOf(land string) Holidays {
	for _, known := range lands {
		if known.letters == land {
			return Holidays{known.days}
		}
	}
	return Holidays{de.Holidays}
}

// Lands lists the two letters of every Land, in order.
func Lands() []string {
	letters := make([]string, len(lands))
	for i, land := range lands {
		letters[i] = land.letters
	}
	return letters
}

// Holiday tells whether the day on which t falls, in its own zone, is a public holiday.
func (h Holidays) Holiday(t time.Time) bool { return h.Name(t) != "" }

// Name is what the public holiday on which t falls, in its own zone, is called in
// German; empty if it falls on none.
func (h Holidays) Name(t time.Time) string {
	year, month, day := t.Date()
	for _, holiday := range h.days {
		// Dates are compared, never instants: the library counts in the machine's zone.
		on, _ := holiday.Calc(year)
		if !on.IsZero() && on.Month() == month && on.Day() == day {
			return holiday.Name
		}
	}
	return ""
}

// DayOff tells whether t falls on a Sunday or a public holiday.
func (h Holidays) DayOff(t time.Time) bool { return t.Weekday() == time.Sunday || h.Holiday(t) }

// WorkingDay is t, or the same time on the next day that is no Saturday,
// Sunday or public holiday: § 193 BGB.
func (h Holidays) WorkingDay(t time.Time) time.Time {
	for days := 0; ; days++ {
		// Always counted from t: by steps, an hour that a day on the way lacks would be lost.
		if at := t.AddDate(0, 0, days); at.Weekday() != time.Saturday && !h.DayOff(at) {
			return at
		}
	}
}
