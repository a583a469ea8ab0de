package fakediscord

import (
	"slices"
	"strconv"
	"strings"
)

func (m *member) data() map[string]any {
	data := map[string]any{
		"user": m.user.data(), "nick": nil, "avatar": nil, "roles": list(slices.Clone(m.roles)), "joined_at": stamp(m.joined),
		"premium_since": nil, "deaf": false, "mute": false, "flags": 0, "pending": false, "communication_disabled_until": nil,
	}
	if m.nick != "" {
		data["nick"] = m.nick
	}
	return data
}

func (r *Role) data() map[string]any {
	data := map[string]any{
		"id": r.ID, "name": r.Name, "permissions": strconv.FormatInt(r.Permissions, 10), "position": r.position,
		"color": 0, "hoist": false, "managed": r.managed != "", "mentionable": false, "flags": 0,
	}
	if r.managed != "" {
		data["tags"] = map[string]any{"bot_id": r.managed}
	}
	return data
}

func (s *Server) channelData(c *Channel) map[string]any {
	data := map[string]any{"id": c.ID, "flags": 0, "last_message_id": nil}
	if n := len(c.messages); n > 0 {
		data["last_message_id"] = c.messages[n-1]
	}
	if c.guild == nil {
		data["type"] = 1
		recipients := []any{}
		for _, u := range c.between {
			if u.bot == nil {
				recipients = append(recipients, u.data())
			}
		}
		data["recipients"] = recipients
		return data
	}
	data["type"], data["name"], data["guild_id"] = 0, c.Name, c.guild.ID
	data["permission_overwrites"], data["position"], data["nsfw"] = list(slices.Clone(c.overwrites)), slices.Index(c.guild.channels, c), false
	data["topic"], data["parent_id"], data["rate_limit_per_user"] = nil, nil, 0
	if c.parent != nil {
		return s.threadData(c, data)
	}
	return data
}

func (s *Server) guildData(g *Guild) map[string]any {
	roles := []any{}
	for _, r := range g.roles {
		roles = append(roles, r.data())
	}
	return map[string]any{
		"id": g.ID, "name": g.Name, "icon": nil, "owner_id": g.owner, "roles": roles, "preferred_locale": "de",
		"features": []any{}, "verification_level": 0, "afk_timeout": 300, "system_channel_id": nil,
		"approximate_member_count": len(g.members),
	}
}

// guildCreated is what the gateway says about a guild at first.
func (s *Server) guildCreated(g *Guild) map[string]any {
	data := s.guildData(g)
	channels, members := []any{}, []any{}
	for _, c := range g.channels {
		channels = append(channels, s.channelData(c))
	}
	for _, a := range s.applications {
		if m := g.members[a.BotID]; m != nil {
			members = append(members, m.data())
		}
	}
	data["channels"], data["members"], data["member_count"] = channels, members, len(g.members)
	data["large"], data["unavailable"], data["threads"] = false, false, s.threadsOf(g)
	return data
}

// visited gives the guild in the path if the bot is a member.
func (s *Server) visited(c *call) (*Guild, *refusal) {
	g := s.guilds[c.names["guild"]]
	if g == nil {
		return nil, refuse(404, 10004, "Unknown Guild")
	}
	if g.members[c.app.BotID] == nil {
		return nil, refuse(403, 50001, "Missing Access")
	}
	return g, nil
}

func (s *Server) readGuild(c *call) (any, *refusal) {
	g, no := s.visited(c)
	if no != nil {
		return nil, no
	}
	return s.guildData(g), nil
}

func (s *Server) readChannels(c *call) (any, *refusal) {
	g, no := s.visited(c)
	if no != nil {
		return nil, no
	}
	found := []any{}
	for _, channel := range g.channels {
		found = append(found, s.channelData(channel))
	}
	return found, nil
}

func (s *Server) readRoles(c *call) (any, *refusal) {
	g, no := s.visited(c)
	if no != nil {
		return nil, no
	}
	return s.guildData(g)["roles"], nil
}

func (s *Server) readMember(c *call) (any, *refusal) {
	g, no := s.visited(c)
	if no != nil {
		return nil, no
	}
	id := c.names["user"]
	if id == "@me" {
		id = c.app.BotID
	}
	m := g.members[id]
	switch {
	case m != nil:
		return m.data(), nil
	case s.users[id] == nil:
		return nil, refuse(404, 10013, "Unknown User")
	}
	return nil, refuse(404, 10007, "Unknown Member")
}

// limit is a number in the query between 1 and 1000.
func (c *call) limit(missing int) (int, *refusal) {
	text := c.URL.Query().Get("limit")
	if text == "" {
		return missing, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 1000 {
		return 0, invalid("limit must be 1 to 1000, not " + text)
	}
	return n, nil
}

func (s *Server) searchMembers(c *call) (any, *refusal) {
	g, no := s.visited(c)
	if no != nil {
		return nil, no
	}
	limit, no := c.limit(1)
	if no != nil {
		return nil, no
	}
	query := strings.ToLower(c.URL.Query().Get("query"))
	if query == "" {
		return nil, invalid("query is missing")
	}
	found := []any{}
	for _, id := range g.memberIDs() {
		m := g.members[id]
		if len(found) < limit && slices.ContainsFunc([]string{m.user.Name, m.user.global, m.nick}, func(name string) bool {
			return strings.HasPrefix(strings.ToLower(name), query)
		}) {
			found = append(found, m.data())
		}
	}
	return found, nil
}

// readMembers lists members, which a bot may only with a privileged intent.
func (s *Server) readMembers(c *call) (any, *refusal) {
	g, no := s.visited(c)
	if no != nil {
		return nil, no
	}
	if c.app.intents&intentMembers == 0 {
		return nil, wrong(403, 50001, "Missing Access", "a bot without the privileged intent GUILD_MEMBERS cannot list members")
	}
	limit, no := c.limit(1)
	if no != nil {
		return nil, no
	}
	found := []any{}
	for _, id := range g.memberIDs() {
		if len(found) < limit && between(id, c.URL.Query().Get("after"), "") {
			found = append(found, g.members[id].data())
		}
	}
	return found, nil
}

func (s *Server) readChannel(c *call) (any, *refusal) {
	channel, no := s.reached(c, 0)
	if no != nil {
		return nil, no
	}
	return s.channelData(channel), nil
}
