package calendar

import (
	"testing"
	"time"

	"github.com/emersion/go-ical"
)

func TestAZoneIsDescribedAsItsClocksGo(t *testing.T) {
	for _, name := range []string{"America/New_York", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca"} {
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		needed := span{time.Date(2026, 1, 1, 0, 0, 0, 0, z), time.Date(2028, 12, 31, 0, 0, 0, 0, z)}
		observances := zoneOf(name, needed).Children
		for at := needed.from; at.Before(needed.until); at = at.Add(7 * time.Hour) {
			_, want := at.Zone()
			if got := offsetAt(t, observances, at); got != offset(want) {
				t.Fatalf("%s at %v is described as %s, want %s", name, at, got, offset(want))
			}
		}
	}
}

// offsetAt is the offset of the last observance that has begun.
func offsetAt(t *testing.T, observances []*ical.Component, at time.Time) string {
	t.Helper()
	found := ""
	for _, o := range observances {
		from, err := time.Parse("-0700", o.Props.Get(ical.PropTimezoneOffsetFrom).Value)
		if err != nil {
			t.Fatal(err)
		}
		starts, err := time.ParseInLocation(wallForm, o.Props.Get(ical.PropDateTimeStart).Value, from.Location())
		if err != nil {
			t.Fatal(err)
		}
		if !starts.After(at) {
			found = o.Props.Get(ical.PropTimezoneOffsetTo).Value
		}
	}
	return found
}

func TestTheRulesOfBerlinAreThoseOfItsClocks(t *testing.T) {
	z, err := time.LoadLocation(berlin)
	if err != nil {
		t.Fatal(err)
	}
	for year := 1996; year < 2038; year++ {
		for month, hour := range map[time.Month]int{time.March: 2, time.October: 3} {
			last := time.Date(year, month+1, 1, 0, 0, 0, 0, time.UTC)
			for last = last.AddDate(0, 0, -1); last.Weekday() != time.Sunday; {
				last = last.AddDate(0, 0, -1)
			}
			_, before := time.Date(year, month, last.Day(), 0, 0, 0, 0, z).Zone()
			change := last.Add(time.Duration(hour)*time.Hour - time.Duration(before)*time.Second)
			_, at := change.In(z).Zone()
			_, ahead := change.Add(-time.Second).In(z).Zone()
			if at == ahead || ahead != before {
				t.Errorf("the clocks do not change on %v", change.In(z))
			}
		}
	}
}
