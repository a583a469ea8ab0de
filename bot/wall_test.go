package bot

import (
	"path/filepath"
	"strings"
	"testing"

	"beirat/bot/mattermost"
	"beirat/config"
)

// teamAdmin is somebody new who runs a team, by their token.
func (y *yard) teamAdmin(name, team string) (token string) {
	y.Helper()
	user := y.user(name)
	y.ask("POST", "/teams/"+team+"/members", map[string]string{"team_id": team, "user_id": user}, nil)
	y.ask("PUT", "/teams/"+team+"/members/"+user+"/schemeRoles", map[string]bool{"scheme_user": true, "scheme_admin": true}, nil)
	y.ask("PUT", "/users/"+user+"/roles", map[string]string{"roles": "system_user system_user_access_token"}, nil)
	var made struct{ Token string }
	y.ask("POST", "/users/"+user+"/tokens", map[string]string{"description": "x"}, &made)
	return made.Token
}

// commandOf is /beirat with our address, made by whoever has the token.
func (y *yard) commandOf(token, team string) {
	y.Helper()
	command := map[string]string{"team_id": team, "trigger": "beirat", "method": "P", "url": "http://127.0.0.1:18080/mattermost/command"}
	if status := y.tryAs(token, "POST", "/commands", command, nil); status != 201 {
		y.Fatalf("making /beirat: %d", status)
	}
}

func TestSetupTakesACommandOnlyFromWhoMayKnowItsToken(t *testing.T) {
	y := newYard(t)
	y.done()
	y.ask("DELETE", "/commands/"+y.command("beirat").Id, nil, nil)
	y.commandOf(y.teamAdmin("erna", y.team()), y.team())
	if r := y.setup(); r.code != exitFailed || !strings.Contains(r.err, "was made by @erna") || len(y.changes) > 0 {
		t.Errorf("%+v %v", r, y.changes)
	}
	y.ask("DELETE", "/commands/"+y.command("beirat").Id, nil, nil)
	y.commandOf(y.server.AdminToken, y.team())
	if r := y.done(); !strings.Contains(r.out, "repaired command /beirat") {
		t.Error(r.out)
	}
	y.proven()
}

func TestSetupForgetsTheTokensOfCommandsThatAreNotOursAnyMore(t *testing.T) {
	y := newYard(t)
	y.done()
	r := y.done("--prefix", "x")
	for _, want := range []string{"made     command /x-beirat", "forgot   token of the command /beirat", `note     The command /beirat of the team "stadt" still stands there`} {
		if !strings.Contains(r.out, want) {
			t.Errorf("nothing said %q:\n%s", want, r.out)
		}
	}
	kept, err := y.open().Recollect(t.Context(), mattermost.Name, "command/")
	y.must(err)
	triggers, err := triggersOf(config.Config{Language: "de", Prefix: "x"})
	y.must(err)
	if len(kept) != len(triggers) || kept[mattermost.CommandToken(y.team(), "x-beirat")] == nil {
		t.Errorf("kept are %v", kept)
	}
	if r := y.done(); !strings.Contains(r.out, "nothing was changed") {
		t.Error(r.out)
	}
}

func TestSetupWritesFromWhereCallbacksAreTaken(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		want string // in the configuration; empty: nothing of it
		note string
	}{
		{"by itself, on this machine: nothing", nil, "", ""},
		{"by itself, where others reach it: nothing, and it says so", []string{"--listen", "0.0.0.0:18080"}, "",
			"note     Callbacks will be taken from everybody who reaches 0.0.0.0:18080. --networks names the address from which the server calls, probably 127.0.0.1/32 (auto writes that)."},
		{"as told", []string{"--networks", "172.30.7.0/24, 10.0.0.4"}, "networks: 172.30.7.0/24, 10.0.0.4", ""},
		{"automatically", []string{"--networks", "auto", "--listen", "0.0.0.0:18080"}, "networks: 127.0.0.1/32", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			y := newYard(t)
			r := y.done(c.args...)
			config := y.read("beirat.yaml")
			if !strings.Contains(config, c.want) || c.want == "" && strings.Contains(config, "networks") {
				t.Errorf("not %q in\n%s", c.want, config)
			}
			if !strings.Contains(r.out, c.note) || c.note == "" && strings.Contains(r.out, "everybody") {
				t.Errorf("not %q in\n%s", c.note, r.out)
			}
			if r := y.done(c.args...); !strings.Contains(r.out, "nothing was changed") {
				t.Error(r.out)
			}
		})
	}
}

func TestCheckNotesWhatIsNotWrong(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(y *yard)
		want   string
	}{
		{"no callback, where people type to the bot", func(y *yard) {
			before, _, _ := strings.Cut(y.read("beirat.yaml"), "  callback:")
			y.file("beirat.yaml", before)
			y.ask("PUT", "/config/patch", map[string]any{"ServiceSettings": map[string]any{"EnableCommands": false}}, nil)
		}, "note   mattermost.callback is not set"},
		{"a server whose language is another one", func(*yard) {}, `note   New accounts begin in the language "en", and Beirat answers each in the language of their account; new boards speak "de".`},
		{"callbacks from this machine", func(*yard) {}, "note   Callbacks are taken from everything on this machine"},
		{"callbacks from some networks", func(y *yard) { y.answerFrom("127.0.0.0/8") }, "good   Callbacks are taken from the networks of mattermost.networks only."},
	} {
		t.Run(c.name, func(t *testing.T) {
			y := newYard(t)
			y.done("--callback", y.answering())
			c.change(y)
			if r := y.check(true); r.code != exitDone || !strings.Contains(r.out, c.want) {
				t.Errorf("nothing said %q: exit %d\n%s", c.want, r.code, r.out)
			}
		})
	}
}

func TestCheckTakesAWarningOfTheConfigurationForANote(t *testing.T) {
	y := newYard(t)
	y.done()
	r := run(t.Context(), strings.NewReader(""), []string{"BEIRAT_MATTERMOST_URL=http://0.0.0.0:1"}, "check", "--config", filepath.Join(y.folder, "beirat.yaml"))
	if !strings.Contains(r.out, "note   mattermost.url (BEIRAT_MATTERMOST_URL): the token travels unencrypted") {
		t.Errorf("%+v", r)
	}
}

func TestSetupSaysThatNamesOfTheRollAreNotUsed(t *testing.T) {
	y := newYard(t)
	list := y.file("roll.csv", "username,name,group,role,phone\nbuerger1,Berta Bürger,citizens,member,1\n")
	r := y.done("--roll", list)
	for _, want := range []string{`unused   column "phone" of the roll`, "unused   the names of the roll: in the chat people are called as their accounts are"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("nothing said %q:\n%s", want, r.out)
		}
	}
}
