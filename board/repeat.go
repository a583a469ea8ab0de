package board

import "time"

// Repeat is how often a poll comes again, as a planned copy.
type Repeat string

// The repetitions; empty is none.
const (
	Weekly    Repeat = "weekly"
	Monthly   Repeat = "monthly"
	Quarterly Repeat = "quarterly"
	Yearly    Repeat = "yearly"
)

// Repeats lists every repetition in the order of showing.
func Repeats() []Repeat { return []Repeat{Weekly, Monthly, Quarterly, Yearly} }

// After is the first time after t at which something comes again that came
// first at first: by the calendar and the clock on the wall in the zone of
// first. The day of the month stays; a month that has no such day gives its
// last, and the next that has it gives it again. A word that is no repetition
// gives zero.
func (r Repeat) After(first, t time.Time) time.Time {
	for n := 1; ; n++ {
		at := r.after(first, n)
		if at.IsZero() || at.After(t) {
			return at
		}
	}
}

// after is the nth time.
func (r Repeat) after(first time.Time, n int) time.Time {
	switch r {
	case Weekly:
		return first.AddDate(0, 0, 7*n)
	case Monthly:
		return monthsAfter(first, n)
	case Quarterly:
		return monthsAfter(first, 3*n)
	case Yearly:
		return monthsAfter(first, 12*n)
	}
	return time.Time{}
}

// monthsAfter never leaves the month that is meant, as AddDate does.
func monthsAfter(t time.Time, months int) time.Time {
	year, month, day := t.Date()
	last := time.Date(year, month+time.Month(months)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	hour, minute, second := t.Clock()
	return time.Date(year, month+time.Month(months), min(day, last), hour, minute, second, t.Nanosecond(), t.Location())
}

// SameLength is when something ends that begins at begin and takes as long as
// what began at began and ended at ended: so many days of the calendar later,
// at the same time of day, in the zone of began.
func SameLength(began, ended, begin time.Time) time.Time {
	ended, begin = ended.In(began.Location()), begin.In(began.Location())
	return clockOn(begin, daysBetween(began, ended), clockOf(ended))
}
