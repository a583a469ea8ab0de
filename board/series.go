package board

import (
	"fmt"
	"time"

	"github.com/teambition/rrule-go"
)

// Series is where meetings come from: dates that come again.
type Series struct {
	ID    ID
	Board ID
	Rule  SeriesRule
	// First is its first date, in the zone it was planned in: at its hour all the
	// others are, across clock changes.
	First   time.Time
	Minutes int // how long its meetings are to last
	Place   string
	Link    string
	DialIn  string
	By      ID
	At      time.Time
	Made    time.Time // the last date that became a meeting; zero: none did
	Told    time.Time // when everybody was last told of its dates; zero: never
	Ended   time.Time // zero: it goes on
}

// SeriesRule is how the dates come again: a weekday counted in its month, every
// so many months. It is written as RFC 5545, 3.3.10, has it.
type SeriesRule struct {
	Place   int // 1 to 4; -1 is the last
	Weekday time.Weekday
	Months  int // 1 to 12
}

// SeriesAhead is how many meetings of a series are planned ahead: a year of
// quarters.
const SeriesAhead = 4

// String is the rule as RFC 5545 has it: "FREQ=MONTHLY;INTERVAL=3;BYDAY=+2TH".
func (r SeriesRule) String() string {
	o := r.option()
	return o.RRuleString()
}

// ParseSeriesRule reads what String wrote.
func ParseSeriesRule(text string) (SeriesRule, error) {
	o, err := rrule.StrToROption(text)
	if err != nil {
		return SeriesRule{}, fmt.Errorf("rule of a series: %w", err)
	}
	if o.Freq != rrule.MONTHLY || len(o.Byweekday) != 1 || o.Byweekday[0].N() == 0 {
		return SeriesRule{}, fmt.Errorf("rule of a series: %q counts no weekday in a month", text)
	}
	day := o.Byweekday[0]
	return SeriesRule{Place: day.N(), Weekday: time.Weekday((day.Day() + 1) % 7), Months: max(1, o.Interval)}, nil
}

func (r SeriesRule) option() rrule.ROption {
	days := [...]rrule.Weekday{rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA}
	return rrule.ROption{Freq: rrule.MONTHLY, Interval: r.Months, Byweekday: []rrule.Weekday{days[r.Weekday].Nth(r.Place)}}
}

// First is the first date of a series from a moment on, at an hour of that
// moment's zone.
func (r SeriesRule) First(from time.Time, hour, minute int) (time.Time, error) {
	r.Months = 1
	year, month, _ := from.Date()
	dates, err := r.dates(time.Date(year, month, 1, hour, minute, 0, 0, from.Location()))
	if err != nil {
		return time.Time{}, err
	}
	return dates.After(from, true), nil
}

// After are the next n dates after a moment.
func (s Series) After(t time.Time, n int) ([]time.Time, error) {
	dates, err := s.Rule.dates(s.First)
	if err != nil {
		return nil, err
	}
	var found []time.Time
	for next := dates.Iterator(); len(found) < n; {
		at, more := next()
		if !more {
			break
		}
		if at.After(t) {
			found = append(found, at)
		}
	}
	return found, nil
}

// dates reckons by the clock on the wall, in the zone of first.
func (r SeriesRule) dates(first time.Time) (*rrule.RRule, error) {
	o := r.option()
	o.Dtstart = first
	dates, err := rrule.NewRRule(o)
	if err != nil {
		return nil, fmt.Errorf("dates of the series %s: %w", r, err)
	}
	return dates, nil
}

// Untouched tells whether a meeting is as the series made it: nobody has fixed,
// moved or named it.
func (s Series) Untouched(m Meeting) bool {
	if m.Series != s.ID || m.State != MeetingTentative || m.Title != "" || m.Starts.IsZero() {
		return false
	}
	at, err := s.After(m.Starts.Add(-time.Second), 1)
	return err == nil && len(at) == 1 && at[0].Equal(m.Starts) &&
		m.Minutes == s.Minutes && m.Place == s.Place && m.Link == s.Link && m.DialIn == s.DialIn
}

// Meeting is what becomes of a date of the series.
func (s Series) Meeting(at time.Time) Meeting {
	return Meeting{Board: s.Board, Kind: Ordinary, State: MeetingTentative, Series: s.ID, Starts: at, Minutes: s.Minutes, Place: s.Place, Link: s.Link, DialIn: s.DialIn}
}
