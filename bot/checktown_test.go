package bot

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"beirat/bot/mattermost"
	"beirat/storage"
)

// answering makes callbacks arrive at the adapter on the yard's database, and
// gives their address.
func (y *yard) answering() string {
	y.Helper()
	db := y.open()
	y.must(db.Migrate(y.Context()))
	var adapter http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { adapter.ServeHTTP(w, r) }))
	y.Cleanup(server.Close)
	adapter = mattermost.New(mattermost.Options{URL: y.server.URL, Token: y.server.AdminToken, Callback: server.URL, Secret: make([]byte, 32), Memory: db}).Callbacks(nil)
	return server.URL
}

func (y *yard) check(admin bool) ran {
	y.Helper()
	var environ []string
	if admin {
		environ = append(environ, adminVariable+"="+y.server.AdminToken)
	}
	return run(y.Context(), strings.NewReader(""), environ, "check", "--config", filepath.Join(y.folder, "beirat.yaml"))
}

func TestCheckOfMattermostFindsNothingWrong(t *testing.T) {
	y := newYard(t)
	y.done("--callback", y.answering(), "--roll", y.file("roll.csv", goodRoll))
	for _, admin := range []bool{true, false} {
		y.changes = nil
		r := y.check(admin)
		if r.code != exitDone || strings.Contains(r.out, "wrong") || !strings.Contains(r.out, "good   The server reaches us at") {
			t.Errorf("with an administrator %v: %+v", admin, r)
		}
		if admin != strings.Contains(r.out, "note   The bot belongs to @") || admin == strings.Contains(r.out, "note   What only a system administrator sees") {
			t.Errorf("with an administrator %v:\n%s", admin, r.out)
		}
		if len(y.changes) > 1 || len(y.changes) == 1 && y.changes[0] != "POST /api/v4/commands/execute" {
			t.Errorf("it did %v", y.changes)
		}
	}
	y.must(y.open().Read(t.Context(), func(tx *storage.Tx) error {
		if who, err := tx.PersonOf(mattermost.Name, y.bot()); err == nil {
			t.Errorf("the bot has become %+v", who)
		}
		return nil
	}))
}

func TestCheckOfMattermostFinds(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(y *yard)
		admin  bool
		want   string
	}{
		{"a token that was revoked", func(y *yard) {
			var tokens []identity
			y.ask("GET", "/users/"+y.bot()+"/tokens", nil, &tokens)
			for _, token := range tokens {
				y.ask("POST", "/users/tokens/revoke", map[string]string{"token_id": token.ID}, nil)
			}
		}, false, "does not accept the bot's token"},
		{"a bot that is asleep", func(y *yard) { y.ask("POST", "/bots/"+y.bot()+"/disable", nil, nil) }, false, "does not accept the bot's token"},
		{"the token of a person", func(y *yard) {
			config := y.read("beirat.yaml")
			y.file("beirat.yaml", strings.Replace(config, tokenIn(y.T, config), y.server.AdminToken, 1))
		}, false, "The token belongs to the person @"},
		{"an owner who is gone", func(y *yard) {
			owner := y.user("scheidend")
			y.ask("PUT", "/config/patch", map[string]any{"ServiceSettings": map[string]any{"DisableBotsWhenOwnerIsDeactivated": false}}, nil)
			y.ask("POST", "/bots/"+y.bot()+"/assign/"+owner, nil, nil)
			y.ask("DELETE", "/users/"+owner, nil, nil)
		}, true, "The bot belongs to @scheidend, whose account is deactivated"},
		{"a bot outside of the team", func(y *yard) { y.ask("DELETE", "/teams/"+y.team()+"/members/"+y.bot(), nil, nil) }, false, "@beirat is not in the team of the board"},
		{"a bot outside of the channel", func(y *yard) {
			y.ask("DELETE", "/channels/"+y.home()+"/members/"+y.bot(), nil, nil)
		}, false, "@beirat is not in the channel of the board"},
		{"an archived channel", func(y *yard) { y.ask("DELETE", "/channels/"+y.home(), nil, nil) }, true, `The channel "beirat" of the board "Digitalbeirat" is archived`},
		{"a missing command", func(y *yard) { y.ask("DELETE", "/commands/"+y.command("poll").Id, nil, nil) }, false, `has no command /poll`},
		{"a command that calls elsewhere", func(y *yard) {
			command := y.command("poll")
			command.URL = "http://127.0.0.1:1/mattermost/command"
			y.ask("PUT", "/commands/"+command.Id, command, nil)
		}, true, "The command /poll of the team \"stadt\" calls http://127.0.0.1:1, not "},
		{"a command by GET", func(y *yard) {
			command := y.command("poll")
			command.Method = "G"
			y.ask("PUT", "/commands/"+command.Id, command, nil)
		}, true, "is called by GET"},
		{"a command with another token", func(y *yard) { y.ask("PUT", "/commands/"+y.command("poll").Id+"/regen_token", nil, nil) }, true, "has another token than this database knows"},
		{"a command with another token, seen by calling", func(y *yard) { y.ask("PUT", "/commands/"+y.command("beirat").Id+"/regen_token", nil, nil) }, false, "does not know the command's token"},
		{"a command that the database does not know", func(y *yard) {
			y.must(y.open().Forget(y.Context(), mattermost.Name, mattermost.CommandToken(y.team(), "poll")))
		}, false, "knows no token of the command /poll"},
		{"a setting in the way", func(y *yard) {
			y.ask("PUT", "/config/patch", map[string]any{"ServiceSettings": map[string]any{"AllowedUntrustedInternalConnections": ""}}, nil)
		}, true, `AllowedUntrustedInternalConnections) to "127.0.0.1"`},
		{"a setting in the way, seen by calling", func(y *yard) {
			y.ask("PUT", "/config/patch", map[string]any{"ServiceSettings": map[string]any{"AllowedUntrustedInternalConnections": ""}}, nil)
		}, false, "The server does not reach http://127.0.0.1"},
		{"a plugin with the same command", func(y *yard) { y.plugin = "poll" }, false, "The command /poll of the team \"stadt\" belongs to the server itself or to one of its plugins"},
		{"a plugin with the same command, seen by the administrator", func(y *yard) { y.plugin = "poll" }, true, "belongs to the server itself or to one of its plugins"},
		{"a callback where nothing answers", func(y *yard) { y.done("--callback", "http://127.0.0.1:1") }, false, "From this machine nothing answers there either"},
		{"a callback that is not set", func(y *yard) {
			before, _, _ := strings.Cut(y.read("beirat.yaml"), "  callback:")
			y.file("beirat.yaml", before)
		}, false, "mattermost.callback is not set"},
		{"no server", func(y *yard) {
			y.file("beirat.yaml", strings.Replace(y.read("beirat.yaml"), y.url, "http://127.0.0.1:1", 1))
		}, false, "wrong  http://127.0.0.1:1 cannot be reached"},
	} {
		t.Run(c.name, func(t *testing.T) {
			y := newYard(t)
			y.done("--callback", y.answering())
			c.damage(y)
			r := y.check(c.admin)
			if r.code != exitFailed || !strings.Contains(r.out, c.want) {
				t.Errorf("nothing said %q: exit %d %s\n%s", c.want, r.code, r.err, r.out)
			}
		})
	}
}

func (y *yard) home() string { return y.id("/teams/" + y.team() + "/channels/name/beirat") }

func TestCheckSeesClocksThatDiffer(t *testing.T) {
	y := newYard(t)
	y.done()
	late := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", "Sun, 22 Nov 2020 12:00:00 GMT")
		w.Write([]byte(`{"Version": "8.1.0"}`))
	}))
	t.Cleanup(late.Close)
	y.file("beirat.yaml", strings.Replace(y.read("beirat.yaml"), y.url, late.URL, 1))
	r := y.check(false)
	if r.code != exitFailed || !strings.Contains(r.out, "differ by") || !strings.Contains(r.out, "The server is Mattermost 8.1.0; at least 9.0 is needed") {
		t.Errorf("%+v", r)
	}
}
