package bot

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"

	"beirat/bot/mattermost"
	"beirat/bot/setup"
	"beirat/storage"
)

// answering makes callbacks arrive at the adapter on the yard's database, and
// gives their address.
func (y *yard) answering() string {
	y.Helper()
	db := y.open()
	y.must(db.Migrate(y.Context()))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { y.adapter.ServeHTTP(w, r) }))
	y.Cleanup(server.Close)
	y.options = mattermost.Options{URL: y.server.URL, Token: y.server.AdminToken, Callback: server.URL, Secret: make([]byte, 32), Memory: db}
	y.adapter = mattermost.New(y.options).Callbacks(nil)
	return server.URL
}

// answerFrom makes callbacks be taken from these networks only, as the
// configuration says too.
func (y *yard) answerFrom(networks string) {
	y.Helper()
	y.done("--callback", y.options.Callback, "--networks", networks)
	y.options.Networks = []netip.Prefix{netip.MustParsePrefix(networks)}
	y.adapter = mattermost.New(y.options).Callbacks(nil)
}

func (y *yard) check(admin bool) ran {
	y.Helper()
	var environ []string
	if admin {
		environ = append(environ, setup.AdminVariable+"="+y.server.AdminToken)
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
		{"a command with another token, seen by calling", func(y *yard) { y.ask("PUT", "/commands/"+y.command("beirat").Id+"/regen_token", nil, nil) }, false, "the command's token is refused there"},
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
		{"an allow-list that leaves the server out", func(y *yard) { y.answerFrom("192.0.2.7/32") }, false,
			"is refused by the allow-list: mattermost.networks has to name the address from which it calls"},
		{"callbacks from everybody", func(y *yard) { y.done("--listen", ":18080") }, false,
			"Callbacks are taken from everybody who reaches :18080. Please set mattermost.networks to the address from which the server calls, probably 127.0.0.1/32."},
		{"a bot of somebody who is no administrator", func(y *yard) { y.ask("POST", "/bots/"+y.bot()+"/assign/"+y.user("erna"), nil, nil) }, true,
			"The bot belongs to @erna, who is no system administrator"},
		{"people whom nothing reaches, each with the reason", func(y *yard) {
			y.ask("DELETE", "/users/"+y.id("/users/username/buerger1"), nil, nil)
			y.ask("DELETE", "/teams/"+y.team()+"/members/"+y.id("/users/username/stellv"), nil, nil)
			y.ask("DELETE", "/channels/"+y.home()+"/members/"+y.id("/users/username/buero"), nil, nil)
		}, false, `have a deactivated account and can do nothing: @buerger1. Please restore that, or tell the board's office.
wrong  Of the people of the board "Digitalbeirat" these are not in its team and cannot vote there: @stellv. Please restore that, or tell the board's office.
wrong  Of the people of the board "Digitalbeirat" these are not in its channel and do not see its polls: @buero.`},
		{"no server", func(y *yard) {
			y.file("beirat.yaml", strings.Replace(y.read("beirat.yaml"), y.url, "http://127.0.0.1:1", 1))
		}, false, "wrong  http://127.0.0.1:1 cannot be reached"},
	} {
		t.Run(c.name, func(t *testing.T) {
			y := newYard(t)
			y.done("--callback", y.answering(), "--roll", y.file("roll.csv", goodRoll))
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
