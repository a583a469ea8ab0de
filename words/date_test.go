package words

import (
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"
)

func TestDates(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	closes := time.Date(2026, 12, 3, 17, 0, 0, 0, time.UTC).In(berlin)
	sunday := time.Date(2027, 3, 7, 9, 5, 0, 0, berlin)

	for name, test := range map[string]struct {
		say         func(*catalogue) string
		german, eng string
	}{
		"full is the form with everything": {func(c *catalogue) string { return c.full(closes) },
			"Donnerstag, 3. Dezember 2026, 18:00 Uhr", "Thursday, 3 December 2026, 18:00"},
		"at follows am": {func(c *catalogue) string { return c.at(closes) },
			"Donnerstag, dem 3. Dezember 2026, um 18:00 Uhr", "Thursday, 3 December 2026, at 18:00"},
		"until follows bis": {func(c *catalogue) string { return c.until(closes) },
			"Donnerstag, 3. Dezember 2026, 18:00 Uhr", "Thursday, 3 December 2026, 18:00"},
		"day has no time": {func(c *catalogue) string { return c.day(closes) },
			"Donnerstag, 3. Dezember 2026", "Thursday, 3 December 2026"},
		"the dative of a day": {func(c *catalogue) string { return c.dayDative(closes) },
			"Donnerstag, dem 3. Dezember 2026", "Thursday, 3 December 2026"},
		"the accusative of a day": {func(c *catalogue) string { return c.dayAccusative(closes) },
			"Donnerstag, den 3. Dezember 2026", "Thursday, 3 December 2026"},
		"short has no year": {func(c *catalogue) string { return c.short(closes) },
			"Donnerstag, 3. Dezember, 18:00 Uhr", "Thursday, 3 December, 18:00"},
		"the clock has two digits each": {func(c *catalogue) string { return c.clock(sunday) },
			"09:05 Uhr", "09:05"},
		"a week ends on Sunday": {func(c *catalogue) string { return c.full(sunday) },
			"Sonntag, 7. März 2027, 09:05 Uhr", "Sunday, 7 March 2027, 09:05"},
		"a time is shown in its own location": {func(c *catalogue) string { return c.full(closes.UTC()) },
			"Donnerstag, 3. Dezember 2026, 17:00 Uhr", "Thursday, 3 December 2026, 17:00"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := test.say(german()); got != test.german {
				t.Errorf("German: %q, want %q", got, test.german)
			}
			if got := test.say(english()); got != test.eng {
				t.Errorf("English: %q, want %q", got, test.eng)
			}
		})
	}
}

func TestEveryDayHasItsNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "seconds"), 0).UTC()
		got := Printer{Language: English}.Full(day)
		if want := day.Format("Monday, 2 January 2006, 15:04"); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}
