package words

import (
	"strconv"
	"time"
)

// Full is a day with weekday, year and time: "Donnerstag, 3. Dezember 2026,
// 18:00 Uhr". As everywhere here, t is shown in its own location.
func (p Printer) Full(t time.Time) string { return spoken(p.Language).full(t) }

// Day is a day with weekday and year: "Donnerstag, 3. Dezember 2026".
func (p Printer) Day(t time.Time) string { return spoken(p.Language).day(t) }

// Short is for lists and buttons: "Donnerstag, 3. Dezember, 18:00 Uhr".
func (p Printer) Short(t time.Time) string { return spoken(p.Language).short(t) }

// Clock is the time of day: "18:00 Uhr".
func (p Printer) Clock(t time.Time) string { return spoken(p.Language).clock(t) }

func (c *catalogue) full(t time.Time) string          { return c.date("words.date.full", t) }
func (c *catalogue) at(t time.Time) string            { return c.date("words.date.at", t) }
func (c *catalogue) until(t time.Time) string         { return c.date("words.date.until", t) }
func (c *catalogue) day(t time.Time) string           { return c.date("words.date.day", t) }
func (c *catalogue) dayDative(t time.Time) string     { return c.date("words.date.day.dative", t) }
func (c *catalogue) dayAccusative(t time.Time) string { return c.date("words.date.day.accusative", t) }
func (c *catalogue) short(t time.Time) string         { return c.date("words.date.short", t) }

func (c *catalogue) clock(t time.Time) string {
	return c.own("words.clock", map[string]any{"time": t.Format("15:04")})
}

func (c *catalogue) date(key string, t time.Time) string {
	weekday := strconv.Itoa((int(t.Weekday())+6)%7 + 1) // Monday is 1, as in ISO 8601
	return c.own(key, map[string]any{
		"weekday": c.name("words.weekday." + weekday),
		"day":     t.Day(),
		"month":   c.name("words.month." + strconv.Itoa(int(t.Month()))),
		"year":    t.Year(),
		"clock":   c.clock(t),
	})
}
