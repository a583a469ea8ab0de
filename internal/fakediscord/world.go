package fakediscord

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
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
	ended    []*scheduled
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

// Channel is a text channel of a guild, a thread in one, or a direct one.
type Channel struct {
	ID, Name   string
	server     *Server
	guild      *Guild   // nil: direct
	parent     *Channel // of a thread: the channel that it is in
	archives   int      // of a thread: after how many minutes without a message it is put away
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

func random(bytes int) string {
	raw := make([]byte, bytes)
	if _, err := rand.Read(raw); err != nil {
		panic(fmt.Sprintf("fakediscord: random bytes: %v", err))
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}
