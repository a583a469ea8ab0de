package fakediscord

import "slices"

// Sees gives the public messages of a channel, in order.
func (u *User) Sees(channelID string) []*Message {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	channel := s.channels[channelID]
	if channel == nil || channel.may(u.ID)&(ViewChannel|ReadHistory) != ViewChannel|ReadHistory {
		return nil
	}
	return s.visible(channel.messages, func(m *message) bool { return m.viewer == nil })
}

// Direct gives the direct messages with a bot, in order.
func (u *User) Direct(botID string) []*Message {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	channel := u.direct[botID]
	if channel == nil {
		return nil
	}
	return s.visible(channel.messages, func(m *message) bool { return m.viewer == nil })
}

// Private gives the ephemeral messages that the user got, in order.
func (u *User) Private() []*Message {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.visible(u.private, func(*message) bool { return true })
}

func (s *Server) visible(ids []string, which func(*message) bool) []*Message {
	var found []*Message
	for _, id := range ids {
		if m := s.messages[id]; m != nil && !m.deleted && which(m) {
			found = append(found, s.seen(m))
		}
	}
	return found
}

// Now is a message as it stands now; nil if it is deleted.
func (m *Message) Now() *Message {
	m.server.mu.Lock()
	defer m.server.mu.Unlock()
	kept := m.server.messages[m.ID]
	if kept == nil || kept.deleted {
		return nil
	}
	return m.server.seen(kept)
}

// Members lists the ids of a guild's members, sorted.
func (g *Guild) Members() []string {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	return g.memberIDs()
}

func (g *Guild) memberIDs() []string {
	var ids []string
	for id := range g.members {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int { return int(snowflake(a) - snowflake(b)) })
	return ids
}
