package words

import "time"

// Left says how much time is left from now to t: "noch 7 Tage", "noch 5
// Stunden", "noch 12 Minuten", at last "noch weniger als eine Minute" and, once
// t has come, "vorbei". From 24 hours on it counts the days between the two on
// the wall calendar of t's location; below, whole hours; below one hour it
// counts begun minutes.
func (p Printer) Left(now, t time.Time) string { return spoken(p.Language).left(now, t) }

// LeftChanges is the next instant after now at which Left says something else,
// in t's location; zero if it never will. At that instant itself Left already
// says the new thing, and it is a whole number of seconds away from t or a
// change of date, so that it survives being stored in milliseconds when t does.
func LeftChanges(now, t time.Time) time.Time {
	shown := leftOf(now, t)
	for next := now; leftOf(next, t) != (left{unit: over}); {
		next = nextCandidate(next, t)
		if leftOf(next, t) != shown {
			return next
		}
	}
	return time.Time{}
}

// left is what Left says, before it is said.
type left struct {
	unit leftUnit
	n    int
}

type leftUnit int

const (
	over leftUnit = iota
	moment
	minutes
	hours
	days
)

const (
	minuteSeconds = 60
	hourSeconds   = 60 * minuteSeconds
	daySeconds    = 24 * hourSeconds
)

func leftOf(now, t time.Time) left {
	switch s := secondsLeft(now, t); {
	case s <= 0:
		return left{unit: over}
	case s <= minuteSeconds:
		return left{unit: moment}
	case s <= hourSeconds-minuteSeconds:
		return left{minutes, int((s + minuteSeconds - 1) / minuteSeconds)}
	case s < 2*hourSeconds: // sixty begun minutes are an hour
		return left{hours, 1}
	case s < daySeconds:
		return left{hours, int(s / hourSeconds)}
	}
	// On the day of 25 hours, more than 24 of them can lie within one date.
	return left{days, max(1, datesBetween(now, t))}
}

// secondsLeft counts begun seconds. Whole seconds make every change happen at
// an instant instead of right after one.
func secondsLeft(now, t time.Time) int64 {
	d := t.Round(0).Sub(now.Round(0)) // wall time, not the monotonic clock
	s := int64(d / time.Second)
	if d%time.Second > 0 {
		s++
	}
	return s
}

// datesBetween counts how many dates t is ahead of now, in t's location.
func datesBetween(now, t time.Time) int {
	return int((dateOf(t).Unix() - dateOf(now.In(t.Location())).Unix()) / daySeconds)
}

func dateOf(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// nextCandidate is an instant after now before which leftOf cannot change. It
// wants t to lie ahead.
func nextCandidate(now, t time.Time) time.Time {
	s := secondsLeft(now, t)
	remaining := func(seconds int64) time.Time { return t.Add(-time.Duration(seconds) * time.Second) }
	switch {
	case s <= minuteSeconds:
		return t
	case s <= hourSeconds:
		return remaining((s - 1) / minuteSeconds * minuteSeconds)
	case s < 2*hourSeconds:
		return remaining(hourSeconds - minuteSeconds)
	case s < daySeconds:
		return remaining(s/hourSeconds*hourSeconds - 1)
	}
	next := remaining(daySeconds - 1)
	local := now.In(t.Location())
	year, month, day := local.Date()
	midnight := time.Date(year, month, day+1, 0, 0, 0, 0, t.Location())
	_, shift := local.ZoneBounds() // where a day begins at 01:00, midnight is not it
	for _, other := range []time.Time{midnight, shift} {
		if other.After(now) && other.Before(next) {
			next = other
		}
	}
	return next
}

func (c *catalogue) left(now, t time.Time) string {
	l := leftOf(now, t)
	n := map[string]any{"N": l.n}
	switch l.unit {
	case days:
		return c.own("words.left.days", n)
	case hours:
		return c.own("words.left.hours", n)
	case minutes:
		return c.own("words.left.minutes", n)
	case moment:
		return c.own("words.left.moment", n)
	}
	return c.own("words.left.over", n)
}

// near says that t is today or tomorrow, and nothing otherwise.
func (c *catalogue) near(now, t time.Time) string {
	switch datesBetween(now, t) {
	case 0:
		return c.name("words.near.today")
	case 1:
		return c.name("words.near.tomorrow")
	}
	return ""
}

func (c *catalogue) span(d time.Duration) string { return c.length(d, "words.span.days") }

func (c *catalogue) spanDative(d time.Duration) string {
	return c.length(d, "words.span.days.dative")
}

// length says a duration in days, hours and minutes; seconds only where there
// is nothing larger.
func (c *catalogue) length(d time.Duration, daysKey string) string {
	s := max(0, int(d/time.Second))
	parts := []struct {
		key string
		n   int
	}{
		{daysKey, s / daySeconds},
		{"words.span.hours", s % daySeconds / hourSeconds},
		{"words.span.minutes", s % hourSeconds / minuteSeconds},
	}
	var said []string
	for _, part := range parts {
		if part.n > 0 {
			said = append(said, c.own(part.key, map[string]any{"N": part.n}))
		}
	}
	if len(said) == 0 {
		return c.own("words.span.seconds", map[string]any{"N": s})
	}
	return c.join(said)
}
