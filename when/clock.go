package when

import (
	"fmt"
	"time"
)

// clock is a time of day as it was said.
type clock struct {
	hour, minute int
	spoken       bool // "halb sieben": before or after noon is not said
	half         half
	same         bool           // "at the same time"
	zone         *time.Duration // east of Greenwich, if one was named
}

// half is the half of the day of an English hour.
type half int

const (
	unsaid half = iota
	am
	pm
)

var (
	hourIntroductions  = words("um, um punkt, punkt, gegen, schlag, at")
	approximations     = words("etwa, ungefähr, circa, zirka, ca, genau, exakt, pünktlich, exactly, around, about")
	limitIntroductions = words("bis, bis spätestens, spätestens, spätestens bis, spätestens um, bis um, by, until, till, til, " +
		"no later than, not later than, latest, at the latest, bis gegen")
	sameHour = words("dieselbe zeit, die selbe zeit, die gleiche zeit, dieselbe uhrzeit, diese zeit, diese uhrzeit, gleiche uhrzeit, gleiche zeit, selbe zeit, " +
		"zur selben zeit, zur gleichen zeit, zur gleichen uhrzeit, the same time, the same hour, same time, same hour, this time")
	midnight = words("mitternacht, midnight")
	halves   = vocabulary(map[half]string{am: "am", pm: "pm"})
)

func readClock(c cursor, s said) (cursor, said, bool) {
	if s.clock != nil || s.wholeDay {
		return c, s, false
	}
	start, led := c.clockStart(s)
	if sees(start, sameHour) {
		s.clock = &clock{same: true}
		return start.skip(sameHour), s, true
	}
	said, to, ok := start.midnight()
	if !ok {
		said, to, ok = start.spoken()
	}
	if !ok {
		said, to, ok = start.figures(s, led)
	}
	if !ok {
		return c, s, false
	}
	said.zone, to = to.zone()
	s.clock = &said
	return to, s, true
}

// clockStart steps over "um", "at", "@" or the T of an ISO date, and says
// whether a bare number after it is an hour.
func (c cursor) clockStart(s said) (cursor, bool) {
	if t := c.peek(0); t.text == "t" && s.anchor != nil {
		return c.plus(1), false
	}
	if at, ok := c.mark("@"); ok {
		return at, true
	}
	limit := c.skip(limitIntroductions)
	near := limit.once(approximations).dot()
	hour := near.once(hourIntroductions)
	start := hour.once(approximations).dot()
	return start, hour.at > near.at || limit.at > c.at && s.namesDay()
}

func (c cursor) midnight() (clock, cursor, bool) {
	start := c
	if c.peek(0).text == "12" {
		start = c.plus(1)
	}
	to := start.once(midnight)
	return clock{hour: 24}, to, to.at > start.at
}

var (
	hourWords    = words("uhr, h, hrs, hours, oclock")
	spokenHours  = words("uhr, oclock")
	lengthHours  = words("h, hrs, hours")
	minuteWords  = words("min, minuten, minutes")
	clockFollows = words("uhr, h, hrs, oclock, pm")
)

// figures steps over "18:30", "18.30 Uhr", "18 Uhr 30", "6pm", "18h".
func (c cursor) figures(s said, led bool) (clock, cursor, bool) {
	hour, to, ok := c.numeral()
	if !ok {
		return clock{}, c, false
	}
	if c.peek(0).kind == number && len(c.peek(0).text) > 2 {
		return clock{hour: hour / 100, minute: hour % 100}, to.once(hourWords), len(c.peek(0).text) == 4 && (led || sees(to, hourWords))
	}
	if minute, after, ok := to.minutes(":"); ok {
		return clock{hour: hour, minute: minute}.named(after.seconds())
	}
	if minute, after, ok := to.minutes("."); ok && c.dottedClock(s, led, after) {
		return clock{hour: hour, minute: minute}.named(after)
	}
	if after := to.once(spokenHours); after.at > to.at {
		minute, after := after.loneMinutes()
		return clock{hour: hour, minute: minute}, after, true
	}
	if h, after, ok := to.meridiem(); ok {
		return clock{hour: hour, half: h}, after, true
	}
	if after := to.once(lengthHours); after.at > to.at {
		minute, after := after.loneMinutes()
		return clock{hour: hour, minute: minute}, after, led || s.bounded || s.namesDay()
	}
	return clock{hour: hour}, to, led || s.part != nil || sees(to, partMarks)
}

// dottedClock says that 18.30 is a time and not the 18th of some month: it is
// called one, or it cannot be a day, or the day is settled already.
func (c cursor) dottedClock(s said, led bool, after cursor) bool {
	if _, _, ok := after.meridiem(); ok || led || sees(after, hourWords) {
		return true
	}
	day := dateable(c.peek(0).number, c.peek(2).number)
	if _, dotted := after.tight("."); dotted && day {
		return false
	}
	return !day || s.near != nil || s.anchor != nil || s.span != nil
}

// named ends a time in figures: "Uhr", "h", "pm" or nothing.
func (k clock) named(c cursor) (clock, cursor, bool) {
	if h, after, ok := c.meridiem(); ok {
		k.half = h
		return k, after, true
	}
	return k, c.once(hourWords), true
}

// minutes steps over ":30", two figures right behind the mark.
func (c cursor) minutes(separator string) (int, cursor, bool) {
	after, ok := c.tight(separator)
	t, end, digits := after.digits()
	if !ok || !digits || t.spaced || len(t.text) != 2 {
		return 0, c, false
	}
	return t.number, end, true
}

// seconds steps over ":59.999"; readings are on whole minutes.
func (c cursor) seconds() cursor {
	n, after, ok := c.minutes(":")
	if !ok || n > 59 {
		return c
	}
	if point, ok := after.tight("."); ok && point.peek(0).kind == number && !point.peek(0).spaced {
		return point.plus(1)
	}
	return after
}

// loneMinutes steps over the 30 of "18 Uhr 30", but not over a day.
func (c cursor) loneMinutes() (int, cursor) {
	n, after, ok := c.numeral()
	t := c.peek(0)
	if !ok || t.kind == number && len(t.text) != 2 || sees(after, months) || sees(after, hourWords) {
		return 0, c
	}
	if dotted, ok := after.tight("./-:"); ok && !dotted.done() {
		return 0, c
	}
	return n, after.once(minuteWords)
}

// meridiem steps over "am" and "pm", but not over the German "am" of "am Freitag".
func (c cursor) meridiem() (half, cursor, bool) {
	h, after, ok := take(c, halves)
	if !ok {
		return unsaid, c, false
	}
	german := h == am && c.peek(0).spaced && (after.peek(0).kind == number || sees(after, germanDays))
	return h, after.dot(), !german
}

// String is the time for a refusal, "25:00".
func (k clock) String() string {
	shown := fmt.Sprintf("%02d:%02d", k.hour, k.minute)
	switch k.half {
	case am:
		return shown + " am"
	case pm:
		return shown + " pm"
	}
	return shown
}

// times are the times of day that may be meant, those between seven in the
// morning and seven in the evening first.
func (k clock) times(p *part) ([]time.Duration, *Refusal) {
	t := time.Duration(k.hour)*time.Hour + time.Duration(k.minute)*time.Minute
	if k.minute > 59 || t > 24*time.Hour || k.half != unsaid && !k.spoken && (k.hour < 1 || k.hour > 12) {
		return nil, refuse(NoSuchTime, "time", k.String())
	}
	dial := t % (12 * time.Hour)
	both := []time.Duration{dial, dial + 12*time.Hour}
	switch {
	case k.half == am:
		return both[:1], nil
	case k.half == pm:
		return both[1:], nil
	case p != nil && k.hour >= 1 && k.hour <= 12:
		both = append(both, dial+24*time.Hour)
		return both, nil
	case p != nil && k.spoken:
		return both, nil
	case !k.spoken:
		return []time.Duration{t}, nil
	case dial < 7*time.Hour:
		return []time.Duration{both[1], both[0]}, nil
	}
	return both, nil
}
