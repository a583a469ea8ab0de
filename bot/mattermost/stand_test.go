package mattermost

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/storage"
	"beirat/words"
)

// stand is the adapter between a server and a program that only note what
// reaches them: for attacks on what comes in.
type stand struct {
	*testing.T
	*Mattermost
	bot      string // addresses of everything are its own
	anna     string
	bert     string
	team     string
	channel  string
	own      string // a post of the bot in channel
	token    string // of the command /beirat in team
	log      *bytes.Buffer
	file     string // the database's
	callback http.Handler

	mu      sync.Mutex
	key     *ecdsa.PrivateKey
	asked   map[string]int // calls of the server, by method and path
	posts   map[string]*model.Post
	direct  []string // texts that the bot wrote
	dialogs []model.OpenDialogRequest
	late    []model.CommandResponse
	members map[string]bool        // "CHANNEL/USER" and "TEAM/USER"
	teams   map[string]string      // of the channels where the bot is
	users   map[string]*model.User // who is not as everybody is
	hidden  map[string]bool        // posts in channels where the bot is not
	events  []chat.Event
	answer  func(chat.Event) chat.Reply
}

func newStand(t *testing.T) *stand {
	t.Helper()
	s := &stand{T: t, bot: model.NewId(), anna: model.NewId(), bert: model.NewId(), team: model.NewId(), channel: model.NewId(),
		own: model.NewId(), token: model.NewId(), asked: map[string]int{}, posts: map[string]*model.Post{}, members: map[string]bool{},
		teams: map[string]string{}, users: map[string]*model.User{}, hidden: map[string]bool{}, log: &bytes.Buffer{}}
	s.rotate()
	s.posts[s.own] = &model.Post{Id: s.own, UserId: s.bot, ChannelId: s.channel}
	s.members[s.channel+"/"+s.anna] = true
	s.teams[s.channel] = s.team
	server := httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(server.Close)
	s.file = filepath.Join(t.TempDir(), "beirat.db")
	db, err := storage.Open(t.Context(), "sqlite:"+s.file, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := db.Remember(t.Context(), Name, CommandToken(s.team, "beirat"), []byte(TokenHash(s.token))); err != nil {
		t.Fatal(err)
	}
	s.Mattermost = New(Options{URL: server.URL, Token: "bot-token", Callback: "http://beirat.example", Secret: []byte("secret"),
		Memory: db, Log: slog.New(slog.NewTextHandler(s.log, nil))})
	s.answer = func(chat.Event) chat.Reply {
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.Written("gut"))}, Language: "de"}
	}
	s.callback = s.Callbacks(s)
	return s
}

// Handle and InWords are the program behind the adapter.
func (s *stand) Handle(_ context.Context, e chat.Event) chat.Reply {
	s.mu.Lock()
	s.events = append(s.events, e)
	answer := s.answer
	s.mu.Unlock()
	return answer(e)
}

func (s *stand) InWords(_ words.Language, f *chat.Form) chat.Message {
	return chat.Say(chat.Written("in Worten: " + f.Command))
}

// serve is the server, as far as the adapter asks it here.
func (s *stand) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	path := strings.TrimPrefix(r.URL.Path, "/api/v4")
	s.asked[r.Method+" "+path]++
	parts := strings.Split(strings.Trim(path, "/"), "/")
	say := func(v any) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(v)
	}
	switch {
	case path == "/config/client":
		der, _ := x509.MarshalPKIXPublicKey(&s.key.PublicKey)
		say(map[string]string{"AsymmetricSigningPublicKey": base64.StdEncoding.EncodeToString(der)})
	case path == "/users/me":
		say(&model.User{Id: s.bot, Username: "beirat", IsBot: true})
	case path == "/channels/direct":
		var two []string
		_ = json.Unmarshal(body, &two)
		say(&model.Channel{Id: "direct" + two[1][6:], Type: model.ChannelTypeDirect})
	case path == "/posts" && r.Method == http.MethodPost:
		var p model.Post
		_ = json.Unmarshal(body, &p)
		p.Id, p.UserId = model.NewId(), s.bot
		s.posts[p.Id] = &p
		s.direct = append(s.direct, p.ChannelId+": "+p.Message)
		say(&p)
	case path == "/actions/dialogs/open":
		var d model.OpenDialogRequest
		_ = json.Unmarshal(body, &d)
		s.dialogs = append(s.dialogs, d)
		say(map[string]string{"status": "OK"})
	case strings.HasPrefix(path, "/hooks/commands/"):
		var c model.CommandResponse
		_ = json.Unmarshal(body, &c)
		s.late = append(s.late, c)
	case parts[0] == "users" && len(parts) == 2 && s.users[parts[1]] != nil:
		say(s.users[parts[1]])
	case parts[0] == "users" && len(parts) == 2:
		say(&model.User{Id: parts[1], Username: "u" + parts[1], Locale: "de"})
	case parts[0] == "posts" && s.hidden[parts[1]], parts[0] == "channels" && s.teams[parts[1]] == "":
		w.WriteHeader(http.StatusForbidden)
		say(map[string]any{"id": "permissions", "status_code": 403})
	case parts[0] == "posts" && s.posts[parts[1]] != nil:
		say(s.posts[parts[1]])
	case parts[0] == "channels" && len(parts) == 4 && s.members[parts[1]+"/"+parts[3]]:
		say(&model.ChannelMember{ChannelId: parts[1], UserId: parts[3]})
	case parts[0] == "channels" && len(parts) == 2:
		say(&model.Channel{Id: parts[1], TeamId: s.teams[parts[1]]})
	case parts[0] == "teams" && len(parts) == 4 && s.members[parts[1]+"/"+parts[3]]:
		say(&model.TeamMember{TeamId: parts[1], UserId: parts[3]})
	default:
		w.WriteHeader(http.StatusNotFound)
		say(map[string]any{"id": "not_found", "status_code": 404})
	}
}

// rotate gives the server another signing key.
func (s *stand) rotate() {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		s.Fatal(err)
	}
	s.mu.Lock()
	s.key = key
	s.mu.Unlock()
}

// trigger is what the server signs for a user now.
func (s *stand) trigger(user string) string {
	_, trigger, err := model.GenerateTriggerId(user, s.key)
	if err != nil {
		s.Fatal(err)
	}
	return trigger
}

// sent is a callback as it arrives.
type sent struct {
	path, kind, method string
	query              string
	header             map[string]string
	remote             string
	body               []byte
}

func (s *stand) do(c sent) *httptest.ResponseRecorder {
	if c.method == "" {
		c.method = http.MethodPost
	}
	r := httptest.NewRequest(c.method, c.path+c.query, bytes.NewReader(c.body))
	r.Header.Set("Content-Type", c.kind)
	for name, value := range c.header {
		r.Header.Set(name, value)
	}
	if c.remote != "" {
		r.RemoteAddr = c.remote
	}
	w := httptest.NewRecorder()
	s.callback.ServeHTTP(w, r)
	return w
}

func jsonSent(path string, v any) sent {
	body, _ := json.Marshal(v)
	return sent{path: path, kind: "application/json", body: body}
}

// click is a click of anna's on a button of the bot's post, as the server sends it.
func (s *stand) click() *model.PostActionIntegrationRequest {
	return &model.PostActionIntegrationRequest{UserId: s.anna, UserName: "anna", ChannelId: s.channel, ChannelName: "beirat",
		TeamId: s.team, PostId: s.own, TriggerId: s.trigger(s.anna), Type: model.PostActionTypeButton, Context: s.seal.action(vote, "")}
}

var vote = chat.Action{Name: "poll.vote", Args: map[string]string{"poll": "12", "choice": "yes"}}

// commanded is a command of anna's, as the server sends it.
func (s *stand) commanded() (url.Values, sent) {
	values := url.Values{"token": {s.token}, "team_id": {s.team}, "channel_id": {s.channel}, "channel_name": {"beirat"},
		"user_id": {s.anna}, "user_name": {"anna"}, "command": {"/beirat"}, "text": {"hilfe"}, "trigger_id": {s.trigger(s.anna)},
		"response_url": {"http://elsewhere.example/hooks/commands/" + model.NewId()}}
	return values, sent{path: CommandPath, kind: "application/x-www-form-urlencoded",
		header: map[string]string{"Authorization": "Token " + s.token}}
}

// form opens a form for anna and gives what its sending looks like.
func (s *stand) form() *model.SubmitDialogRequest {
	s.Helper()
	form := &chat.Form{Command: "poll.create", Title: chat.Written("Neue Abstimmung"), Fixed: map[string]string{"where": "3"},
		Fields: []chat.Field{{Name: "question", Label: chat.Written("Frage"), Kind: chat.Line, Max: 300}, {Name: "until", Label: chat.Written("Frist"), Kind: chat.Line}}}
	x := exchange{account: account{ID: s.anna, Locale: "de"}, trigger: s.trigger(s.anna)}
	x.event.Place = chat.Place{Server: s.team, Channel: s.channel}
	if err := s.openForm(s.Context(), x, chat.Reply{Form: form, Language: "de"}); err != nil {
		s.Fatal(err)
	}
	opened := s.dialogs[len(s.dialogs)-1]
	return &model.SubmitDialogRequest{Type: "dialog_submission", State: opened.Dialog.State, UserId: s.anna,
		ChannelId: s.channel, TeamId: s.team, Submission: map[string]any{"question": "Wer?", "until": "Freitag"}}
}

// handled is what reached the program.
func (s *stand) handled() []chat.Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]chat.Event(nil), s.events...)
}
