package discord

import "slices"

// permissions are what somebody may do, a bit each.
type permissions int64

// Those that are looked at.
const (
	administrator   permissions = 1 << 3
	manageGuild     permissions = 1 << 5
	viewChannel     permissions = 1 << 10
	sendMessages    permissions = 1 << 11
	embedLinks      permissions = 1 << 14
	attachFiles     permissions = 1 << 15
	readHistory     permissions = 1 << 16
	useCommands     permissions = 1 << 31
	manageEvents    permissions = 1 << 33
	createThreads   permissions = 1 << 35 // public ones
	everyPermission permissions = 1<<53 - 1
)

// guild is a server of Discord's, as far as it is looked at.
type guild struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	OwnerID string `json:"owner_id"`
	Roles   []role `json:"roles"`
}

type role struct {
	ID          string      `json:"id"`
	Name        string      `json:"name"`
	Permissions permissions `json:"permissions,string"`
}

// channel is a channel of a guild.
type channel struct {
	ID         string      `json:"id"`
	GuildID    string      `json:"guild_id"`
	Name       string      `json:"name"`
	Type       int         `json:"type"`
	Overwrites []overwrite `json:"permission_overwrites"`
}

// overwrite is what a channel allows and denies to a role or a member.
type overwrite struct {
	ID    string      `json:"id"`
	Allow permissions `json:"allow,string"`
	Deny  permissions `json:"deny,string"`
}

// of is what a member may do in a guild: everything, if they own it or are an
// administrator.
func (g guild) of(account string, roles []string) permissions {
	if account == g.OwnerID {
		return everyPermission
	}
	var may permissions
	for _, r := range g.Roles {
		if r.ID == g.ID || slices.Contains(roles, r.ID) { // everybody has the guild's own
			may |= r.Permissions
		}
	}
	if may&administrator != 0 {
		return everyPermission
	}
	return may
}

// in is what a member may do in a channel of the guild: first the overwrites
// of everybody change it, then those of their roles together, then their own.
func (g guild) in(c channel, account string, roles []string) permissions {
	may := g.of(account, roles)
	if may == everyPermission {
		return may
	}
	var allow, deny permissions
	for _, o := range c.Overwrites {
		switch {
		case o.ID == g.ID:
			may = may&^o.Deny | o.Allow
		case slices.Contains(roles, o.ID):
			allow, deny = allow|o.Allow, deny|o.Deny
		}
	}
	may = may&^deny | allow
	for _, o := range c.Overwrites {
		if o.ID == account {
			may = may&^o.Deny | o.Allow
		}
	}
	if may&viewChannel == 0 {
		return 0
	}
	return may
}
