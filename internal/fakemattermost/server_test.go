package fakemattermost_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
	"go.uber.org/goleak"

	"beirat/internal/fakemattermost"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, // connections of the tests' own client may idle
		goleak.IgnoreAnyFunction("net/http.(*persistConn).readLoop"), goleak.IgnoreAnyFunction("net/http.(*persistConn).writeLoop"),
		goleak.IgnoreAnyFunction("net/http.(*conn).closeWriteAndWait")) // lingers after a body that was too large
}

// clock is moved by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func newFake(t *testing.T, o fakemattermost.Options) (*fakemattermost.Server, *world) {
	t.Helper()
	s := fakemattermost.New(o)
	t.Cleanup(s.Close)
	return s, newWorld(t, s.URL, s.AdminToken)
}

// try is a request that may come to no answer.
func (w *world) try(who, method, path, body string) (*http.Response, error) {
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.url+"/api/v4"+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+w.tokens[who])
	response, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		response.Body.Close()
	}
	return response, err
}

func (w *world) messages(channel string) (found []string) {
	list := w.must("admin", "GET", "/channels/"+w.ids[channel]+"/posts?per_page=200", nil).body.(map[string]any)
	for _, id := range list["order"].([]any) {
		p := list["posts"].(map[string]any)[id.(string)].(map[string]any)
		if p["type"] == "" {
			found = append([]string{p["message"].(string)}, found...)
		}
	}
	return found
}

func posting(r *http.Request) bool {
	return r.Method == http.MethodPost && r.URL.Path == "/api/v4/posts"
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name   string
		kind   fakemattermost.Kind
		status int // 0: no answer
		done   bool
	}{
		{"what was not done is answered by 503", fakemattermost.DidNot, http.StatusServiceUnavailable, false},
		{"what was done unheard has no answer", fakemattermost.DidUnheard, 0, true},
		{"too many requests are told so in plain text", fakemattermost.TooMany, http.StatusTooManyRequests, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, w := newFake(t, fakemattermost.Options{})
			s.Break(fakemattermost.Fault{Match: posting, Kind: c.kind, Times: 1})
			response, err := w.try("robot", "POST", "/posts", fmt.Sprintf(`{"channel_id":%q,"message":"eins"}`, w.ids["open"]))
			switch {
			case c.status == 0 && err == nil:
				t.Errorf("answered %d, want none", response.StatusCode)
			case c.status != 0 && err != nil:
				t.Errorf("no answer: %v", err)
			case c.status != 0 && response.StatusCode != c.status:
				t.Errorf("answered %d, want %d", response.StatusCode, c.status)
			case c.kind == fakemattermost.TooMany && (response.Header.Get("Retry-After") == "" || strings.Contains(response.Header.Get("Content-Type"), "json")):
				t.Errorf("the headers are %v", response.Header)
			}
			w.post("robot", "open", map[string]any{"message": "zwei"})
			want := "zwei"
			if c.done {
				want = "eins zwei"
			}
			if got := strings.Join(w.messages("open"), " "); got != want {
				t.Errorf("the channel shows %q, want %q", got, want)
			}
		})
	}
}

func TestASlowRequestWaitsUntilItIsLetGo(t *testing.T) {
	s, w := newFake(t, fakemattermost.Options{})
	until, held := make(chan struct{}), make(chan struct{})
	s.Break(fakemattermost.Fault{Times: 1, Kind: fakemattermost.Slow, Until: until, Match: func(r *http.Request) bool {
		if posting(r) {
			close(held)
		}
		return posting(r)
	}})
	var slow sync.WaitGroup
	slow.Go(func() {
		if _, err := w.try("robot", "POST", "/posts", fmt.Sprintf(`{"channel_id":%q,"message":"langsam"}`, w.ids["open"])); err != nil {
			t.Errorf("the slow request failed: %v", err)
		}
	})
	<-held
	w.post("robot", "open", map[string]any{"message": "schnell"})
	close(until)
	slow.Wait()
	if got := strings.Join(w.messages("open"), " "); got != "schnell langsam" {
		t.Errorf("the channel shows %q", got)
	}
}

func TestAMendedFaultStrikesNoMore(t *testing.T) {
	s, w := newFake(t, fakemattermost.Options{})
	mend := s.Break(fakemattermost.Fault{Match: posting, Kind: fakemattermost.DidNot})
	for range 2 {
		if got := w.call("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "message": "x"}).status; got != http.StatusServiceUnavailable {
			t.Errorf("answered %d while it was broken", got)
		}
	}
	mend()
	w.post("robot", "open", nil)
}

func TestAClickMayBeDeliveredTwiceAndOutOfOrder(t *testing.T) {
	s, w := newFake(t, fakemattermost.Options{})
	id := w.post("robot", "open", map[string]any{"message": "", "props": w.buttons()})
	w.integration.will(http.StatusOK, `{"ephemeral_text":"Gut"}`)
	s.Break(fakemattermost.Fault{Outgoing: true, Kind: fakemattermost.Twice, Times: 1})
	anna := w.listen("anna")
	w.must("anna", "POST", "/posts/"+id+"/actions/ja", map[string]any{})
	w.integration.mu.Lock()
	if asked := w.integration.asked; len(asked) != 2 || asked[0] != asked[1] {
		t.Errorf("the integration was asked %q", asked)
	}
	w.integration.mu.Unlock()
	if got := len(anna.everything("ephemeral_message")); got != 1 {
		t.Errorf("the person was told %d times", got)
	}

	w.integration.will(http.StatusOK, `{}`)
	until, held := make(chan struct{}), make(chan struct{})
	s.Break(fakemattermost.Fault{Outgoing: true, Kind: fakemattermost.Slow, Times: 1, Until: until, Match: func(*http.Request) bool { close(held); return true }})
	var first sync.WaitGroup
	first.Go(func() { _, _ = w.try("anna", "POST", "/posts/"+id+"/actions/ja", "{}") })
	<-held
	w.must("bert", "POST", "/posts/"+id+"/actions/ja", map[string]any{})
	close(until)
	first.Wait()
	w.integration.mu.Lock()
	defer w.integration.mu.Unlock()
	if asked := w.integration.asked; len(asked) != 2 || opened(asked[0])["user_id"] != w.ids["bert"] {
		t.Errorf("bert's click, the second, did not arrive first: %q", asked)
	}
}

func TestTheAnswerOfAnIntegrationMayBeLost(t *testing.T) {
	s, w := newFake(t, fakemattermost.Options{})
	id := w.post("robot", "open", map[string]any{"message": "", "props": w.buttons()})
	w.integration.will(http.StatusOK, `{"ephemeral_text":"Gut"}`)
	for kind, asked := range map[fakemattermost.Kind]int{fakemattermost.DidUnheard: 1, fakemattermost.DidNot: 0} {
		w.integration.will(http.StatusOK, `{}`)
		s.Break(fakemattermost.Fault{Outgoing: true, Kind: kind, Times: 1})
		if got := w.call("anna", "POST", "/posts/"+id+"/actions/ja", map[string]any{}); got.text("id") != "api.post.do_action.action_integration.app_error" {
			t.Errorf("kind %d: the person is told %d %s", kind, got.status, got.raw)
		}
		w.integration.mu.Lock()
		if len(w.integration.asked) != asked {
			t.Errorf("kind %d: the integration was asked %d times, want %d", kind, len(w.integration.asked), asked)
		}
		w.integration.mu.Unlock()
	}
}

func TestARestartKeepsWhatIsStoredAndForgetsTheRest(t *testing.T) {
	s, w := newFake(t, fakemattermost.Options{})
	pending := map[string]any{"message": "einmal", "pending_post_id": "x:" + model.NewId()}
	first := w.post("robot", "open", pending)
	anna := w.listen("anna")
	s.Stop()
	if _, _, err := anna.connection.ReadMessage(); err == nil {
		t.Error("the websocket outlived the server")
	}
	if _, err := w.try("robot", "GET", "/users/me", ""); !errors.Is(err, syscall.ECONNREFUSED) && !errors.Is(err, io.EOF) {
		t.Errorf("a stopped server says %v", err)
	}
	s.Start()
	if got := strings.Join(w.messages("open"), " "); got != "einmal" {
		t.Errorf("after the restart the channel shows %q", got)
	}
	if w.post("robot", "open", pending) == first {
		t.Error("the restart did not forget the pending id")
	}
	w.listen("anna")
}

func TestTheWindowOfAPendingIDCloses(t *testing.T) {
	now := &clock{now: time.Now()}
	_, w := newFake(t, fakemattermost.Options{Now: now.Now})
	pending := map[string]any{"pending_post_id": "x:" + model.NewId()}
	first := w.post("robot", "open", pending)
	now.forward(29 * time.Second)
	if w.post("robot", "open", pending) != first {
		t.Error("after 29 seconds the post was made again")
	}
	now.forward(2 * time.Second)
	if w.post("robot", "open", pending) == first {
		t.Error("after 31 seconds the post is still the same")
	}
}

func TestACommandMayAnswerForThirtyMinutes(t *testing.T) {
	now := &clock{now: time.Now()}
	_, w := newFake(t, fakemattermost.Options{Now: now.Now})
	w.command("probe", nil)
	w.integration.will(http.StatusOK, `{}`)
	w.execute("anna", "open", "/probe")
	address := form(w.integration.last())["response_url"].(string)
	path := address[strings.Index(address, "/hooks"):]
	now.forward(29 * time.Minute)
	if got := w.call("", "POST", path, map[string]any{"text": "x"}).status; got != http.StatusOK {
		t.Errorf("after 29 minutes: %d", got)
	}
	now.forward(2 * time.Minute)
	if got := w.call("", "POST", path, map[string]any{"text": "x"}).status; got != http.StatusNotFound {
		t.Errorf("after 31 minutes: %d", got)
	}
}

func TestWordsAreEditedWithinTheLimitAndPropsAlways(t *testing.T) {
	now := &clock{now: time.Now()}
	_, w := newFake(t, fakemattermost.Options{Now: now.Now})
	w.must("admin", "PUT", "/config/patch", map[string]any{"ServiceSettings": map[string]any{"PostEditTimeLimit": 60}})
	id := w.post("robot", "open", nil)
	now.forward(2 * time.Minute)
	if got := w.call("robot", "PUT", "/posts/"+id+"/patch", map[string]any{"message": "neu"}); got.text("id") != "api.post.update_post.permissions_time_limit.app_error" {
		t.Errorf("an edit of the words: %d %s", got.status, got.raw)
	}
	w.must("robot", "PUT", "/posts/"+id+"/patch", map[string]any{"props": map[string]any{"beirat": "x"}})
}

func TestTheListOfAddressesIsObeyed(t *testing.T) {
	_, w := newFake(t, fakemattermost.Options{})
	w.command("probe", nil)
	w.integration.will(http.StatusOK, `{}`)
	for list, status := range map[string]int{"": 500, "10.0.0.0/8": 500, "127.0.0.0/8": 200, "localhost, 127.0.0.1": 200} {
		w.must("admin", "PUT", "/config/patch", map[string]any{"ServiceSettings": map[string]any{"AllowedUntrustedInternalConnections": list}})
		if got := w.execute("anna", "open", "/probe").status; got != status {
			t.Errorf("with the list %q: %d, want %d", list, got, status)
		}
	}
}

func TestAPluginsCommandWins(t *testing.T) {
	_, w := newFake(t, fakemattermost.Options{Plugins: []string{"poll"}})
	if got := w.command("poll", nil).status; got != http.StatusCreated {
		t.Errorf("a command with a plugin's trigger: %d", got)
	}
	w.integration.will(http.StatusOK, `{}`)
	if got := w.execute("anna", "open", "/poll").status; got != http.StatusOK || w.integration.last() != "" {
		t.Errorf("answered %d, and our integration was asked %q", got, w.integration.last())
	}
	list := named(w.must("admin", "GET", "/commands?team_id="+w.ids["team"], nil).body, "trigger", "poll")
	if len(list) != 1 || list[0].(map[string]any)["id"] != "" {
		t.Errorf("the list shows %v", list)
	}
}

func TestARotatedKeySignsAndIsPublished(t *testing.T) {
	s, w := newFake(t, fakemattermost.Options{})
	key := func() string {
		return w.must("", "GET", "/config/client?format=old", nil).text("AsymmetricSigningPublicKey")
	}
	before := key()
	s.Rotate()
	id := w.post("robot", "open", map[string]any{"message": "", "props": w.buttons()})
	w.integration.will(http.StatusOK, `{}`)
	w.must("anna", "POST", "/posts/"+id+"/actions/ja", map[string]any{})
	trigger := opened(w.integration.last())["trigger_id"].(string)
	if signer(before, trigger) == w.ids["anna"] || signer(key(), trigger) != w.ids["anna"] {
		t.Error("the trigger is not signed with the key that is published now")
	}
}

func TestDialogsThatBreakTheLimitsAreOnlyComplainedAbout(t *testing.T) {
	s, w := newFake(t, fakemattermost.Options{})
	w.command("probe", nil)
	w.integration.will(http.StatusOK, `{}`)
	w.execute("anna", "open", "/probe")
	w.must("", "POST", "/actions/dialogs/open", map[string]any{"trigger_id": form(w.integration.last())["trigger_id"], "url": w.integration.URL,
		"dialog": map[string]any{"title": strings.Repeat("x", 25)}})
	if got := s.Complaints(); len(got) != 1 || !strings.Contains(got[0], "invalid dialog title") {
		t.Errorf("the server complained %q", got)
	}
}

func TestAServerWithoutALicenceTakesNoMoreThan250People(t *testing.T) {
	_, w := newFake(t, fakemattermost.Options{})
	made := 4 // the admin, anna, bert, cora
	for ; made < 250; made++ {
		w.must("admin", "POST", "/users", map[string]any{"username": fmt.Sprintf("person%d", made), "email": fmt.Sprintf("p%d@example.org", made), "password": "Geheim-12345!"})
	}
	if got := w.call("admin", "POST", "/users", map[string]any{"username": "one-more", "email": "more@example.org", "password": "Geheim-12345!"}); got.text("id") != "api.user.create_user.user_limits.exceeded" {
		t.Errorf("number 251: %d %s", got.status, got.raw)
	}
}
