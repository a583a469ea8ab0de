package words

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestLeft(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	closes := time.Date(2026, 12, 3, 18, 0, 0, 0, berlin) // a Thursday
	before := func(d time.Duration) time.Time { return closes.Add(-d) }
	on := func(day, hour, minute int) time.Time { return time.Date(2026, 12, day, hour, minute, 0, 0, berlin) }

	for name, test := range map[string]struct {
		now         time.Time
		german, eng string
	}{
		"a week before":                               {before(7 * 24 * time.Hour), "noch 7 Tage", "7 days left"},
		"days are counted on the calendar":            {on(1, 8, 0), "noch 2 Tage", "2 days left"},
		"late in the evening it is the same day":      {on(1, 23, 59), "noch 2 Tage", "2 days left"},
		"at midnight a day is gone":                   {on(2, 0, 0), "noch 1 Tag", "1 day left"},
		"exactly a day is a day":                      {before(24 * time.Hour), "noch 1 Tag", "1 day left"},
		"a second less is hours":                      {before(24*time.Hour - time.Second), "noch 23 Stunden", "23 hours left"},
		"less than a second less is still a day":      {before(24*time.Hour - 999*time.Millisecond), "noch 1 Tag", "1 day left"},
		"hours are whole ones":                        {before(5*time.Hour + 59*time.Minute), "noch 5 Stunden", "5 hours left"},
		"exactly five hours are five hours":           {before(5 * time.Hour), "noch 5 Stunden", "5 hours left"},
		"an hour is an hour":                          {before(time.Hour), "noch 1 Stunde", "1 hour left"},
		"a little less than an hour is an hour":       {before(59*time.Minute + time.Second), "noch 1 Stunde", "1 hour left"},
		"minutes are begun ones":                      {before(11*time.Minute + time.Second), "noch 12 Minuten", "12 minutes left"},
		"two minutes come last":                       {before(time.Minute + time.Second), "noch 2 Minuten", "2 minutes left"},
		"the last minute is not counted":              {before(time.Minute), "noch weniger als eine Minute", "less than a minute left"},
		"the last millisecond is still time":          {before(time.Millisecond), "noch weniger als eine Minute", "less than a minute left"},
		"it is over when it is over":                  {closes, "vorbei", "over"},
		"it stays over":                               {closes.Add(time.Hour), "vorbei", "over"},
		"the location of now does not matter":         {on(2, 0, 0).UTC(), "noch 1 Tag", "1 day left"},
		"two weeks over the end of summer time count": {time.Date(2026, 10, 20, 18, 0, 0, 0, berlin), "noch 44 Tage", "44 days left"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := (Printer{Language: German}).Left(test.now, closes); got != test.german {
				t.Errorf("German: %q, want %q", got, test.german)
			}
			if got := (Printer{Language: English}).Left(test.now, closes); got != test.eng {
				t.Errorf("English: %q, want %q", got, test.eng)
			}
		})
	}

	t.Run("on the day of 25 hours a day may lie within one date", func(t *testing.T) {
		now := time.Date(2026, 10, 25, 0, 0, 0, 0, berlin)
		if got := german().left(now, now.Add(24*time.Hour+time.Minute)); got != "noch 1 Tag" {
			t.Errorf("said %q", got)
		}
	})
}

// drawMoments draws a now, and a t in a zone with interesting changes of clock.
func drawMoments(t *rapid.T) (now, end time.Time) {
	zone := rapid.SampledFrom([]string{
		"Europe/Berlin", "UTC", "America/New_York", "Australia/Lord_Howe",
		"Africa/Cairo", "Asia/Beirut", "America/Havana", "America/Asuncion",
	}).Draw(t, "zone")
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	end = time.UnixMilli(rapid.Int64Range(0, 3e12).Draw(t, "end")).In(loc)
	ahead := rapid.OneOf(
		rapid.Int64Range(-1000, 3*60*1000),
		rapid.Int64Range(0, 3*3600*1000),
		rapid.Int64Range(0, 3*86400*1000),
		rapid.Int64Range(0, 400*86400*1000),
		rapid.Map(rapid.Int64Range(0, 72), func(h int64) int64 { return h * 3600 * 1000 }),
	).Draw(t, "milliseconds left")
	return end.Add(-time.Duration(ahead) * time.Millisecond), end
}

func TestLeftChangesExactlyWhenLeftDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, end := drawMoments(t)
		shown := german().left(now, end)
		next := LeftChanges(now, end)
		if !end.After(now) {
			if !next.IsZero() || shown != "vorbei" {
				t.Fatalf("%q changes at %v after the end", shown, next)
			}
			return
		}
		if !next.After(now) || next.After(end) {
			t.Fatalf("%v is not between now %v and end %v", next, now, end)
		}
		if then := german().left(next, end); then == shown {
			t.Fatalf("still %q at %v", then, next)
		}
		if next != next.Truncate(time.Millisecond) {
			t.Fatalf("%v has more than milliseconds", next)
		}
		// Nothing changes before: not just before, not in between.
		at := rapid.Int64Range(0, int64(next.Sub(now))-1).Draw(t, "in between")
		for _, before := range []time.Time{next.Add(-1), now.Add(time.Duration(at))} {
			if then := german().left(before, end); then != shown {
				t.Fatalf("%q became %q at %v, before %v", shown, then, before, next)
			}
		}
	})
}

func TestLeftComesToAnEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, end := drawMoments(t)
		steps := 0
		for next := now; !next.IsZero(); next = LeftChanges(next, end) {
			if steps++; steps > 500+24+60 {
				t.Fatalf("%d changes from %v to %v", steps, now, end)
			}
		}
	})
}

func TestLeftForgetsTheMonotonicClock(t *testing.T) {
	now := time.Now()
	end := now.Add(90 * time.Second)
	if a, b := LeftChanges(now, end), LeftChanges(now.Round(0), end.Round(0)); !a.Equal(b) {
		t.Errorf("%v and %v", a, b)
	}
}

func TestNear(t *testing.T) {
	end := time.Date(2026, 12, 3, 18, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		now  time.Time
		want string
	}{
		"the same date is today":        {end.Add(-17 * time.Hour), "heute"},
		"the date before is tomorrow":   {end.Add(-19 * time.Hour), "morgen"},
		"two dates before have no word": {end.Add(-43 * time.Hour), ""},
		"a date after has no word":      {end.Add(7 * time.Hour), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := german().near(test.now, end); got != test.want {
				t.Errorf("said %q, want %q", got, test.want)
			}
		})
	}
}

func TestSpan(t *testing.T) {
	for name, test := range map[string]struct {
		d                   time.Duration
		german, dative, eng string
	}{
		"a week is seven days":       {7 * 24 * time.Hour, "7 Tage", "7 Tagen", "7 days"},
		"a day is one":               {24 * time.Hour, "1 Tag", "1 Tag", "1 day"},
		"parts are joined":           {49*time.Hour + 30*time.Minute, "2 Tage, 1 Stunde und 30 Minuten", "2 Tagen, 1 Stunde und 30 Minuten", "2 days, 1 hour and 30 minutes"},
		"seconds stand alone":        {30 * time.Second, "30 Sekunden", "30 Sekunden", "30 seconds"},
		"seconds beside minutes go":  {90 * time.Second, "1 Minute", "1 Minute", "1 minute"},
		"nothing is nothing":         {0, "0 Sekunden", "0 Sekunden", "0 seconds"},
		"less than nothing is not":   {-time.Hour, "0 Sekunden", "0 Sekunden", "0 seconds"},
		"a quarter of an hour is 15": {15 * time.Minute, "15 Minuten", "15 Minuten", "15 minutes"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := german().span(test.d); got != test.german {
				t.Errorf("German: %q, want %q", got, test.german)
			}
			if got := german().spanDative(test.d); got != test.dative {
				t.Errorf("dative: %q, want %q", got, test.dative)
			}
			if got := english().span(test.d); got != test.eng {
				t.Errorf("English: %q, want %q", got, test.eng)
			}
		})
	}
}
