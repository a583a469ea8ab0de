// Package fakemattermost is the part of a Mattermost 11 server that a bot and
// the people who use it meet: accounts, teams, channels, posts, slash commands,
// buttons, dialogs and the websocket, with the real limits enforced. Everybody
// acts through the REST API with a token of their own, so a test that runs here
// runs against a real server by another address. Where the two differ this
// package is wrong. Requests can be made to fail on purpose (Break).
package fakemattermost

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// Version is what the server says it is.
const Version = "11.1.0"

// Options are what a test may want to be different.
type Options struct {
	Now     func() time.Time // nil: wall time. Signatures of triggers always use wall time
	Plugins []string         // triggers of commands that belong to plugins, in every team
}

// Server listens on loopback until it is closed. Its methods may be called by
// several goroutines.
type Server struct {
	URL        string // without a slash at its end
	AdminToken string // of the first user, a system admin

	now      func() time.Time
	plugins  []string
	address  string
	routes   []route
	faults   faults
	requests sync.WaitGroup // being answered

	transport *http.Transport // to integrations

	up      sync.Mutex // orders Start and Stop
	serving *http.Server
	served  chan struct{}
	ctx     context.Context // of calls to integrations
	cancel  context.CancelFunc

	mu      sync.Mutex // over everything below
	stopped bool
	*data
	pending    map[string]pending // forgotten by a restart
	sockets    []*socket
	key        *ecdsa.PrivateKey
	complaints []string
	latest     int64 // moment that was given out
}

// New starts a server that has one user: a system admin.
func New(o Options) *Server {
	s := &Server{now: o.Now, plugins: o.Plugins, data: newData(), pending: map[string]pending{}, key: newKey()}
	if s.now == nil {
		s.now = time.Now
	}
	s.routes = s.table()
	s.transport = s.outward()
	s.address = "127.0.0.1:0"
	s.Start()
	s.URL = "http://" + s.address
	s.config.ServiceSettings.SiteURL = &s.URL
	s.AdminToken = s.firstUser()
	return s
}

// Close ends every connection and waits until nothing runs any more.
func (s *Server) Close() { s.Stop() }

// Start listens, again on the same address if the server was stopped.
func (s *Server) Start() {
	s.up.Lock()
	defer s.up.Unlock()
	if s.serving != nil {
		return
	}
	listener, err := net.Listen("tcp", s.address)
	if err != nil {
		panic("fakemattermost: listen on " + s.address + ": " + err.Error())
	}
	s.address = listener.Addr().String()
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.serving = &http.Server{Handler: http.HandlerFunc(s.serve), ReadHeaderTimeout: time.Minute}
	s.served = make(chan struct{})
	s.mu.Lock()
	s.stopped = false
	s.mu.Unlock()
	go func(serving *http.Server, served chan struct{}) {
		defer close(served)
		if err := serving.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			panic("fakemattermost: serve: " + err.Error())
		}
	}(s.serving, s.served)
}

// Stop cuts every connection, refuses new ones, and forgets what a Mattermost
// server keeps only in memory. What is in its database stays.
func (s *Server) Stop() {
	s.up.Lock()
	defer s.up.Unlock()
	if s.serving == nil {
		return
	}
	s.cancel()
	s.serving.Close()
	<-s.served
	s.mu.Lock()
	s.stopped = true
	for _, k := range s.sockets {
		k.connection.Close()
	}
	s.pending = map[string]pending{}
	s.mu.Unlock()
	s.requests.Wait()
	s.transport.CloseIdleConnections()
	s.serving = nil
}

// Restart is Stop and Start.
func (s *Server) Restart() {
	s.Stop()
	s.Start()
}

// Rotate gives the server another key to sign triggers with.
func (s *Server) Rotate() {
	key := newKey()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.key = key
}

// Complaints lists what the server only wrote to its log although it was
// against its rules: dialogs and attachments that clients may not show.
func (s *Server) Complaints() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.complaints...)
}

// millis is the moment that something happens at. No two things happen at the
// same one, as a real server is too slow for that.
func (s *Server) millis() int64 {
	s.latest = max(s.latest+1, s.now().UnixMilli())
	return s.latest
}

func newKey() *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic("fakemattermost: make a key: " + err.Error())
	}
	return key
}

// pending is what the server remembers of a pending_post_id.
type pending struct {
	post  string // "" while it is being made
	until time.Time
}

// data is what a restart keeps.
type data struct {
	config         *model.Config
	users          map[string]*model.User
	passwords      map[string]string
	sessions       map[string]string // session token → user
	tokens         map[string]*model.UserAccessToken
	bots           map[string]*model.Bot
	preferences    map[string]map[[2]string]model.Preference
	teams          map[string]*model.Team
	teamMembers    map[string]map[string]*model.TeamMember
	channels       map[string]*model.Channel
	channelMembers map[string]map[string]*model.ChannelMember
	posts          map[string]*model.Post
	inChannel      map[string][]*model.Post // as they came
	files          map[string]*file
	commands       map[string]*model.Command
	hooks          map[string]*hook
	cookieSecret   []byte
}

func newData() *data {
	config := &model.Config{}
	config.SetDefaults()
	config.ServiceSettings.EnableBotAccountCreation = model.NewPointer(true)
	config.ServiceSettings.EnableUserAccessTokens = model.NewPointer(true)
	config.ServiceSettings.AllowedUntrustedInternalConnections = model.NewPointer("127.0.0.1 localhost")
	config.TeamSettings.MaxUsersPerTeam = model.NewPointer(200)
	config.PluginSettings.Enable = model.NewPointer(false)
	return &data{
		config:         config,
		users:          map[string]*model.User{},
		passwords:      map[string]string{},
		sessions:       map[string]string{},
		tokens:         map[string]*model.UserAccessToken{},
		bots:           map[string]*model.Bot{},
		preferences:    map[string]map[[2]string]model.Preference{},
		teams:          map[string]*model.Team{},
		teamMembers:    map[string]map[string]*model.TeamMember{},
		channels:       map[string]*model.Channel{},
		channelMembers: map[string]map[string]*model.ChannelMember{},
		posts:          map[string]*model.Post{},
		inChannel:      map[string][]*model.Post{},
		files:          map[string]*file{},
		commands:       map[string]*model.Command{},
		hooks:          map[string]*hook{},
		cookieSecret:   []byte(model.NewId() + model.NewId())[:32],
	}
}
