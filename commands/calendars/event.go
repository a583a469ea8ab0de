package calendars

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"beirat/board"
	"beirat/calendar"
	"beirat/storage"
	"beirat/words"
)

// host stands behind the @ of the entries' names, which need one and must stay
// the same wherever the program runs.
const host = "@beirat"

// almanac is what of a board becomes entries.
type almanac struct {
	owner    board.Board
	meetings []board.Meeting
	agendas  map[board.ID][]board.AgendaItem
	searches []search
	inside   bool // for somebody inside, with everything
	ways     bool // for somebody from outside who is told how to take part
	say      words.Printer
}

// search is a search for a date that is open, and whose.
type search struct {
	board.DateSearch
	meeting board.Meeting
}

// almanacOf reads a board's meetings that have a date: for anybody those whose
// date stands or stood, for somebody inside all, and the dates that are proposed.
func almanacOf(tx *storage.Tx, of board.ID, inside bool) (a almanac, err error) {
	if a.owner, err = tx.Board(of); err != nil {
		return a, err
	}
	a.inside, a.say = inside, words.Printer{Language: words.Language(a.owner.Language)}
	if a.meetings, err = tx.DatedMeetings(of); err != nil {
		return a, err
	}
	if a.agendas, err = tx.AgendasOf(of); err != nil {
		return a, err
	}
	if inside {
		a.searches, err = searchesOf(tx, of)
		return a, err
	}
	published, err := tx.PublishedMeetings(of)
	a.meetings = slices.DeleteFunc(a.meetings, func(m board.Meeting) bool { return !published[m.ID] })
	return a, err
}

// calendar is all of it, as of a moment in the board's zone.
func (a almanac) calendar(now time.Time) calendar.Calendar {
	about := "calendar.about.public"
	if a.inside {
		about = "calendar.about.inside"
	}
	c := calendar.Calendar{Name: a.owner.Name, About: a.say.Say(about, map[string]any{"Board": a.owner.Name}), Zone: now.Location(), Stamp: now}
	for _, m := range a.meetings {
		c.Events = append(c.Events, a.event(m))
	}
	c.Events = append(c.Events, a.proposed()...)
	return c
}

// event is one meeting.
func (a almanac) event(m board.Meeting) calendar.Event {
	e := calendar.Event{
		UID: m.UID + host, Starts: m.Starts, Ends: m.Ends(), State: stateOf(m), Sequence: m.Sequence, Created: m.At, Changed: m.Changed,
		Summary: a.say.Say("calendar.summary", map[string]any{"Title": m.Title, "Number": m.Number, "Board": a.owner.Name, "State": string(stateOf(m))}),
		About:   a.about(m), Place: m.Place, Private: a.inside,
	}
	if a.inside || a.ways {
		e.Link = m.Link
		e.Place = cmp.Or(m.Place, m.Link, m.DialIn)
	}
	return e
}

func stateOf(m board.Meeting) calendar.State {
	switch m.State {
	case board.MeetingCancelled:
		return calendar.Cancelled
	case board.MeetingTentative:
		return calendar.Tentative
	}
	return calendar.Confirmed
}

// about is what is to be known of a meeting: what stands on its agenda, and how
// to take part. How to take part from elsewhere only those inside are told, and
// guests.
func (a almanac) about(m board.Meeting) string {
	var lines []string
	for _, way := range []struct {
		key, text string
		told      bool
	}{{"calendar.link", m.Link, a.inside || a.ways}, {"calendar.dial_in", m.DialIn, a.inside || a.ways}, {"calendar.why", m.Why, a.inside}} {
		if way.told && way.text != "" {
			lines = append(lines, a.say.Say(way.key, map[string]any{"Text": way.text}))
		}
	}
	var items []string
	for _, i := range a.agendas[m.ID] {
		if i.Public || a.inside {
			items = append(items, a.say.Say("calendar.item", map[string]any{"Number": i.Position, "Title": i.Title, "Public": i.Public}))
		}
	}
	if len(items) > 0 {
		lines = append(lines, a.say.Say("calendar.agenda", nil))
		lines = append(lines, items...)
	}
	return strings.Join(lines, "\n")
}

func searchesOf(tx *storage.Tx, of board.ID) ([]search, error) {
	open, err := tx.OpenDateSearches(of)
	if err != nil {
		return nil, err
	}
	searches := make([]search, len(open))
	for i, s := range open {
		m, err := tx.Meeting(s.Meeting)
		if err != nil {
			return nil, err
		}
		searches[i] = search{s, m}
	}
	return searches, nil
}

// proposed are the dates that people are asked about, which keep nobody's time.
func (a almanac) proposed() (events []calendar.Event) {
	for _, s := range a.searches {
		m := s.meeting
		for _, o := range s.Options {
			if o.Starts.Equal(m.Starts) {
				continue
			}
			events = append(events, calendar.Event{
				UID: fmt.Sprintf("%s-date-%d%s", m.UID, o.ID, host), Starts: o.Starts, Ends: o.Starts.Add(time.Duration(m.Minutes) * time.Minute), State: calendar.Tentative,
				Created: s.Opened, Changed: s.Opened, Place: m.Place, Private: true,
				Summary: a.say.Say("calendar.proposed", map[string]any{"Title": m.Title, "Number": m.Number, "Board": a.owner.Name}),
			})
		}
	}
	return events
}
