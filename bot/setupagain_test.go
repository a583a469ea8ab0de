package bot

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"beirat/bot/mattermost"
)

func (y *yard) refused(want string, more ...string) {
	y.Helper()
	r := y.setup(more...)
	if r.code != exitFailed || !strings.Contains(r.err, want) || !strings.Contains(r.err, "Nothing was done.") {
		y.Errorf("not %q: exit %d\n%s%s", want, r.code, r.out, r.err)
	}
	if len(y.changes) > 0 {
		y.Errorf("it did %v", y.changes)
	}
}

func TestSetupWritesNoConfigurationWithoutAToken(t *testing.T) {
	y := newYard(t)
	if r := y.setup("--write", ""); r.code != exitDone {
		t.Fatalf("%+v", r)
	}
	y.refused("The bot's token is not in this configuration: copy it from the first run, or add --new-token.")
	if _, err := os.Stat(filepath.Join(y.folder, "beirat.yaml")); err == nil {
		t.Errorf("it wrote\n%s", y.read("beirat.yaml"))
	}
	r := y.setup("--write", "")
	if r.code != exitDone || !strings.Contains(r.err, "note     The bot's token is not in this configuration") || strings.Contains(r.err, "start with") {
		t.Errorf("%+v", r)
	}
	y.done("--new-token")
	if token := tokenIn(t, y.read("beirat.yaml")); !y.works(token) {
		t.Errorf("the token %q does not work", token)
	}
}

func TestSetupKnowsTheBotOfABoardAgain(t *testing.T) {
	config := func(y *yard) string { return filepath.Join(y.folder, "beirat.yaml") }
	for _, c := range []struct {
		name   string
		change func(y *yard)
		more   []string
	}{
		{"by the token of the configuration", func(y *yard) {
			y.must(y.open().Forget(y.Context(), mattermost.Name, "bot/"+y.team()))
		}, nil},
		{"by what it remembered, when the token was lost", func(y *yard) { y.must(os.Remove(config(y))) }, []string{"--new-token"}},
		{"by what it remembered, when the bot is asleep", func(y *yard) {
			y.ask("POST", "/bots/"+y.id("/users/username/schriftwart")+"/disable", nil, nil)
		}, nil},
		{"after it was renamed", func(y *yard) {
			y.ask("PUT", "/bots/"+y.id("/users/username/schriftwart"), map[string]string{"username": "protokoll"}, nil)
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			y := newYard(t)
			y.done("--bot", "schriftwart")
			c.change(y)
			y.done(c.more...)
			if status := y.try("GET", "/users/username/beirat", nil, nil); status != 404 {
				t.Errorf("there is a second bot: %d", status)
			}
			if r := y.done(); !strings.Contains(r.out, "nothing was changed") {
				t.Error(r.out)
			}
		})
	}
}

func TestSetupGivesABoardNoSecondBot(t *testing.T) {
	t.Run("which --bot names", func(t *testing.T) {
		y := newYard(t)
		y.done()
		y.refused("The board of this channel has the bot @beirat, and @protokoll would be a second one.", "--bot", "protokoll")
	})
	t.Run("where nothing says which one it has", func(t *testing.T) {
		y := newYard(t)
		y.done("--bot", "schriftwart")
		y.must(os.Remove(filepath.Join(y.folder, "beirat.yaml")))
		y.must(y.open().Forget(y.Context(), mattermost.Name, "bot/"+y.team()))
		y.refused("The board of this channel has a bot already, and it is not @beirat. Please name it with --bot.", "--new-token")
	})
	t.Run("unless the first is asleep", func(t *testing.T) {
		y := newYard(t)
		y.done()
		y.ask("POST", "/bots/"+y.bot()+"/disable", nil, nil)
		y.done("--bot", "protokoll", "--new-token")
	})
}

func TestSetupPrintsWhatTheConfigurationHas(t *testing.T) {
	y := newYard(t)
	y.done("--networks", "172.30.7.0/24, 10.0.0.4")
	config := y.read("beirat.yaml")
	token := tokenIn(t, config)
	file := "token_file: " + y.file("token", token+"\n")
	secret := "secret_file: " + y.file("secret", strings.Repeat("0123456789abcdef", 4)+"\n")
	y.file("beirat.yaml", strings.Replace(config, "token: "+token, file, 1)+secret+"\nadmin_listen: 127.0.0.1:9999\n")
	r := y.setup("--config", filepath.Join(y.folder, "beirat.yaml"), "--write", "")
	for _, want := range []string{"networks: 172.30.7.0/24, 10.0.0.4/32", file, secret, "admin_listen: 127.0.0.1:9999"} {
		if r.code != exitDone || !strings.Contains(r.out, want) {
			t.Errorf("nothing said %q: %+v", want, r)
		}
	}
	if strings.Contains(r.out, token) {
		t.Errorf("the token stands in its file and in the configuration:\n%s", r.out)
	}
}

func TestSetupFindsAllMistakesOfARollAtOnce(t *testing.T) {
	y := newYard(t)
	list := y.file("roll.csv", "username,group,role\nbuerger1,citizens,chair\notto,citizens,member\nbuerger2,citizens,king\nemma,citizens,queen\n")
	r := y.setup("--roll", list, "--callback", "beirat.example.de")
	for _, want := range []string{`line 4: "king" is no role`, "line 3: the server knows no account @otto", "line 5: the server knows no account @emma", `"beirat.example.de" is no address`} {
		if r.code != exitFailed || strings.Count(r.err, want) != 1 {
			t.Errorf("not once %q: exit %d\n%s", want, r.code, r.err)
		}
	}
	if third, fourth := strings.Index(r.err, "line 3"), strings.Index(r.err, "line 4"); third > fourth {
		t.Errorf("not in the order of lines:\n%s", r.err)
	}
	if strings.Contains(r.err, "@buerger") || len(y.changes) > 0 {
		t.Errorf("%s%v", r.err, y.changes)
	}
}

func TestSetupSaysOnceThatAnAddressIsNone(t *testing.T) {
	for _, address := range []string{"127.0.0.1:8065", "chat.example.de", "ftp://chat.example.de"} {
		t.Run(address, func(t *testing.T) {
			for _, before := range []string{"", "mattermost:\n  token: abcdefghijklmnop\n", "mattermost:\n  url: https://chat.example.de\n  token: abcdefghijklmnop\n"} {
				y := newYard(t)
				if before != "" {
					y.file("beirat.yaml", before)
				}
				r := y.setup("--url", address, "--networks", "auto")
				lines := strings.Split(strings.TrimSpace(r.err), "\n")
				if r.code != exitFailed || len(lines) != 2 || !strings.HasPrefix(lines[0], `wrong    --url: "`+address+`" is no address of a server`) {
					t.Errorf("exit %d\n%s", r.code, r.err)
				}
			}
		})
	}
}
