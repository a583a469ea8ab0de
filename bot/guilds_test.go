package bot

import (
	"path/filepath"
	"strings"
	"testing"

	"beirat/internal/fakediscord"
)

// asks gives the one command with a line, and what is answered.
func (p *plaza) asks(name string, in fakediscord.Place, line string) string {
	p.Helper()
	outcome, err := p.people[name].Slash(p.Context(), in, []string{"beirat"}, []fakediscord.Value{{Name: "was", Value: line}})
	p.must(err)
	var said []string
	for _, m := range outcome.Messages {
		said = append(said, m.Content)
	}
	return strings.Join(said, "\n")
}

func TestEachGuildHasABoardOfItsOwn(t *testing.T) {
	p := newPlaza(t)
	p.done("--roll", p.file("roll.csv", goodRoll), "--name", "Digitalbeirat")
	other := p.server.NewGuild("Stadt Nachbarstadt")
	place := other.NewChannel("beirat")
	p.server.Invite(p.app, other, least)
	for name, who := range p.people {
		if name == "stadt" || name == "gast" {
			other.Add(who, false)
		}
	}
	second := p.file("second.csv", "username,group,role\nstadt,Verwaltung,chair\n")
	r := run(t.Context(), strings.NewReader(""), p.environ(), "setup", "discord", "--guild", other.ID, "--channel", place.ID,
		"--config", filepath.Join(p.folder, "beirat.yaml"), "--roll", second, "--name", "Nachbarbeirat")
	if r.code != exitDone {
		t.Fatalf("%+v", r)
	}
	s := serving(t, p.environ(), "--db", p.database)
	s.awaits("connected to Discord")
	for where, want := range map[*fakediscord.Channel]string{p.channel: "Digitalbeirat", place: "Nachbarbeirat"} {
		if got := p.asks("stadt", where.Place(), "info"); !strings.Contains(got, want) {
			t.Errorf("the board of %s is %q", want, got)
		}
	}
	p.asks("buerger1", p.channel.Place(), `abstimmung neu "Nur bei uns?"`)
	if got := p.asks("stadt", place.Place(), "abstimmung liste"); strings.Contains(got, "Nur bei uns") {
		t.Errorf("the other guild sees %q", got)
	}
	if got := p.asks("stadt", p.channel.Place(), "abstimmung liste"); !strings.Contains(got, "Nur bei uns") {
		t.Errorf("the own guild sees %q", got)
	}
	if got := p.asks("gast", place.Place(), "abstimmung 1"); strings.Contains(got, "Nur bei uns") {
		t.Errorf("a guest of one sees of the other %q", got)
	}
	s.ends(t)
}

func TestChannelsAreNamedAsPeopleSeeThem(t *testing.T) {
	p := newPlaza(t)
	p.done("--roll", p.file("roll.csv", goodRoll))
	second := p.guild.NewChannel("beirat-nord")
	s := serving(t, p.environ(), "--db", p.database)
	s.awaits("connected to Discord")
	p.asks("stadt", second.Place(), "platz hier=ja")
	got := p.asks("stadt", second.Place(), "platz")
	for _, name := range []string{"#digitalbeirat", "#beirat-nord (dieser Kanal)"} {
		if !strings.Contains(got, name) {
			t.Errorf("%s is not in %q", name, got)
		}
	}
	if got := p.asks("stadt", second.Place(), "platz aufgeben=1"); !strings.Contains(got, "#digitalbeirat") {
		t.Errorf("which one was given up is not said: %q", got)
	}
	s.ends(t)
}
