package fakediscord

import "time"

// scheduled is an event that a guild announces.
type scheduled struct {
	ID          string    `json:"id"`
	Guild       string    `json:"guild_id"`
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
	e := &scheduled{Guild: g.ID, Status: 1}
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
	if !e.Start.After(s.options.Now()) {
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
