package when

import "time"

// Series is a day that comes again: a weekday counted in its month, every so
// many months, at an hour.
type Series struct {
	Place        int // 1 to 4; -1 is the last
	Weekday      time.Weekday
	Months       int // 1: every month; 12: every year
	Hour, Minute int
}

// The further reasons why a series was not understood. They have no arguments.
const (
	SeriesDay    = "series_day"    // no counted weekday: "second Thursday"
	SeriesPlace  = "series_place"  // a fifth weekday, which most months lack
	SeriesPeriod = "series_period" // how often is not said, or not in whole months up to a year
	SeriesClock  = "series_clock"  // no time of day
)

// UnderstandSeries reads "zweiter Donnerstag jedes dritten Monats, 18:00" and
// "last Monday of every quarter, 6pm". Every error is a *Refusal.
func UnderstandSeries(text string) (Series, error) {
	s, refusal := understandSeries(text)
	if refusal != nil {
		return Series{}, refusal
	}
	return s, nil
}

// recurring is what was read of a series so far.
type recurring struct {
	Series
	clock *clock
}

func understandSeries(text string) (Series, *Refusal) {
	if refusal := readable(text); refusal != nil {
		return Series{}, refusal
	}
	var r recurring
	c := cursor{tokens: tokenize(text)}
	for !c.done() {
		to, ok := r.read(c)
		if !ok {
			return Series{}, refuse(Unknown, "text", text)
		}
		c = to
	}
	return r.whole()
}

// read steps over the next part of the saying.
func (r *recurring) read(c cursor) (cursor, bool) {
	if to, ok := c.mark(",.;"); ok {
		return to, true
	}
	if to, ok := r.readDay(c); ok {
		return to, true
	}
	if to, ok := r.readPeriod(c); ok {
		return to, true
	}
	if to, ok := r.readHour(c); ok {
		return to, true
	}
	to := c.skip(betweenParts)
	return to, to.at > c.at
}

// readDay reads "jeden zweiten Donnerstag".
func (r *recurring) readDay(c cursor) (cursor, bool) {
	start := c.skip(dayIntroductions).once(everyWords)
	place, to, ok := take(start, lastPlaces)
	if !ok {
		place, to, ok = start.ordinal()
	}
	if !ok || r.Place != 0 {
		return c, false
	}
	name, to, ok := take(to, weekdays)
	if !ok {
		return c, false
	}
	r.Place, r.Weekday = place, name
	return to.dot(), true
}

// readPeriod reads "jedes dritten Monats", "alle drei Monate", "im Quartal".
func (r *recurring) readPeriod(c cursor) (cursor, bool) {
	if r.Months != 0 {
		return c, false
	}
	if months, to, ok := take(c, periodWords); ok {
		r.Months = months
		return to, true
	}
	start := c.once(periodIntroductions).once(everyWords).once(dayIntroductions)
	factor := 1
	if n, to, ok := take(start, everyOther); ok {
		factor, start = n, to
	} else if n, to, ok := start.ordinal(); ok {
		factor, start = n, to
	} else if n, to, ok := start.numeral(); ok {
		factor, start = n, to
	}
	length, to, ok := take(start, periodLengths)
	if !ok || start.at == c.at {
		return c, false
	}
	r.Months = factor * length
	if factor == 0 {
		r.Months = -1
	}
	return to, true
}

func (r *recurring) readHour(c cursor) (cursor, bool) {
	if r.clock != nil {
		return c, false
	}
	start, led := c.clockStart(said{})
	read, to, ok := start.midnight()
	if !ok {
		read, to, ok = start.spoken()
	}
	if !ok {
		read, to, ok = start.figures(said{}, led)
	}
	if !ok {
		return c, false
	}
	r.clock = &read
	return to, true
}

// whole is the series, if everything of it was said.
func (r *recurring) whole() (Series, *Refusal) {
	switch {
	case r.Place == 0:
		return Series{}, refuse(SeriesDay)
	case r.Place > 4 || r.Place < -1:
		return Series{}, refuse(SeriesPlace)
	case r.Months < 1 || r.Months > 12:
		return Series{}, refuse(SeriesPeriod)
	case r.clock == nil:
		return Series{}, refuse(SeriesClock)
	}
	times, refusal := r.clock.times(nil)
	if refusal != nil {
		return Series{}, refusal
	}
	at := times[0]
	if r.clock.spoken && at < 8*time.Hour { // whoever meets at "halb acht" meets in the evening
		at = times[1]
	}
	if at >= 24*time.Hour {
		return Series{}, refuse(NoSuchTime, "time", r.clock.String())
	}
	r.Hour, r.Minute = int(at/time.Hour), int(at%time.Hour/time.Minute)
	return r.Series, nil
}

var (
	everyWords          = words("jed*, jeweils, alle, all, every, each, immer, immer am, stets am, stets, on every, on each")
	periodIntroductions = words("im, in, in jedem, des, eines, pro, per, of, of the, of each, of every, in the, in each, in every, einmal im, einmal pro, once a, once every, a")
	betweenParts        = words("am, jeweils, jeweils am, um, at, on, the, on the, immer, und zwar, im abstand von, and, der, den, dem, die, das, ist")
	everyOther          = vocabulary(map[int]string{2: "other"})
	periodWords         = vocabulary(map[int]string{
		1:  "monatlich, monthly",
		2:  "zweimonatlich, alle zwei monate, bimonthly",
		3:  "vierteljährlich, quartalsweise, quarterly, dreimonatlich",
		6:  "halbjährlich, half yearly, halfyearly, biannually",
		12: "jährlich, yearly, annually",
	})
	periodLengths = vocabulary(map[int]string{
		1:  "monat, monats, monates, monate, monaten, month, months",
		3:  "quartal, quartals, quartale, quartalen, vierteljahr, vierteljahrs, vierteljahre, quarter, quarters, quarter year",
		6:  "halbjahr, halbjahrs, halbjahre, halbes jahr, halben jahres, halbe jahr, half year",
		12: "jahr, jahres, jahre, jahren, year, years",
	})
)
