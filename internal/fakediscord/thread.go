package fakediscord

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// startThread begins a public thread at a message. Its id is that of the
// message, which can have no second one.
func (s *Server) startThread(c *call) (any, *refusal) {
	channel, no := s.reached(c, 0)
	if no != nil {
		return nil, no
	}
	m, no := s.public(c, channel)
	if no != nil {
		return nil, no
	}
	if channel.guild == nil || channel.parent != nil {
		return nil, wrong(400, 50024, "Cannot execute action on this channel type")
	}
	if no := channel.allowed(c.app.BotID, CreateThreads); no != nil {
		return nil, no
	}
	thread := &Channel{ID: m.id, server: s, guild: channel.guild, parent: channel, archives: 1440}
	for _, no := range []*refusal{into(c.body, "name", &thread.Name), into(c.body, "auto_archive_duration", &thread.archives)} {
		if no != nil {
			return nil, no
		}
	}
	r := &rules{}
	r.length("a thread's name", thread.Name, 1, 100)
	if strings.TrimSpace(thread.Name) == "" && utf8.RuneCountInString(thread.Name) > 0 {
		r.broken("a thread's name is more than white space")
	}
	if !slices.Contains([]int{60, 1440, 4320, 10080}, thread.archives) {
		r.broken("a thread is put away after 60, 1440, 4320 or 10080 minutes, not %d", thread.archives)
	}
	if no := r.refusal(); no != nil {
		return nil, no
	}
	if s.channels[thread.ID] != nil {
		return nil, refuse(400, 160004, "A thread has already been created for this message")
	}
	s.channels[thread.ID] = thread
	data := s.channelData(thread)
	data["newly_created"] = true
	s.tellGuild(channel.guild, "THREAD_CREATE", intentGuilds, data)
	return s.channelData(thread), nil
}

// threadData makes of a channel's data those of a thread.
func (s *Server) threadData(c *Channel, data map[string]any) map[string]any {
	for _, of := range []string{"permission_overwrites", "position", "nsfw", "topic"} {
		delete(data, of)
	}
	data["type"], data["parent_id"], data["message_count"], data["member_count"] = 11, c.parent.ID, len(c.messages), 1
	data["thread_metadata"] = map[string]any{"archived": false, "auto_archive_duration": c.archives, "locked": false,
		"archive_timestamp": stamp(s.options.Now())}
	return data
}

func (s *Server) threadsOf(g *Guild) []any {
	threads := []any{}
	for _, c := range s.channels {
		if c.guild == g && c.parent != nil {
			threads = append(threads, s.channelData(c))
		}
	}
	return threads
}

// Thread is the thread that began with a message; nil if none did.
func (m *Message) Thread() *Channel {
	m.server.mu.Lock()
	defer m.server.mu.Unlock()
	return m.server.channels[m.ID]
}
