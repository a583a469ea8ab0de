package bot

import (
	"regexp"
	"strings"
	"testing"
)

func (s *served) awaits(text string) {
	s.log.find(regexp.MustCompile("(" + regexp.QuoteMeta(text) + `|it has ended)`))
}

func TestServeAnswersOnDiscord(t *testing.T) {
	p := newPlaza(t)
	p.done("--roll", p.file("roll.csv", goodRoll))
	s := serving(t, p.environ(), "--db", p.database)
	s.awaits("connected to Discord")
	admin := s.address("admin")
	if got := fetch(t, admin+"/readyz"); !strings.HasSuffix(got, "ready\n") {
		t.Errorf("%q", got)
	}
	if got := fetch(t, admin+"/metrics"); !strings.Contains(got, `beirat_platform_connected{platform="discord"} 1`) {
		t.Error("no gauge says that it is connected")
	}
	outcome, err := p.people["buerger1"].Slash(t.Context(), p.channel.Place(), []string{"beirat"}, nil)
	if err != nil || len(outcome.Messages) == 0 || !outcome.Messages[0].Ephemeral {
		t.Errorf("%+v %v", outcome, err)
	}
	s.ends(t)
	if strings.Contains(s.log.String(), p.app.Token) {
		t.Errorf("the token is in the log:\n%s", s.log)
	}
	if r := p.check(); r.code != exitDone {
		t.Errorf("%+v", r)
	}
}

func TestServeGoesOnWithOnePlatformWhenTheOtherIsAway(t *testing.T) {
	p := newPlaza(t)
	s := serving(t, append(p.environ(), away()...), "--db", p.database)
	s.awaits("connected to Discord")
	if got := fetch(t, s.address("admin")+"/readyz"); !strings.Contains(got, "ready\nmattermost: not connected\n") {
		t.Errorf("%q", got)
	}
	s.ends(t)
}

func TestServeGoesOnWithOnePlatformWhenTheOtherRefusesIt(t *testing.T) {
	p := newPlaza(t)
	environ := append(p.environ(), away()...)
	p.app.Reset()
	s := serving(t, environ, "--db", p.database)
	s.awaits("a platform is off until the program is started again")
	got := fetch(t, s.address("admin")+"/readyz")
	if !strings.Contains(got, "ready\nmattermost: not connected\ndiscord: off: discord: Discord does not let the program in: the token is not accepted") {
		t.Errorf("%q", got)
	}
	if got := fetch(t, s.address("admin")+"/metrics"); !strings.Contains(got, `beirat_platform_connected{platform="discord"} 0`) {
		t.Error("no gauge says that it is off")
	}
	s.ends(t)
}

func TestServeEndsWithASentenceWhenItsOnlyPlatformRefusesIt(t *testing.T) {
	p := newPlaza(t)
	environ := p.environ()
	p.app.Reset()
	s := serving(t, environ, "--db", p.database)
	if code := <-s.ended; code != exitOff || !strings.Contains(s.log.String(), "Developer Portal, page Bot, Reset Token") {
		t.Errorf("exit %d\n%s", code, s.log)
	}
	if n := p.server.Identifies(); n > 1 {
		t.Errorf("it tried %d times", n)
	}
}
