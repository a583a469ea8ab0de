// Package when understands dates and times as people write them in German and
// in English: "nächsten Dienstag 18 Uhr", "in 3 Tagen", "tomorrow 6pm". Both
// languages are always understood, nobody has to say which one it is. It takes
// the whole input or refuses it, with a reason a person can act on. It knows no
// clock of its own (the caller says what time it is now, and in which zone), no
// working days and no public holidays that move, and it does not mind the past:
// whether a moment may lie behind us is the caller's rule.
package when

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Limit is how many characters Understand and Add read at most.
const Limit = 200

const (
	firstYear = 1900
	lastYear  = 2199
)

// Reading is what was understood. Time is in the location of the now it was
// read at, on a whole minute. If Day is true only a date was given, and Time is
// the beginning of that day (00:00 wherever the day has one).
type Reading struct {
	Time time.Time
	Day  bool
}

// String is the wall clock of the reading, "2026-11-24T18:00", or the mere date
// of a day, "2026-11-21". Understand reads both back. Of an hour that exists
// twice it reads back the first.
func (r Reading) String() string {
	if r.Day {
		return r.Time.Format("2006-01-02")
	}
	return r.Time.Format("2006-01-02T15:04")
}

// Deadline is the moment the reading means as a deadline, in the location of
// the reading: a mere day ends at 23:59 on that day.
func (r Reading) Deadline() time.Time {
	if !r.Day {
		return r.Time
	}
	return dayOf(r.Time).lastMinute(r.Time.Location())
}

// Understand reads text as it is meant at now, in the zone of now's location.
// The reading may lie in the past ("gestern", "01.01.2020"). Every error is a
// *Refusal.
func Understand(text string, now time.Time) (Reading, error) {
	reading, refusal := understand(text, now)
	if refusal != nil {
		return Reading{}, refusal
	}
	return reading, nil
}

func understand(text string, now time.Time) (Reading, *Refusal) {
	if refusal := readable(text); refusal != nil {
		return Reading{}, refusal
	}
	said, ok := parse(tokenize(text), dayOf(now))
	if !ok {
		return Reading{}, refuse(Unknown, "text", strings.TrimSpace(text))
	}
	reading, refusal := said.resolve(now)
	if refusal != nil {
		return Reading{}, refusal
	}
	if y := reading.Time.Year(); y < firstYear || y > lastYear {
		return Reading{}, refuse(TooFar, "first", firstYear, "last", lastYear)
	}
	return reading, nil
}

func readable(text string) *Refusal {
	if strings.TrimSpace(text) == "" {
		return &Refusal{Reason: Empty}
	}
	if n := utf8.RuneCountInString(text); n > Limit {
		return refuse(TooLong, "length", n, "limit", Limit)
	}
	return nil
}
