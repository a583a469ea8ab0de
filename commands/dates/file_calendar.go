package dates

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	ical "github.com/emersion/go-ical"
)

// calendarBegins is the first line of every iCalendar file.
const calendarBegins = "BEGIN:VCALENDAR"

const (
	lineLength     = 1000 // bytes of a line that is read; in no real file it is longer
	componentsMost = 2*FileEntries + 100
)

// calendar reads an iCalendar file.
func (r *entries) calendar(text string) error {
	lines, err := essential(text)
	if err != nil {
		return err
	}
	decoder := ical.NewDecoder(strings.NewReader(lines))
	for {
		calendar, err := decode(decoder)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return &FileError{Flaw: "calendar"}
		}
		for _, event := range calendar.Events() {
			if err := r.event(event); err != nil {
				return err
			}
		}
	}
}

// decode reads the next calendar. The library looks beyond the end of a line that
// breaks off within a parameter, and panics.
func decode(decoder *ical.Decoder) (calendar *ical.Calendar, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("a line breaks off: %v", broken)
		}
	}()
	return decoder.Decode()
}

// essential are the lines of a calendar that say what is asked for, unfolded. The
// others are left out, so that no file costs more than its size.
func essential(text string) (string, error) {
	var kept strings.Builder
	components, ends := 0, 0
	unfolded := strings.NewReplacer("\r\n ", "", "\r\n\t", "", "\n ", "", "\n\t", "").Replace(text)
	for line := range strings.Lines(unfolded) {
		line = strings.TrimRight(line, "\r\n")
		end := strings.IndexAny(line, ";:")
		if end < 0 {
			continue
		}
		switch strings.ToUpper(line[:end]) {
		case "BEGIN":
			if components++; components > componentsMost {
				return "", &FileError{Flaw: "many"}
			}
		case "END":
			ends++
		case "DTSTART", "DTEND", "DURATION", "SUMMARY":
		default:
			continue
		}
		if len(line) > lineLength {
			return "", &FileError{Flaw: "calendar"}
		}
		kept.WriteString(line + "\r\n")
	}
	if ends != components { // it breaks off
		return "", &FileError{Flaw: "calendar"}
	}
	return kept.String(), nil
}

// event takes one entry: the end of whole days is the day behind the last one,
// RFC 5545, 3.6.1.
func (r *entries) event(event ical.Event) error {
	name, err := event.Props.Text(ical.PropSummary)
	if err != nil {
		return &FileError{Flaw: "calendar"}
	}
	first, err := event.DateTimeStart(r.zone)
	if err != nil || first.IsZero() {
		return &FileError{Flaw: "event", Typed: named(name)}
	}
	end, err := event.DateTimeEnd(r.zone)
	if err != nil {
		return &FileError{Flaw: "event", Typed: named(name)}
	}
	first, end = first.In(r.zone), end.In(r.zone)
	last := end.Add(-time.Second)
	if !end.After(first) { // some write the last day itself, or no end
		last = end
	}
	return r.add(0, name, first, last)
}
