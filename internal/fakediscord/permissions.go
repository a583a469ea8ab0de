package fakediscord

import "slices"

// Permissions, as Discord numbers them.
const (
	Administrator   int64 = 1 << 3
	ManageGuild     int64 = 1 << 5
	ViewChannel     int64 = 1 << 10
	SendMessages    int64 = 1 << 11
	ManageMessages  int64 = 1 << 13
	EmbedLinks      int64 = 1 << 14
	AttachFiles     int64 = 1 << 15
	ReadHistory     int64 = 1 << 16
	MentionEveryone int64 = 1 << 17
	UseCommands     int64 = 1 << 31
	ManageEvents    int64 = 1 << 33
	CreateThreads   int64 = 1 << 35 // public ones
	WriteInThreads  int64 = 1 << 38
	CreateEvents    int64 = 1 << 44
)

// Usual is what everybody may in a new guild.
const Usual = ViewChannel | SendMessages | EmbedLinks | AttachFiles | ReadHistory | UseCommands | CreateThreads | WriteInThreads

const everything int64 = 1<<53 - 1

// Everyone sets what every member may.
func (g *Guild) Everyone(permissions int64) {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	g.roles[0].Permissions = permissions
}

// Overwrite allows and denies something in this channel to a role or, if the id
// is a user's, to a member.
func (c *Channel) Overwrite(id string, allow, deny int64) {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	kind := 0
	if c.server.users[id] != nil {
		kind = 1
	}
	c.overwrites = slices.DeleteFunc(c.overwrites, func(o overwrite) bool { return o.ID == id })
	c.overwrites = append(c.overwrites, overwrite{ID: id, Kind: kind, Allow: allow, Deny: deny})
}

// may gives somebody's permissions in a guild.
func (g *Guild) may(user string) int64 {
	m := g.members[user]
	if m == nil {
		return 0
	}
	if g.owner == user {
		return everything
	}
	permissions := g.roles[0].Permissions
	for _, r := range g.roles {
		if slices.Contains(m.roles, r.ID) {
			permissions |= r.Permissions
		}
	}
	if permissions&Administrator != 0 {
		return everything
	}
	return permissions
}

// may gives somebody's permissions in a channel: those of the guild, changed by
// the overwrites for everyone, for their roles and for themselves. In a thread
// they are those of its channel; who may write is said apart.
func (c *Channel) may(user string) int64 {
	if c.parent != nil {
		permissions := c.parent.may(user) &^ SendMessages
		if permissions&WriteInThreads != 0 {
			permissions |= SendMessages
		}
		return permissions
	}
	if c.guild == nil {
		if c.between[0].ID == user || c.between[1].ID == user {
			return ViewChannel | SendMessages | EmbedLinks | AttachFiles | ReadHistory | UseCommands
		}
		return 0
	}
	permissions := c.guild.may(user)
	if permissions == everything || permissions == 0 {
		return permissions
	}
	var allow, deny int64
	for _, o := range c.overwrites {
		if o.ID == c.guild.ID {
			permissions = permissions&^o.Deny | o.Allow
		} else if slices.Contains(c.guild.members[user].roles, o.ID) {
			allow, deny = allow|o.Allow, deny|o.Deny
		}
	}
	permissions = permissions&^deny | allow
	for _, o := range c.overwrites {
		if o.ID == user {
			permissions = permissions&^o.Deny | o.Allow
		}
	}
	if permissions&ViewChannel == 0 {
		return 0
	}
	return permissions
}

// allowed refuses somebody who may not see a channel, or may not do something
// in it.
func (c *Channel) allowed(user string, permissions int64) *refusal {
	may := c.may(user)
	if may&ViewChannel == 0 {
		return refuse(403, 50001, "Missing Access")
	}
	if may&permissions != permissions {
		return refuse(403, 50013, "Missing Permissions")
	}
	return nil
}
