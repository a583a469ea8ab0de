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
