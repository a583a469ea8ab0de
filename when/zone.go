package when

import "time"

// zoneNames are how far the clocks of a zone are ahead of Greenwich.
var zoneNames = vocabulary(map[time.Duration]string{
	0:             "z, utc, gmt",
	time.Hour:     "mez, cet",
	2 * time.Hour: "mesz, cest",
})

// zone steps over "Z", "UTC", "MEZ", "+01:00".
func (c cursor) zone() (*time.Duration, cursor) {
	if east, after, ok := take(c.comma(), zoneNames); ok {
		return &east, after
	}
	sign, signed := c.mark("+")
	if !signed {
		sign, signed = c.tight("-")
	}
	t, after, ok := sign.digits()
	if !signed || !ok || t.spaced || !c.afterSeconds() {
		return nil, c
	}
	hour, minute := t.number, 0
	if len(t.text) == 4 {
		hour, minute = t.number/100, t.number%100
	} else if m, end, ok := after.minutes(":"); ok && len(t.text) == 2 {
		minute, after = m, end
	}
	if hour > 14 || minute > 59 {
		return nil, c
	}
	east := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
	if sign.peek(-1).text == "-" {
		east = -east
	}
	return &east, after
}

// afterSeconds tells the offset in 2026-12-24T18:00-01:00 from the end of a
// meeting in 18:00-20:00.
func (c cursor) afterSeconds() bool {
	return c.peek(-4).text == "t" || c.peek(-4).text == ":" && c.peek(-5).kind == number
}
