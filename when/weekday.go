package when

import "time"

// weekday is a day of the week as it was named, with the week it is meant in.
type weekday struct {
	name  time.Weekday
	which int  // as in the vocabulary: 1 "nächsten", 2 "übernächsten", 0 bare
	today bool // may be today even if no hour is said: "am Wochenende"
}

var (
	dayIntroductions = words("am, an, den, dem, der, die, das, zum, des, on, the, of, on the, in, auf")
	weekends         = words("wochenende, weekend")
	afterNext        = words("after next")
	approximately    = words("um, gegen, ca, etwa, ungefähr")
)

func readWeekday(c cursor, s said) (cursor, said, bool) {
	if s.weekday != nil {
		return c, s, false
	}
	start := c.skip(dayIntroductions)
	w := weekday{}
	if n, to, ok := take(start, which); ok {
		w.which, start = n, to
	}
	name, to, ok := take(start, weekdays)
	w.name = name
	if !ok {
		w.name, w.today, to = time.Saturday, true, start.skip(weekends)
	}
	if to.at == start.at || start.chatter() {
		return c, s, false
	}
	to = to.dot()
	if next := to.skip(afterNext); next.at > to.at {
		w.which, to = 2, next
	}
	s.weekday = &w
	return to, s, true
}

// chatter tells the German "so" from Sunday: alone, and in "so um 9", it is
// more often just a word.
func (c cursor) chatter() bool {
	after := c.plus(1)
	return c.peek(0).text == "so" && (after.ended() && c.at == 0 || sees(after, approximately))
}

// find is the next such day. A bare one is today only if from is.
func (w weekday) find(today, from day) day {
	switch {
	case w.which < 0:
		return today.onOrAfter(w.name) - 7
	case w.which > 0:
		return max(from, today+1).onOrAfter(w.name) + day(7*(w.which-1))
	}
	return from.onOrAfter(w.name)
}

// nth is a weekday counted in a month: the second Tuesday in March.
type nth struct {
	place   int // from 1; -1 is the last, -2 the one before it
	weekday time.Weekday
	month   time.Month // 0 is any month
	year    int        // 0 is any year
}

var (
	lastPlaces = vocabulary(map[int]string{
		-1: "letzt*, last",
		-2: "vorletzt*, second last, second to last, penultimate",
	})
	dayWord = words("tag, day, kalendertag")
)

func readNth(c cursor, s said) (cursor, said, bool) {
	if s.anchor != nil || s.weekday != nil {
		return c, s, false
	}
	month, year, start := c.relativeMonth(s.today)
	start = start.skip(dayIntroductions)
	place, to, ok := take(start, lastPlaces)
	if !ok {
		place, to, ok = start.ordinal()
	}
	if !ok {
		return c, s, false
	}
	if day := to.skip(dayWord); day.at > to.at && (place == 1 || place == -1) {
		return readEdgeOf(day, s, place)
	}
	name, to, ok := take(to, weekdays)
	if !ok {
		return c, s, false
	}
	to = to.dot()
	if month == 0 {
		month, year, to, ok = to.monthOf(s.today)
	}
	if !ok {
		return c, s, false
	}
	s.anchor = nth{place: place, weekday: name, month: month, year: year}
	return to, s, true
}

func (n nth) find(_, from day) (day, *Refusal) {
	y, m, _ := from.date()
	if n.year != 0 {
		if refusal := checkYear(n.year); refusal != nil {
			return 0, refusal
		}
		y, m, from = n.year, n.month, onDate(n.year, n.month, 1)
	}
	for ahead := range 24 {
		first := onDate(y, m+time.Month(ahead), 1)
		_, month, _ := first.date()
		if n.month != 0 && n.month != month {
			continue
		}
		d, ok := n.in(first)
		if ok && d >= from {
			return d, nil
		}
		if !ok && n.month != 0 {
			break
		}
	}
	return 0, refuse(NoSuchWeekday, "place", n.place, "month", n.month, "weekday", n.weekday, "year", n.year)
}

// in is the day in the month that begins on first.
func (n nth) in(first day) (day, bool) {
	next := first.plusMonths(1)
	d := first.onOrAfter(n.weekday) + day(7*(n.place-1))
	if n.place < 0 {
		d = (next - 7).onOrAfter(n.weekday) + day(7*(n.place+1))
	}
	return d, d >= first && d < next
}
