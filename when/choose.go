package when

import "time"

// day is the day that was named, the first one not before from if several bear
// the name. What was said twice ("morgen, Donnerstag, 19.11.") has to agree.
func (s said) day(from day, now time.Time) (day, *Refusal) {
	if s.weekdayChooses() {
		return s.chosenWeekday(from)
	}
	if s.near != nil {
		from = s.today + day(*s.near)
	}
	d, refusal := from, (*Refusal)(nil)
	switch {
	case s.anchor != nil:
		d, refusal = s.anchor.find(s.today, from)
	case s.near == nil:
		d = s.today
	}
	if refusal != nil {
		return 0, refusal
	}
	loc := now.Location()
	if s.near != nil && d != from {
		return 0, refuse(DayContradicts, "date", d.shown(loc), "said", from.shown(loc))
	}
	counted := d
	if s.span != nil {
		counted = s.span.daysFrom(d)
	}
	if s.span != nil && s.span.manner != onwards {
		d = counted
	}
	if s.weekday != nil && d.weekday() != s.weekday.name {
		return 0, refuse(WeekdayContradicts, "date", d.shown(loc), "weekday", d.weekday(), "said", s.weekday.name)
	}
	return counted, nil
}

// weekdayChooses says that the weekday is what names the day, and not a second
// name for a day that is known without it.
func (s said) weekdayChooses() bool {
	if s.weekday == nil || s.near != nil {
		return false
	}
	if s.anchor != nil {
		week, ok := s.anchor.(stretch)
		return ok && week.long == weekLong && week.edge == whole
	}
	return s.span == nil || s.span.manner == onwards || s.span.months == 0 && s.span.days%7 == 0
}

// chosenWeekday is the weekday in the week that was named, or the next one, or
// the one so many weeks later.
func (s said) chosenWeekday(from day) (day, *Refusal) {
	if week, ok := s.anchor.(stretch); ok {
		d, refusal := week.pick(s.today, from, func(r run) day { return r.first.onOrAfter(s.weekday.name) })
		if s.span != nil && refusal == nil {
			d = s.span.daysFrom(d)
		}
		return d, refusal
	}
	switch {
	case s.span == nil:
		return s.weekday.find(s.today, from), nil
	case s.span.manner == ahead && s.span.leads:
		return s.span.daysFrom(s.today).inWeek(s.weekday.name), nil
	}
	return s.span.daysFrom(s.weekday.find(s.today, s.today)), nil
}
