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
	"strings"
	"sync"
	"testing"

	"beirat/board"
	"beirat/bot/mattermost"
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
}

func newYard(t *testing.T) *yard {
	t.Helper()
	y := &yard{T: t, server: fakemattermost.New(fakemattermost.Options{}), folder: t.TempDir(), database: storagetest.SQLite(t)}
	t.Cleanup(y.server.Close)
	to, err := url.Parse(y.server.URL)
	y.must(err)
	pass := httputil.NewSingleHostReverseProxy(to)
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
	body, err := json.Marshal(in)
	y.must(err)
	r, err := http.NewRequestWithContext(y.Context(), method, y.server.URL+"/api/v4"+path, bytes.NewReader(body))
	y.must(err)
	r.Header.Set("Authorization", "Bearer "+y.server.AdminToken)
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
	return run(y.Context(), strings.NewReader(""), []string{adminVariable + "=" + token, "BEIRAT_DATABASE=" + y.database}, args...)
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

func TestSetupMakesABoardFromNothing(t *testing.T) {
	y := newYard(t)
	r := y.done("--roll", y.file("roll.csv", goodRoll), "--name", "Digitalbeirat", "--land", "nw", "--term-start", "2025-12-09")
	for _, line := range []string{`made     team "stadt"`, `made     channel "beirat"`, "made     bot account @beirat", "made     command /abstimmung",
		"made     command /poll", `made     board "Digitalbeirat" with 4 seats and 6 people`, "made     token of @beirat", "wrote    configuration"} {
		if !strings.Contains(r.out, line) {
			t.Errorf("nothing said %q:\n%s", line, r.out)
		}
	}
	config := y.read("beirat.yaml")
	if token := tokenIn(t, config); len(token) < 20 || strings.Contains(r.out, token) {
		t.Errorf("the token belongs into the file and nowhere else:\n%s\n%s", config, r.out)
	}
	if info, err := os.Stat(filepath.Join(y.folder, "beirat.yaml")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	y.seated("citizens buerger1, citizens buerger2, business gewerbe1 (Muster GmbH), city stadt delegate stellv; chair stadt, deputy buerger2, office buero, guest gast")
	channel := y.id("/teams/" + y.id("/teams/name/stadt") + "/channels/name/beirat")
	for _, name := range []string{"beirat", "buerger1", "stellv", "gast"} {
		y.ask("GET", "/channels/"+channel+"/members/"+y.id("/users/username/"+name), nil, nil)
	}
	if r := run(t.Context(), strings.NewReader(""), nil, "migrate", "--config", filepath.Join(y.folder, "beirat.yaml")); r.code != exitDone || !strings.Contains(r.out, "nothing was changed") {
		t.Errorf("the configuration does not lead to the database: %+v", r)
	}
}

func tokenIn(t *testing.T, config string) string {
	t.Helper()
	_, rest, found := strings.Cut(config, "token: ")
	if !found {
		t.Fatalf("no token in\n%s", config)
	}
	token, _, _ := strings.Cut(rest, "\n")
	return token
}

// seated tells who is who in the only board.
func (y *yard) seated(want string) {
	y.Helper()
	var seats, roles []string
	y.must(y.open().Read(y.Context(), func(tx *storage.Tx) error {
		b, err := tx.BoardAt(mattermost.Name, y.id("/teams/name/stadt"), y.id("/teams/"+y.id("/teams/name/stadt")+"/channels/name/beirat"))
		if err != nil {
			return err
		}
		all, err := tx.Seats(b.ID)
		if err != nil {
			return err
		}
		for _, s := range all {
			seats = append(seats, describe(s))
		}
		holders, err := tx.RoleHolders(b.ID)
		for _, h := range holders {
			roles = append(roles, fmt.Sprintf("%s %s", h.Role, h.Person.Name))
		}
		return err
	}))
	if got := strings.Join(seats, ", ") + "; " + strings.Join(roles, ", "); got != want {
		y.Errorf("there are %s\nnot %s", got, want)
	}
}

func describe(s board.Seat) string {
	text := s.Group.Key + " " + s.Holder.Name
	if s.Organisation != "" {
		text += " (" + s.Organisation + ")"
	}
	if s.Delegate.ID != 0 {
		text += " delegate " + s.Delegate.Name
	}
	return text
}

func TestSetupAgainChangesNothing(t *testing.T) {
	y := newYard(t)
	list := y.file("roll.csv", goodRoll)
	y.done("--roll", list)
	before := y.read("beirat.yaml")
	r := y.done("--roll", list)
	if !strings.Contains(r.out, "nothing was changed") || strings.Contains(r.out, "made") {
		t.Error(r.out)
	}
	if len(y.changes) > 0 {
		t.Errorf("it changed the server: %v", y.changes)
	}
	if after := y.read("beirat.yaml"); after != before {
		t.Errorf("it changed the configuration:\n%s", after)
	}
}

func TestSetupWithoutARollMakesVacantSeats(t *testing.T) {
	y := newYard(t)
	if r := y.done(); !strings.Contains(r.out, "with 11 vacant seats") {
		t.Error(r.out)
	}
	y.seated(strings.Repeat("citizens , ", 5) + strings.Repeat("business , ", 5) + "city ; ")
}

func TestSetupReportsAChangedRollInsteadOfApplyingIt(t *testing.T) {
	y := newYard(t)
	y.done("--roll", y.file("roll.csv", goodRoll))
	changed := strings.NewReplacer("gewerbe1;Wirtschaft", "gewerbe2;Wirtschaft", "buero;;Geschäftsstelle", "buero;;Gast", ";;stellv", ";;").Replace(goodRoll)
	r := y.done("--roll", y.file("roll.csv", changed))
	for _, line := range []string{
		"differs  line 4: @gewerbe2 holds no seat in the board", "differs  line 5: the delegate of @stadt",
		"differs  line 6: @buero is also office in the board", "differs  line 6: @buero is not guest in the board",
		`differs  @gewerbe1 holds a seat of the group "Wirtschaft" and is not on the roll`,
	} {
		if !strings.Contains(r.out, line) {
			t.Errorf("nothing said %q:\n%s", line, r.out)
		}
	}
	y.seated("citizens buerger1, citizens buerger2, business gewerbe1 (Muster GmbH), city stadt delegate stellv; chair stadt, deputy buerger2, office buero, guest gast")
}

func TestSetupDoesNothingWhereSomethingIsWrong(t *testing.T) {
	for _, c := range []struct {
		name    string
		prepare func(y *yard)
		more    []string
		token   string
		want    []string
	}{
		{name: "people who are nobody, all at once", want: []string{"roll.csv: line 2: the server knows no account @otto", "roll.csv: line 4: the account @buerger4 is deactivated", "roll.csv: line 5: the account @roboter is a bot"},
			prepare: func(y *yard) {
				y.file("roll.csv", "username,group,role\notto,citizens,member\nbuerger1,citizens,member\nbuerger4,citizens,member\nroboter,citizens,member\n")
				y.ask("POST", "/bots", map[string]string{"username": "roboter"}, nil)
				y.ask("DELETE", "/users/"+y.id("/users/username/buerger4"), nil, nil)
			}, more: []string{"--roll", "roll.csv"}},
		{name: "mistakes of the roll beside others", more: []string{"--roll", "roll.csv", "--land", "XX"}, want: []string{`--land: there is no "XX"`, "roll.csv: line 3: a second chair"},
			prepare: func(y *yard) {
				y.file("roll.csv", "username,group,role\nbuerger1,citizens,chair\nbuerger2,citizens,chair\n")
			}},
		{name: "an unknown token", token: "nonsense", want: []string{"does not accept the administrator's token"}},
		{name: "no token", token: " ", want: []string{"The token of a system administrator is missing"}},
		{name: "a bot's name that a person has", more: []string{"--bot", "buerger1"}, want: []string{"The account @buerger1 belongs to a person"}},
		{name: "a team's name that cannot be", more: []string{"--team", "Stadt Musterstadt"}, want: []string{`"Stadt Musterstadt" cannot be the name of a team`}},
		{name: "an archived channel", want: []string{`The channel "beirat" in the team "stadt" is archived`}, prepare: func(y *yard) {
			var team, channel identity
			y.ask("POST", "/teams", map[string]string{"name": "stadt", "display_name": "Stadt", "type": "O"}, &team)
			y.ask("POST", "/channels", map[string]string{"team_id": team.ID, "name": "beirat", "display_name": "Beirat", "type": "O"}, &channel)
			y.ask("DELETE", "/channels/"+channel.ID, nil, nil)
		}},
		{name: "settings that are off, and an internal address", want: []string{"EnableBotAccountCreation", `AllowedUntrustedInternalConnections) to "10.0.0.1 127.0.0.1"`, "--repair-settings"}, prepare: func(y *yard) {
			y.ask("PUT", "/config/patch", map[string]any{"ServiceSettings": map[string]any{"EnableBotAccountCreation": false, "AllowedUntrustedInternalConnections": "10.0.0.1"}}, nil)
		}},
		{name: "a trigger that somebody else has", want: []string{"The command /poll of the team \"stadt\" belongs to something else: it calls https://umfragen.example.de"}, prepare: func(y *yard) {
			var team identity
			y.ask("POST", "/teams", map[string]string{"name": "stadt", "display_name": "Stadt", "type": "O"}, &team)
			y.ask("POST", "/commands", map[string]string{"team_id": team.ID, "trigger": "poll", "method": "P", "url": "https://umfragen.example.de/hook?key=secret"}, nil)
		}},
		{name: "a configuration for another server", want: []string{"The configuration is for the server https://chat.example.de"}, prepare: func(y *yard) {
			y.file("beirat.yaml", "mattermost:\n  url: https://chat.example.de\n  token: abcdefghijklmnop\n")
		}},
		{name: "a folder that cannot be written to", more: []string{"--write", "/nowhere/beirat.yaml"}, want: []string{"cannot be written to /nowhere/beirat.yaml"}},
		{name: "no server at the address", more: []string{"--url", "http://127.0.0.1:1"}, want: []string{"http://127.0.0.1:1 cannot be reached"}},
		{name: "an address of the callback that is none", more: []string{"--callback", "beirat.example.de"}, want: []string{`"beirat.example.de" is no address`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			y := newYard(t)
			if c.prepare != nil {
				c.prepare(y)
			}
			if c.token == "" {
				c.token = y.server.AdminToken
			}
			for i, arg := range c.more {
				if arg == "roll.csv" {
					c.more[i] = filepath.Join(y.folder, arg)
				}
			}
			r := y.setupAs(c.token, c.more...)
			if r.code != exitFailed || !strings.Contains(r.err, "Nothing was done.") {
				t.Errorf("exit %d\n%s%s", r.code, r.out, r.err)
			}
			for _, want := range c.want {
				if !strings.Contains(r.err, want) {
					t.Errorf("nothing said %q:\n%s", want, r.err)
				}
			}
			if len(y.changes) > 0 || strings.Contains(r.err, "secret") {
				t.Errorf("it did %v\n%s", y.changes, r.err)
			}
			if _, err := os.Stat(strings.TrimPrefix(y.database, "sqlite:")); err == nil {
				t.Error("it made a database")
			}
		})
	}
}
