package when

import (
	"strings"
	"time"
)

// span is a length of time: so many months, then so many days, both on the
// calendar, then so many minutes as they pass.
type span struct {
	months, days, minutes int
	manner                manner
	leads                 bool // stands in front of the weekday it goes with
}

// manner is how a span is meant.
type manner int

const (
	lasting manner = iota // "7d", "eine Woche": keeps the hour
	ahead                 // "in 3 Tagen": names a day
	onwards               // "a week from Friday": counts from the day named

)

// Add is now and the length that text gives: "3d", "90m", "48h", "2w", "7 Tage",
// "in 3 Tagen". Days, weeks and longer keep the wall clock in now's zone;
// hours and minutes are added to the instant. Every error is a *Refusal.
func Add(text string, now time.Time) (time.Time, error) {
	if refusal := readable(text); refusal != nil {
		return time.Time{}, refusal
	}
	l, c, ok := cursor{tokens: tokenize(text)}.skip(aheadWords).lengths()
	if !ok || !c.ended() {
		return time.Time{}, refuse(Unknown, "text", strings.TrimSpace(text))
	}
	t, refusal := l.from(now)
	if refusal != nil {
		return time.Time{}, refusal
	}
	return t, nil
}

func (l span) from(now time.Time) (time.Time, *Refusal) {
	t := now
	if l.months != 0 || l.days != 0 {
		d := l.daysFrom(dayOf(now))
		there, ok := d.at(wallClock(now), now.Location())
		if !ok {
			return time.Time{}, gap(d, wallClock(now), now.Location())
		}
		t = there
	}
	t = t.Add(time.Duration(l.minutes) * time.Minute)
	if y := t.Year(); y < firstYear || y > lastYear {
		return time.Time{}, refuse(TooFar, "first", firstYear, "last", lastYear)
	}
	return t, nil
}

func (l span) daysFrom(d day) day { return d.plusMonths(l.months) + day(l.days) }

func wallClock(t time.Time) time.Duration {
	h, m, s := t.Clock()
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second + time.Duration(t.Nanosecond())
}

// units are what lengths are counted in; one of each.
var units = vocabulary(map[span]string{
	{minutes: 1}:  "m, min, mins, minute, minuten, minutes",
	{minutes: 15}: "viertelstunde, viertelstunden",
	{minutes: 30}: "halbstunde, halbestunde",
	{minutes: 45}: "dreiviertelstunde, dreiviertelstunden",
	{minutes: 60}: "h, std, stunde, stunden, hr, hrs, hour, hours",
	{days: 1}:     "d, tag, tage, tagen, day, days",
	{days: 7}:     "w, woche, wochen, wk, wks, week, weeks",
	{days: 14}:    "fortnight, fortnights",
	{months: 1}:   "monat, monate, monaten, month, months",
	{months: 3}:   "quartal, quartale, quartalen, vierteljahr, vierteljahre, vierteljahren, quarter, quarters",
	{months: 6}:   "halbjahr, halbjahre, halbjahren",
	{months: 9}:   "dreivierteljahr",
	{months: 12}:  "j, jahr, jahre, jahren, y, yr, yrs, year, years",
})

// amounts are the words for how many, in hundredths.
var amounts = vocabulary(map[int]string{
	25:  "eine viertel, einer viertel, quarter of an, a quarter of an, quarter of a, a quarter of a",
	50:  "ein halb*, eine halbe, einer halben, einem halben, einen halben, halb*, half a, half an, a half, half",
	75:  "dreiviertel, drei viertel, eine dreiviertel, einer dreiviertel, three quarters of an",
	100: "eine, einer, einem, einen, eines, ne, ner, nem, nen, a, an",
	150: "anderthalb, eineinhalb, einundeinhalb, one and a half",
	250: "zweieinhalb, zweiundeinhalb, two and a half",
	350: "dreieinhalb, dreiundeinhalb, three and a half",
	450: "viereinhalb, vierundeinhalb, four and a half",
})

var (
	aheadWords = words("in, in den nächsten, in den kommenden, in spätestens, innerhalb, innerhalb von, innerhalb der nächsten, " +
		"binnen, within, within the next, in the next")
	forWords   = words("für, for")
	afterWords = words("from, ab, nach, nach dem, after, on")
	fromNow    = words("from now, ab jetzt, von jetzt an, from right now")
	joiners    = words("und, and")
	agoWords   = words("ago")
	beforeWord = words("vor")
	timeWord   = words("time")
	halfMore   = words("and a half")
	nowWords   = words("jetzt, now, right now")
	weekAhead  = vocabulary(map[int]string{7: "week", 14: "fortnight"})
)

func readSpan(c cursor, s said) (cursor, said, bool) {
	if s.span != nil {
		return c, s, false
	}
	if _, to, ok := take(c, nowWords); ok {
		s.span = &span{}
		return to, s, true
	}
	if n, to, ok := take(c, weekAhead); ok && (s.near != nil || s.weekday != nil) {
		s.span = &span{days: n, manner: ahead}
		return to, s, true
	}
	inFront, past := c.skip(aheadWords), c.skip(beforeWord)
	start := c.skip(forWords)
	start.at = max(start.at, inFront.at, past.at)
	l, to, ok := start.lengths()
	if !ok {
		return c, s, false
	}
	l.leads = s.weekday == nil
	switch {
	case inFront.at > c.at:
		l.manner = ahead
		to = to.skip(timeWord).skip(fromNow)
	case past.at > c.at || sees(to, agoWords):
		l = span{months: -l.months, days: -l.days, minutes: -l.minutes, manner: ahead, leads: l.leads}
		to = to.skip(agoWords)
	case sees(to, fromNow):
		l.manner, to = ahead, to.skip(fromNow)
	case sees(to, afterWords):
		l.manner, to = onwards, to.skip(afterWords)
	}
	s.span = &l
	return to, s, true
}

// lengths steps over one or more lengths in a row, "1 Stunde und 30 Minuten".
func (c cursor) lengths() (span, cursor, bool) {
	total, c, ok := c.length()
	if !ok {
		return span{}, c, false
	}
	for range 3 {
		next, to, ok := c.comma().skip(joiners).length()
		if !ok {
			break
		}
		total.months += next.months
		total.days += next.days
		total.minutes += next.minutes
		c = to
	}
	return total, c, true
}

func (c cursor) length() (span, cursor, bool) {
	hundredths, to, ok := c.amount()
	if !ok {
		return span{}, c, false
	}
	one, to, ok := take(to, units)
	if short := to.peek(-1).letter(); !ok || short && c.peek(0).kind != number {
		return span{}, c, false
	}
	to = to.dot()
	if sees(to, halfMore) {
		hundredths, to = hundredths+50, to.skip(halfMore)
	}
	l := span{months: one.months * hundredths, days: one.days * hundredths, minutes: one.minutes * hundredths}
	if l.months%100 != 0 || l.days%100 != 0 || l.minutes%100 != 0 {
		return span{}, c, false
	}
	return span{months: l.months / 100, days: l.days / 100, minutes: l.minutes / 100}, to, true
}

// amount is in hundredths.
func (c cursor) amount() (int, cursor, bool) {
	if n, to, ok := take(c, amounts); ok {
		return n, to, true
	}
	n, to, ok := c.numeral()
	if !ok {
		return 0, c, false
	}
	point, found := to.tight(",.")
	if !found {
		return n * 100, to, true
	}
	fraction, end, ok := point.digits()
	if !ok || fraction.spaced || len(fraction.text) > 2 {
		return n * 100, to, true
	}
	if len(fraction.text) == 1 {
		fraction.number *= 10
	}
	return n*100 + fraction.number, end, true
}
