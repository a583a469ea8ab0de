package when

import "time"

// part is a part of the day. It stands for an hour where none is given, and
// tells seven in the morning from seven in the evening.
type part struct {
	usual       time.Duration
	from, until time.Duration // when it is that part of the day
	late        time.Duration // until when it goes on after midnight
	overnight   bool          // what is after midnight belongs to the next day
	alone       bool          // may stand without a day
}

const (
	morning = iota
	forenoon
	noon
	afternoon
	evening
	tonight
	night
	nightly
)

var parts = [...]part{
	morning:   {usual: 8 * time.Hour, from: 0, until: 12*time.Hour - 1},
	forenoon:  {usual: 10 * time.Hour, from: 6 * time.Hour, until: 12 * time.Hour},
	noon:      {usual: 12 * time.Hour, from: 11 * time.Hour, until: 15*time.Hour - 1, alone: true},
	afternoon: {usual: 15 * time.Hour, from: 12 * time.Hour, until: 19*time.Hour - 1},
	evening:   {usual: 18 * time.Hour, from: 16 * time.Hour, until: 24 * time.Hour},
	tonight:   {usual: 18 * time.Hour, from: 16 * time.Hour, until: 24 * time.Hour, late: 4 * time.Hour, overnight: true},
	night:     {usual: 22 * time.Hour, from: 20 * time.Hour, until: 24 * time.Hour, late: 6 * time.Hour, overnight: true},
	nightly:   {usual: 22 * time.Hour, from: 20 * time.Hour, until: 24 * time.Hour, late: 6 * time.Hour},
}

var partNames = vocabulary(map[int]string{
	morning:   "früh, frühmorgens, früh morgens, morgens, morgen, morning",
	forenoon:  "vormittag, vormittags, forenoon",
	noon:      "mittag, mittags, noon, midday",
	afternoon: "nachmittag, nachmittags, afternoon",
	evening:   "abend, abends, evening",
	night:     "nacht, night",
	nightly:   "nachts",
})

// partMarks are the names that can follow a bare hour: "7 abends".
var partMarks = words("frühmorgens, früh, morgens, vormittags, mittags, nachmittags, abends, nachts, noon, midnight, " +
	"in the morning, in the afternoon, in the evening, in der früh, in der nacht, am abend, am morgen, am vormittag, " +
	"am nachmittag, at night, tonight, heute abend, heute nacht, this evening, this afternoon, this morning")

var (
	partIntroductions = words("am, in der, in the, at, gegen, zur, zum, um, by")
	thisWords         = words("this")
	tonightWords      = words("tonight, tonite")
)

func readPart(c cursor, s said) (cursor, said, bool) {
	if s.part != nil || s.wholeDay {
		return c, s, false
	}
	if to := c.skip(tonightWords); to.at > c.at {
		return s.tonight(tonight, to)
	}
	if to := c.skip(thisWords); to.at > c.at {
		name, to, ok := take(to, partNames)
		if !ok {
			return c, s, false
		}
		return s.tonight(name, to)
	}
	start := c.skip(partIntroductions)
	name, to, ok := take(start, partNames)
	if !ok {
		return c, s, false
	}
	if to.peek(-1).text == ambiguous && start.at == c.at && !s.namesDay() {
		return c, s, false
	}
	p := parts[name]
	p.alone = p.alone || start.at > c.at || s.bounded
	s.part = &p
	return to, s, true
}

// tonight is a part of the day that says it is today's.
func (s said) tonight(name int, to cursor) (cursor, said, bool) {
	if s.near != nil {
		return to, s, false
	}
	today, p := 0, parts[name]
	s.near, s.part = &today, &p
	return to, s, true
}

// within is the first of the given times that is in this part of the day.
func (p part) within(times []time.Duration) (time.Duration, bool) {
	for _, t := range times {
		if p.from <= t && t <= p.until {
			return t, true
		}
	}
	for _, t := range times {
		if t >= p.late {
			continue
		}
		if p.overnight {
			return t + 24*time.Hour, true
		}
		return t, true
	}
	return 0, false
}
