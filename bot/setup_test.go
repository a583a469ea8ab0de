package bot

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"beirat/board"
	"beirat/bot/mattermost"
	"beirat/commands/boards"
	"beirat/storage"
)

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
	if greetings, err := y.open().Claim(t.Context(), []string{boards.GreetingKind}, 10, 0); err != nil || len(greetings) != 7 {
		t.Errorf("%d of 7 on the roll are greeted, %v", len(greetings), err)
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
	if got := seatedAt(y.T, y.open(), storage.Home{Platform: mattermost.Name, Server: y.team(), Channel: y.home()}); got != want {
		y.Errorf("there are %s\nnot %s", got, want)
	}
}

// seatedAt tells who is who in the board of a channel.
func seatedAt(t *testing.T, db *storage.DB, home storage.Home) string {
	t.Helper()
	var seats, roles []string
	err := db.Read(t.Context(), func(tx *storage.Tx) error {
		b, err := tx.BoardAt(home.Platform, home.Server, home.Channel)
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
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(seats, ", ") + "; " + strings.Join(roles, ", ")
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
		"differs  @gewerbe2 is not in the channel", "differs  line 4: @gewerbe2 holds no seat in the board", "differs  line 5: the delegate of @stadt",
		"differs  line 6: @buero is also office in the board", "differs  line 6: @buero is not guest in the board",
		`differs  @gewerbe1 holds a seat of the group "Wirtschaft" and is not on the roll`,
	} {
		if !strings.Contains(r.out, line) {
			t.Errorf("nothing said %q:\n%s", line, r.out)
		}
	}
	if len(y.changes) > 0 {
		t.Errorf("it did %v", y.changes)
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
		{name: "a command with our address that somebody made to know its token", want: []string{`The command /beirat of the team "stadt" was made by @erna, who is no system administrator, and knows its token.`},
			prepare: func(y *yard) {
				var team identity
				y.ask("POST", "/teams", map[string]string{"name": "stadt", "display_name": "Stadt", "type": "O"}, &team)
				y.commandOf(y.teamAdmin("erna", team.ID), team.ID)
			}},
		{name: "a bot of somebody who is no administrator", want: []string{"The bot @beirat belongs to @erna, who is no system administrator and could speak in its name."}, prepare: func(y *yard) {
			var bot struct {
				ID string `json:"user_id"`
			}
			y.ask("POST", "/bots", map[string]string{"username": "beirat"}, &bot)
			y.ask("POST", "/bots/"+bot.ID+"/assign/"+y.user("erna"), nil, nil)
		}},
		{name: "networks that are none", more: []string{"--networks", "10.0.0.1/8"}, want: []string{`--networks: "10.0.0.1/8" has bits behind its mask`}},
		{name: "a trigger that a plugin has", more: []string{"--prefix", "x"}, want: []string{"The command /x-poll belongs to the server itself or to one of its plugins"}, prepare: func(y *yard) {
			y.plugin = "x-poll"
			y.ask("POST", "/teams", map[string]string{"name": "stadt", "display_name": "Stadt", "type": "O"}, nil)
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
