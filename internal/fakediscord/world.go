package fakediscord

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"slices"
	"time"
)

// world is who and what there is.
type world struct {
	applications []*Application
	users        map[string]*User // people and bots
	guilds       map[string]*Guild
	channels     map[string]*Channel
	messages     map[string]*message
}

func newWorld() world {
	return world{
		users: map[string]*User{}, guilds: map[string]*Guild{},
		channels: map[string]*Channel{}, messages: map[string]*message{},
	}
}

// Application is a bot as its developer made it.
type Application struct {
	ID, BotID, Token string // Token without the word "Bot"
	Name             string
	server           *Server
	bot              *User
	commands         map[string][]*command // by guild, "" for the global ones
	created          int                   // commands today
	intents          int64                 // privileged ones that the developer switched on
	connections      int                   // that proved who they are
	starts           int                   // IDENTIFYs that are left today
	closed, grant    bool
	endpoint         string
}

// User is somebody with an account.
type User struct {
	ID, Name, Locale string
	server           *Server
	global           string // display name
	bot              *Application
	deaf             bool                // takes no direct messages
	private          []string            // ephemeral messages, in order
	direct           map[string]*Channel // by the other one's id
}

// Guild is a server of Discord, with its members.
type Guild struct {
	ID, Name string
	server   *Server
	owner    string
	roles    []*Role // the first is @everyone
	members  map[string]*member
	channels []*Channel
	events   []*scheduled
}

type member struct {
	user   *User
	nick   string
	roles  []string
	joined time.Time
}

// Role is a role of a guild.
type Role struct {
	ID, Name    string
	Permissions int64
	managed     string // by this application
	position    int
}

// Channel is a text channel of a guild, or a direct one.
type Channel struct {
	ID, Name   string
	server     *Server
	guild      *Guild // nil: direct
	between    [2]*User
	overwrites []overwrite
	messages   []string
}

type overwrite struct {
	ID    string `json:"id"`
	Kind  int    `json:"type"` // 0 role, 1 member
	Allow int64  `json:"allow,string"`
	Deny  int64  `json:"deny,string"`
}

// NewApplication makes a bot that is in no guild yet.
func (s *Server) NewApplication(name string) *Application {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.id()
	bot := s.newUser(name, "en-US")
	a := &Application{ID: id, BotID: bot.ID, Name: name, server: s, bot: bot, commands: map[string][]*command{}, starts: 1000}
	a.Token = base64.RawStdEncoding.EncodeToString([]byte(bot.ID)) + "." + random(5) + "." + random(27)
	bot.bot = a
	s.applications = append(s.applications, a)
	return a
}

// NewUser makes somebody. The locale is that of their client, as "de".
func (s *Server) NewUser(name, locale string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.newUser(name, locale)
}

func (s *Server) newUser(name, locale string) *User {
	u := &User{ID: s.id(), Name: name, Locale: locale, server: s, direct: map[string]*Channel{}}
	s.users[u.ID] = u
	return u
}

// GlobalName is the name that others see.
func (u *User) GlobalName() string {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return u.global
}

// Display gives the user a name that others see.
func (u *User) Display(name string) {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	u.global = name
}

// DMs takes direct messages, or refuses them from now on (50007).
func (u *User) DMs(taken bool) {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	u.deaf = !taken
}

// NewGuild makes a guild without channels, whose owner is somebody unknown.
func (s *Server) NewGuild(name string) *Guild {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := &Guild{ID: s.id(), Name: name, server: s, members: map[string]*member{}}
	g.roles = []*Role{{ID: g.ID, Name: "@everyone", Permissions: Usual}}
	s.guilds[g.ID] = g
	owner := s.newUser("owner"+g.ID, "en-US")
	g.owner = owner.ID
	g.join(owner)
	return g
}

// NewChannel makes a text channel that every member may use.
func (g *Guild) NewChannel(name string) *Channel {
	s := g.server
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &Channel{ID: s.id(), Name: name, server: s, guild: g}
	s.channels[c.ID] = c
	g.channels = append(g.channels, c)
	s.tellGuild(g, "CHANNEL_CREATE", intentGuilds, s.channelData(c))
	return c
}

// Place is the channel as a place to act in.
func (c *Channel) Place() Place { return Place{Channel: c.ID} }

// Place is the direct channel with the bot as a place to act in.
func (a *Application) Place() Place { return Place{DM: a.BotID} }

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

func random(bytes int) string {
	raw := make([]byte, bytes)
	if _, err := rand.Read(raw); err != nil {
		panic(fmt.Sprintf("fakediscord: random bytes: %v", err))
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}
