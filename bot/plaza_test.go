package bot

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"beirat/internal/fakediscord"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// plaza is Discord with a bot, a server with a channel and the people of
// goodRoll, an empty database and a folder for files.
type plaza struct {
	*testing.T
	server   *fakediscord.Server
	app      *fakediscord.Application
	guild    *fakediscord.Guild
	channel  *fakediscord.Channel
	people   map[string]*fakediscord.User
	folder   string
	database string
}

// least are the permissions that the invitation asks for.
const least = fakediscord.ViewChannel | fakediscord.SendMessages | fakediscord.EmbedLinks | fakediscord.AttachFiles | fakediscord.ReadHistory |
	fakediscord.CreateThreads | fakediscord.ManageEvents

func newPlaza(t *testing.T) *plaza {
	t.Helper()
	p := &plaza{T: t, server: fakediscord.New(fakediscord.Options{}), people: map[string]*fakediscord.User{}, folder: t.TempDir(), database: storagetest.SQLite(t)}
	t.Cleanup(p.server.Close)
	t.Cleanup(func() {
		if bad := p.server.Violations(); len(bad) > 0 {
			t.Errorf("Discord would have refused: %q", bad)
		}
	})
	p.app = p.server.NewApplication("Beirat")
	p.app.Set(fakediscord.Settings{Private: true})
	p.guild = p.server.NewGuild("Stadt Musterstadt")
	p.channel = p.guild.NewChannel("digitalbeirat")
	for _, name := range []string{"buerger1", "buerger2", "gewerbe1", "gewerbe2", "stadt", "buero", "gast", "stellv"} {
		p.people[name] = p.server.NewUser(name, "de")
		p.guild.Add(p.people[name], false)
	}
	p.server.Invite(p.app, p.guild, least)
	return p
}

func (p *plaza) must(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

func (p *plaza) file(name, content string) string {
	p.Helper()
	path := filepath.Join(p.folder, name)
	p.must(os.WriteFile(path, []byte(content), 0o600))
	return path
}

func (p *plaza) read(name string) string {
	p.Helper()
	content, err := os.ReadFile(filepath.Join(p.folder, name))
	p.must(err)
	return string(content)
}

// changes are the requests that are no reading.
func (p *plaza) changes() (list []string) {
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE"} {
		for _, r := range p.server.Requests(method, "/") {
			list = append(list, r.Method+" "+r.Path)
		}
	}
	return list
}

func (p *plaza) environ() []string {
	return []string{"BEIRAT_DISCORD_TOKEN=" + p.app.Token, "BEIRAT_DISCORD_URL=" + p.server.URL(), "BEIRAT_DATABASE=" + p.database}
}

// setup runs the usual command with what is added to it.
func (p *plaza) setup(more ...string) ran {
	p.Helper()
	args := append([]string{"setup", "discord", "--guild", p.guild.ID, "--channel", p.channel.ID, "--write", filepath.Join(p.folder, "beirat.yaml")}, more...)
	return run(p.Context(), strings.NewReader(""), p.environ(), args...)
}

// done is setup that has to work.
func (p *plaza) done(more ...string) ran {
	p.Helper()
	r := p.setup(more...)
	if r.code != exitDone || r.err != "" {
		p.Fatalf("exit %d\n%s%s", r.code, r.out, r.err)
	}
	return r
}

func (p *plaza) open() *storage.DB {
	p.Helper()
	db, err := storage.Open(p.Context(), p.database, wall().now)
	p.must(err)
	p.Cleanup(func() { p.must(db.Close()) })
	return db
}
