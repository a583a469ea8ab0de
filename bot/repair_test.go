package bot

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"beirat/bot/mattermost"
	"beirat/bot/setup"
	"beirat/storage"

	"github.com/mattermost/mattermost/server/public/model"
)

func (y *yard) team() string { return y.id("/teams/name/stadt") }

func (y *yard) bot() string { return y.id("/users/username/beirat") }

func (y *yard) command(trigger string) model.Command {
	y.Helper()
	var list []model.Command
	y.ask("GET", "/commands?custom_only=true&team_id="+y.team(), nil, &list)
	for _, c := range list {
		if c.Trigger == trigger {
			return c
		}
	}
	y.Fatalf("no command /%s", trigger)
	return model.Command{}
}

func (y *yard) works(token string) bool {
	y.Helper()
	r, err := http.NewRequestWithContext(y.Context(), http.MethodGet, y.server.URL+"/api/v4/users/me", nil)
	y.must(err)
	r.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(r)
	y.must(err)
	defer answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}

func TestSetupRepairsWhatIsMissing(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(y *yard)
		want   string
	}{
		{"a deleted command", func(y *yard) { y.ask("DELETE", "/commands/"+y.command("poll").Id, nil, nil) }, "made     command /poll"},
		{"a command that calls elsewhere", func(y *yard) {
			command := y.command("beirat")
			command.URL = "http://127.0.0.1:1/mattermost/command"
			y.ask("PUT", "/commands/"+command.Id, command, nil)
		}, "repaired command /beirat: it called http://127.0.0.1:1"},
		{"a command by GET", func(y *yard) {
			command := y.command("beirat")
			command.Method = "G"
			y.ask("PUT", "/commands/"+command.Id, command, nil)
		}, "repaired command /beirat: its method was GET"},
		{"a command with a new token", func(y *yard) { y.ask("PUT", "/commands/"+y.command("board").Id+"/regen_token", nil, nil) },
			"repaired command /board: the database did not know its token"},
		{"a bot that has left the channel", func(y *yard) {
			y.ask("DELETE", "/channels/"+y.id("/teams/"+y.team()+"/channels/name/beirat")+"/members/"+y.bot(), nil, nil)
		}, `joined   @beirat to the channel "beirat"`},
		{"a bot that has left the team", func(y *yard) { y.ask("DELETE", "/teams/"+y.team()+"/members/"+y.bot(), nil, nil) },
			`joined   @beirat to the team "stadt"`},
		{"a bot that fell asleep with its owner", func(y *yard) {
			owner := y.user("scheidend")
			y.ask("PUT", "/users/"+owner+"/roles", map[string]string{"roles": "system_admin system_user"}, nil)
			y.ask("POST", "/bots/"+y.bot()+"/assign/"+owner, nil, nil)
			y.ask("DELETE", "/users/"+owner, nil, nil)
		}, "repaired owner of @beirat: it was the deactivated account @scheidend"},
		{"a bot that somebody owns who is no administrator", func(y *yard) { y.ask("POST", "/bots/"+y.bot()+"/assign/"+y.user("erna"), nil, nil) },
			"repaired owner of @beirat: it was @erna, who is no system administrator, and is now @"},
		{"a bot that is asleep", func(y *yard) { y.ask("POST", "/bots/"+y.bot()+"/disable", nil, nil) }, "repaired bot account @beirat: it was deactivated"},
	} {
		t.Run(c.name, func(t *testing.T) {
			y := newYard(t)
			list := y.file("roll.csv", goodRoll)
			y.done("--roll", list)
			config := y.read("beirat.yaml")
			c.damage(y)
			if r := y.done("--roll", list); !strings.Contains(r.out, c.want) {
				t.Errorf("nothing said %q:\n%s", c.want, r.out)
			}
			if r := y.done("--roll", list); !strings.Contains(r.out, "nothing was changed") {
				t.Errorf("it is not whole again:\n%s", r.out)
			}
			if after := y.read("beirat.yaml"); after != config || !y.works(tokenIn(t, after)) {
				t.Errorf("the configuration became\n%s", after)
			}
			y.proven()
		})
	}
}

// proven holds every command's token against what the database knows of it.
func (y *yard) proven() {
	y.Helper()
	kept, err := y.open().Recollect(y.Context(), mattermost.Name, "command/")
	y.must(err)
	for _, word := range []string{"beirat", "abstimmung", "board", "poll"} {
		if string(kept[mattermost.CommandToken(y.team(), word)]) != mattermost.TokenHash(y.command(word).Token) {
			y.Errorf("the database does not know the token of /%s", word)
		}
	}
}

func TestSetupRepairsSettingsWhenTold(t *testing.T) {
	y := newYard(t)
	y.ask("PUT", "/config/patch", map[string]any{"ServiceSettings": map[string]any{"EnableBotAccountCreation": false, "AllowedUntrustedInternalConnections": "10.0.0.1"}}, nil)
	r := y.done("--repair-settings")
	for _, want := range []string{"repaired setting ServiceSettings.EnableBotAccountCreation: now true", "repaired setting ServiceSettings.AllowedUntrustedInternalConnections: now 10.0.0.1 127.0.0.1"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("nothing said %q:\n%s", want, r.out)
		}
	}
}

func TestSetupMakesAnotherTokenWhenTold(t *testing.T) {
	y := newYard(t)
	y.done()
	before := tokenIn(t, y.read("beirat.yaml"))
	if r := y.done("--new-token"); !strings.Contains(r.out, "made     new token of @beirat") || !strings.Contains(r.out, "revoked  1 earlier") {
		t.Error(r.out)
	}
	after := tokenIn(t, y.read("beirat.yaml"))
	if after == before || y.works(before) || !y.works(after) {
		t.Errorf("the earlier token works: %v, the new one: %v", y.works(before), y.works(after))
	}
}

func TestSetupWithATokenThatNobodyKnowsAnyMore(t *testing.T) {
	t.Run("prints the configuration without it and says how to go on", func(t *testing.T) {
		y := newYard(t)
		y.done()
		y.must(os.Remove(filepath.Join(y.folder, "beirat.yaml")))
		r := y.setup("--write", "")
		if r.code != exitDone || !strings.Contains(r.out, `token: ""`) || !strings.Contains(r.out, "--new-token") {
			t.Errorf("%+v", r)
		}
	})
	t.Run("refuses one of the configuration that the server does not know", func(t *testing.T) {
		y := newYard(t)
		y.done()
		y.file("beirat.yaml", strings.Replace(y.read("beirat.yaml"), "token: ", "token: x", 1))
		r := y.setup()
		if r.code != exitFailed || !strings.Contains(r.err, "--new-token") || len(y.changes) > 0 {
			t.Errorf("%+v %v", r, y.changes)
		}
	})
	t.Run("makes one if the bot has none at all", func(t *testing.T) {
		y := newYard(t)
		y.done()
		var tokens []identity
		y.ask("GET", "/users/"+y.bot()+"/tokens", nil, &tokens)
		for _, token := range tokens {
			y.ask("POST", "/users/tokens/revoke", map[string]string{"token_id": token.ID}, nil)
		}
		if r := y.done(); !strings.Contains(r.out, "repaired token of @beirat") || !y.works(tokenIn(t, y.read("beirat.yaml"))) {
			t.Error(r.out)
		}
	})
}

func TestSetupPrintsTheConfigurationByItself(t *testing.T) {
	y := newYard(t)
	r := y.setup("--write", "")
	if r.code != exitDone || !strings.HasPrefix(r.out, "# Beirat") || !strings.Contains(r.err, "made     team") {
		t.Fatalf("%+v", r)
	}
	y.file("beirat.yaml", r.out)
	if r := y.done(); !strings.Contains(r.out, "nothing was changed") {
		t.Errorf("what was printed is not the configuration:\n%s", r.out)
	}
}

func TestSetupKeepsWhatElseStandsInTheConfiguration(t *testing.T) {
	y := newYard(t)
	y.done()
	mine := strings.Replace(y.read("beirat.yaml"), "mattermost:\n", "# chosen by the city\nadmin_listen: 127.0.0.1:9999\nmattermost:\n  networks: 10.0.0.0/8 # ours\n", 1)
	y.file("beirat.yaml", mine)
	if r := y.done(); !strings.Contains(r.out, "nothing was changed") || y.read("beirat.yaml") != mine {
		t.Errorf("%s\n%s", r.out, y.read("beirat.yaml"))
	}
	y.ask("PUT", "/config/patch", map[string]any{"ServiceSettings": map[string]any{"AllowedUntrustedInternalConnections": "127.0.0.1 10.9.9.9"}}, nil)
	y.done("--callback", "http://10.9.9.9:8080")
	after := y.read("beirat.yaml")
	for _, want := range []string{"# chosen by the city\nadmin_listen: 127.0.0.1:9999", "networks: 10.0.0.0/8 # ours", "callback: http://10.9.9.9:8080"} {
		if !strings.Contains(after, want) {
			t.Errorf("nothing said %q:\n%s", want, after)
		}
	}
}

func TestSetupWritesANewTokenIntoTheFileThatHoldsIt(t *testing.T) {
	y := newYard(t)
	y.done()
	config := y.read("beirat.yaml")
	token := tokenIn(t, config)
	file := y.file("token", token+"\n")
	y.file("beirat.yaml", strings.Replace(config, "token: "+token, "token_file: "+file, 1))
	y.done("--new-token")
	if after := strings.TrimSpace(y.read("token")); after == token || !y.works(after) || strings.Contains(y.read("beirat.yaml"), after) {
		t.Errorf("the file holds %q\n%s", after, y.read("beirat.yaml"))
	}
}

func TestSetupOfASecondBoardInTheSameTeam(t *testing.T) {
	y := newYard(t)
	y.done()
	r := y.done("--channel", "jugendrat", "--name", "Jugendrat")
	if !strings.Contains(r.out, `made     board "Jugendrat"`) || strings.Contains(r.out, "made     command") {
		t.Error(r.out)
	}
}

func TestSetupWithoutABoard(t *testing.T) {
	y := newYard(t)
	if r := y.done("--without-board"); strings.Contains(r.out, "board \"") {
		t.Error(r.out)
	}
	if r := y.done("--without-board"); !strings.Contains(r.out, "nothing was changed") {
		t.Error(r.out)
	}
}

func TestSetupWhileTheProgramRuns(t *testing.T) {
	y := newYard(t)
	y.done()
	unlock, err := storage.Lock(y.database)
	y.must(err)
	defer func() { y.must(unlock()) }()
	if r := y.done(); !strings.Contains(r.out, "nothing was changed") {
		t.Error(r.out)
	}
	if r := y.setup("--channel", "jugendrat"); r.code != exitFailed || !strings.Contains(r.err, "end the other Beirat first") || len(y.changes) > 0 {
		t.Errorf("%+v %v", r, y.changes)
	}
	y.ask("DELETE", "/teams/"+y.team()+"/members/"+y.bot(), nil, nil)
	if r := y.done(); !strings.Contains(r.out, "joined   @beirat to the channel") {
		t.Error(r.out)
	}
	y.ask("DELETE", "/commands/"+y.command("poll").Id, nil, nil)
	if r := y.setup(); r.code != exitFailed || !strings.Contains(r.err, "end the other Beirat first") || len(y.changes) > 0 {
		t.Errorf("%+v %v", r, y.changes)
	}
}

func TestSetupTakesFromTheEnvironmentWhatThereIs(t *testing.T) {
	y := newYard(t)
	config := filepath.Join(y.folder, "beirat.yaml")
	for _, c := range []struct {
		name    string
		environ []string
		args    []string
		out     string
	}{
		{"the server's address, and no token yet", []string{"BEIRAT_MATTERMOST_URL=" + y.url}, []string{"--callback", "http://127.0.0.1:18080"}, "made     token"},
		{"the address for callbacks, and no server's", []string{"BEIRAT_MATTERMOST_CALLBACK=http://127.0.0.1:18080"}, []string{"--url", y.url}, "nothing was changed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			environ := append([]string{setup.AdminVariable + "=" + y.server.AdminToken, "BEIRAT_DATABASE=" + y.database}, c.environ...)
			args := append([]string{"setup", "mattermost", "--team", "stadt", "--channel", "beirat", "--write", config}, c.args...)
			if r := run(t.Context(), strings.NewReader(""), environ, args...); r.code != exitDone || !strings.Contains(r.out, c.out) {
				t.Errorf("%+v", r)
			}
		})
	}
	t.Run("the bot's token, and no server's address", func(t *testing.T) {
		token := tokenIn(t, y.read("beirat.yaml"))
		environ := []string{setup.AdminVariable + "=" + y.server.AdminToken, "BEIRAT_DATABASE=" + y.database, "BEIRAT_MATTERMOST_TOKEN=" + token}
		r := run(t.Context(), strings.NewReader(""), environ, "setup", "mattermost", "--team", "stadt", "--channel", "beirat", "--url", y.url, "--callback", "http://127.0.0.1:18080")
		if r.code != exitDone || !strings.Contains(r.out, token) || strings.Contains(r.err, "made") {
			t.Errorf("%+v", r)
		}
	})
	t.Run("a mistake that is none of setup's", func(t *testing.T) {
		r := run(t.Context(), strings.NewReader(""), []string{"BEIRAT_MATTERMOST_URL=" + y.url, "BEIRAT_ZONE=Mond"}, "setup", "mattermost")
		if r.code != exitFailed || !strings.Contains(r.err, "zone") {
			t.Errorf("%+v", r)
		}
	})
}
