package when

var (
	stretchIntroductions = words("in, im, in der, in the, am, an, the, der, die, das, den, dem, des, of, of the, zum, zur, zu, on, at, at the, von, during, im laufe, gegen")
	inWords              = words("in, im, in the, during")
	lengthNames          = vocabulary(map[stretchLength]string{
		weekLong:    "woche, week",
		monthLong:   "monat, monats, monates, month",
		quarterLong: "quartal, quartals, quarter",
		yearLong:    "jahr, jahres, year, kalenderjahr, kalenderjahres",
	})
	edgeNames = vocabulary(map[edge]string{
		begin:  "anfang, beginn, beginning, start, early",
		middle: "mitte, middle, mid",
		end:    "ende, end",
	})
	edgeCompounds = vocabulary(map[stretch]string{
		{long: weekLong, edge: begin}:    "wochenanfang, wochenbeginn",
		{long: weekLong, edge: middle}:   "wochenmitte, midweek",
		{long: weekLong, edge: end}:      "eow, week end, weeks end",
		{long: monthLong, edge: begin}:   "monatsanfang, monatsbeginn, monatserst*",
		{long: monthLong, edge: middle}:  "monatsmitte",
		{long: monthLong, edge: end}:     "monatsende, monatsletzt*, ultimo, eom, month end, months end",
		{long: quarterLong, edge: begin}: "quartalsanfang, quartalsbeginn",
		{long: quarterLong, edge: end}:   "quartalsende, eoq, quarter end",
		{long: yearLong, edge: begin}:    "jahresanfang, jahresbeginn",
		{long: yearLong, edge: middle}:   "jahresmitte",
		{long: yearLong, edge: end}:      "jahresende, jahresschluss, eoy, year end, years end",
	})
	weekNumbers    = words("kw, kalenderwoche, cw, calendar week, woche, week")
	numberedWeeks  = words("kw, kalenderwoche")
	quarterNames   = words("q")
	quarterLengths = words("quartal, quartals, quarter")
)

// readStretch reads "Ende des Monats", "Monatsende", "nächste Woche", "KW 50",
// "im Januar".
func readStretch(c cursor, s said) (cursor, said, bool) {
	if s.anchor != nil || s.span != nil && s.span.manner != onwards {
		return c, s, false
	}
	start := c.skip(stretchIntroductions)
	if e, to, ok := take(start, edgeNames); ok {
		if named, to, ok := to.stretch(s.today); ok {
			named.edge = e
			s.anchor = named
			return to, s, true
		}
	}
	if named, to, ok := start.compoundEdge(); ok {
		s.anchor = named
		return to, s, true
	}
	named, to, ok := start.stretch(s.today)
	if !ok || !start.namesEnough(c, s, named) {
		return c, s, false
	}
	s.anchor = named
	return to, s, true
}

// namesEnough says that a stretch without an edge may stand for a day: not
// "die Woche", not "2027", and no mere name of a month, which may be a person's.
func (c cursor) namesEnough(began cursor, s said, named stretch) bool {
	switch {
	case named.relative || named.long == weekLong && named.number != 0:
		return true
	case named.long == monthLong:
		return named.number != 0 && (named.year != 0 || s.bounded || sees(began, inWords) || sees(c, which))
	}
	return named.number != 0
}

// readEdgeOf reads what follows "letzter Tag" (-1) or "first day" (1).
func readEdgeOf(c cursor, s said, place int) (cursor, said, bool) {
	named, to, ok := c.stretch(s.today)
	if !ok {
		return c, s, false
	}
	named.edge = begin
	if place < 0 {
		named.edge = end
	}
	s.anchor = named
	return to, s, true
}

func (c cursor) compoundEdge() (stretch, cursor, bool) {
	n, to, relative := take(c, which)
	named, to, ok := take(to, edgeCompounds)
	named.offset, named.relative = n, relative
	return named, to, ok
}

// stretch steps over the name of one: "des nächsten Monats", "Januar 2027",
// "KW 50", "Q1", and a year.
func (c cursor) stretch(today day) (stretch, cursor, bool) {
	start, _ := c.skip(withinWords).tight("-")
	if named, to, ok := start.numbered(today); ok {
		return named, to, true
	}
	n, to, relative := take(start, which)
	if long, to, ok := take(to, lengthNames); ok {
		if next := to.skip(afterNext); next.at > to.at {
			n, relative, to = 2, true, next
		}
		return stretch{long: long, offset: n, relative: relative}, to, true
	}
	if month, to, ok := take(to, months); ok && (!relative || n == 0 || n == 1) {
		year, to := to.dot().year(today)
		return stretch{long: monthLong, number: int(month), year: year}, to, true
	}
	if t, to, ok := start.digits(); ok && len(t.text) == 4 && !to.clockFollows() {
		return stretch{long: yearLong, year: t.number}, to, true
	}
	return stretch{}, c, false
}

// numbered steps over "KW 50", "50. KW", "Q1 2027", "erstes Quartal".
func (c cursor) numbered(today day) (stretch, cursor, bool) {
	named, to, ok := stretch{}, c, false
	if week := c.skip(weekNumbers).dot(); week.at > c.at {
		named, to, ok = week.number(weekLong)
	} else if quarter := c.skip(quarterNames); quarter.at > c.at {
		named, to, ok = quarter.number(quarterLong)
	} else if n, place, found := c.ordinal(); found {
		named, to = stretch{long: weekLong, number: n}, place.skip(numberedWeeks)
		if to.at == place.at {
			named, to = stretch{long: quarterLong, number: n}, place.skip(quarterLengths)
		}
		ok = to.at > place.at
	}
	if !ok || named.long == quarterLong && (named.number < 1 || named.number > 4) {
		return stretch{}, c, false
	}
	slash, _ := to.tight("/")
	named.year, to = slash.year(today)
	if named.year == 0 && slash.at > to.at {
		return stretch{}, c, false
	}
	return named, to, true
}

func (c cursor) number(long stretchLength) (stretch, cursor, bool) {
	t, to, ok := c.digits()
	return stretch{long: long, number: t.number}, to, ok && len(t.text) <= 2 && !to.clockFollows()
}
