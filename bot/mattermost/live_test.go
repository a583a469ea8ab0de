package mattermost

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/internal/fakemattermost"
	"beirat/storage"
	"beirat/words"
)

// live is the adapter on a server, with people who use the server as their own
// clients do. The program behind it answers as the test says.
type live struct {
	t       *testing.T
	m       *Mattermost
	url     string
	admin   *client
	people  map[string]*client // by name
	ids     map[string]string  // of people
	team    string
	channel string // where the bot and anna are
	direct  string // of anna and the bot

	mu     sync.Mutex
	events []chat.Event
	answer func(chat.Event) chat.Reply
}

// servers are the fake and, where there is one, the real server.
func servers(t *testing.T, run func(t *testing.T, l *live, fake *fakemattermost.Server)) {
	t.Run("fake", func(t *testing.T) {
		fake := fakemattermost.New(fakemattermost.Options{})
		t.Cleanup(fake.Close)
		run(t, newLive(t, fake.URL, fake.AdminToken), fake)
	})
	t.Run("real", func(t *testing.T) {
		url, token := os.Getenv("BEIRAT_TEST_MATTERMOST"), os.Getenv("BEIRAT_TEST_MATTERMOST_ADMIN_TOKEN")
		if url == "" || token == "" {
			t.Skip("BEIRAT_TEST_MATTERMOST and BEIRAT_TEST_MATTERMOST_ADMIN_TOKEN name no real server")
		}
		run(t, newLive(t, url, token), nil)
	})
}

func newLive(t *testing.T, url, adminToken string) *live {
	t.Helper()
	l := &live{t: t, url: url, admin: newClient(url, adminToken), people: map[string]*client{}, ids: map[string]string{}}
	ctx := t.Context()
	me, err := l.admin.me(ctx)
	l.no(err)
	team, err := answered[model.Team](ctx, l.admin, http.MethodPost, "/teams", &model.Team{Name: "t" + model.NewId(), DisplayName: "Stadt", Type: model.TeamOpen})
	l.no(err)
	channel, err := answered[model.Channel](ctx, l.admin, http.MethodPost, "/channels", &model.Channel{TeamId: team.Id, Name: "beirat", DisplayName: "Beirat", Type: model.ChannelTypePrivate})
	l.no(err)
	l.team, l.channel = team.Id, channel.Id
	var bot model.Bot
	if user, err := l.admin.userNamed(ctx, "live-robot"); err == nil {
		bot.UserId = user.Id
	} else {
		l.no(l.admin.call(ctx, http.MethodPost, "/bots", map[string]any{"username": "live-robot"}, &bot))
	}
	l.join("robot", bot.UserId)
	for _, name := range []string{"anna", "bert"} {
		user, err := l.admin.userNamed(ctx, "live-"+name)
		if err != nil {
			user, err = answered[model.User](ctx, l.admin, http.MethodPost, "/users", map[string]any{
				"username": "live-" + name, "email": name + "@live.example.org", "password": "Geheim-12345!", "locale": "de"})
		}
		l.no(err)
		l.join(name, user.Id)
	}
	direct, err := l.admin.directChannel(ctx, l.ids["robot"], l.ids["anna"])
	if err != nil { // an admin may not, a person may
		direct, err = l.people["anna"].directChannel(ctx, l.ids["robot"], l.ids["anna"])
	}
	l.no(err)
	l.direct = direct.Id

	door := httptest.NewServer(nil)
	t.Cleanup(door.Close)
	db, err := storage.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "beirat.db"), time.Now)
	l.no(err)
	t.Cleanup(func() { _ = db.Close() })
	l.no(db.Migrate(ctx))
	l.m = New(Options{URL: url, Token: l.people["robot"].token, Callback: door.URL, Secret: []byte("secret"), Memory: db,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	door.Config.Handler = l.m.Callbacks(l)
	trigger := "x" + strings.ToLower(model.NewId())
	command, err := answered[model.Command](ctx, l.admin, http.MethodPost, "/commands", &model.Command{TeamId: team.Id, Trigger: trigger,
		Method: model.CommandMethodPost, URL: door.URL + CommandPath, CreatorId: me.Id})
	l.no(err)
	l.no(db.Remember(ctx, Name, CommandToken(team.Id, trigger), []byte(TokenHash(command.Token))))
	l.ids["trigger"] = trigger
	l.reply("gut")
	return l
}

func (l *live) no(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

// join makes somebody a member of team and channel, with a token.
func (l *live) join(name, id string) {
	l.t.Helper()
	ctx := l.t.Context()
	l.ids[name] = id
	token, err := answered[model.UserAccessToken](ctx, l.admin, http.MethodPost, "/users/"+id+"/tokens", map[string]string{"description": "live"})
	l.no(err)
	l.people[name] = newClient(l.url, token.Token)
	l.no(l.admin.call(ctx, http.MethodPost, "/teams/"+l.team+"/members", map[string]string{"team_id": l.team, "user_id": id}, nil))
	l.no(l.admin.call(ctx, http.MethodPost, "/channels/"+l.channel+"/members", map[string]string{"user_id": id}, nil))
}

func (l *live) Handle(_ context.Context, e chat.Event) chat.Reply {
	l.mu.Lock()
	l.events = append(l.events, e)
	answer := l.answer
	l.mu.Unlock()
	return answer(e)
}

func (l *live) InWords(_ words.Language, f *chat.Form) chat.Message {
	return chat.Say(chat.Written("in Worten: " + f.Command))
}

func (l *live) reply(text string, blocks ...chat.Block) {
	l.does(func(chat.Event) chat.Reply {
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.Written(text)).With(blocks...)}, Language: "de"}
	})
}

func (l *live) does(answer func(chat.Event) chat.Reply) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.answer = answer
}

func (l *live) handled() []chat.Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]chat.Event(nil), l.events...)
}

// listen runs Listen until the function it gives is called. What is said from
// now on is meant for it, however late it begins.
func (l *live) listen() (stop func()) {
	ctx, cancel := context.WithCancel(l.t.Context())
	_, before, err := l.m.options.Memory.Recall(ctx, Name, heardFrom)
	l.no(err)
	if !before {
		l.no(l.m.options.Memory.Remember(ctx, Name, heardFrom, strconv.AppendInt(nil, time.Now().UnixMilli(), 10)))
	}
	var listening sync.WaitGroup
	listening.Go(func() {
		if err := l.m.Listen(ctx, l); err != nil {
			l.t.Errorf("listening: %v", err)
		}
	})
	return sync.OnceFunc(func() { cancel(); listening.Wait() })
}

func (l *live) says(who, channel, text string, props model.StringInterface) *model.Post {
	l.t.Helper()
	post := &model.Post{ChannelId: channel, Message: text}
	post.SetProps(props)
	post, err := l.people[who].createPost(l.t.Context(), post)
	l.no(err)
	return post
}

// ear is the client of a person: it hears what the server tells.
type ear struct {
	l    *live
	conn *websocket.Conn
}

func (l *live) ear(who string) *ear {
	l.t.Helper()
	header := http.Header{"Authorization": {"Bearer " + l.people[who].token}}
	conn, _, err := websocket.DefaultDialer.DialContext(l.t.Context(), "ws"+strings.TrimPrefix(l.url, "http")+"/api/v4/websocket", header)
	l.no(err)
	l.t.Cleanup(func() { _ = conn.Close() })
	e := &ear{l, conn}
	e.until("hello", func(map[string]any) bool { return true })
	return e
}

// until waits for an event of a kind that fits.
func (e *ear) until(kind string, fits func(data map[string]any) bool) map[string]any {
	e.l.t.Helper()
	_ = e.conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	for {
		var told struct {
			Event string         `json:"event"`
			Data  map[string]any `json:"data"`
		}
		if err := e.conn.ReadJSON(&told); err != nil {
			e.l.t.Fatalf("waiting for %s: %v", kind, err)
		}
		if told.Event == kind && fits(told.Data) {
			return told.Data
		}
	}
}

// post waits for a post of a kind of event that says something.
func (e *ear) post(kind, text string) *model.Post {
	e.l.t.Helper()
	var post model.Post
	e.until(kind, func(data map[string]any) bool {
		written, _ := data["post"].(string)
		post = model.Post{}
		return json.Unmarshal([]byte(written), &post) == nil && strings.Contains(post.Message+fmt.Sprint(post.GetProp("attachments")), text)
	})
	return &post
}

func (e *ear) dialog() model.OpenDialogRequest {
	e.l.t.Helper()
	data := e.until("open_dialog", func(map[string]any) bool { return true })
	var d model.OpenDialogRequest
	e.l.no(json.Unmarshal([]byte(data["dialog"].(string)), &d))
	return d
}

func (l *live) command(who, channel, text string) error {
	return l.people[who].call(l.t.Context(), http.MethodPost, "/commands/execute",
		&model.CommandArgs{TeamId: l.team, ChannelId: channel, Command: strings.TrimSpace("/" + l.ids["trigger"] + " " + text)}, nil)
}

// press presses the first button of a post that the person sees.
func (l *live) press(who string, p *model.Post) error {
	l.t.Helper()
	for _, attachment := range p.Attachments() {
		for _, action := range attachment.Actions {
			return l.people[who].call(l.t.Context(), http.MethodPost, "/posts/"+p.Id+"/actions/"+action.Id, map[string]string{"cookie": action.Cookie}, nil)
		}
	}
	l.t.Fatalf("the post has no button: %v", p)
	return nil
}

func (l *live) submit(who string, d model.OpenDialogRequest, values map[string]any) *model.SubmitDialogResponse {
	l.t.Helper()
	r, err := answered[model.SubmitDialogResponse](l.t.Context(), l.people[who], http.MethodPost, "/actions/dialogs/submit", &model.SubmitDialogRequest{
		URL: d.URL, CallbackId: d.Dialog.CallbackId, State: d.Dialog.State, ChannelId: l.channel, TeamId: l.team, Submission: values})
	l.no(err)
	return r
}
