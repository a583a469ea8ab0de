package when

import "time"

// date is a day of the calendar, as far as it was named.
type date struct {
	day   int
	month time.Month // 0 is any month
	year  int        // 0 is any year
}

func readCalendar(c cursor, s said) (cursor, said, bool) {
	if s.anchor != nil || s.span != nil && s.span.manner != onwards {
		return c, s, false
	}
	early, start := c.skip(dayIntroductions).relativeYear(s.today)
	start = start.comma().skip(dayIntroductions)
	for _, read := range [...]func(cursor, said) (date, cursor, bool){
		cursor.yearFirst, cursor.dotted, cursor.slashed, cursor.dayMonth, cursor.monthDay, cursor.feast, cursor.dayOnly,
	} {
		d, to, ok := read(start, s)
		if !ok || early != 0 && d.year != 0 {
			continue
		}
		d.year = max(d.year, early)
		s.anchor = d
		return to, s, true
	}
	return c, s, false
}

// yearFirst steps over 2026-12-24 and 2026/12/24.
func (c cursor) yearFirst(said) (date, cursor, bool) {
	a, b, n, to, ok := c.triple("-/.")
	if !ok || len(a.text) != 4 || len(b.text) > 2 || len(n.text) > 2 {
		return date{}, c, false
	}
	return date{day: n.number, month: time.Month(b.number), year: a.number}, to, true
}

// triple steps over three numbers with the same mark between them and no space.
func (c cursor) triple(marks string) (a, b, n token, to cursor, ok bool) {
	a, b, n = c.peek(0), c.peek(2), c.peek(4)
	_, first := c.plus(1).tight(marks)
	_, second := c.plus(3).tight(c.peek(1).text)
	ok = first && second && a.kind == number && b.kind == number && n.kind == number && !b.spaced && !n.spaced
	return a, b, n, c.plus(5), ok
}

// dotted steps over 31.12.2026, 31.12.26, 31. 12., and over 31.12 unless that
// is a time.
func (c cursor) dotted(s said) (date, cursor, bool) {
	a, b := c.peek(0), c.peek(2)
	_, dot := c.plus(1).tight(".")
	if !dot || a.kind != number || b.kind != number || len(a.text) > 2 || len(b.text) > 2 || b.number == 0 {
		return date{}, c, false
	}
	d := date{day: a.number, month: time.Month(b.number)}
	to := c.plus(3)
	if dotted, ok := to.tight("."); ok && (b.number <= 12 || !dotted.ended()) {
		d.year, to = dotted.shortYear()
		return d, to, true
	}
	if b.spaced || !dateable(a.number, b.number) || to.clockFollows() || s.near != nil {
		return date{}, c, false
	}
	d.year, to = to.year(s.today)
	return d, to, true
}

// shortYear steps over the 26 of 31.12.26 and over a year after a space.
func (c cursor) shortYear() (int, cursor) {
	t, to, ok := c.digits()
	if !ok || to.clockFollows() || t.spaced && len(t.text) != 4 {
		return 0, c
	}
	if len(t.text) == 2 {
		return 2000 + t.number, to
	}
	return t.number, to
}

// slashed steps over 31/12/2026, 31/12, 31-12-2026: always the day first.
func (c cursor) slashed(said) (date, cursor, bool) {
	if a, b, n, to, ok := c.triple("/-"); ok && len(a.text) <= 2 && len(b.text) <= 2 && (len(n.text) == 4 || len(n.text) == 2 && c.peek(1).text == "/") {
		year := n.number
		if len(n.text) == 2 {
			year += 2000
		}
		return date{day: a.number, month: time.Month(b.number), year: year}, to, true
	}
	a, b := c.peek(0), c.peek(2)
	_, slash := c.plus(1).tight("/")
	if !slash || a.kind != number || b.kind != number || b.spaced || len(a.text) > 2 || len(b.text) > 2 || b.number == 0 || c.plus(3).clockFollows() {
		return date{}, c, false
	}
	return date{day: a.number, month: time.Month(b.number)}, c.plus(3), true
}

var (
	ofWords     = words("of, of the")
	dayArticles = words("am, den, dem, der, des, zum, the, on")
)

// dayMonth steps over "3. März 2027", "3rd of December", "den dritten Mai".
func (c cursor) dayMonth(s said) (date, cursor, bool) {
	day, to, ok := c.ordinal()
	if t, after, figures := c.digits(); !ok && figures && len(t.text) <= 2 {
		day, to, ok = t.number, after, true
	}
	if !ok {
		return date{}, c, false
	}
	to, _ = to.skip(ofWords).tight("-")
	month, to, ok := take(to, months)
	if !ok {
		return date{}, c, false
	}
	d := date{day: day, month: month}
	to, _ = to.dot().tight("-")
	d.year, to = to.year(s.today)
	return d, to, true
}

// monthDay steps over "March 3rd, 2027" and "Dec 31".
func (c cursor) monthDay(s said) (date, cursor, bool) {
	month, to, ok := take(c, months)
	if !ok {
		return date{}, c, false
	}
	to = to.dot().skip(dayArticles)
	day, after, ok := to.ordinal()
	if t, plain, figures := to.digits(); !ok && figures && len(t.text) <= 2 && !plain.clockFollows() {
		day, after, ok = t.number, plain, true
	}
	if !ok {
		return date{}, c, false
	}
	d := date{day: day, month: month}
	d.year, to = after.year(s.today)
	return d, to, true
}

func (c cursor) feast(s said) (date, cursor, bool) {
	named, to, ok := take(c, feasts)
	if !ok {
		return date{}, c, false
	}
	d := date{day: named[1], month: time.Month(named[0])}
	d.year, to = to.year(s.today)
	return d, to, true
}

// dayOnly steps over "am 3.", "the 15th", "15. des nächsten Monats". A bare
// "3." names nothing.
func (c cursor) dayOnly(s said) (date, cursor, bool) {
	month, year, start := c.relativeMonth(s.today)
	start = start.skip(dayIntroductions)
	article := dayArticles[start.peek(-1).text]
	day, to, ok := start.ordinal()
	if t, plain, figures := start.digits(); !ok && figures && article && len(t.text) <= 2 {
		day, to, ok = t.number, plain, true
	}
	if !ok || to.clockFollows() {
		return date{}, c, false
	}
	d := date{day: day, month: month, year: year}
	if m, y, after, ok := to.monthOf(s.today); ok && month == 0 {
		return date{day: day, month: m, year: y}, after, true
	}
	return d, to, s.weekday != nil || article && (month != 0 || !start.mayChoose(s))
}

// mayChoose says that an ordinal in words, "the second", is as likely an answer
// to another question than when.
func (c cursor) mayChoose(s said) bool {
	dated := s.bounded || c.peek(-1).text == "am" || c.peek(-2).text == "on"
	return c.peek(0).kind == word && !dated
}

// clockFollows says that the number just read belongs to a time.
func (c cursor) clockFollows() bool {
	if _, ok := c.tight(":"); ok {
		return true
	}
	_, _, american := c.meridiem()
	return american || sees(c, clockFollows)
}

func dateable(day, month int) bool { return 1 <= day && day <= 31 && 1 <= month && month <= 12 }

func (d date) find(_, from day) (day, *Refusal) {
	if d.year != 0 {
		return d.inYear(d.year)
	}
	if d.month < 0 || d.month > 12 {
		return 0, refuse(NoSuchMonth, "month", int(d.month))
	}
	longest := 31
	if d.month != 0 {
		longest = daysIn(2024, d.month)
	}
	if d.day < 1 || d.day > longest {
		return 0, refuse(NoSuchDay, "day", d.day, "month", d.month, "days", longest, "year", 0)
	}
	y, m, _ := from.date()
	for ahead := time.Month(0); ; ahead++ { // ends: every date comes within 8 years
		year, month, _ := onDate(y, m+ahead, 1).date()
		if d.month != 0 && d.month != month || d.day > daysIn(year, month) {
			continue
		}
		if found := onDate(year, month, d.day); found >= from {
			return found, nil
		}
	}
}

func (d date) inYear(year int) (day, *Refusal) {
	if refusal := checkYear(year); refusal != nil {
		return 0, refusal
	}
	if d.month < 1 || d.month > 12 {
		return 0, refuse(NoSuchMonth, "month", int(d.month))
	}
	if last := daysIn(year, d.month); d.day < 1 || d.day > last {
		return 0, refuse(NoSuchDay, "day", d.day, "month", d.month, "days", last, "year", year)
	}
	return onDate(year, d.month, d.day), nil
}

func checkYear(year int) *Refusal {
	if year < firstYear || year > lastYear {
		return refuse(NoSuchYear, "year", year, "first", firstYear, "last", lastYear)
	}
	return nil
}
