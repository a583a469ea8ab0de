package when

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var (
	germanWeekdays  = []string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"}
	germanMonths    = []string{"", "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}
	zonesUnderTest  = []string{"Europe/Berlin", "UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo"}
	wordsUnderTest  = strings.Fields("am um bis in nächsten letzten heute morgen früh Abend Freitag Do so 3. 12. 2026 18 30 Uhr : . , - / 6pm am pm halb viertel vor nach Woche Wochen Tagen Ende Monat Januar KW 50 the of next week noon 31.12. 28.3.2027 02:30 T Z + 3rd zwei anderthalb Stunden")
	yearsUnderTest  = rapid.IntRange(1900, 2199)
	minuteUnderTest = rapid.IntRange(0, 24*60-1)
)

func someNow(t *rapid.T) time.Time {
	loc, err := time.LoadLocation(rapid.SampledFrom(zonesUnderTest).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	seconds := rapid.Int64Range(time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2090, 1, 1, 0, 0, 0, 0, time.UTC).Unix())
	return time.Unix(seconds.Draw(t, "now"), 0).In(loc)
}

func someText(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(wordsUnderTest), 1, 7).Draw(t, "words"), rapid.SampledFrom([]string{" ", " ", ""}).Draw(t, "space"))
}

func TestAReadingReadsBackAsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, text := someNow(t), someText(t)
		reading, err := Understand(text, now)
		if err != nil {
			return
		}
		again, err := Understand(reading.String(), now)
		if err != nil || again.String() != reading.String() || again.Day != reading.Day {
			t.Fatalf("%q is %s, which reads back as %s (%v)", text, reading, again, err)
		}
	})
}

func TestWhatIsUnderstoodIsAWholeMinuteInTheZoneOfNow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, text := someNow(t), someText(t)
		reading, err := Understand(text, now)
		if err != nil {
			return
		}
		if reading.Time.Location() != now.Location() || reading.Time.Second() != 0 || reading.Time.Nanosecond() != 0 {
			t.Fatalf("%q is %v", text, reading.Time)
		}
		if reading.Deadline().Before(reading.Time) || reading.Deadline().Format("2006-01-02") != reading.Time.Format("2006-01-02") {
			t.Fatalf("the deadline of %q is %v", text, reading.Deadline())
		}
	})
}

func TestAWrittenTimeIsThatTimeOrRefusedAsNotExisting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := someNow(t)
		minute := minuteUnderTest.Draw(t, "minute")
		written := time.Date(yearsUnderTest.Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"), 0, minute, 0, 0, time.UTC)
		text := written.Format("2.1.2006 15:04")
		reading, err := Understand(text, now)
		if err != nil {
			if err.(*Refusal).Reason != Gap {
				t.Fatalf("%q: %v", text, err)
			}
			shown := time.Date(written.Year(), written.Month(), written.Day(), 0, minute, 0, 0, now.Location())
			if shown.Format("15:04") == written.Format("15:04") {
				t.Fatalf("%q exists as %v but is refused", text, shown)
			}
			return
		}
		if reading.String() != written.Format("2006-01-02T15:04") {
			t.Fatalf("%q is %s", text, reading)
		}
		if earlier := reading.Time.Add(-time.Hour); earlier.Format("2006-01-02T15:04") == reading.String() {
			t.Fatalf("%q is the second of two", text)
		}
	})
}

func TestWhatTheProgramPrintsIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := someNow(t)
		d := time.Date(yearsUnderTest.Draw(t, "year"), 1, rapid.IntRange(1, 365).Draw(t, "day"), 12+rapid.IntRange(0, 11).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"), 0, 0, now.Location())
		german := fmt.Sprintf("%d. %s %d", d.Day(), germanMonths[d.Month()], d.Year())
		weekday := germanWeekdays[d.Weekday()]
		for _, text := range []string{
			weekday + ", " + german + ", " + d.Format("15:04") + " Uhr",
			weekday + ", dem " + german + ", um " + d.Format("15:04") + " Uhr",
			weekday + ", den " + german + ", " + d.Format("15.04") + " Uhr",
			"bis " + weekday + ", " + german + ", " + d.Format("15:04") + " Uhr.",
			weekday[:2] + ", " + d.Format("02.01.2006, 15:04"),
			d.Format("Monday, 2 January 2006, 15:04"),
			d.Format("Monday, January 2, 2006 at 3:04 PM"),
			d.Format("Mon, 2 Jan 2006 15:04"),
			d.Format("2006-01-02 15:04"),
			d.Format(time.RFC3339),
		} {
			if got := reads(text, now); got != d.Format("2006-01-02T15:04") {
				t.Fatalf("%q is %s", text, got)
			}
		}
		for _, text := range []string{weekday + ", " + german, weekday + ", dem " + german, d.Format("Monday, 2 January 2006")} {
			if got := reads(text, now); got != d.Format("2006-01-02") {
				t.Fatalf("%q is %s", text, got)
			}
		}
	})
}

func TestABareWeekdayIsWithinTheNextSevenDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := someNow(t)
		weekday := time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday"))
		reading, err := Understand(germanWeekdays[weekday], now)
		if err != nil {
			t.Fatal(err)
		}
		away := dayOf(reading.Time) - dayOf(now)
		if reading.Time.Weekday() != weekday || away < 1 || away > 7 {
			t.Fatalf("%s on %v is %v", weekday, now, reading)
		}
	})
}

func FuzzUnderstand(f *testing.F) {
	for line := range strings.Lines(sayings) {
		text, _, _ := strings.Cut(strings.TrimSpace(line), " = ")
		f.Add(text)
	}
	now := berlin(f, "2026-11-18T10:00")
	f.Fuzz(func(t *testing.T, text string) {
		reading, err := Understand(text, now)
		if err != nil {
			if err.Error() == "" || err.(*Refusal).Reason == "" {
				t.Fatalf("%q is refused without a reason", text)
			}
			return
		}
		if reading.Time.Before(now.AddDate(-200, 0, 0)) || reading.Time.After(now.AddDate(200, 0, 0)) {
			t.Fatalf("%q is %v", text, reading)
		}
		if again, err := Understand(reading.String(), now); err != nil || again.String() != reading.String() {
			t.Fatalf("%q is %v, which reads back as %v (%v)", text, reading, again, err)
		}
	})
}

func BenchmarkUnderstand(b *testing.B) {
	now := berlin(b, "2026-11-18T10:00")
	texts := []string{"nächsten Dienstag 18 Uhr", "Dienstag, den 08.12.2026 um 18.30 Uhr", "in zwei Wochen um 9 Uhr", "morgen vielleicht doch nicht", "31 Dec 2026 6pm"}
	for b.Loop() {
		_, _ = Understand(texts[rand.IntN(len(texts))], now)
	}
}
