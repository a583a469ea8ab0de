package fakediscord

import "slices"

// Add makes somebody a member, or an administrator.
func (g *Guild) Add(u *User, admin bool) {
	s := g.server
	s.mu.Lock()
	defer s.mu.Unlock()
	m := g.join(u)
	if !admin {
		return
	}
	for _, r := range g.roles {
		if r.Name == "Administration" && r.managed == "" {
			m.roles = append(m.roles, r.ID)
			return
		}
	}
	m.roles = append(m.roles, g.newRole("Administration", Administrator).ID)
}

func (g *Guild) join(u *User) *member {
	m := &member{user: u, joined: g.server.options.Now()}
	g.members[u.ID] = m
	return m
}

// Remove takes somebody, or a bot's own account, out of the guild.
func (g *Guild) Remove(u *User) {
	s := g.server
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(g.members, u.ID)
	s.change()
}

// Nick gives a member another name in this guild.
func (g *Guild) Nick(u *User, name string) {
	s := g.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if m := g.members[u.ID]; m != nil {
		m.nick = name
	}
}

// NewRole makes a role that nobody has.
func (g *Guild) NewRole(name string, permissions int64) *Role {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	return g.newRole(name, permissions)
}

func (g *Guild) newRole(name string, permissions int64) *Role {
	r := &Role{ID: g.server.id(), Name: name, Permissions: permissions, position: len(g.roles)}
	g.roles = append(g.roles, r)
	return r
}

// Grant gives a member a role.
func (g *Guild) Grant(u *User, r *Role) {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	if m := g.members[u.ID]; m != nil && !slices.Contains(m.roles, r.ID) {
		m.roles = append(m.roles, r.ID)
	}
}

// Roles are the guild's, the first being @everyone.
func (g *Guild) Roles() []Role {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	var roles []Role
	for _, r := range g.roles {
		roles = append(roles, *r)
	}
	return roles
}

// Invite lets a bot into a guild with permissions of its own, by a role that
// has its name. Invited again, it has the new permissions.
func (s *Server) Invite(a *Application, g *Guild, permissions int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if m := g.members[a.BotID]; m != nil {
		for _, r := range g.roles {
			if r.managed == a.ID {
				r.Permissions = permissions
			}
		}
		return
	}
	m := g.join(a.bot)
	r := g.newRole(a.Name, permissions)
	r.managed = a.ID
	m.roles = append(m.roles, r.ID)
	s.tell(a, "GUILD_CREATE", intentGuilds, s.guildCreated(g))
	s.change()
}

// Expel takes a bot out of a guild.
func (s *Server) Expel(a *Application, g *Guild) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(g.members, a.BotID)
	g.roles = slices.DeleteFunc(g.roles, func(r *Role) bool { return r.managed == a.ID })
	s.tell(a, "GUILD_DELETE", intentGuilds, map[string]any{"id": g.ID})
	s.change()
}
