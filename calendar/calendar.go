package calendar

import (
	"io"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/emersion/go-ical"
)

// Type is the media type of what is written.
const Type = "text/calendar; charset=utf-8"

// Refresh is how often a calendar program should look again. Many decide for
// themselves, so nothing that is urgent is said by a calendar alone.
const Refresh = 12 * time.Hour

// maker names the program that wrote it.
const maker = "-//Beirat//Beirat//DE"

// Calendar is what is written.
type Calendar struct {
	Name   string         // as it stands in the list of calendars
	About  string         // may be empty
	Zone   *time.Location // in which it is read, with or without events
	Stamp  time.Time      // when it is written
	Events []Event        // in the order of writing
}

// Event is one entry. Its times are in the zone in which they were meant, so that
// 18:00 stays 18:00 when the clocks change.
type Event struct {
	UID      string // the same for ever
	Starts   time.Time
	Ends     time.Time
	State    State
	Sequence int       // rises with every change that people must act on
	Created  time.Time // zero: not said
	Changed  time.Time
	Summary  string // short
	About    string
	Place    string
	Link     string // an address of the web; anything else is left out
	Private  bool   // not for others to see
}

// State is how sure an event is.
type State string

// The states. One that is only tentative keeps nobody's time.
const (
	Tentative State = "TENTATIVE"
	Confirmed State = "CONFIRMED"
	Cancelled State = "CANCELLED"
)

// Write writes a calendar: lines of at most 75 octets, ended by CRLF, in UTF-8.
// Signs that no calendar can hold are left out of texts.
func Write(w io.Writer, c Calendar) error {
	root := ical.NewCalendar()
	say(root.Component, map[string]string{
		ical.PropVersion: "2.0", ical.PropProductID: maker, ical.PropMethod: "PUBLISH", ical.PropCalendarScale: "GREGORIAN",
		"NAME": c.Name, "X-WR-CALNAME": c.Name, ical.PropDescription: c.About, "X-WR-CALDESC": c.About,
		"X-WR-TIMEZONE": c.Zone.String(), "X-PUBLISHED-TTL": refresh(),
	})
	again := ical.NewProp(ical.PropRefreshInterval)
	again.Params.Set(ical.ParamValue, string(ical.ValueDuration)) // RFC 7986, 5.7: it has no other without
	again.Value = refresh()
	root.Props.Set(again)
	root.Children = append(root.Children, zonesOf(c)...)
	for _, e := range c.Events {
		root.Children = append(root.Children, e.component(c.Stamp))
	}
	folded := &folding{w: w}
	if err := ical.NewEncoder(folded).Encode(root); err != nil {
		return err
	}
	return folded.flush()
}

func refresh() string { return "PT" + strconv.Itoa(int(Refresh.Hours())) + "H" }

// say gives a component its texts; one without a text it does not get.
func say(c *ical.Component, texts map[string]string) {
	for name, text := range texts {
		if text = clean(text); text == "" {
			continue
		}
		c.Props.SetText(name, text)
		c.Props.Get(name).Params.Del(ical.ParamValue) // which says what is understood, and not every reader expects it
	}
}

func (e Event) component(stamp time.Time) *ical.Component {
	c := ical.NewComponent(ical.CompEvent)
	class := "PUBLIC"
	if e.Private {
		class = "PRIVATE"
	}
	say(c, map[string]string{
		ical.PropUID: e.UID, ical.PropStatus: string(e.State), ical.PropTransparency: e.transparency(), ical.PropClass: class,
		ical.PropSummary: e.Summary, ical.PropDescription: e.About, ical.PropLocation: e.Place,
	})
	c.Props.SetDateTime(ical.PropDateTimeStamp, stamp.UTC())
	c.Props.SetDateTime(ical.PropLastModified, e.Changed.UTC())
	if !e.Created.IsZero() {
		c.Props.SetDateTime(ical.PropCreated, e.Created.UTC())
	}
	c.Props.Set(moment(ical.PropDateTimeStart, e.Starts))
	c.Props.Set(moment(ical.PropDateTimeEnd, e.Ends))
	sequence := ical.NewProp(ical.PropSequence)
	sequence.Value = strconv.Itoa(e.Sequence)
	c.Props.Set(sequence)
	if u, err := url.Parse(e.Link); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		c.Props.SetURI(ical.PropURL, u)
	}
	return c
}

func (e Event) transparency() string {
	if e.State == Confirmed {
		return "OPAQUE"
	}
	return "TRANSPARENT"
}

// moment is a time as the clock on the wall shows it, with its zone. In the hour
// that comes twice in autumn that would mean the first, so the second is written
// as what it is.
func moment(name string, t time.Time) *ical.Prop {
	p := ical.NewProp(name)
	if t.Location() == time.UTC || repeated(t) {
		p.Value = t.UTC().Format(wallForm) + "Z"
		return p
	}
	p.Params.Set(ical.PropTimezoneID, t.Location().String())
	p.Value = t.Format(wallForm)
	return p
}

// repeated tells whether the clock has shown the same a while ago, before it was
// set back.
func repeated(t time.Time) bool {
	changed, _ := t.ZoneBounds()
	if changed.IsZero() {
		return false
	}
	_, before := changed.Add(-time.Second).Zone()
	_, now := t.Zone()
	return t.Sub(changed) < time.Duration(before-now)*time.Second
}

const wallForm = "20060102T150405"

// zonesOf are the zones that the times of a calendar are told in, by name.
func zonesOf(c Calendar) []*ical.Component {
	spans := map[string]span{}
	note := func(t time.Time) {
		if t.Location() != time.UTC {
			spans[t.Location().String()] = spans[t.Location().String()].with(t)
		}
	}
	if c.Zone != time.UTC {
		note(c.Stamp.In(c.Zone))
	}
	for _, e := range c.Events {
		note(e.Starts)
		note(e.Ends)
	}
	var names []string
	for name := range spans {
		names = append(names, name)
	}
	slices.Sort(names)
	var zones []*ical.Component
	for _, name := range names {
		zones = append(zones, zoneOf(name, spans[name]))
	}
	return zones
}
