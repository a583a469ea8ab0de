package fakediscord

import (
	"slices"
	"time"
)

// scheduled is an event that a guild announces.
type scheduled struct {
	ID          string    `json:"id"`
	Guild       string    `json:"guild_id"`
	Creator     string    `json:"creator_id"`
	Name        string    `json:"name"`
	Description string    `json:"description,omitempty"`
	Start       time.Time `json:"scheduled_start_time"`
	End         time.Time `json:"scheduled_end_time"`
	Kind        int       `json:"entity_type"`
	Privacy     int       `json:"privacy_level"`
	Status      int       `json:"status"`
	Place       struct {
		Location string `json:"location"`
	} `json:"entity_metadata"`
}

func (s *Server) readEvents(c *call) (any, *refusal) {
	g, no := s.visited(c)
	if no != nil {
		return nil, no
	}
	return list(g.events), nil
}

// createEvent announces an external event: a place, a beginning and an end.
func (s *Server) createEvent(c *call) (any, *refusal) {
	g, no := s.visited(c)
	if no != nil {
		return nil, no
	}
	if may := g.may(c.app.BotID); may&(CreateEvents|ManageEvents) == 0 {
		return nil, refuse(403, 50013, "Missing Permissions")
	}
	e := &scheduled{Guild: g.ID, Creator: c.app.BotID, Status: eventScheduled}
	for _, no := range []*refusal{
		into(c.body, "name", &e.Name), into(c.body, "description", &e.Description), into(c.body, "scheduled_start_time", &e.Start),
		into(c.body, "scheduled_end_time", &e.End), into(c.body, "entity_type", &e.Kind), into(c.body, "privacy_level", &e.Privacy),
		into(c.body, "entity_metadata", &e.Place),
	} {
		if no != nil {
			return nil, no
		}
	}
	r := &rules{}
	r.length("an event's name", e.Name, 1, 100)
	r.length("an event's description", e.Description, 0, 1000)
	if e.Kind != 3 || e.Privacy != 2 {
		r.broken("this fake knows only external events for the guild")
	}
	r.length("an event's place", e.Place.Location, 1, 100)
	if !s.options.Timeless && !e.Start.After(s.options.Now()) {
		r.broken("an event begins in the future, not at %v", e.Start)
	}
	if !e.End.After(e.Start) {
		r.broken("an event ends after it began, not at %v", e.End)
	}
	if no := r.refusal(); no != nil {
		return nil, no
	}
	if len(g.events) >= 100 {
		return nil, refuse(400, 30038, "Maximum number of uncompleted guild scheduled events reached (100)")
	}
	e.ID = s.id()
	g.events = append(g.events, e)
	return e, nil
}

// The states of an event. It begins before it is completed, and only one that has
// not begun can be cancelled.
const (
	eventScheduled = 1
	eventActive    = 2
	eventCompleted = 3
	eventCancelled = 4
)

// changeEvent changes an event. One that ends is told no more.
func (s *Server) changeEvent(c *call) (any, *refusal) {
	g, no := s.visited(c)
	if no != nil {
		return nil, no
	}
	at := slices.IndexFunc(g.events, func(e *scheduled) bool { return e.ID == c.names["event"] })
	if at < 0 {
		return nil, refuse(404, 10070, "Unknown Guild Scheduled Event")
	}
	e := *g.events[at]
	if may := g.may(c.app.BotID); may&ManageEvents == 0 && (e.Creator != c.app.BotID || may&CreateEvents == 0) {
		return nil, refuse(403, 50013, "Missing Permissions")
	}
	before := e
	for _, no := range []*refusal{
		into(c.body, "name", &e.Name), into(c.body, "description", &e.Description), into(c.body, "scheduled_start_time", &e.Start),
		into(c.body, "scheduled_end_time", &e.End), into(c.body, "status", &e.Status), into(c.body, "entity_metadata", &e.Place),
	} {
		if no != nil {
			return nil, no
		}
	}
	r := &rules{}
	r.length("an event's name", e.Name, 1, 100)
	r.length("an event's description", e.Description, 0, 1000)
	r.length("an event's place", e.Place.Location, 1, 100)
	if !s.options.Timeless && !e.Start.Equal(before.Start) && !e.Start.After(s.options.Now()) {
		r.broken("an event begins in the future, not at %v", e.Start)
	}
	if !e.Start.Equal(before.Start) && before.Status != eventScheduled {
		r.broken("an event that has begun begins at no other time")
	}
	if !e.End.After(e.Start) {
		r.broken("an event ends after it began, not at %v", e.End)
	}
	if e.Status != before.Status && !(before.Status == eventScheduled && (e.Status == eventActive || e.Status == eventCancelled)) &&
		!(before.Status == eventActive && e.Status == eventCompleted) {
		r.broken("an event of status %d cannot have the status %d", before.Status, e.Status)
	}
	if no := r.refusal(); no != nil {
		return nil, no
	}
	if *g.events[at] = e; e.Status == eventCompleted || e.Status == eventCancelled {
		g.ended = append(g.ended, g.events[at])
		g.events = slices.Delete(g.events, at, at+1)
	}
	return e, nil
}

// Event is one that a guild announces, or announced.
type Event struct {
	Name, Description, Place string
	Start, End               time.Time
	Status                   int // 1 scheduled, 2 active, 3 completed, 4 cancelled
}

// Events are those that a guild announced, the ended ones last.
func (g *Guild) Events() []Event {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	var all []Event
	for _, e := range slices.Concat(g.events, g.ended) {
		all = append(all, Event{e.Name, e.Description, e.Place.Location, e.Start, e.End, e.Status})
	}
	return all
}
