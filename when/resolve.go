package when

import (
	"fmt"
	"time"
)

// resolve is what is meant by what was said.
func (s said) resolve(now time.Time) (Reading, *Refusal) {
	times, refusal := s.times(now)
	if refusal != nil {
		return Reading{}, refusal
	}
	if s.span != nil && s.span.minutes != 0 {
		return s.lasting(now)
	}
	if !s.namesDay() {
		return s.nextTime(times, now)
	}
	from := s.today
	if w := s.weekday; w != nil && w.which == 0 && !w.today && len(times) == 0 {
		from++
	}
	d, refusal := s.day(from, now)
	if refusal != nil {
		return Reading{}, refusal
	}
	if len(times) == 0 {
		return wholeDay(d, now.Location())
	}
	reading, refusal := s.on(d, times, now)
	if refusal != nil || reading.Time.After(now) {
		return reading, refusal
	}
	if later, failed := s.day(s.today+1, now); failed == nil && later > d {
		return s.on(later, times, now)
	}
	return reading, nil
}

// times are the times of day that may be meant, the likeliest first; none if
// only a day is.
func (s said) times(now time.Time) ([]time.Duration, *Refusal) {
	switch {
	case s.clock == nil && s.part != nil:
		return []time.Duration{s.part.usual}, nil
	case s.clock == nil && s.span != nil && s.span.manner == lasting, s.clock != nil && s.clock.same:
		return []time.Duration{wallClock(now).Truncate(time.Minute)}, nil
	case s.clock == nil:
		return nil, nil
	}
	times, refusal := s.clock.times(s.part)
	if refusal != nil || s.part == nil {
		return times, refusal
	}
	t, ok := s.part.within(times)
	if !ok {
		return nil, refuse(PartContradicts, "time", s.clock.String())
	}
	return []time.Duration{t}, nil
}

// lasting adds hours and minutes to now.
func (s said) lasting(now time.Time) (Reading, *Refusal) {
	t, refusal := s.span.from(now)
	if refusal != nil {
		return Reading{}, refusal
	}
	_, _, seconds := t.Clock()
	return Reading{Time: t.Add(-time.Duration(seconds)*time.Second - time.Duration(t.Nanosecond()))}, nil
}

// nextTime is the first moment from now on when a clock shows one of times.
func (s said) nextTime(times []time.Duration, now time.Time) (Reading, *Refusal) {
	var next Reading
	for d := s.today - 1; d <= s.today+1; d++ {
		for _, at := range times {
			if d < s.today && at < 24*time.Hour {
				continue
			}
			t, ok := s.instant(d, at, now.Location())
			if !ok && len(times) == 1 && now.Before(t) {
				return Reading{}, gap(d, at, now.Location())
			}
			if ok && t.After(now) && (next.Time.IsZero() || t.Before(next.Time)) {
				next.Time = t
			}
		}
	}
	if next.Time.IsZero() {
		return Reading{}, gap(s.today+1, times[0], now.Location())
	}
	return next, nil
}

// on is the likeliest of times on d, if possible one that is not over.
func (s said) on(d day, times []time.Duration, now time.Time) (Reading, *Refusal) {
	times = s.stillDark(d, times, now)
	for _, at := range times {
		if t, ok := s.instant(d, at, now.Location()); ok && t.After(now) {
			return Reading{Time: t}, nil
		}
	}
	t, ok := s.instant(d, times[0], now.Location())
	if !ok {
		return Reading{}, gap(d, times[0], now.Location())
	}
	return Reading{Time: t}, nil
}

// stillDark puts first, for who says "heute Nacht um 3" at one in the morning,
// the night that is not over.
func (s said) stillDark(d day, times []time.Duration, now time.Time) []time.Duration {
	at := times[0]
	if s.part == nil || !s.part.overnight || at < 24*time.Hour || d != s.today || wallClock(now) >= s.part.late {
		return times
	}
	return []time.Duration{at - 24*time.Hour, at}
}

// instant is when clocks show the time of day on d, in the zone that was named
// or else in loc. If they never do it is near that.
func (s said) instant(d day, at time.Duration, loc *time.Location) (time.Time, bool) {
	if s.clock != nil && s.clock.zone != nil {
		return d.utc().Add(at - *s.clock.zone).In(loc), true
	}
	t, ok := d.at(at, loc)
	if !ok {
		y, m, dd := d.date()
		t = time.Date(y, m, dd, 0, 0, 0, int(at), loc)
	}
	return t, ok
}

func wholeDay(d day, loc *time.Location) (Reading, *Refusal) {
	start := d.start(loc)
	if start.IsZero() {
		return Reading{}, gap(d, 0, loc)
	}
	return Reading{Time: start, Day: true}, nil
}

func gap(d day, at time.Duration, loc *time.Location) *Refusal {
	d, at = d+day(at/(24*time.Hour)), at%(24*time.Hour)
	shown := fmt.Sprintf("%02d:%02d", int(at.Hours()), int(at.Minutes())%60)
	return refuse(Gap, "date", d.shown(loc), "time", shown)
}

// shown is a date as an argument of a refusal.
func (d day) shown(loc *time.Location) time.Time {
	y, m, dd := d.date()
	return time.Date(y, m, dd, 12, 0, 0, 0, loc)
}
