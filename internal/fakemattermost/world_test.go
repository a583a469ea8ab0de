package fakemattermost_test

import (
	"bytes"
	"cmp"
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"
)

// world is a server, fake or real, with a team of people to try things with:
// anna and bert are members, cora is not; robot is a bot.
type world struct {
	t           *testing.T
	url         string
	tokens      map[string]string // person → token
	ids         map[string]string // person, team, channel … → id
	integration *integration
}

func newWorld(t *testing.T, url, admin string) *world {
	w := &world{t: t, url: url, tokens: map[string]string{"admin": admin}, ids: map[string]string{}, integration: newIntegration(t)}
	w.ids["admin"] = w.must("admin", "GET", "/users/me", nil).text("id")
	for _, name := range []string{"anna", "bert", "cora"} {
		w.person(name)
	}
	w.robot()
	name := "t" + model.NewId()
	team := w.must("admin", "POST", "/teams", map[string]any{"name": name, "display_name": "Stadt", "type": "O"})
	w.ids["team"] = team.text("id")
	w.ids["TEAM"] = name
	for _, name := range []string{"anna", "bert", "robot"} {
		w.must("admin", "POST", "/teams/"+w.ids["team"]+"/members", map[string]any{"team_id": w.ids["team"], "user_id": w.ids[name]})
	}
	for _, name := range []string{"open", "closed"} {
		kind := map[string]string{"open": "O", "closed": "P"}[name]
		channel := w.must("admin", "POST", "/channels", map[string]any{"team_id": w.ids["team"], "name": name, "display_name": name, "type": kind})
		w.ids[name] = channel.text("id")
		for _, member := range []string{"anna", "bert", "robot"} {
			w.must("admin", "POST", "/channels/"+w.ids[name]+"/members", map[string]any{"user_id": w.ids[member]})
		}
	}
	w.ids["direct"] = w.must("robot", "POST", "/channels/direct", []string{w.ids["robot"], w.ids["anna"]}).text("id")
	return w
}

// person finds or makes somebody, so that a real server does not fill up.
func (w *world) person(name string) {
	found := w.call("admin", "GET", "/users/username/probe-"+name, nil)
	if found.status == http.StatusNotFound {
		found = w.must("admin", "POST", "/users", map[string]any{
			"username": "probe-" + name, "email": name + "@probe.example.org", "password": "Geheim-12345!", "locale": "de"})
	}
	w.ids[name] = found.text("id")
	w.must("admin", "PUT", "/users/"+w.ids[name]+"/active", map[string]any{"active": true})
	w.tokens[name] = w.must("admin", "POST", "/users/"+w.ids[name]+"/tokens", map[string]any{"description": "probe"}).text("token")
}

// robot is a new one in every world: direct channels last as long as their bot.
func (w *world) robot() {
	w.ids["ROBOT"] = "robot-" + model.NewId()
	w.ids["robot"] = w.must("admin", "POST", "/bots", map[string]any{"username": w.ids["ROBOT"], "display_name": "Robot"}).text("user_id")
	w.tokens["robot"] = w.must("admin", "POST", "/users/"+w.ids["robot"]+"/tokens", map[string]any{"description": "probe"}).text("token")
}

// heard is an answer.
type heard struct {
	status int
	body   any
	raw    string
}

func (h heard) text(key string) string {
	m, _ := h.body.(map[string]any)
	s, _ := m[key].(string)
	return s
}

func (w *world) call(who, method, path string, body any) heard {
	w.t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	default:
		text, err := json.Marshal(body)
		if err != nil {
			w.t.Fatal(err)
		}
		reader = bytes.NewReader(text)
	}
	if !strings.HasPrefix(path, "/hooks") {
		path = "/api/v4" + path
	}
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.url+path, reader)
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if who != "" {
		r.Header.Set("Authorization", "Bearer "+cmp.Or(w.tokens[who], who))
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		w.t.Fatalf("%s %s: %v", method, path, err)
	}
	return heardJSON(response.StatusCode, raw)
}

func heardJSON(status int, raw []byte) heard {
	h := heard{status: status, raw: string(raw)}
	_ = json.Unmarshal(raw, &h.body) // what is no JSON has no body
	return h
}

func (w *world) must(who, method, path string, body any) heard {
	w.t.Helper()
	h := w.call(who, method, path, body)
	if h.status >= 300 {
		w.t.Fatalf("%s %s as %s: %d %s", method, path, who, h.status, h.raw)
	}
	return h
}

// masked is a value as text in which ids, moments and addresses are the same
// on every server.
func (w *world) masked(v any) string {
	text, err := json.Marshal(w.told(v))
	if err != nil {
		w.t.Fatal(err)
	}
	s := string(text)
	for name, id := range w.ids {
		s = strings.ReplaceAll(s, id, "<"+name+">")
	}
	for _, address := range []string{w.url, strings.TrimPrefix(w.url, "http://")} {
		s = strings.ReplaceAll(s, address, "<server>")
	}
	s = strings.ReplaceAll(s, w.integration.URL, "<integration>")
	s = regexp.MustCompile(`<(robot|anna|cora|NEW)>__<(robot|anna|cora|NEW)>`).ReplaceAllString(s, "<direct name>")
	s = regexp.MustCompile(`\b[a-z0-9]{26}\b`).ReplaceAllString(s, "<id>")
	s = regexp.MustCompile(`\b1[0-9]{12}\b`).ReplaceAllString(s, "<ms>")
	s = regexp.MustCompile(`\b[A-Za-z0-9+/]{100,}={0,2}`).ReplaceAllString(s, "<signed>")
	return s
}

// told drops what servers word as they like, and opens JSON inside of JSON.
func (w *world) told(v any) any {
	switch x := v.(type) {
	case map[string]any:
		copied := map[string]any{}
		for key, value := range x {
			copied[key] = w.told(value)
		}
		for _, newer := range []string{"autotranslation", "autotranslation_disabled", "managed_category_name", "policy_is_active", "failed_attempts"} {
			delete(copied, newer) // the model knows them already, or they count what was before
		}
		if _, drawn := x["mini_preview"].(string); drawn {
			copied["mini_preview"] = "<picture>"
		}
		if _, isError := x["status_code"]; isError {
			delete(copied, "message")
			delete(copied, "detailed_error")
			delete(copied, "request_id")
		}
		return copied
	case []any:
		copied := []any{}
		for _, value := range x {
			copied = append(copied, w.told(value))
		}
		return copied
	case string:
		var inner any
		if (strings.HasPrefix(x, "{") || strings.HasPrefix(x, "[")) && json.Unmarshal([]byte(x), &inner) == nil {
			return w.told(inner)
		}
	}
	return v
}

// post says something and gives the id.
func (w *world) post(who, channel string, more map[string]any) string {
	w.t.Helper()
	body := map[string]any{"channel_id": w.ids[channel], "message": "Hallo"}
	for key, value := range more {
		body[key] = value
	}
	return w.must(who, "POST", "/posts", body).text("id")
}

// ear hears what a person's client is told.
type ear struct {
	w          *world
	who        string
	connection *websocket.Conn
}

const patience = 10 * time.Second

func (w *world) listen(who string) *ear {
	w.t.Helper()
	header := http.Header{"Authorization": {"Bearer " + w.tokens[who]}}
	connection, _, err := websocket.DefaultDialer.DialContext(w.t.Context(), "ws"+strings.TrimPrefix(w.url, "http")+"/api/v4/websocket", header)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { connection.Close() })
	e := &ear{w: w, who: who, connection: connection}
	e.until("hello")
	return e
}

func (e *ear) next() map[string]any {
	e.w.t.Helper()
	_ = e.connection.SetReadDeadline(time.Now().Add(patience))
	var v map[string]any
	if err := e.connection.ReadJSON(&v); err != nil {
		e.w.t.Fatalf("websocket of %s: %v", e.who, err)
	}
	return v
}

func (e *ear) until(kind string) map[string]any {
	e.w.t.Helper()
	for {
		if v := e.next(); v["event"] == kind {
			return v
		}
	}
}

// everything is what was told up to now of the given kinds.
func (e *ear) everything(kinds ...string) []any {
	e.w.t.Helper()
	mark := model.NewId()
	e.w.must(e.who, "PUT", "/users/me/preferences", []map[string]any{{"user_id": e.w.ids[e.who], "category": "probe", "name": "mark", "value": mark}})
	list := []any{}
	for {
		v := e.next()
		kind, _ := v["event"].(string)
		if data, _ := v["data"].(map[string]any); kind == "preferences_changed" && strings.Contains(data["preferences"].(string), mark) {
			return list
		}
		if slices.Contains(kinds, kind) {
			delete(v, "seq")
			list = append(list, v)
		}
	}
}

// integration is what the server calls: it answers as it was told and keeps
// what it was asked.
type integration struct {
	*httptest.Server
	mu     sync.Mutex
	answer string
	status int
	asked  []string // bodies
	header http.Header
}

func newIntegration(t *testing.T) *integration {
	i := &integration{status: http.StatusOK}
	i.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		i.mu.Lock()
		defer i.mu.Unlock()
		i.asked, i.header = append(i.asked, string(body)), r.Header.Clone()
		rw.Header().Set("Content-Type", "application/json")
		rw.WriteHeader(i.status)
		_, _ = rw.Write([]byte(i.answer))
	}))
	t.Cleanup(i.Close)
	return i
}

func (i *integration) will(status int, answer string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.status, i.answer, i.asked = status, answer, nil
}

func (i *integration) last() string {
	i.mu.Lock()
	defer i.mu.Unlock()
	if len(i.asked) == 0 {
		return ""
	}
	return i.asked[len(i.asked)-1]
}

// socket is a connection that nobody has proved to be theirs.
func (w *world) socket() *ear {
	w.t.Helper()
	connection, _, err := websocket.DefaultDialer.DialContext(w.t.Context(), "ws"+strings.TrimPrefix(w.url, "http")+"/api/v4/websocket", nil)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { connection.Close() })
	return &ear{w: w, who: "nobody", connection: connection}
}

// untilHas waits for something that has a key.
func (e *ear) untilHas(key string) map[string]any {
	e.w.t.Helper()
	for {
		if v := e.next(); v[key] != nil {
			return v
		}
	}
}

// signer is who a trigger was signed for, by the key that the server publishes.
func signer(key, trigger string) string {
	der, err := base64.StdEncoding.DecodeString(key)
	if err != nil {
		return err.Error()
	}
	public, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return err.Error()
	}
	_, user, problem := model.DecodeAndVerifyTriggerId(trigger, &ecdsa.PrivateKey{PublicKey: *public.(*ecdsa.PublicKey)}, time.Minute)
	if problem != nil {
		return problem.Id
	}
	return user
}
