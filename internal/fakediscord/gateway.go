package fakediscord

import (
	"encoding/json"
	"slices"
	"strconv"
)

// Intents: what a bot wants to hear of.
const (
	intentGuilds    int64 = 1 << 0
	intentMembers   int64 = 1 << 1
	intentPresences int64 = 1 << 8
	intentMessages  int64 = 1 << 9
	intentDirect    int64 = 1 << 12
	intentContent   int64 = 1 << 15
	privileged            = intentMembers | intentPresences | intentContent
)

// gateway is what the websockets have in common.
type gateway struct {
	sessions    map[string]*session
	connections map[*connection]bool
	identifies  int
	resumes     int
	opened      int
}

func newGateway() gateway {
	return gateway{sessions: map[string]*session{}, connections: map[*connection]bool{}}
}

// session is what a bot hears, over one connection or, resumed, several.
type session struct {
	id       string
	app      *Application
	intents  int64
	compress bool
	sequence int64
	told     []told      // to be told again after a RESUME
	on       *connection // nil: none now
}

// told is an event that a session was told.
type told struct {
	sequence int64
	kind     string
	data     json.RawMessage
}

// replayable is how many events a session keeps.
const replayable = 1000

// tell tells every session of an application of an event; intent 0 is for
// everybody.
func (s *Server) tell(a *Application, kind string, intent int64, data any) {
	raw, err := json.Marshal(data)
	if err != nil {
		panic("fakediscord: encode an event: " + err.Error())
	}
	var sessions []*session
	for _, k := range s.sessions {
		if k.app == a && (intent == 0 || k.intents&intent != 0) {
			sessions = append(sessions, k)
		}
	}
	for _, k := range sessions {
		for _, one := range s.disordered(k, told{kind: kind, data: raw}) {
			k.tell(one)
		}
	}
}

func (k *session) tell(one told) {
	k.sequence++
	one.sequence = k.sequence
	if k.told = append(k.told, one); len(k.told) > replayable {
		k.told = slices.Delete(k.told, 0, len(k.told)-replayable)
	}
	if k.on != nil {
		k.on.event(one)
	}
}

// tellGuild tells every bot of a guild.
func (s *Server) tellGuild(g *Guild, kind string, intent int64, data any) {
	for _, a := range s.applications {
		if g.members[a.BotID] != nil {
			s.tell(a, kind, intent, data)
		}
	}
	s.change()
}

// tellMessage tells the bots that see a message, except of ephemeral ones.
func (s *Server) tellMessage(kind string, m *message) {
	if m.viewer != nil {
		return
	}
	data := s.data(m)
	if kind == "MESSAGE_DELETE" {
		data = map[string]any{"id": m.id, "channel_id": m.channel.ID}
	}
	intent := intentDirect
	g := m.channel.guild
	if g != nil {
		intent = intentMessages
		data["guild_id"] = g.ID
		if author := g.members[m.author.ID]; author != nil {
			data["member"] = map[string]any{"roles": list(author.roles), "nick": author.nick, "joined_at": stamp(author.joined)}
		}
	}
	for _, a := range s.applications {
		if m.channel.may(a.BotID)&ViewChannel == 0 {
			continue
		}
		own := data
		if g != nil && m.author != a.bot && a.intents&intentContent == 0 && !slices.Contains(m.mentions, a.BotID) {
			own = blank(data)
		}
		s.tell(a, kind, intent, own)
	}
}

// blank is a message without what needs the privileged intent.
func blank(data map[string]any) map[string]any {
	own := map[string]any{}
	for name, value := range data {
		own[name] = value
	}
	if _, is := own["content"]; is {
		own["content"], own["embeds"], own["attachments"], own["components"] = "", []any{}, []any{}, []any{}
	}
	return own
}

func (s *Server) socketURL() string { return "ws://" + s.address + "/ws" }

func (s *Server) readGateway(*call) (any, *refusal) {
	return map[string]any{"url": s.socketURL()}, nil
}

func (s *Server) readGatewayBot(c *call) (any, *refusal) {
	return map[string]any{
		"url": s.socketURL(), "shards": 1,
		"session_start_limit": map[string]any{"total": 1000, "remaining": max(c.app.starts, 0), "reset_after": 3600000, "max_concurrency": 1},
	}, nil
}

func (s *Server) guildsOf(a *Application) []string {
	var ids []string
	for id, g := range s.guilds {
		if g.members[a.BotID] != nil {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(x, y string) int { return int(snowflake(x) - snowflake(y)) })
	return ids
}

func text(n int64) string { return strconv.FormatInt(n, 10) }

// Identifies counts the sessions that were begun.
func (s *Server) Identifies() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.identifies
}

// Resumes counts the sessions that were taken up again.
func (s *Server) Resumes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.resumes
}

// Gateways counts the connections that the bot has to the gateway now and over
// which it is told of events.
func (s *Server) Gateways() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for k := range s.connections {
		if k.session != nil {
			n++
		}
	}
	return n
}

// Connections counts all that were ever made to the gateway.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opened
}

// Starts sets how many sessions an application may begin today.
func (a *Application) Starts(left int) {
	a.server.mu.Lock()
	defer a.server.mu.Unlock()
	a.starts = left
}
