package bot

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"beirat/board"
	"beirat/bot/discord"
	"beirat/commands/boards"
	"beirat/internal/fakediscord"
	"beirat/storage"
)

func says(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("nothing said %q:\n%s", want, text)
		}
	}
}

func TestSetupOfDiscordMakesABoardFromNothing(t *testing.T) {
	p := newPlaza(t)
	r := p.done("--roll", p.file("roll.csv", goodRoll), "--land", "nw", "--term-start", "2025-12-09")
	says(t, r.out, `found    server "Stadt Musterstadt", with the bot @Beirat`, "found    channel #digitalbeirat", "made     commands",
		`made     board "Digitalbeirat" with 4 seats and 6 people`, "wrote    configuration")
	config := p.read("beirat.yaml")
	says(t, config, "token: "+p.app.Token, "url: "+p.server.URL())
	if info, err := os.Stat(filepath.Join(p.folder, "beirat.yaml")); err != nil || info.Mode().Perm() != 0o600 || strings.Contains(r.out, p.app.Token) {
		t.Errorf("mode %v, %v\n%s", info.Mode(), err, r.out)
	}
	p.seated("citizens buerger1, citizens buerger2, business gewerbe1 (Muster GmbH), city stadt delegate stellv; chair stadt, deputy buerger2, office buero, guest gast")
	if greetings, err := p.open().Claim(t.Context(), []string{boards.GreetingKind}, 10, 0); err != nil || len(greetings) != 7 {
		t.Errorf("%d of 7 on the roll are greeted, %v", len(greetings), err)
	}
	if commands := p.people["buerger1"].Commands(p.guild.ID); !slices.ContainsFunc(commands, func(c fakediscord.Command) bool { return c.Name == "abstimmung" }) {
		t.Errorf("people see the commands %+v", commands)
	}
}

// seated tells who is who in the board of the channel.
func (p *plaza) seated(want string) {
	p.Helper()
	if got := seatedAt(p.T, p.open(), storage.Home{Platform: discord.Name, Server: p.guild.ID, Channel: p.channel.ID}); got != want {
		p.Errorf("there are %s\nnot %s", got, want)
	}
}

func TestSetupOfDiscordAgainChangesNothing(t *testing.T) {
	p := newPlaza(t)
	list := p.file("roll.csv", goodRoll)
	p.done("--roll", list)
	before, changes := p.read("beirat.yaml"), len(p.changes())
	r := p.done("--roll", list)
	if !strings.Contains(r.out, "nothing was changed") || strings.Contains(r.out, "made") {
		t.Error(r.out)
	}
	if changed := p.changes()[changes:]; len(changed) > 0 {
		t.Errorf("it did %v", changed)
	}
	if after := p.read("beirat.yaml"); after != before {
		t.Errorf("it changed the configuration:\n%s", after)
	}
}

func TestSetupOfDiscordTakesNamesToo(t *testing.T) {
	p := newPlaza(t)
	p.guild.NewChannel("allgemein")
	r := run(t.Context(), strings.NewReader(""), p.environ(), "setup", "discord", "--guild", "stadt musterstadt", "--channel", "#digitalbeirat")
	if r.code != exitDone || !strings.Contains(r.err, `made     board "Digitalbeirat" with 11 vacant seats`) || !strings.Contains(r.out, "discord:") {
		t.Errorf("%+v", r)
	}
	p.seated(strings.Repeat("citizens , ", 5) + strings.Repeat("business , ", 5) + "city ; ")
}

func TestSetupOfDiscordReportsAChangedRollInsteadOfApplyingIt(t *testing.T) {
	p := newPlaza(t)
	p.done("--roll", p.file("roll.csv", goodRoll))
	p.channel.Overwrite(p.people["gewerbe2"].ID, 0, fakediscord.ViewChannel)
	r := p.done("--roll", p.file("roll.csv", strings.Replace(goodRoll, "gewerbe1;Wirtschaft", "gewerbe2;Wirtschaft", 1)))
	says(t, r.out, "differs  @gewerbe2 is not in the channel", "differs  line 4: @gewerbe2 holds no seat in the board",
		`differs  @gewerbe1 holds a seat of the group "Wirtschaft" and is not on the roll`)
	p.seated("citizens buerger1, citizens buerger2, business gewerbe1 (Muster GmbH), city stadt delegate stellv; chair stadt, deputy buerger2, office buero, guest gast")
}

func TestSetupOfDiscordRegistersWhatSomebodyElseRemoved(t *testing.T) {
	p := newPlaza(t)
	p.done()
	other := discord.New(discord.Options{URL: p.server.URL(), Token: p.app.Token, Memory: p.open()})
	if _, err := other.Register(t.Context()); err != nil { // which has no commands
		t.Fatal(err)
	}
	if len(p.people["buerger1"].Commands(p.guild.ID)) > 0 {
		t.Fatal("the commands are still there")
	}
	if r := p.done(); !strings.Contains(r.out, "made     commands") {
		t.Error(r.out)
	}
	if len(p.people["buerger1"].Commands(p.guild.ID)) == 0 {
		t.Error("the commands are not there again")
	}
}

func TestSetupOfDiscordWithoutAServerTellsHowTheBotIsInvited(t *testing.T) {
	p := newPlaza(t)
	p.server.Expel(p.app, p.guild)
	ask := func(more ...string) ran {
		return run(t.Context(), strings.NewReader(""), p.environ(), append([]string{"setup", "discord"}, more...)...)
	}
	r := ask()
	says(t, r.out, "The token is that of the bot @Beirat", "The bot is in no server yet",
		"https://discord.com/oauth2/authorize?client_id="+p.app.ID+"&scope=bot+applications.commands&permissions=42949790720&integration_type=0",
		"Attach Files (Dateien anhängen): without it results come without their picture")
	p.server.Invite(p.app, p.guild, least)
	r = ask()
	says(t, r.out, p.guild.ID+"  Stadt Musterstadt\n    "+p.channel.ID+"  #digitalbeirat", "Next, with the board's channel: beirat setup discord --guild ID")
	if r = ask("--guild", "Kreis"); r.code != exitDone || !strings.Contains(r.out, `in no server that is called "Kreis"`) || strings.Contains(r.out, "Musterstadt") {
		t.Errorf("%+v", r)
	}
	if r = ask("--guild", p.guild.ID); !strings.Contains(r.out, "&guild_id="+p.guild.ID) || !strings.Contains(r.out, "#digitalbeirat") {
		t.Errorf("%+v", r)
	}
	if changed := p.changes(); len(changed) > 0 || r.code != exitDone {
		t.Errorf("exit %d, it did %v", r.code, changed)
	}
	if _, err := os.Stat(strings.TrimPrefix(p.database, "sqlite:")); err == nil {
		t.Error("it made a database")
	}
}

func TestSetupOfDiscordDoesNothingWhereSomethingIsWrong(t *testing.T) {
	for _, c := range []struct {
		name    string
		prepare func(p *plaza)
		more    []string
		want    []string
	}{
		{name: "people who are nobody, all at once", more: []string{"--roll", "roll.csv"},
			prepare: func(p *plaza) {
				p.file("roll.csv", "username,group,role\notto,citizens,member\nBeirat,citizens,member\nanna,citizens,member\n")
				anna := p.server.NewUser("anna.m", "de")
				p.guild.Add(anna, false)
				p.guild.Nick(anna, "Anna")
			},
			want: []string{"roll.csv: line 2: the server knows no account @otto", "roll.csv: line 3: the account @beirat is a bot",
				"roll.csv: line 4: the account @anna is only a name that is shown; the username is anna.m"}},
		{name: "mistakes of the roll beside others", more: []string{"--roll", "roll.csv", "--land", "XX"},
			prepare: func(p *plaza) {
				p.file("roll.csv", "username,group,role\nbuerger1,citizens,chair\nbuerger2,citizens,chair\n")
			},
			want: []string{`--land: there is no "XX"`, "roll.csv: line 3: a second chair"}},
		{name: "a token that is none", prepare: func(p *plaza) { p.app.Token = "nonsense" }, want: nil},
		{name: "no token", more: []string{"--discord-token-file", ""}, prepare: func(p *plaza) { p.app.Token = "" }, want: []string{"The bot's token is missing"}},
		{name: "a server that the bot is not in", prepare: func(p *plaza) { p.server.Expel(p.app, p.guild) },
			want: []string{"The bot is in no server that is called", "&guild_id="}},
		{name: "a server's name that two have", more: []string{"--guild", "stadt musterstadt"},
			prepare: func(p *plaza) { p.server.Invite(p.app, p.server.NewGuild("Stadt Musterstadt"), least) },
			want:    []string{`several servers that are called "stadt musterstadt". Please name the id`}},
		{name: "a channel that is not there", more: []string{"--channel", "rathaus"}, want: []string{`no text channel that is called "rathaus" or has that id. It has #digitalbeirat.`}},
		{name: "a channel's name that two have", more: []string{"--channel", "digitalbeirat"}, prepare: func(p *plaza) { p.guild.NewChannel("digitalbeirat") },
			want: []string{`several text channels that are called "digitalbeirat"`}},
		{name: "a missing permission", prepare: func(p *plaza) {
			p.guild.Everyone(0)
			p.server.Invite(p.app, p.guild, least&^fakediscord.AttachFiles)
		}, want: []string{`lacks the permission "Attach Files" ("Dateien anhängen"): results come without their picture, and long tables and exports not at all. Server Settings, Roles`}},
		{name: "a channel that denies what the server allows", prepare: func(p *plaza) { p.channel.Overwrite(p.guild.ID, 0, fakediscord.SendMessages) },
			want: []string{`lacks the permission "Send Messages" ("Nachrichten senden"): no poll and no result appears in the channel. Edit Channel, Permissions`}},
		{name: "an interactions endpoint", prepare: func(p *plaza) {
			p.app.Set(fakediscord.Settings{Private: true, Endpoint: "https://elsewhere.example.org"})
		}, want: []string{"The application has an interactions endpoint"}},
		{name: "a code grant", prepare: func(p *plaza) { p.app.Set(fakediscord.Settings{Private: true, CodeGrant: true}) }, want: []string{"requires a code grant"}},
		{name: "a folder that cannot be written to", more: []string{"--write", "/nowhere/beirat.yaml"}, want: []string{"cannot be written to /nowhere/beirat.yaml"}},
		{name: "a channel without its server", more: []string{"--guild", ""}, want: []string{"--guild is missing"}},
		{name: "a further home of a board that is not there", more: []string{"--board", "3"}, want: []string{"--board 3: there is no board in this database yet."}},
		{name: "a further home with a roll of its own", more: []string{"--board", "1", "--name", "Beirat"}, want: []string{"--board and --name exclude each other"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlaza(t)
			token := p.app.Token
			if c.prepare != nil {
				c.prepare(p)
			}
			if c.want == nil {
				c.want = []string{"Discord does not accept the token"}
			}
			for i, arg := range c.more {
				if arg == "roll.csv" {
					c.more[i] = filepath.Join(p.folder, arg)
				}
			}
			environ := p.environ()
			p.app.Token = token
			args := append([]string{"setup", "discord", "--guild", p.guild.ID, "--channel", p.channel.ID, "--write", filepath.Join(p.folder, "beirat.yaml")}, c.more...)
			r := run(t.Context(), strings.NewReader(""), environ, args...)
			if r.code != exitFailed || !strings.Contains(r.err, "Nothing was done.") {
				t.Errorf("exit %d\n%s%s", r.code, r.out, r.err)
			}
			says(t, r.err, c.want...)
			if changed := p.changes(); len(changed) > 0 || strings.Contains(r.err+r.out, token) {
				t.Errorf("it did %v\n%s", changed, r.err)
			}
			if _, err := os.Stat(strings.TrimPrefix(p.database, "sqlite:")); err == nil {
				t.Error("it made a database")
			}
		})
	}
}

func TestSetupOfDiscordGivesABoardAFurtherHome(t *testing.T) {
	p := newPlaza(t)
	p.done("--roll", p.file("roll.csv", goodRoll))
	second := p.guild.NewChannel("beirat-oeffentlich")
	again := func(board string) ran { return p.setup("--channel", second.ID, "--board", board) }
	if r := again("7"); r.code != exitFailed || !strings.Contains(r.err, `--board 7: there is no such board. 1 is "Digitalbeirat".`) {
		t.Errorf("%+v", r)
	}
	if r := again("1"); r.code != exitDone || !strings.Contains(r.out, `joined   this channel to the board "Digitalbeirat"`) || strings.Contains(r.out, "Members are not known here") {
		t.Errorf("%+v", r)
	}
	p.homes(1, p.channel.ID, second.ID)
	if r := again("1"); r.code != exitDone || !strings.Contains(r.out, "nothing was changed") {
		t.Errorf("%+v", r)
	}
	third := p.guild.NewChannel("jugendbeirat")
	if r := p.setup("--channel", third.ID, "--name", "Jugendbeirat"); r.code != exitDone {
		t.Errorf("%+v", r)
	}
	if r := p.setup("--channel", third.ID, "--board", "1"); r.code != exitFailed || !strings.Contains(r.err, `--board 1: the channel is the home of another board already, 2 ("Jugendbeirat").`) {
		t.Errorf("%+v", r)
	}
}

// homes says in which channels a board lives.
func (p *plaza) homes(of board.ID, want ...string) {
	p.Helper()
	var got []string
	p.must(p.open().Read(p.Context(), func(tx *storage.Tx) error {
		homes, err := tx.Homes(of)
		for _, h := range homes {
			got = append(got, h.Channel)
		}
		return err
	}))
	slices.Sort(got)
	if slices.Sort(want); !slices.Equal(got, want) {
		p.Errorf("it lives in %v, not %v", got, want)
	}
}

func TestSetupOfDiscordAddsToTheConfigurationOfMattermost(t *testing.T) {
	y, p := newYard(t), newPlaza(t)
	y.done("--roll", y.file("roll.csv", goodRoll))
	p.database = y.database
	before := y.read("beirat.yaml")
	r := p.setup("--write", filepath.Join(y.folder, "beirat.yaml"), "--board", "1")
	if r.code != exitDone || !strings.Contains(r.out, "Members are not known here yet") {
		t.Fatalf("%+v", r)
	}
	after := y.read("beirat.yaml")
	if !strings.HasPrefix(after, before) || !strings.Contains(after, "token: "+p.app.Token) {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	p.homes(1, p.channel.ID, y.home())
	environ := []string{"BEIRAT_DATABASE=" + y.database}
	if r := run(t.Context(), strings.NewReader(""), environ, "check", "--config", filepath.Join(y.folder, "beirat.yaml")); !strings.Contains(r.out, "good   The bot has every permission") ||
		!strings.Contains(r.out, "good   @beirat is in the channel") {
		t.Errorf("%+v", r)
	}
	y.done("--roll", filepath.Join(y.folder, "roll.csv"))
	if y.read("beirat.yaml") != after {
		t.Error("setup of Mattermost changed what that of Discord had written")
	}
}

func TestSetupOfMattermostGivesABoardOfDiscordAHomeThere(t *testing.T) {
	y, p := newYard(t), newPlaza(t)
	p.database = y.database
	p.done("--roll", p.file("roll.csv", goodRoll))
	r := y.done("--board", "1")
	says(t, r.out, `joined   this channel to the board "Digitalbeirat"`, "Members are not known here yet")
	p.homes(1, p.channel.ID, y.home())
	if r := y.done("--board", "1"); !strings.Contains(r.out, "nothing was changed") {
		t.Error(r.out)
	}
}

func TestSetupOfDiscordLeavesATokenWhereItStands(t *testing.T) {
	p := newPlaza(t)
	file := p.file("token", p.app.Token+"\n")
	args := []string{"setup", "discord", "--guild", p.guild.ID, "--channel", p.channel.ID, "--discord-token-file", file, "--write", filepath.Join(p.folder, "beirat.yaml")}
	for range 2 {
		r := run(t.Context(), strings.NewReader(""), p.environ()[1:], args...)
		config := p.read("beirat.yaml")
		if r.code != exitDone || !strings.Contains(config, "token_file: "+file) || strings.Contains(config, p.app.Token) {
			t.Errorf("%+v\n%s", r, config)
		}
	}
	if r := p.setup(); r.code != exitDone || !strings.Contains(r.out, "nothing was changed") { // with the token in the environment
		t.Errorf("%+v", r)
	}
}
