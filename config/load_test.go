package config_test

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"beirat/config"
)

var update = flag.Bool("update", false, "write what is said now into the test data")

// load puts the configuration together from what the lines env and args say,
// one entry a line, in a folder that holds the files.
func load(t *testing.T, files []txtar.File, env, args string) (config.Config, error) {
	t.Helper()
	t.Chdir(t.TempDir())
	for _, f := range files {
		if err := os.WriteFile(f.Name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	config.Flags(flags)
	flags.Bool("demo", false, "a flag of the subcommand's own")
	if err := flags.Parse(lines(args)); err != nil {
		t.Fatal(err)
	}
	return config.Load(flags, lines(env))
}

func lines(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
}

// Each file of testdata/mistakes is a folder of files, an environment (env),
// flags (args), and what is then said to the operator (want).
func TestEveryMistakeNamesKeyOriginAndWhatIsAllowed(t *testing.T) {
	paths, err := filepath.Glob("testdata/mistakes/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no test data: %v", err)
	}
	for _, path := range paths {
		path, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			part := map[string]string{}
			var files []txtar.File
			for _, f := range archive.Files {
				switch f.Name {
				case "env", "args", "want":
					part[f.Name] = string(f.Data)
				default:
					files = append(files, f)
				}
			}
			_, err = load(t, files, part["env"], part["args"])
			if err == nil {
				t.Fatal("no mistake was found")
			}
			said := err.Error() + "\n"
			if strings.Contains(said, "geheim") {
				t.Errorf("a secret was said:\n%s", said)
			}
			if *update {
				write(t, path, archive, said)
				return
			}
			if diff := cmp.Diff(part["want"], said); diff != "" {
				t.Errorf("want -, said +:\n%s", diff)
			}
		})
	}
}

func write(t *testing.T, path string, archive *txtar.Archive, said string) {
	t.Helper()
	kept := archive.Files[:0]
	for _, f := range archive.Files {
		if f.Name != "want" {
			kept = append(kept, f)
		}
	}
	archive.Files = append(kept, txtar.File{Name: "want", Data: []byte(said)})
	if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestMistakesCanBeToldApart(t *testing.T) {
	_, err := config.Load(nil, []string{"BEIRAT_LANGUAGE=fr"})
	mistake, ok := errors.AsType[*config.Mistake](err)
	if !ok || mistake.Key != "language" || mistake.Origin != "BEIRAT_LANGUAGE" || mistake.Allowed != "de or en" {
		t.Errorf("got %+v", mistake)
	}
}

func TestTheLaterLayerWins(t *testing.T) {
	const file = "database: sqlite:file.db\nlog: {level: warn}\nmattermost: {url: 'https://chat.example.org/', token: f}\n"
	for _, test := range []struct {
		name, env, args string
		want            func(c config.Config) (got, want string)
	}{
		{"a default where nobody says anything", "", "",
			func(c config.Config) (string, string) {
				return c.Listen + c.AdminListen, "127.0.0.1:8080127.0.0.1:9090"
			}},
		{"file beats default", "BEIRAT_CONFIG=beirat.yaml", "",
			func(c config.Config) (string, string) { return c.Database, "sqlite:file.db" }},
		{"environment beats file", "BEIRAT_CONFIG=beirat.yaml\nBEIRAT_DATABASE=sqlite:env.db", "",
			func(c config.Config) (string, string) { return c.Database, "sqlite:env.db" }},
		{"flag beats environment", "BEIRAT_DATABASE=sqlite:env.db", "--config=beirat.yaml\n--db=sqlite:flag.db\n--demo",
			func(c config.Config) (string, string) { return c.Database, "sqlite:flag.db" }},
		{"the flag names the file before the environment does", "BEIRAT_CONFIG=absent.yaml", "--config=beirat.yaml",
			func(c config.Config) (string, string) { return c.Log.Level.String(), "WARN" }},
		{"a server's address loses its last slash", "", "--config=beirat.yaml",
			func(c config.Config) (string, string) { return c.Mattermost.URL, "https://chat.example.org" }},
		{"a callback's address loses its last slash", "BEIRAT_MATTERMOST_CALLBACK=http://beirat:8080/", "--config=beirat.yaml",
			func(c config.Config) (string, string) { return c.Mattermost.Callback, "http://beirat:8080" }},
		{"Discord is where it is, unless somebody says otherwise", "", "--config=beirat.yaml",
			func(c config.Config) (string, string) { return c.Discord.URL, "https://discord.com" }},
		{"Discord may be reached by a proxy, whose address loses its last slash", "BEIRAT_DISCORD_URL=http://127.0.0.1:7/", "--config=beirat.yaml",
			func(c config.Config) (string, string) { return c.Discord.URL, "http://127.0.0.1:7" }},
		{"networks and single addresses are parted by commas", "BEIRAT_MATTERMOST_NETWORKS=10.0.0.0/8, 192.0.2.7,fd00::/8", "--config=beirat.yaml",
			func(c config.Config) (string, string) {
				return fmt.Sprint(c.Mattermost.Networks), "[10.0.0.0/8 192.0.2.7/32 fd00::/8]"
			}},
		{"no network is every network", "BEIRAT_MATTERMOST_NETWORKS=", "--config=beirat.yaml",
			func(c config.Config) (string, string) { return fmt.Sprint(len(c.Mattermost.Networks)), "0" }},
		{"a secret's file in the environment beats the file's secret", "BEIRAT_MATTERMOST_TOKEN_FILE=token", "--config=beirat.yaml",
			func(c config.Config) (string, string) { return c.Mattermost.Token.Reveal(), "geheim" }},
		{"a secret in the environment beats a secret's file below it", "BEIRAT_DISCORD_TOKEN=x", "--config=discord.yaml",
			func(c config.Config) (string, string) { return c.Discord.Token.Reveal() + c.Discord.TokenFile, "x" }},
		{"within a layer an empty secret gives way to its file", "BEIRAT_DISCORD_TOKEN=\nBEIRAT_DISCORD_TOKEN_FILE=token", "",
			func(c config.Config) (string, string) { return c.Discord.Token.Reveal(), "geheim" }},
		{"the database's address may stand in a file", "BEIRAT_DATABASE_FILE=address", "",
			func(c config.Config) (string, string) { return c.Database, "postgres://b:p@db/b" }},
		{"an empty path takes nothing away", "BEIRAT_DATABASE_FILE=", "",
			func(c config.Config) (string, string) { return c.Database, "sqlite:beirat.db" }},
		{"an empty secret above switches the one below off", "BEIRAT_DISCORD_TOKEN=", "--config=discord.yaml",
			func(c config.Config) (string, string) { return strings.Join(c.Platforms(), " "), "" }},
		{"an empty file says nothing", "BEIRAT_CONFIG=empty.yaml", "",
			func(c config.Config) (string, string) { return c.Zone, "Europe/Berlin" }},
		{"an anchor may be used again", "", "--config=anchor.yaml",
			func(c config.Config) (string, string) { return c.Discord.Token.Reveal(), "geheim" }},
		{"what Kubernetes and tests put there is left alone", "BEIRAT_PORT=tcp://10.0.0.1:80\nBEIRAT_SERVICE_HOST=10.0.0.1\nBEIRAT_TEST_POSTGRES=x", "",
			func(c config.Config) (string, string) { return c.Prefix, "" }},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := []txtar.File{{Name: "beirat.yaml", Data: []byte(file)}, {Name: "token", Data: []byte("geheim\n")},
				{Name: "address", Data: []byte("postgres://b:p@db/b\n")}, {Name: "empty.yaml"},
				{Name: "discord.yaml", Data: []byte("discord:\n  token_file: token\n")},
				{Name: "anchor.yaml", Data: []byte("mattermost: {url: 'https://m', token_file: &f token}\ndiscord: {token_file: *f}\n")}}
			c, err := load(t, files, test.env, test.args)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := test.want(c); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestASubcommandMayTakeOnlySomeFlags(t *testing.T) {
	flags := flag.NewFlagSet("chat", flag.ContinueOnError)
	config.Flags(flags, "database", "log.level")
	var names []string
	flags.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	if diff := cmp.Diff([]string{"config", "db", "log-level"}, names); diff != "" {
		t.Error(diff)
	}
}

func TestNoWayOfPrintingShowsASecret(t *testing.T) {
	env := "BEIRAT_DATABASE=postgres://beirat:geheim@db/beirat?sslmode=require\nBEIRAT_DISCORD_TOKEN=geheim1\n" +
		"BEIRAT_MATTERMOST_URL=https://chat.example.org\nBEIRAT_MATTERMOST_TOKEN=geheim2\nBEIRAT_SECRET_FILE=secret"
	c, err := load(t, []txtar.File{{Name: "secret", Data: []byte(strings.Repeat("geheim", 6))}}, env, "")
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("read", "config", c, "token", c.Discord.Token, "section", c.Mattermost)
	slog.New(slog.NewTextHandler(&log, nil)).Info("read", "config", c, "token", c.Discord.Token, "section", c.Mattermost)
	for _, text := range []string{c.String(), fmt.Sprint(c), fmt.Sprintf("%+v %#v %q", c, c, c), log.String(),
		fmt.Sprintf("%v %+v %#v %s %q", c.Discord, c.Discord, c.Discord, c.Secret, c.Secret)} {
		if strings.Contains(text, "geheim") {
			t.Errorf("a secret is shown in %s", text)
		}
	}
	if got := strings.Join(c.Platforms(), " "); got != "mattermost discord" {
		t.Errorf("platforms are %q", got)
	}
}

func TestWarnings(t *testing.T) {
	for _, test := range []struct {
		name, env, args, want string
		mode                  os.FileMode
	}{
		{"a closed file is fine", "BEIRAT_DISCORD_TOKEN_FILE=token", "", "", 0o600},
		{"a group may read, as in Kubernetes", "BEIRAT_DISCORD_TOKEN_FILE=token", "", "", 0o440},
		{"a file that all can read", "BEIRAT_DISCORD_TOKEN_FILE=token", "",
			`discord.token_file (BEIRAT_DISCORD_TOKEN_FILE): "token" is open to everybody on this machine (mode 0644); chmod 600 closes it`, 0o644},
		{"a configuration with a token that all can read", "", "--config=beirat.yaml",
			`discord.token (beirat.yaml line 2): the file is open to everybody on this machine (mode 0604); chmod 600 closes it`, 0o604},
		{"a token over plain HTTP", "BEIRAT_MATTERMOST_TOKEN=t\nBEIRAT_MATTERMOST_URL=http://chat.example.org\nBEIRAT_MATTERMOST_CALLBACK=https://b", "",
			`mattermost.url (BEIRAT_MATTERMOST_URL): the token travels unencrypted; use https`, 0o600},
		{"a token for Discord over plain HTTP", "BEIRAT_DISCORD_TOKEN=t\nBEIRAT_DISCORD_URL=http://proxy.example.org", "",
			`discord.url (BEIRAT_DISCORD_URL): the token travels unencrypted; use https`, 0o600},
		{"plain HTTP within the machine", "BEIRAT_MATTERMOST_TOKEN=t\nBEIRAT_MATTERMOST_URL=http://127.0.0.1:8065\nBEIRAT_MATTERMOST_CALLBACK=https://b", "", "", 0o600},
		{"a server that cannot call back", "BEIRAT_MATTERMOST_TOKEN=t\nBEIRAT_MATTERMOST_URL=https://chat.example.org", "",
			`mattermost.callback is not set: without it there are no slash commands, buttons and forms, and people type to the bot`, 0o600},
		{"a password in the process list", "", "--db=postgres://b:p@db/b",
			`database (--db): process lists show the password to everybody on this machine; use database_file`, 0o600},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for name, text := range map[string]string{"token": "abc", "beirat.yaml": "discord:\n  token: abc\n"} {
				if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				if err := os.Chmod(name, test.mode); err != nil {
					t.Fatal(err)
				}
			}
			flags := flag.NewFlagSet("serve", flag.ContinueOnError)
			config.Flags(flags)
			if err := flags.Parse(lines(test.args)); err != nil {
				t.Fatal(err)
			}
			c, err := config.Load(flags, lines(test.env))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(c.Warnings(), "\n"); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
