package fakediscord

import (
	"encoding/json"
	"time"

	"github.com/gorilla/websocket"
)

// listen reads what a connection sends until it ends.
func (s *Server) listen(k *connection) {
	var sent []time.Time // the last minute's
	for {
		_ = k.socket.SetReadDeadline(time.Now().Add(s.options.Heartbeat*3/2 + time.Second))
		_, text, err := k.socket.ReadMessage()
		if err != nil {
			if !websocket.IsUnexpectedCloseError(err) && !websocket.IsCloseError(err) {
				s.mu.Lock()
				k.shut(4009, "Session timed out.")
				s.mu.Unlock()
			}
			s.parted(k, err)
			return
		}
		now := time.Now()
		sent = append(sent, now)
		for now.Sub(sent[0]) > time.Minute {
			sent = sent[1:]
		}
		var e envelope
		if err := json.Unmarshal(text, &e); err != nil {
			s.refuseConnection(k, 4002, "Error while decoding payload.")
			continue
		}
		if len(sent) > 120 {
			s.refuseConnection(k, 4008, "You are being rate limited.")
			continue
		}
		s.hear(k, e)
	}
}

// parted forgets a session whose bot said that it will not come back.
func (s *Server) parted(k *connection, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k.session != nil && k.session.on == k && !k.refused && websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway) {
		delete(s.sessions, k.session.id)
	}
}

// refuseConnection closes a connection because of what it did.
func (s *Server) refuseConnection(k *connection, code int, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violate("gateway: %d %s", code, reason)
	k.shut(code, reason)
}

func (s *Server) hear(k *connection, e envelope) {
	switch e.Op {
	case opHeartbeat:
		s.mu.Lock()
		if !s.deaf(k) {
			k.write(envelope{Op: opAcknowledge})
		}
		s.mu.Unlock()
	case opIdentify:
		s.identify(k, e.Data)
	case opResume:
		s.resume(k, e.Data)
	case opPresence, opVoice, opRequestMembers:
		s.mu.Lock()
		known := k.session != nil
		s.mu.Unlock()
		if !known {
			s.refuseConnection(k, 4003, "Not authenticated.")
		}
	default:
		s.refuseConnection(k, 4001, "Unknown opcode.")
	}
}

// bearer gives the application with this token.
func (s *Server) bearer(token string) *Application {
	for _, a := range s.applications {
		if a.Token == token || "Bot "+a.Token == token {
			return a
		}
	}
	return nil
}

func (s *Server) identify(k *connection, raw json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var d struct {
		Token      string         `json:"token"`
		Properties map[string]any `json:"properties"`
		Intents    *int64         `json:"intents"`
		Compress   bool           `json:"compress"`
	}
	err := json.Unmarshal(raw, &d)
	s.identifies++
	s.change()
	a := s.bearer(d.Token)
	switch {
	case err != nil || d.Intents == nil || d.Properties == nil:
		s.violate("gateway: an IDENTIFY that cannot be read")
		k.shut(4002, "Error while decoding payload.")
		return
	case k.session != nil:
		s.violate("gateway: a second IDENTIFY")
		k.shut(4005, "Already authenticated.")
		return
	case a == nil:
		k.shut(4004, "Authentication failed.")
		return
	}
	if *d.Intents < 0 || *d.Intents >= 1<<26 {
		s.violate("gateway: the intents %d", *d.Intents)
		k.shut(4013, "Invalid intent(s).")
		return
	}
	if *d.Intents&privileged&^a.intents != 0 {
		s.violate("gateway: the privileged intents %b", *d.Intents&privileged)
		k.shut(4014, "Disallowed intent(s).")
		return
	}
	if a.starts--; a.starts < 0 {
		s.violate("gateway: an IDENTIFY more than the session start limit: the token would be reset")
		k.shut(4004, "Authentication failed.")
		return
	}
	if s.misfortune(k, false) {
		return
	}
	n := &session{id: random(16), app: a, intents: *d.Intents, compress: d.Compress, on: k}
	s.sessions[n.id], k.session = n, n
	a.connections++
	guilds := []any{}
	ids := s.guildsOf(a)
	for _, id := range ids {
		guilds = append(guilds, map[string]any{"id": id, "unavailable": true})
	}
	s.tellOne(n, "READY", map[string]any{
		"v": 10, "user": a.bot.data(), "guilds": guilds, "session_id": n.id, "resume_gateway_url": s.socketURL(),
		"session_type": "normal", "private_channels": []any{}, "presences": []any{}, "relationships": []any{}, "user_settings": map[string]any{},
		"application": map[string]any{"id": a.ID, "flags": 0}, "_trace": []string{"fakediscord"}, "shard": []int{0, 1},
	})
	if n.intents&intentGuilds != 0 {
		for _, id := range ids {
			s.tellOne(n, "GUILD_CREATE", s.guildCreated(s.guilds[id]))
		}
	}
	s.greeted(k)
}

// tellOne tells one session of an event.
func (s *Server) tellOne(n *session, kind string, data any) {
	raw, err := json.Marshal(data)
	if err != nil {
		panic("fakediscord: encode an event: " + err.Error())
	}
	n.tell(told{kind: kind, data: raw})
}

func (s *Server) resume(k *connection, raw json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var d struct {
		Token    string `json:"token"`
		Session  string `json:"session_id"`
		Sequence int64  `json:"seq"`
	}
	err := json.Unmarshal(raw, &d)
	s.resumes++
	s.change()
	n := s.sessions[d.Session]
	switch a := s.bearer(d.Token); {
	case err != nil:
		s.violate("gateway: a RESUME that cannot be read")
		k.shut(4002, "Error while decoding payload.")
		return
	case k.session != nil:
		s.violate("gateway: a RESUME on a connection that has a session")
		k.shut(4005, "Already authenticated.")
		return
	case a == nil:
		k.shut(4004, "Authentication failed.")
		return
	case n == nil || n.app != a:
		k.send(opInvalid, false)
		return
	case d.Sequence > n.sequence:
		k.shut(4007, "Invalid seq.")
		return
	case len(n.told) > 0 && d.Sequence < n.told[0].sequence-1:
		delete(s.sessions, n.id)
		k.send(opInvalid, false)
		return
	}
	if s.misfortune(k, true) {
		return
	}
	if n.on != nil && n.on != k {
		n.on.shut(4000, "Resumed elsewhere.")
	}
	n.on, k.session = k, n
	n.app.connections++
	for _, one := range n.told {
		if one.sequence > d.Sequence {
			k.event(one)
		}
	}
	s.tellOne(n, "RESUMED", map[string]any{"_trace": []string{"fakediscord"}})
	s.greeted(k)
}
