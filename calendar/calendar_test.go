package calendar_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	reader "github.com/arran4/golang-ical"
	"pgregory.net/rapid"

	"beirat/calendar"
)

func zone(t interface{ Fatal(...any) }, name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func event(starts time.Time) calendar.Event {
	return calendar.Event{UID: "meeting-1@beirat", Starts: starts, Ends: starts.Add(2 * time.Hour), State: calendar.Confirmed, Sequence: 3,
		Changed: starts.AddDate(0, -1, 0), Summary: "Sitzung 1", Place: "Rathaus, Saal 1"}
}

// written is a calendar as it is written.
func written(t interface{ Fatal(...any) }, in *time.Location, events ...calendar.Event) string {
	var b bytes.Buffer
	c := calendar.Calendar{Name: "Digitalbeirat Musterstadt", Zone: in, Stamp: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), Events: events}
	if err := calendar.Write(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// read is the calendar as somebody else's reader understands it.
func read(t interface{ Fatal(...any) }, text string) []*reader.VEvent {
	c, err := reader.ParseCalendar(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return c.Events()
}

func TestAnotherReaderUnderstandsWhatIsWritten(t *testing.T) {
	z := zone(t, "Europe/Berlin")
	for local, utc := range map[string]string{"2026-03-05T18:00": "17:00", "2026-06-11T18:00": "16:00", "2026-10-25T01:30": "23:30"} {
		starts, err := time.ParseInLocation("2006-01-02T15:04", local, z)
		if err != nil {
			t.Fatal(err)
		}
		text := written(t, z, event(starts))
		events := read(t, text)
		if len(events) != 1 {
			t.Fatalf("%d events in\n%s", len(events), text)
		}
		got, err := events[0].GetStartAt()
		if err != nil || !got.Equal(starts) || got.UTC().Format("15:04") != utc {
			t.Errorf("%s is read as %v, %v", local, got, err)
		}
		for name, want := range map[reader.ComponentProperty]string{
			reader.ComponentPropertyUniqueId: "meeting-1@beirat", reader.ComponentPropertySequence: "3", reader.ComponentPropertyStatus: "CONFIRMED",
			reader.ComponentPropertyTransp: "OPAQUE", reader.ComponentPropertyClass: "PUBLIC", reader.ComponentPropertyLocation: "Rathaus, Saal 1",
		} {
			if p := events[0].GetProperty(name); p == nil || p.Value != want {
				t.Errorf("%s is %v, want %q", name, p, want)
			}
		}
	}
}

func TestAFeedSaysHowOftenToLookAndNobodysName(t *testing.T) {
	text := written(t, zone(t, "Europe/Berlin"), event(time.Date(2026, 12, 10, 18, 0, 0, 0, zone(t, "Europe/Berlin"))))
	for _, line := range []string{"METHOD:PUBLISH", "VERSION:2.0", "REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H", "NAME:Digitalbeirat Musterstadt",
		"X-WR-CALNAME:Digitalbeirat Musterstadt", "TZID:Europe/Berlin", "DTSTART;TZID=Europe/Berlin:20261210T180000", "DTSTAMP:20261123T120000Z",
		"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"} {
		if !strings.Contains(text, "\r\n"+line+"\r\n") {
			t.Errorf("%q is missing in\n%s", line, text)
		}
	}
	for _, no := range []string{"ATTENDEE", "ORGANIZER", "VALARM"} {
		if strings.Contains(text, no) {
			t.Errorf("it has %s", no)
		}
	}
}

func TestACalendarWithoutEventsCanBeRead(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Asia/Kolkata"} {
		if events := read(t, written(t, zone(t, name))); len(events) != 0 {
			t.Errorf("%s: %v", name, events)
		}
	}
}

func TestTheSecondOfTwoHoursIsWrittenAsWhatItIs(t *testing.T) {
	z := zone(t, "Europe/Berlin")
	second := time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC).In(z)
	if text := written(t, z, event(second)); !strings.Contains(text, "DTSTART:20261025T013000Z") {
		t.Errorf("02:30 after the change is\n%s", text)
	}
	if text := written(t, z, event(second.Add(-time.Hour))); !strings.Contains(text, "DTSTART;TZID=Europe/Berlin:20261025T023000") {
		t.Errorf("02:30 before the change is\n%s", text)
	}
}

func TestAnAddressThatIsNoneIsLeftOut(t *testing.T) {
	for link, kept := range map[string]bool{"https://video.musterstadt.de/a?b=c": true, "javascript:alert(1)": false, "Saal 1": false, "https://a\r\nX:1": false, "": false} {
		e := event(time.Date(2026, 12, 10, 18, 0, 0, 0, time.UTC))
		e.Link = link
		if text := written(t, time.UTC, e); strings.Contains(text, "\r\nURL:"+link) != kept {
			t.Errorf("%q in\n%s", link, text)
		}
	}
}

func TestEveryTextComesBackAndNoLineIsTooLong(t *testing.T) {
	z := zone(t, "Europe/Berlin")
	pieces := rapid.SampledFrom([]string{"„Zitat“", "🗳️", "👩‍👩‍👧", `\`, `\n`, ";", ",", ":", "\n", "\r\n", "\x00", "\x1b[31m", "\u2028", "ä", "Straße", " ", "END:VEVENT", "\"", "\xff", "日本", "\t", "é"})
	rapid.Check(t, func(t *rapid.T) {
		about := strings.Join(rapid.SliceOfN(pieces, 0, 60).Draw(t, "about"), "")
		if rapid.Bool().Draw(t, "long") {
			about = strings.Repeat(about+"„x“", 1+10_000/(len(about)+6))
		}
		e := event(time.Date(2026, 12, 10, 18, 0, 0, 0, z))
		e.About = about
		text := written(t, z, e, e)
		for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
			if len(line) > 75 || strings.ContainsAny(line, "\r\n\x00\x1b") || !utf8.ValidString(line) {
				t.Fatalf("line %q", line)
			}
		}
		events := read(t, text)
		if len(events) != 2 {
			t.Fatalf("%d events", len(events))
		}
		got := ""
		if p := events[1].GetProperty(reader.ComponentPropertyDescription); p != nil {
			got = p.Value
		}
		if want := plain(about); got != want {
			t.Fatalf("read %q, want %q", got, want)
		}
	})
}

// plain is a text as a calendar can hold it.
func plain(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\u2028", "\n", "\t", " ", "\x00", "", "\x1b", "").Replace(strings.ToValidUTF8(text, "\ufffd"))
	return strings.TrimSpace(text)
}
