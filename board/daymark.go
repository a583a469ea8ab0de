package board

import "time"

// DayMark is something that speaks against meeting on a day.
type DayMark struct {
	Kind DayMarkKind
	Name string // of the holiday, as the calendar has it; empty for a weekend
}

// DayMarkKind is how much it speaks against it.
type DayMarkKind string

// The kinds. A public holiday needs a confirmation, the others are told.
const (
	PublicHoliday DayMarkKind = "holiday"
	SchoolBreak   DayMarkKind = "school"
	CustomaryDay  DayMarkKind = "custom" // of the place, by the configuration
	WeekendDay    DayMarkKind = "weekend"
)

// SchoolHoliday is a stretch of school holidays, as the office imported it.
type SchoolHoliday struct {
	Name  string
	First time.Time // 00:00 of the first day
	Last  time.Time // 00:00 of the last day
}

// CustomDay is a local custom that recurs every year: so many days after Easter
// Sunday, or on a day of a month.
type CustomDay struct {
	Name   string
	Easter bool
	Offset int // days after Easter Sunday, if Easter
	Month  time.Month
	Day    int
}

// Marks is what speaks against the day on which t falls, in its own zone: what
// weighs most comes first. Of school holidays that overlap each is named once.
func Marks(t time.Time, h Holidays, school []SchoolHoliday, custom []CustomDay) []DayMark {
	var marks []DayMark
	add := func(kind DayMarkKind, name string) {
		for _, mark := range marks {
			if mark == (DayMark{kind, name}) {
				return
			}
		}
		marks = append(marks, DayMark{kind, name})
	}
	if name := h.Name(t); name != "" {
		add(PublicHoliday, name)
	}
	for _, s := range school {
		if s.Covers(t) {
			add(SchoolBreak, s.Name)
		}
	}
	for _, c := range custom {
		if c.On(t) {
			add(CustomaryDay, c.Name)
		}
	}
	if day := t.Weekday(); day == time.Saturday || day == time.Sunday {
		add(WeekendDay, "")
	}
	return marks
}

// Covers tells whether the day on which t falls, in its own zone, is among them.
// Dates are compared, never instants.
func (s SchoolHoliday) Covers(t time.Time) bool {
	day := dateOf(t)
	return !day.Before(dateOf(s.First)) && !day.After(dateOf(s.Last))
}

// On tells whether the custom is kept on the day on which t falls, in its own
// zone. Easter of the years beside it counts too: so many days may pass New Year.
func (c CustomDay) On(t time.Time) bool {
	if !c.Easter {
		return t.Month() == c.Month && t.Day() == c.Day
	}
	for year := t.Year() - 1; year <= t.Year()+1; year++ {
		if daysBetween(Easter(year), t) == c.Offset {
			return true
		}
	}
	return false
}

// Easter is Easter Sunday of a year of the Gregorian calendar, 00:00 UTC: the
// rule as Oudin wrote it down in 1940.
func Easter(year int) time.Time {
	golden, century := year%19, year/100
	epact := (century - century/4 - (8*century+13)/25 + 19*golden + 15) % 30
	moon := epact - epact/28*(1-epact/28*(29/(epact+1))*((21-golden)/11))
	weekday := (year + year/4 + moon + 2 - century + century/4) % 7
	sunday := moon - weekday
	return time.Date(year, time.March, 28+sunday, 0, 0, 0, 0, time.UTC)
}
