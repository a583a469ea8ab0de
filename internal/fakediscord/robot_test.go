package fakediscord_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"beirat/internal/fakediscord"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, // connections of the tests' own client may idle
		goleak.IgnoreAnyFunction("net/http.(*persistConn).readLoop"), goleak.IgnoreAnyFunction("net/http.(*persistConn).writeLoop"))
}

// town is a guild with a channel, a bot and two people: eva, whose client
// speaks German, administers it.
type town struct {
	*fakediscord.Server
	app      *fakediscord.Application
	guild    *fakediscord.Guild
	hall     *fakediscord.Channel
	eva, tom *fakediscord.User
}

func newTown(t *testing.T, o fakediscord.Options) *town {
	t.Helper()
	s := fakediscord.New(o)
	t.Cleanup(s.Close)
	w := &town{Server: s, app: s.NewApplication("Beirat"), guild: s.NewGuild("Musterstadt")}
	w.hall, w.eva, w.tom = w.guild.NewChannel("beirat"), s.NewUser("eva", "de"), s.NewUser("tom", "en-US")
	w.guild.Add(w.eva, true)
	w.guild.Add(w.tom, false)
	s.Invite(w.app, w.guild, fakediscord.ViewChannel|fakediscord.SendMessages|fakediscord.EmbedLinks|fakediscord.AttachFiles|fakediscord.CreateEvents)
	return w
}

func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// answered is what came of a call.
type answered struct {
	status int
	header http.Header
	raw    []byte
	body   map[string]any
}

func (a answered) code() int {
	code, _ := a.body["code"].(float64)
	return int(code)
}

// call asks the API as the bot.
func (w *town) call(t *testing.T, method, path string, body any) answered {
	t.Helper()
	a, err := w.try(method, path, body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return a
}

func (w *town) try(method, path string, body any) (a answered, err error) {
	raw, is := body.([]byte)
	if !is && body != nil {
		if raw, err = json.Marshal(body); err != nil {
			return a, err
		}
	}
	return w.send(method, path, "application/json", raw)
}

func (w *town) send(method, path, kind string, raw []byte) (a answered, err error) {
	r, err := http.NewRequest(method, w.URL()+"/api/v10"+path, bytes.NewReader(raw))
	if err != nil {
		return a, err
	}
	r.Header.Set("Authorization", "Bot "+w.app.Token)
	if raw != nil {
		r.Header.Set("Content-Type", kind)
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return a, err
	}
	defer response.Body.Close()
	if a.raw, err = io.ReadAll(response.Body); err != nil {
		return a, err
	}
	a.status, a.header = response.StatusCode, response.Header
	_ = json.Unmarshal(a.raw, &a.body)
	return a, nil
}

// must wants an answer that says yes.
func (w *town) must(t *testing.T, method, path string, body any) answered {
	t.Helper()
	a := w.call(t, method, path, body)
	if a.status >= 300 {
		t.Fatalf("%s %s: %d %s", method, path, a.status, a.raw)
	}
	return a
}

// refused wants an answer that says no.
func (w *town) refused(t *testing.T, status, code int, method, path string, body any) answered {
	t.Helper()
	a := w.call(t, method, path, body)
	if a.status != status || a.code() != code {
		t.Errorf("%s %s: %d %s, want %d with the code %d", method, path, a.status, a.raw, status, code)
	}
	return a
}

func (w *town) peaceful(t *testing.T) {
	t.Helper()
	if found := w.Violations(); len(found) > 0 {
		t.Errorf("violations: %q", found)
	}
}

type fields = map[string]any

// heard is what the gateway said.
type heard struct {
	Op       int             `json:"op"`
	Data     json.RawMessage `json:"d"`
	Sequence int64           `json:"s"`
	Kind     string          `json:"t"`
}

// interaction is one as the bot hears of it.
type interaction struct {
	ID, Token string
	Type      int
	Data      struct {
		Name       string
		CustomID   string `json:"custom_id"`
		Options    []fields
		Values     []string
		Resolved   fields
		Components []fields
	}
	GuildID   string `json:"guild_id"`
	ChannelID string `json:"channel_id"`
	Member    fields
	User      fields
	Message   fields
	Locale    string
	Context   int
}

// wire is a connection to the gateway.
type wire struct {
	t      *testing.T
	socket *websocket.Conn
	mu     sync.Mutex
}

func (w *town) dial(t *testing.T) *wire {
	t.Helper()
	url, _ := w.must(t, "GET", "/gateway/bot", nil).body["url"].(string)
	socket, _, err := websocket.DefaultDialer.Dial(url+"?v=10&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { socket.Close() })
	k := &wire{t: t, socket: socket}
	if h, err := k.read(); err != nil || h.Op != 10 {
		t.Fatalf("no HELLO: %v %v", h, err)
	}
	return k
}

func (k *wire) read() (h heard, err error) {
	err = k.socket.ReadJSON(&h)
	return h, err
}

// next is the next event or operation of this kind.
func (k *wire) next(op int, kind string) heard {
	k.t.Helper()
	for {
		h, err := k.read()
		if err != nil {
			k.t.Fatalf("waiting for %d %s: %v", op, kind, err)
		}
		if h.Op == op && h.Kind == kind {
			return h
		}
	}
}

func (k *wire) send(op int, data any) {
	k.t.Helper()
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.socket.WriteJSON(fields{"op": op, "d": data}); err != nil {
		k.t.Fatal(err)
	}
}

const intents = 1<<0 | 1<<12

func (w *town) identify(t *testing.T) (k *wire, session string) {
	t.Helper()
	k = w.dial(t)
	k.send(2, fields{"token": w.app.Token, "intents": intents, "properties": fields{}})
	var ready struct {
		Session string `json:"session_id"`
	}
	if err := json.Unmarshal(k.next(0, "READY").Data, &ready); err != nil {
		t.Fatal(err)
	}
	return k, ready.Session
}

// robot answers interactions, one after the other, until the test ends.
func (w *town) robot(t *testing.T, answer func(interaction)) {
	t.Helper()
	k, _ := w.identify(t)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			h, err := k.read()
			if err != nil {
				return
			}
			var i interaction
			if h.Kind == "INTERACTION_CREATE" && json.Unmarshal(h.Data, &i) == nil {
				answer(i)
			}
		}
	}()
	t.Cleanup(func() {
		k.socket.Close()
		<-done
	})
}

func (i interaction) callback() string {
	return fmt.Sprintf("/interactions/%s/%s/callback", i.ID, i.Token)
}

func (w *town) webhook(i interaction, rest string) string {
	return "/webhooks/" + w.app.ID + "/" + i.Token + rest
}

// quiet is a message that mentions nobody.
func quiet(content string, more fields) fields {
	m := fields{"content": content, "allowed_mentions": fields{"parse": []string{}}}
	for name, value := range more {
		m[name] = value
	}
	return m
}

func row(components ...fields) fields { return fields{"type": 1, "components": components} }

func button(id, label string) fields {
	return fields{"type": 2, "style": 1, "custom_id": id, "label": label}
}

func decode(t *testing.T, raw []byte, v any) {
	t.Helper()
	if err := json.Unmarshal(raw, v); err != nil {
		t.Fatal(err)
	}
}
