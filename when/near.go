package when

var (
	stillWords = words("noch, gleich")
	dayEnds    = words("eod, end of day, end of the day, ende des tages, tagesende, zum tagesende, the end of day")
)

// ambiguous is tomorrow, or after a day the morning of that day.
const ambiguous = "morgen"

// readNear reads "heute", "morgen", "day after tomorrow".
func readNear(c cursor, s said) (cursor, said, bool) {
	if s.near != nil {
		return c, s, false
	}
	start := c.skip(stillWords)
	if start.at == c.at {
		start = c.skip(dayIntroductions)
	}
	n, to, ok := take(start, daysAway)
	if !ok || to.peek(-1).text == ambiguous && (start.at > c.at || s.anchor != nil || s.weekday != nil) {
		return c, s, false
	}
	s.near = &n
	return to.skip(stillWords), s, true
}

// readWholeDay reads "end of day", which is what a mere day means anyway.
func readWholeDay(c cursor, s said) (cursor, said, bool) {
	to := c.skip(dayEnds)
	if to.at == c.at || s.wholeDay || s.clock != nil || s.part != nil {
		return c, s, false
	}
	s.wholeDay = true
	return to, s, true
}
