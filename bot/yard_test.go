package bot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"beirat/bot/mattermost"
	"beirat/bot/setup"
	"beirat/internal/fakemattermost"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// yard is a server with eleven people on which boards are set up, an empty
// database and a folder for files.
type yard struct {
	*testing.T
	server   *fakemattermost.Server
	url      string // through which what setup asks for is counted
	folder   string
	database string

	mu      sync.Mutex
	changes []string // requests that are no reading
	plugin  string   // a trigger that a plugin has taken

	adapter http.Handler       // which callbacks arrive at
	options mattermost.Options // of the adapter
}

func newYard(t *testing.T) *yard {
	t.Helper()
	y := &yard{T: t, server: fakemattermost.New(fakemattermost.Options{}), folder: t.TempDir(), database: storagetest.SQLite(t)}
	t.Cleanup(y.server.Close)
	to, err := url.Parse(y.server.URL)
	y.must(err)
	pass := httputil.NewSingleHostReverseProxy(to)
	pass.ModifyResponse = y.withPlugin
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			y.mu.Lock()
			y.changes = append(y.changes, r.Method+" "+r.URL.Path)
			y.mu.Unlock()
		}
		pass.ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	y.url = front.URL
	for i := 1; i <= 5; i++ {
		y.user(fmt.Sprintf("buerger%d", i))
		y.user(fmt.Sprintf("gewerbe%d", i))
	}
	for _, name := range []string{"stadt", "buero", "gast", "stellv"} {
		y.user(name)
	}
	y.ask("PUT", "/config/patch", map[string]any{"ServiceSettings": map[string]any{"AllowedUntrustedInternalConnections": "127.0.0.1"}}, nil)
	return y
}

// withPlugin adds a plugin's command to the lists that hold every command. It
// hides ours and has no identifier, as Options.Plugins of the fake has it.
func (y *yard) withPlugin(answer *http.Response) error {
	path, query := answer.Request.URL.Path, answer.Request.URL.Query()
	if y.plugin == "" || !strings.HasSuffix(path, "/commands") && !strings.HasSuffix(path, "/commands/autocomplete") || query.Has("custom_only") && query.Get("custom_only") != "false" {
		return nil
	}
	var list []map[string]any
	if err := json.NewDecoder(answer.Body).Decode(&list); err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(c map[string]any) bool { return c["trigger"] == y.plugin })
	body, err := json.Marshal(append([]map[string]any{{"id": "", "trigger": y.plugin}}, list...))
	answer.Body, answer.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	answer.Header.Del("Content-Length")
	return err
}

func (y *yard) must(err error) {
	y.Helper()
	if err != nil {
		y.Fatal(err)
	}
}

// ask does something as the administrator.
func (y *yard) ask(method, path string, in, out any) {
	y.Helper()
	if status := y.try(method, path, in, out); status > 299 {
		y.Fatalf("%s %s: %d", method, path, status)
	}
}

func (y *yard) try(method, path string, in, out any) int {
	y.Helper()
	return y.tryAs(y.server.AdminToken, method, path, in, out)
}

func (y *yard) tryAs(token, method, path string, in, out any) int {
	y.Helper()
	body, err := json.Marshal(in)
	y.must(err)
	r, err := http.NewRequestWithContext(y.Context(), method, y.server.URL+"/api/v4"+path, bytes.NewReader(body))
	y.must(err)
	r.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(r)
	y.must(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	y.must(err)
	if out != nil {
		y.must(json.Unmarshal(text, out))
	}
	return answer.StatusCode
}

type identity struct {
	ID string `json:"id"`
}

func (y *yard) user(name string) string {
	y.Helper()
	var user identity
	y.ask("POST", "/users", map[string]string{"username": name, "email": name + "@example.org", "password": "Geheim-12345!"}, &user)
	return user.ID
}

func (y *yard) id(path string) string {
	y.Helper()
	var found identity
	y.ask("GET", path, nil, &found)
	return found.ID
}

func (y *yard) file(name, content string) string {
	y.Helper()
	path := filepath.Join(y.folder, name)
	y.must(os.WriteFile(path, []byte(content), 0o600))
	return path
}

func (y *yard) read(name string) string {
	y.Helper()
	content, err := os.ReadFile(filepath.Join(y.folder, name))
	y.must(err)
	return string(content)
}

// setup runs the usual command with what is added to it.
func (y *yard) setup(more ...string) ran {
	y.Helper()
	return y.setupAs(y.server.AdminToken, more...)
}

func (y *yard) setupAs(token string, more ...string) ran {
	y.Helper()
	y.mu.Lock()
	y.changes = nil
	y.mu.Unlock()
	args := append([]string{"setup", "mattermost", "--url", y.url, "--team", "stadt", "--channel", "beirat",
		"--callback", "http://127.0.0.1:18080", "--write", filepath.Join(y.folder, "beirat.yaml")}, more...)
	return run(y.Context(), strings.NewReader(""), []string{setup.AdminVariable + "=" + token, "BEIRAT_DATABASE=" + y.database}, args...)
}

// done is setup that has to work.
func (y *yard) done(more ...string) ran {
	y.Helper()
	r := y.setup(more...)
	if r.code != exitDone || r.err != "" {
		y.Fatalf("exit %d\n%s%s", r.code, r.out, r.err)
	}
	return r
}

const goodRoll = "Benutzername;Gruppe;Rolle;Organisation;Vertretung\r\n" +
	"buerger1;Bürgerschaft;Mitglied;;\r\nbuerger2;Bürgerschaft;stellv. Vorsitz;;\r\n" +
	"gewerbe1;Wirtschaft;Mitglied;Muster GmbH;\r\nstadt;Stadt;Vorsitz;;stellv\r\nbuero;;Geschäftsstelle;;\r\ngast;;Gast;;\r\n"

func (y *yard) open() *storage.DB {
	y.Helper()
	db, err := storage.Open(y.Context(), y.database, wall().now)
	y.must(err)
	y.Cleanup(func() { y.must(db.Close()) })
	return db
}
