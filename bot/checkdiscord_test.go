package bot

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"beirat/bot/discord"
	"beirat/internal/fakediscord"
	"beirat/storage"
)

func (p *plaza) check() ran {
	p.Helper()
	return run(p.Context(), strings.NewReader(""), nil, "check", "--config", filepath.Join(p.folder, "beirat.yaml"))
}

func TestCheckOfDiscordFindsNothingWrong(t *testing.T) {
	p := newPlaza(t)
	p.done("--roll", p.file("roll.csv", goodRoll))
	before := len(p.changes())
	r := p.check()
	if r.code != exitDone || strings.Contains(r.out, "wrong") || strings.Contains(r.out, "note") {
		t.Errorf("%+v", r)
	}
	says(t, r.out, "good   The token is that of the bot @Beirat", "good   The clock of this machine agrees", "good   The commands are registered.",
		`good   The bot has every permission that it needs in the channel #digitalbeirat of the board "Digitalbeirat".`)
	if changed := p.changes()[before:]; len(changed) > 0 {
		t.Errorf("it did %v", changed)
	}
}

func TestCheckOfDiscordFinds(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(p *plaza)
		want   string
	}{
		{"a token that was replaced", func(p *plaza) { p.app.Reset() }, "wrong  Discord does not accept the token."},
		{"a bot that was thrown out", func(p *plaza) { p.server.Expel(p.app, p.guild) }, `wrong  The bot is not in the server of the board "Digitalbeirat" (any more). An administrator of the server invites it with this link: https://discord.com/oauth2/authorize?client_id=`},
		{"a channel that is gone", func(p *plaza) {
			p.must(p.open().Write(p.Context(), storage.By{}, func(tx *storage.Tx) error {
				return tx.AddHome(storage.Home{Board: 1, Platform: discord.Name, Server: p.guild.ID, Channel: "1"})
			}))
		}, `wrong  The channel of the board "Digitalbeirat" in the server "Stadt Musterstadt" is gone.`},
		{"a permission that was taken", func(p *plaza) {
			p.guild.Everyone(0)
			p.server.Invite(p.app, p.guild, least&^fakediscord.EmbedLinks)
		}, `wrong  In the channel #digitalbeirat the bot lacks the permission "Embed Links" ("Links einbetten"): texts of more than 2000 characters do not appear whole. Server Settings, Roles`},
		{"a channel that is closed to the bot", func(p *plaza) { p.channel.Overwrite(p.guild.ID, 0, fakediscord.ViewChannel) },
			`wrong  In the channel #digitalbeirat the bot lacks the permission "View Channel" ("Kanal ansehen"): the bot neither sees the channel nor anything that happens in it. Edit Channel`},
		{"people who do not see the channel", func(p *plaza) { p.channel.Overwrite(p.people["buerger2"].ID, 0, fakediscord.ViewChannel) },
			`wrong  Of the people of the board "Digitalbeirat" these do not see its channel and its polls: @buerger2.`},
		{"people who may not use commands", func(p *plaza) { p.channel.Overwrite(p.people["buerger2"].ID, 0, fakediscord.UseCommands) },
			`wrong  Of the people of the board "Digitalbeirat" these lack the permission "Use Application Commands" ("Anwendungsbefehle verwenden") in its channel: they have the buttons, and no commands: @buerger2.`},
		{"people who left", func(p *plaza) { p.guild.Remove(p.people["stellv"]) }, `wrong  Of the people of the board "Digitalbeirat" these are not in its server and cannot vote there: @stellv.`},
		{"interactions that go elsewhere", func(p *plaza) { p.app.Set(fakediscord.Settings{Private: true, Endpoint: "https://elsewhere.example"}) }, "wrong  The application has an interactions endpoint"},
		{"a bot that may not connect any more", func(p *plaza) { p.app.Starts(0) }, "wrong  Discord lets this bot connect no more for "},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlaza(t)
			p.done("--roll", p.file("roll.csv", goodRoll))
			c.damage(p)
			if r := p.check(); r.code != exitFailed || !strings.Contains(r.out, c.want) {
				t.Errorf("nothing said %q: exit %d %s\n%s", c.want, r.code, r.err, r.out)
			}
		})
	}
}

func TestCheckOfDiscordNotes(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(p *plaza)
		want   string
	}{
		{"a bot that everybody may invite", func(p *plaza) { p.app.Set(fakediscord.Settings{}) }, "note   Everybody may invite this bot."},
		{"privileged intents", func(p *plaza) { p.app.Set(fakediscord.Settings{Private: true, Members: true, Content: true}) },
			"note   The application has privileged intents (Server Members, Message Content) that Beirat does not need."},
		{"a bot that is an administrator", func(p *plaza) { p.server.Invite(p.app, p.guild, fakediscord.Administrator) },
			`note   In the server "Stadt Musterstadt" the bot is an administrator, which is far more than it needs.`},
		{"a bot that connects again and again", func(p *plaza) { p.app.Starts(7) }, "note   Discord lets this bot connect only 7 more times within"},
		{"commands of another version", func(p *plaza) {
			other := discord.New(discord.Options{URL: p.server.URL(), Token: p.app.Token, Memory: p.open()})
			_, err := other.Register(p.Context())
			p.must(err)
		}, "note   The commands that are registered are not those of this version and configuration."},
		{"that there is no board yet", func(p *plaza) {
			p.database = strings.Replace(p.database, "beirat", "another", 1)
			p.file("beirat.yaml", "database: "+p.database+"\ndiscord: {token: "+p.app.Token+", url: '"+p.server.URL()+"'}\n")
		}, "note   No board lives on Discord yet."},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlaza(t)
			p.done("--roll", p.file("roll.csv", goodRoll))
			c.change(p)
			if r := p.check(); r.code != exitDone || !strings.Contains(r.out, c.want) {
				t.Errorf("nothing said %q: exit %d %s\n%s", c.want, r.code, r.err, r.out)
			}
		})
	}
}

func TestCheckOfDiscordTellsWhatTwoHomesShareOnce(t *testing.T) {
	p := newPlaza(t)
	p.done("--roll", p.file("roll.csv", goodRoll))
	second := p.guild.NewChannel("zweiter")
	p.must(p.open().Write(p.Context(), storage.By{}, func(tx *storage.Tx) error {
		return tx.AddHome(storage.Home{Board: 1, Platform: discord.Name, Server: p.guild.ID, Channel: second.ID})
	}))
	p.guild.Remove(p.people["stellv"])
	if r := p.check(); strings.Count(r.out, "@stellv") != 1 || !strings.Contains(r.out, "#zweiter") {
		t.Errorf("%+v", r)
	}
}

func TestCheckOfDiscordSeesClocksThatDiffer(t *testing.T) {
	p := newPlaza(t)
	p.done()
	to, err := url.Parse(p.server.URL())
	p.must(err)
	pass := httputil.NewSingleHostReverseProxy(to)
	pass.ModifyResponse = func(r *http.Response) error {
		r.Header.Set("Date", "Sun, 22 Nov 2020 12:00:00 GMT")
		return nil
	}
	late := httptest.NewServer(pass)
	t.Cleanup(late.Close)
	p.file("beirat.yaml", strings.Replace(p.read("beirat.yaml"), p.server.URL(), late.URL, 1))
	if r := p.check(); r.code != exitFailed || !strings.Contains(r.out, "wrong  The clock of this machine and Discord's differ by") {
		t.Errorf("%+v", r)
	}
}

func TestCheckSaysWhenDiscordIsNotReached(t *testing.T) {
	p := newPlaza(t)
	p.done()
	p.file("beirat.yaml", strings.Replace(p.read("beirat.yaml"), p.server.URL(), "http://127.0.0.1:1", 1))
	if r := p.check(); r.code != exitFailed || !strings.Contains(r.out, "wrong  http://127.0.0.1:1 cannot be reached") {
		t.Errorf("%+v", r)
	}
}

// Nobody becomes a person of the database by being looked at.
func TestCheckOfDiscordMeetsNobody(t *testing.T) {
	p := newPlaza(t)
	p.done()
	p.check()
	p.must(p.open().Read(t.Context(), func(tx *storage.Tx) error {
		if who, err := tx.PersonOf(discord.Name, p.app.BotID); err == nil {
			t.Errorf("the bot has become %+v", who)
		}
		return nil
	}))
}
