package when

// The words around a spoken hour, in minutes.
var (
	// beforeHour stand right in front of it: "halb sieben" is 30 minutes less
	// than seven, "half past six" 30 more than six.
	beforeHour = vocabulary(map[int]string{
		-45: "viertel",
		-30: "halb",
		-15: "dreiviertel, drei viertel",
		15:  "quarter past, a quarter past, quarter after, a quarter after",
		30:  "half past",
	})
	quarterHour = words("viertel, quarter, a quarter")
	towards     = vocabulary(map[int]string{
		-1: "vor, to, before, til, till",
		1:  "nach, past, after",
	})
	germanHalf = words("halb")
)

// spoken steps over the hours of everyday speech: "halb sieben", "viertel nach
// acht", "fünf vor halb neun", "ten to six".
func (c cursor) spoken() (clock, cursor, bool) {
	if shift, to, ok := take(c, beforeHour); ok {
		if k, to, ok := to.spokenHour(shift); ok {
			return k, to, true
		}
	}
	n, to, ok := c.minutesAway()
	if !ok {
		return clock{}, c, false
	}
	isTo := to.peek(0).text == "to"
	direction, to, ok := take(to, towards)
	if !ok || isTo && to.peek(0).number > 12 {
		return clock{}, c, false
	}
	if half := to.once(germanHalf); half.at > to.at {
		return half.spokenHour(direction*n - 30)
	}
	return to.spokenHour(direction * n)
}

// minutesAway steps over the minutes before or after the hour. Figures before
// "to" are more often two hours, "5 to 8", and are left alone.
func (c cursor) minutesAway() (int, cursor, bool) {
	if to := c.once(quarterHour); to.at > c.at {
		return 15, to, true
	}
	n, to, ok := c.numeral()
	if !ok || n < 1 || n > 29 {
		return 0, c, false
	}
	if named := to.once(minuteWords); named.at > to.at {
		return n, named, true
	}
	if c.peek(0).kind == number && to.peek(0).text == "to" && n < 20 {
		return 0, c, false
	}
	return n, to, true
}

func (c cursor) spokenHour(shift int) (clock, cursor, bool) {
	hour, to, ok := c.numeral()
	if !ok || hour > 24 {
		return clock{}, c, false
	}
	to = to.once(spokenHours)
	if hour == 0 || hour > 12 {
		total := (hour*60 + shift + 24*60) % (24 * 60)
		return clock{hour: total / 60, minute: total % 60}, to, true
	}
	total := (hour%12*60 + shift + 12*60) % (12 * 60)
	k := clock{hour: total / 60, minute: total % 60, spoken: true}
	if h, after, ok := to.meridiem(); ok {
		k.half, to = h, after
	}
	return k, to, true
}
