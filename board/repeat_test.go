package board

import "testing"

func TestASeriesKeepsItsDayAndItsHour(t *testing.T) {
	for _, c := range []struct {
		sentence string
		repeat   Repeat
		first    string
		want     []string
	}{
		{"a week on", Weekly, "Sun 25.10.2026 09:00", []string{"Sun 01.11.2026 09:00", "Sun 08.11.2026 09:00"}},
		{"over the beginning of summer time", Weekly, "Sun 21.03.2027 09:00", []string{"Sun 28.03.2027 09:00", "Sun 04.04.2027 09:00"}},
		{"the last of a short month, and then the day again", Monthly, "Sun 31.01.2027 09:00",
			[]string{"Sun 28.02.2027 09:00", "Wed 31.03.2027 09:00", "Fri 30.04.2027 09:00", "Mon 31.05.2027 09:00"}},
		{"over the year", Monthly, "Thu 10.12.2026 18:00", []string{"Sun 10.01.2027 18:00"}},
		{"a quarter on", Quarterly, "Mon 30.11.2026 09:00", []string{"Sun 28.02.2027 09:00", "Sun 30.05.2027 09:00"}},
		{"from a leap day", Yearly, "Tue 29.02.2028 09:00", []string{"Wed 28.02.2029 09:00", "Thu 28.02.2030 09:00", "Fri 28.02.2031 09:00", "Sun 29.02.2032 09:00"}},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			first := on(t, minutes, c.first)
			at := first
			for _, want := range c.want {
				if at = c.repeat.After(first, at); !at.Equal(on(t, minutes, want)) {
					t.Fatalf("%s, not %s", at, want)
				}
			}
		})
	}
	if at := Repeat("").After(on(t, minutes, "Thu 10.12.2026 18:00"), on(t, minutes, "Thu 10.12.2026 18:00")); !at.IsZero() {
		t.Errorf("what does not repeat comes again at %s", at)
	}
}

func TestWhatWasMissedIsNotMadeUpFor(t *testing.T) {
	first := on(t, minutes, "Mon 30.11.2026 09:00")
	if at := Weekly.After(first, on(t, minutes, "Wed 23.12.2026 12:00")); !at.Equal(on(t, minutes, "Mon 28.12.2026 09:00")) {
		t.Errorf("%s", at)
	}
}

func TestACopyTakesAsLongByTheCalendar(t *testing.T) {
	for _, c := range []struct{ began, ended, begin, want string }{
		{"Mon 30.11.2026 09:00", "Thu 03.12.2026 18:00", "Mon 28.12.2026 09:00", "Thu 31.12.2026 18:00"},
		{"Mon 30.11.2026 09:00", "Mon 30.11.2026 18:00", "Sun 31.01.2027 09:00", "Sun 31.01.2027 18:00"},
		{"Sat 20.03.2027 09:00", "Sun 21.03.2027 09:00", "Sat 27.03.2027 09:00", "Sun 28.03.2027 09:00"}, // 23 hours
	} {
		if got := SameLength(on(t, minutes, c.began), on(t, minutes, c.ended).UTC(), on(t, minutes, c.begin)); !got.Equal(on(t, minutes, c.want)) {
			t.Errorf("%s: %s, not %s", c.begin, got, c.want)
		}
	}
}
