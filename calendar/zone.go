package calendar

import (
	"fmt"
	"time"

	"github.com/emersion/go-ical"
)

// span is from when to when a zone is needed, in it.
type span struct{ from, until time.Time }

func (s span) with(t time.Time) span {
	if s.from.IsZero() || t.Before(s.from) {
		s.from = t
	}
	if s.until.IsZero() || t.After(s.until) {
		s.until = t
	}
	return s
}

// berlin is the zone whose rules are told as such: since 1996 the clocks change
// as the European Union has laid down.
const berlin = "Europe/Berlin"

// zoneOf describes a zone: Berlin's by its rules, another one by what its clocks
// did and will do from a year before it is needed to a year after.
func zoneOf(name string, needed span) *ical.Component {
	zone := ical.NewComponent(ical.CompTimezone)
	zone.Props.SetText(ical.PropTimezoneID, name)
	if name == berlin {
		zone.Children = []*ical.Component{
			observance{daylight: true, from: 3600, to: 7200, name: "CEST", starts: "19700329T020000", rule: "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"}.component(),
			observance{from: 7200, to: 3600, name: "CET", starts: "19701025T030000", rule: "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"}.component(),
		}
		return zone
	}
	at, last := needed.from.AddDate(-1, 0, 0), needed.until.AddDate(1, 0, 0)
	first, now := at.Zone()
	zone.Children = append(zone.Children, observance{daylight: at.IsDST(), from: now, to: now, name: first, starts: at.Format(wallForm)}.component())
	for {
		_, next := at.ZoneBounds()
		if next.IsZero() || next.After(last) {
			return zone
		}
		_, before := at.Zone()
		called, after := next.Zone()
		// It begins at what the clock showed before it was changed.
		wall := next.UTC().Add(time.Duration(before) * time.Second)
		zone.Children = append(zone.Children, observance{daylight: next.IsDST(), from: before, to: after, name: called, starts: wall.Format(wallForm)}.component())
		at = next
	}
}

// observance is from when on a zone's clocks show what.
type observance struct {
	daylight bool
	from, to int // seconds east of UTC, before and from then on
	name     string
	starts   string
	rule     string // by which it comes again; empty: it does not
}

func (o observance) component() *ical.Component {
	c := ical.NewComponent(ical.CompTimezoneStandard)
	if o.daylight {
		c = ical.NewComponent(ical.CompTimezoneDaylight)
	}
	for name, value := range map[string]string{
		ical.PropDateTimeStart: o.starts, ical.PropTimezoneOffsetFrom: offset(o.from), ical.PropTimezoneOffsetTo: offset(o.to),
		ical.PropTimezoneName: o.name, ical.PropRecurrenceRule: o.rule,
	} {
		if value != "" {
			p := ical.NewProp(name)
			p.Value = value
			c.Props.Set(p)
		}
	}
	return c
}

// offset is a difference from UTC: hours and minutes, and seconds if there are any.
func offset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf("%02d", seconds%60)
	}
	return text
}
