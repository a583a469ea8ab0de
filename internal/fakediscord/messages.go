package fakediscord

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// nonce is what is remembered of a message that must not be made twice.
type nonce struct {
	message string
	until   time.Time
}

// remembered is how long a nonce counts: "the past few minutes".
const remembered = 5 * time.Minute

// reached gives the channel in the path if the bot may do something there.
func (s *Server) reached(c *call, permissions int64) (*Channel, *refusal) {
	channel := s.channels[c.names["channel"]]
	if channel == nil {
		return nil, refuse(404, 10003, "Unknown Channel")
	}
	return channel, channel.allowed(c.app.BotID, permissions)
}

// public gives a message in the path that the API shows: not an ephemeral one.
func (s *Server) public(c *call, channel *Channel) (*message, *refusal) {
	m := s.messages[c.names["message"]]
	if m == nil || m.deleted || m.viewer != nil || m.channel != channel {
		return nil, refuse(404, 10008, "Unknown Message")
	}
	return m, nil
}

func (s *Server) createMessage(c *call) (any, *refusal) {
	channel, no := s.reached(c, SendMessages)
	if no != nil {
		return nil, no
	}
	if no := s.delivers(channel, c.app); no != nil {
		return nil, no
	}
	s.mindful(c)
	key, known := s.enforced(c, channel)
	if known != nil {
		return s.data(known), nil
	}
	m := &message{channel: channel, author: c.app.bot}
	if no := into(c.body, "flags", &m.flags); no != nil {
		return nil, no
	}
	if m.flags&^(flagSilent|flagComposed|1<<2) != 0 {
		return nil, invalid("flags: a message of a channel cannot have " + strconv.Itoa(m.flags))
	}
	if no := s.draft(c.body, m); no != nil {
		return nil, no
	}
	if no := s.carries(channel, c.app, m); no != nil {
		return nil, no
	}
	s.post(m)
	if key != "" {
		s.remember(key, m)
	}
	return s.data(m), nil
}

// delivers refuses a direct message to somebody who takes none.
func (s *Server) delivers(channel *Channel, a *Application) *refusal {
	if channel.guild != nil {
		return nil
	}
	other := channel.other(a.bot)
	if other.deaf {
		return refuse(403, 50007, "Cannot send messages to this user")
	}
	for _, g := range s.guilds {
		if g.members[other.ID] != nil && g.members[a.BotID] != nil {
			return nil
		}
	}
	return refuse(403, 50278, "Cannot send messages to this user due to having no mutual guilds")
}

// carries refuses embeds and files where the bot may not send them.
func (s *Server) carries(channel *Channel, a *Application, m *message) *refusal {
	if len(m.embeds) > 0 {
		if no := channel.allowed(a.BotID, EmbedLinks); no != nil {
			return no
		}
	}
	if len(m.attachments) > 0 {
		return channel.allowed(a.BotID, AttachFiles)
	}
	return nil
}

// enforced gives the message that was made with the same nonce, or the key to
// remember the next one by; nothing if the nonce is not to be enforced.
func (s *Server) enforced(c *call, channel *Channel) (key string, known *message) {
	var enforce bool
	if raw := c.body.fields["enforce_nonce"]; raw == nil || json.Unmarshal(raw, &enforce) != nil || !enforce || !c.body.has("nonce") {
		return "", nil
	}
	key = channel.ID + " " + c.app.BotID + " " + string(c.body.fields["nonce"])
	if n, there := s.nonces[key]; there && n.until.After(s.options.Now()) {
		return key, s.messages[n.message]
	}
	return key, nil
}

// remember keeps a nonce, and forgets old ones now and then.
func (s *Server) remember(key string, m *message) {
	now := s.options.Now()
	s.nonces[key] = nonce{m.id, now.Add(remembered)}
	if len(s.nonces)%1000 != 0 {
		return
	}
	for k, n := range s.nonces {
		if !n.until.After(now) {
			delete(s.nonces, k)
		}
	}
}

// post puts a message into its channel and tells those whom it concerns.
func (s *Server) post(m *message) {
	m.id, m.at = s.id(), s.options.Now()
	s.messages[m.id] = m
	m.channel.messages = append(m.channel.messages, m.id)
	s.tellMessage("MESSAGE_CREATE", m)
}

func (s *Server) editMessage(c *call) (any, *refusal) {
	channel, no := s.reached(c, 0)
	if no != nil {
		return nil, no
	}
	m, no := s.public(c, channel)
	if no != nil {
		return nil, no
	}
	if m.author != c.app.bot {
		return nil, wrong(403, 50005, "Cannot edit a message authored by another user")
	}
	s.mindful(c)
	if no := s.edit(c, m); no != nil {
		return nil, no
	}
	return s.data(m), nil
}

// edit changes what a body names, and leaves the message as it was if it is
// wrong.
func (s *Server) edit(c *call, m *message) *refusal {
	changed := *m
	kept := m.flags & (flagEphemeral | flagLoading)
	if no := into(c.body, "flags", &changed.flags); no != nil {
		return no
	}
	changed.flags |= kept
	changed.flags &^= flagLoading
	if no := s.draft(c.body, &changed); no != nil {
		return no
	}
	if m.viewer == nil && m.made == nil {
		if no := s.carries(m.channel, m.author.bot, &changed); no != nil {
			return no
		}
	}
	changed.edited, changed.editedAt = m.edited+1, s.options.Now()
	*m = changed
	s.tellMessage("MESSAGE_UPDATE", m)
	return nil
}

func (s *Server) readMessage(c *call) (any, *refusal) {
	channel, no := s.reached(c, ReadHistory)
	if no != nil {
		return nil, no
	}
	m, no := s.public(c, channel)
	if no != nil {
		return nil, no
	}
	return s.data(m), nil
}

func (s *Server) readMessages(c *call) (any, *refusal) {
	channel, no := s.reached(c, ReadHistory)
	if no != nil {
		return nil, no
	}
	limit := 50
	if text := c.URL.Query().Get("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 100 {
			return nil, invalid("limit must be 1 to 100, not " + text)
		}
		limit = n
	}
	found := []any{}
	for _, id := range slices.Backward(channel.messages) {
		m := s.messages[id]
		if m.deleted || m.viewer != nil || !between(id, c.URL.Query().Get("after"), c.URL.Query().Get("before")) {
			continue
		}
		if found = append(found, s.data(m)); len(found) == limit {
			break
		}
	}
	return found, nil
}

// between compares ids, "" being no bound.
func between(id, after, before string) bool {
	n := snowflake(id)
	return (after == "" || n > snowflake(after)) && (before == "" || n < snowflake(before))
}

func snowflake(id string) int64 {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func (s *Server) deleteMessage(c *call) (any, *refusal) {
	channel, no := s.reached(c, 0)
	if no != nil {
		return nil, no
	}
	m, no := s.public(c, channel)
	if no != nil {
		return nil, no
	}
	if m.author != c.app.bot {
		if no := channel.allowed(c.app.BotID, ManageMessages); no != nil {
			return nil, no
		}
	}
	s.erase(m)
	return nil, nil
}

func (s *Server) erase(m *message) {
	m.deleted = true
	s.tellMessage("MESSAGE_DELETE", m)
}

// Erase deletes a message as somebody with the right to do so.
func (s *Server) Erase(m *Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if kept := s.messages[m.ID]; kept != nil && !kept.deleted {
		s.erase(kept)
		s.change()
	}
}
