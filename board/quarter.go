package board

import "time"

// QuarterDays is how many days before the end of a quarter it is noticed that it
// has no meeting.
const QuarterDays = 6 * 7

// quarterAgain is how many days before its end that is noticed again.
const quarterAgain = 3 * 7

// quarterHour is the hour of the day at which a quarter is looked at.
const quarterHour = 9

// Quarter is the quarter of a year in which t falls, in its own zone: its first
// instant, and the first one after it.
func Quarter(t time.Time) (first, end time.Time) {
	year, month, _ := t.Date()
	begin := (month-1)/3*3 + 1
	return time.Date(year, begin, 1, 0, 0, 0, 0, t.Location()), time.Date(year, begin+3, 1, 0, 0, 0, 0, t.Location())
}

// QuarterLook is the next moment after t at which it is to be noticed that a
// quarter would end without a meeting: six and three weeks before its end, at
// nine o'clock, or at the next time that is not quiet. It is zero if there is none.
func (q Quiet) QuarterLook(t time.Time, h Holidays) time.Time {
	for _, in := range []time.Time{t, t.AddDate(0, 0, QuarterDays+7)} {
		_, end := Quarter(in)
		year, month, day := end.Date()
		for _, before := range []int{QuarterDays, quarterAgain} {
			at := q.Next(time.Date(year, month, day-before, quarterHour, 0, 0, 0, t.Location()), h)
			if !at.IsZero() && at.After(t) {
				return at
			}
		}
	}
	return time.Time{}
}
