package when

// said is what a text says, piece by piece, before it is known what it means.
// Every piece is said at most once.
type said struct {
	today    day
	bounded  bool     // "bis", "spätestens", "by" stands in front
	near     *int     // "morgen": days from today
	anchor   anchor   // "3. Dezember", "Ende des Monats", "nächste Woche"
	weekday  *weekday // "nächsten Dienstag"
	span     *span    // "in 3 Tagen"
	clock    *clock   // "18:30"
	part     *part    // "abends"
	wholeDay bool     // "end of day"
}

// anchor is a way to name a day in the calendar.
type anchor interface {
	// find is the first such day that is not before from, or the only one there
	// is. from is today or tomorrow.
	find(today, from day) (day, *Refusal)
}

// piece reads one piece at the cursor and adds it to what was said before.
type piece func(c cursor, s said) (cursor, said, bool)

// pieces is the order in which they are tried; where two could read the same
// words, the first that lets the rest be read wins.
var pieces = [...]piece{readNth, readCalendar, readStretch, readSpan, readNear, readWholeDay, readWeekday, readClock, readPart}

var (
	headings = words("deadline, frist, termin, due, fällig, bitte, please, für, for")
	limits   = words("bis, zum, zur, spätestens, einschließlich, inklusive, inkl, allerspätestens, by, until, till, til, " +
		"no later than, not later than, at the latest, latest")
)

var conclusions = words("spätestens, at the latest, latest, sharp, pünktlich, genau, bitte, please")

// parse is what the tokens say if every one of them has its place in it.
func parse(tokens []token, today day) (said, bool) {
	c := cursor{tokens: tokens}.separators()
	headed := c.skip(headings)
	if after, ok := headed.mark(":"); ok && headed.at > c.at {
		headed = after
	}
	start := headed.skip(limits)
	return read(start, said{today: today, bounded: start.at > headed.at})
}

func read(c cursor, s said) (said, bool) {
	if c.separators().skip(conclusions).ended() && s.complete() {
		return s, true
	}
	c = c.separators()
	for _, next := range pieces {
		after, more, ok := next(c, s)
		if !ok || after.at <= c.at {
			continue
		}
		if all, ok := read(after, more); ok {
			return all, true
		}
	}
	return said{}, false
}

// separators steps over commas and a dash that stands free between two pieces.
func (c cursor) separators() cursor {
	for range 3 {
		after, ok := c.mark(",;")
		if !ok && c.at > 0 && c.peek(0).text == "-" && c.peek(0).spaced && c.peek(1).spaced {
			after, ok = c.plus(1), true
		}
		if !ok {
			return c
		}
		c = after
	}
	return c
}

// ended says that nothing but marks of the end of a sentence is left.
func (c cursor) ended() bool {
	for !c.done() {
		after, ok := c.mark(".!?,;…")
		if !ok {
			return false
		}
		c = after
	}
	return true
}

// namesDay says that the day is settled but for the calendar.
func (s said) namesDay() bool {
	return s.near != nil || s.anchor != nil || s.weekday != nil || s.span != nil || s.wholeDay
}

// complete says that the pieces go together.
func (s said) complete() bool {
	if s.span != nil && !s.spanFits() {
		return false
	}
	if s.clock != nil && s.clock.same && !s.namesDay() {
		return false
	}
	if s.wholeDay {
		return s.clock == nil && s.part == nil
	}
	return s.namesDay() || s.clock != nil || s.part != nil && s.part.alone
}

func (s said) spanFits() bool {
	dated := s.near != nil || s.anchor != nil || s.weekday != nil
	timed := s.clock != nil || s.part != nil || s.wholeDay
	switch l := *s.span; {
	case l.minutes != 0 && (timed || l.manner == onwards):
		return false
	case l.minutes != 0 && s.near != nil: // "heute in 2 Stunden"
		return *s.near == 0 && s.anchor == nil && s.weekday == nil && l.manner == ahead
	case l.manner == onwards:
		return dated
	case l.manner == lasting && l == (span{leads: l.leads}): // "jetzt"
		return !dated && !s.bounded && !timed
	case l.manner == lasting:
		return !dated && !s.bounded
	case l.minutes != 0:
		return !dated
	}
	return s.anchor == nil
}
