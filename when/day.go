package when

import "time"

// day is a date without a zone, counted from 1 January 1970.
type day int

func dayOf(t time.Time) day {
	y, m, d := t.Date()
	return onDate(y, m, d)
}

func onDate(y int, m time.Month, d int) day {
	return day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func (d day) utc() time.Time               { return time.Unix(int64(d)*86400, 0).UTC() }
func (d day) date() (int, time.Month, int) { return d.utc().Date() }
func (d day) weekday() time.Weekday        { return d.utc().Weekday() }
func (d day) monday() day                  { return d - day((d.weekday()+6)%7) }
func (d day) onOrAfter(w time.Weekday) day { return d + day((w-d.weekday()+7)%7) }
func (d day) inWeek(w time.Weekday) day    { return d.monday().onOrAfter(w) }
func daysIn(y int, m time.Month) int       { return int(onDate(y, m+1, 1) - onDate(y, m, 1)) }

// plusMonths keeps the day of the month, or takes the last one where the month
// is too short.
func (d day) plusMonths(n int) day {
	y, m, dd := d.date()
	first := onDate(y, m+time.Month(n), 1)
	y, m, _ = first.date()
	return first + day(min(dd, daysIn(y, m))-1)
}

// at is the first instant at which clocks in loc show the given time since
// midnight on d, and whether they ever do. Hours past 24 belong to later days.
func (d day) at(clock time.Duration, loc *time.Location) (time.Time, bool) {
	shown := d.utc().Add(clock)
	var first time.Time
	for _, near := range [...]time.Duration{-26 * time.Hour, 0, 26 * time.Hour} {
		t := shown.Add(-offset(shown.Add(near), loc)).In(loc)
		if !t.Add(offset(t, loc)).Equal(shown) {
			continue
		}
		if first.IsZero() || t.Before(first) {
			first = t
		}
	}
	return first, !first.IsZero()
}

func offset(t time.Time, loc *time.Location) time.Duration {
	_, seconds := t.In(loc).Zone()
	return time.Duration(seconds) * time.Second
}

// start is the first quarter of an hour that clocks in loc show on d; some
// zones skip midnight. A date that a zone skipped altogether has none and
// gives the zero time.
func (d day) start(loc *time.Location) time.Time {
	for clock := time.Duration(0); clock < 24*time.Hour; clock += 15 * time.Minute {
		if t, ok := d.at(clock, loc); ok {
			return t
		}
	}
	return time.Time{}
}

func (d day) lastMinute(loc *time.Location) time.Time {
	if t, ok := d.at(24*time.Hour-time.Minute, loc); ok {
		return t
	}
	return (d + 1).start(loc).Add(-time.Minute)
}
