package mattermost

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/internal/fakemattermost"
)

// town is the adapter on a server where anna and the bot are in a team with a
// channel, and cora is in no team.
type town struct {
	*testing.T
	*Mattermost
	fake   *fakemattermost.Server // nil on a real server
	url    string
	tokens map[string]string
	ids    map[string]string
}

// inTown runs a test on the fake server, and on a real one where the
// environment names it.
func inTown(t *testing.T, test func(*town)) {
	t.Run("fake", func(t *testing.T) {
		fake := fakemattermost.New(fakemattermost.Options{})
		t.Cleanup(fake.Close)
		test(newTown(t, fake, fake.URL, fake.AdminToken))
	})
	t.Run("real", func(t *testing.T) {
		url, token := os.Getenv("BEIRAT_TEST_MATTERMOST"), os.Getenv("BEIRAT_TEST_MATTERMOST_ADMIN_TOKEN")
		if url == "" || token == "" {
			t.Skip("BEIRAT_TEST_MATTERMOST and BEIRAT_TEST_MATTERMOST_ADMIN_TOKEN name no real server")
		}
		test(newTown(t, nil, url, token))
	})
}

func newTown(t *testing.T, fake *fakemattermost.Server, url, admin string) *town {
	t.Helper()
	w := &town{T: t, fake: fake, url: url, tokens: map[string]string{"admin": admin}, ids: map[string]string{}}
	for _, name := range []string{"anna", "cora", "gone"} {
		w.person(name)
	}
	bot := w.found("/users/username/out-bot")
	if bot == "" {
		bot = w.ask("admin", "POST", "/bots", map[string]any{"username": "out-bot"})["user_id"].(string)
	}
	w.ids["bot"] = bot
	w.token("bot")
	w.ids["team"] = w.ask("admin", "POST", "/teams", map[string]any{"name": "t" + model.NewId(), "display_name": "Stadt", "type": "O"})["id"].(string)
	for _, name := range []string{"anna", "bot", "gone"} {
		w.ask("admin", "POST", "/teams/"+w.ids["team"]+"/members", map[string]any{"team_id": w.ids["team"], "user_id": w.ids[name]})
	}
	for _, name := range []string{"rat", "fremd"} {
		w.ids[name] = w.ask("admin", "POST", "/channels", map[string]any{"team_id": w.ids["team"], "name": name, "display_name": name, "type": "P"})["id"].(string)
	}
	for _, name := range []string{"anna", "bot"} {
		w.ask("admin", "POST", "/channels/"+w.ids["rat"]+"/members", map[string]any{"user_id": w.ids[name]})
	}
	w.ask("admin", "PUT", "/users/"+w.ids["gone"]+"/active", map[string]any{"active": false})
	w.Mattermost = w.adapter()
	return w
}

// adapter is one that knows nothing yet, as after a restart.
func (w *town) adapter() *Mattermost {
	return New(Options{URL: w.url, Token: w.tokens["bot"], Callback: "http://127.0.0.1:1", Secret: []byte("secret")})
}

// person finds or makes somebody: a real server takes only so many.
func (w *town) person(name string) {
	w.Helper()
	id := w.found("/users/username/out-" + name)
	if id == "" {
		id = w.ask("admin", "POST", "/users", map[string]any{
			"username": "out-" + name, "email": name + "@out.example.org", "password": "Geheim-12345!", "locale": "de"})["id"].(string)
	}
	w.ids[name] = id
	w.ask("admin", "PUT", "/users/"+id+"/active", map[string]any{"active": true})
	w.token(name)
}

func (w *town) token(name string) {
	w.Helper()
	w.tokens[name] = w.ask("admin", "POST", "/users/"+w.ids[name]+"/tokens", map[string]any{"description": "test"})["token"].(string)
}

func (w *town) found(path string) string {
	w.Helper()
	status, answer := w.try("admin", "GET", path, nil)
	if status != http.StatusOK {
		return ""
	}
	return answer["id"].(string)
}

func (w *town) ask(who, method, path string, body any) map[string]any {
	w.Helper()
	status, answer := w.try(who, method, path, body)
	if status >= 300 {
		w.Fatalf("%s %s as %s: %d %v", method, path, who, status, answer)
	}
	return answer
}

func (w *town) try(who, method, path string, body any) (int, map[string]any) {
	w.Helper()
	status, content := w.raw(who, method, path, body)
	var answer map[string]any
	_ = json.Unmarshal(content, &answer) // a list is none
	return status, answer
}

// content is a file as anna gets it.
func (w *town) content(file string) string {
	w.Helper()
	_, content := w.raw("anna", "GET", "/files/"+file, nil)
	return string(content)
}

func (w *town) raw(who, method, path string, body any) (status int, content []byte) {
	w.Helper()
	content, err := json.Marshal(body)
	if err != nil {
		w.Fatal(err)
	}
	r, err := http.NewRequestWithContext(w.Context(), method, w.url+"/api/v4"+path, bytes.NewReader(content))
	if err != nil {
		w.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+w.tokens[who])
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		w.Fatal(err)
	}
	defer response.Body.Close()
	content, err = io.ReadAll(response.Body)
	if err != nil {
		w.Fatal(err)
	}
	return response.StatusCode, content
}

// seen are the posts of the bot in a channel, the newest first, as anna reads them.
func (w *town) seen(channel string) []*model.Post {
	w.Helper()
	anna := newClient(w.url, w.tokens["anna"])
	all, err := anna.latest(w.Context(), channel, 60)
	if err != nil {
		w.Fatal(err)
	}
	var own []*model.Post
	for _, post := range all {
		if post.UserId == w.ids["bot"] && post.Type == "" {
			own = append(own, post)
		}
	}
	return own
}

// direct is anna's conversation with the bot.
func (w *town) direct() string {
	w.Helper()
	return w.ask("anna", "POST", "/channels/direct", []string{w.ids["anna"], w.ids["bot"]})["id"].(string)
}

func (w *town) public(key, text string) chat.Outgoing {
	return chat.Outgoing{Key: w.ids["team"] + key, Server: w.ids["team"], Channel: w.ids["rat"], Language: "de", Message: chat.Say(chat.Written(text)).With(ballot())}
}

func (w *town) private(key, to, text string) chat.Outgoing {
	return chat.Outgoing{Key: w.ids["team"] + key, Server: w.ids["team"], Account: w.ids[to], Language: "de", Message: chat.Say(chat.Written(text)).With(ballot())}
}

func text(p *model.Post) string {
	all := []string{p.Message}
	for _, a := range p.Attachments() {
		all = append(all, a.Text)
	}
	return strings.Trim(strings.Join(all, "|"), "|")
}
