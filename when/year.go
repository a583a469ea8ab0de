package when

import "time"

var withinWords = words("in, im, in the, in dem, in der, of, of the, des, der, von, vom, the")

// lastHour is the number above which a bare one can only be a year: '26.
const lastHour = 24

// year steps over the year behind a day and a month, if there is one: 2027,
// "nächsten Jahres". It is 0 if there is none.
func (c cursor) year(today day) (int, cursor) {
	if y, to := c.relativeYear(today); y != 0 {
		return y, to
	}
	t, to, ok := c.comma().digits()
	if !ok || to.clockFollows() {
		return 0, c
	}
	switch {
	case len(t.text) == 4:
		return t.number, to
	case len(t.text) == 2 && t.number > lastHour && c.peek(0) == t:
		return 2000 + t.number, to
	}
	return 0, c
}

// relativeYear steps over "nächsten Jahres" and "next year".
func (c cursor) relativeYear(today day) (int, cursor) {
	n, to, ok := take(c.skip(withinWords), which)
	if !ok {
		return 0, c
	}
	after := to.skip(yearWords)
	if after.at == to.at {
		return 0, c
	}
	y, _, _ := today.date()
	return y + n, after
}

// relativeMonth steps over the "nächsten Monat" of "nächsten Monat am 15.". The
// month is 0 if there is none.
func (c cursor) relativeMonth(today day) (time.Month, int, cursor) {
	n, to, ok := take(c.skip(withinWords), which)
	after := to.once(monthWords)
	if !ok || after.at == to.at {
		return 0, 0, c
	}
	y, m, _ := monthLong.around(today, n).first.date()
	return m, y, after.comma()
}

// monthOf steps over the month a counted day is in: "im Februar 2027", "des
// nächsten Monats". Month and year are 0 where any will do, "im Monat".
func (c cursor) monthOf(today day) (time.Month, int, cursor, bool) {
	start := c.skip(withinWords)
	if month, year, to := start.relativeMonth(today); month != 0 {
		return month, year, to, true
	}
	if after := start.once(monthWords); after.at > start.at {
		return 0, 0, after, start.at > c.at
	}
	n, to, relative := take(start, which)
	month, to, ok := take(to, months)
	if !ok || relative && (n < 0 || n > 1) {
		return 0, 0, c, false
	}
	year, to := to.dot().year(today)
	return month, year, to, true
}
