package when

import (
	"fmt"
	"time"
)

// Refusal says why a text was not understood. Reason is one of the constants
// below and never changes its spelling; Args holds what the sentence for it
// needs, under the names given there.
type Refusal struct {
	Reason string
	Args   map[string]any
}

// The reasons of a Refusal, with the names and types of their arguments.
// A date is a time.Time in the location of now, of which only the day counts.
const (
	Empty              = "empty"               // nothing was written
	TooLong            = "too_long"            // length, limit: int, in characters
	Unknown            = "unknown"             // text: string
	NoSuchDay          = "no_such_day"         // day: int, month: time.Month (0 unless named), days: int (how many that month has), year: int (0 unless named)
	NoSuchWeekday      = "no_such_weekday"     // place: int, weekday: time.Weekday, month: time.Month (0 unless named), year: int (0 unless named)
	NoSuchMonth        = "no_such_month"       // month: int
	NoSuchYear         = "no_such_year"        // year, first, last: int
	NoSuchWeek         = "no_such_week"        // week: int, year: int (0 unless named)
	NoSuchTime         = "no_such_time"        // time: string, "25:00"
	WeekdayContradicts = "weekday_contradicts" // date, weekday: time.Weekday (what it is), said: time.Weekday
	DayContradicts     = "day_contradicts"     // date: the one written out, said: date, the one meant by "morgen"
	PartContradicts    = "part_contradicts"    // time: string, "18:00" that is not in the morning
	Gap                = "gap"                 // date, time: string, "02:30" that the clock skips
	DayMissing         = "day_missing"         // a week, month or year was named but no day in it
	TooFar             = "too_far"             // first, last: int, the years understood
)

func refuse(reason string, args ...any) *Refusal {
	named := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		named[args[i].(string)] = args[i+1]
	}
	return &Refusal{Reason: reason, Args: named}
}

// Error is one English sentence without a full stop.
func (r *Refusal) Error() string {
	switch r.Reason {
	case Empty:
		return "nothing was written"
	case TooLong:
		return fmt.Sprintf("%v characters are too many for a date, at most %v are read", r.Args["length"], r.Args["limit"])
	case NoSuchDay:
		return r.noSuchDay()
	case NoSuchWeekday:
		return fmt.Sprintf("that month has no %v number %v", r.Args["weekday"], r.Args["place"])
	case NoSuchMonth:
		return fmt.Sprintf("there is no month %v", r.Args["month"])
	case NoSuchYear:
		return fmt.Sprintf("the year %v is not between %v and %v", r.Args["year"], r.Args["first"], r.Args["last"])
	case NoSuchWeek:
		return fmt.Sprintf("there is no calendar week %v", r.Args["week"])
	case NoSuchTime:
		return fmt.Sprintf("there is no time %v", r.Args["time"])
	case WeekdayContradicts:
		return fmt.Sprintf("%s is a %v, not a %v", longDate(r.Args["date"]), r.Args["weekday"], r.Args["said"])
	case DayContradicts:
		return fmt.Sprintf("%s is not %s", longDate(r.Args["date"]), longDate(r.Args["said"]))
	case PartContradicts:
		return fmt.Sprintf("%v is at another time of the day", r.Args["time"])
	case Gap:
		return fmt.Sprintf("%v does not exist on %s, the clock skips it", r.Args["time"], longDate(r.Args["date"]))
	case DayMissing:
		return "that names no single day"
	case TooFar:
		return fmt.Sprintf("that is outside the years %v to %v", r.Args["first"], r.Args["last"])
	}
	return "this is not a date or time that I understand"
}

func (r *Refusal) noSuchDay() string {
	month, _ := r.Args["month"].(time.Month)
	if day, _ := r.Args["day"].(int); month == 0 || day < 1 {
		return fmt.Sprintf("no month has a day %v", day)
	}
	if year, _ := r.Args["year"].(int); year != 0 {
		return fmt.Sprintf("%v %d has only %v days", month, year, r.Args["days"])
	}
	return fmt.Sprintf("%v has only %v days", month, r.Args["days"])
}

func longDate(date any) string {
	t, _ := date.(time.Time)
	return t.Format("2 January 2006")
}
