package board

import "time"

// daysBetween is how many days of the calendar lie between two dates, each in
// its own zone.
func daysBetween(from, to time.Time) int { return int(dateOf(to).Sub(dateOf(from)) / (24 * time.Hour)) }

// dateOf is the date of t as a moment that can be subtracted.
func dateOf(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// clockOn is so many days of the calendar after t, when the clock on the wall of
// its zone shows clock, counted from midnight.
func clockOn(t time.Time, days int, clock time.Duration) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day+days, 0, 0, int(clock/time.Second), int(clock%time.Second), t.Location())
}

// clockOf is what the clock on the wall shows at t.
func clockOf(t time.Time) time.Duration {
	hour, minute, second := t.Clock()
	return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second + time.Duration(t.Nanosecond())
}
