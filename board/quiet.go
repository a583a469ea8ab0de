package board

import "time"

// Quiet is when nobody is reminded: between two hours, and on days off.
type Quiet struct {
	FromHour int  // 0–23, the first quiet hour
	ToHour   int  // 0–23, the first hour that is not; equal to FromHour: never quiet
	DaysOff  bool // Sundays and public holidays too
}

// farthest is how far a search for a time that is not quiet goes. No run of
// days off is nearly as long; hours that leave no time would never let it end.
const farthest = 28 * 24 * time.Hour

// Covers tells whether t, in its own zone, is quiet.
func (q Quiet) Covers(t time.Time, h Holidays) bool {
	hour := t.Hour()
	if q.FromHour <= q.ToHour {
		if hour >= q.FromHour && hour < q.ToHour {
			return true
		}
	} else if hour >= q.FromHour || hour < q.ToHour {
		return true
	}
	return q.DaysOff && h.DayOff(t)
}

// Next is the first moment from t on that is not quiet: t itself, or a full
// hour. It is zero if the next four weeks have none.
func (q Quiet) Next(t time.Time, h Holidays) time.Time {
	for at := t; at.Sub(t) < farthest; at = nextHour(at) {
		if !q.Covers(at, h) {
			return at
		}
	}
	return time.Time{}
}

// Last is the last full hour before t and after earliest that is not quiet;
// zero if there is none, or none in the four weeks before t. Full hours leave
// a reminder some time to go out before quiet begins.
func (q Quiet) Last(t, earliest time.Time, h Holidays) time.Time {
	for at := hourBefore(t); at.After(earliest) && t.Sub(at) < farthest; at = hourBefore(at) {
		if !q.Covers(at, h) {
			return at
		}
	}
	return time.Time{}
}

// Reminders are the moments at which those who have not voted are reminded:
// at half the time and 24 hours before the end, at half the time only for a
// poll of less than 48 hours, none of them quiet: each moves to the next time
// that is not, or to the last one before the deadline. They are whole minutes
// in the zone of closes, which is the board's, in order, after opened and
// before closes. Two that move to the same moment are one; where all the time
// is quiet there is none.
func (q Quiet) Reminders(opened, closes time.Time, h Holidays) []time.Time {
	opened = opened.In(closes.Location())
	running := closes.Sub(opened)
	wanted := []time.Time{opened.Add(running / 2)}
	if running >= 48*time.Hour {
		wanted = append(wanted, closes.Add(-24*time.Hour))
	}
	var moments []time.Time
	latest := opened
	for _, at := range wanted {
		at = q.Next(at.Truncate(time.Minute), h)
		if at.IsZero() || !at.Before(closes) {
			at = q.Last(closes, opened, h)
		}
		if at.After(latest) {
			moments = append(moments, at)
			latest = at
		}
	}
	return moments
}

func nextHour(t time.Time) time.Time { return fullHour(t).Add(time.Hour) }

func hourBefore(t time.Time) time.Time { return fullHour(t.Add(-1)) }

// fullHour counts by the clock on the wall: not every zone is whole hours from UTC.
func fullHour(t time.Time) time.Time {
	return t.Add(-time.Duration(t.Minute())*time.Minute - time.Duration(t.Second())*time.Second - time.Duration(t.Nanosecond()))
}
