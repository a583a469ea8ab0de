package mattermost

import (
	"net/http"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// everyKind does a click, a command and a form of anna's; with is done when the
// form is open already.
func everyKind(t *testing.T, with func(s *stand), want func(t *testing.T, s *stand, status int)) {
	for _, kind := range []string{"click", "command", "form"} {
		t.Run(kind, func(t *testing.T) {
			s := newStand(t)
			values, c := s.commanded()
			c.body = []byte(values.Encode())
			switch kind {
			case "click":
				c = jsonSent(actionPath, s.click())
			case "form":
				c = jsonSent(dialogPath, s.form())
			}
			with(s)
			want(t, s, s.do(c).Code)
		})
	}
}

func TestWhoIsDeactivatedDoesNothingMore(t *testing.T) {
	everyKind(t, func(s *stand) {
		s.users[s.anna] = &model.User{Id: s.anna, Username: "anna", Locale: "de", DeleteAt: 1}
	}, func(t *testing.T, s *stand, status int) {
		if status != http.StatusForbidden || len(s.handled()) > 0 {
			t.Errorf("%d, handled %v", status, s.handled())
		}
	})
}

func TestAFormIsNotTakenFromWhomWeKnewActive(t *testing.T) {
	s := newStand(t)
	s.do(jsonSent(actionPath, s.click())) // so anna is known
	form := s.form()
	s.users[s.anna] = &model.User{Id: s.anna, Username: "anna", Locale: "de", DeleteAt: 1}
	if w := s.do(jsonSent(dialogPath, form)); w.Code != http.StatusForbidden || len(s.handled()) != 1 {
		t.Errorf("%d %s, handled %v", w.Code, w.Body, s.handled())
	}
}

func TestWhoIsActiveAgainIsServedAtOnce(t *testing.T) {
	everyKind(t, func(s *stand) {
		s.people.accounts.Keep(s.anna, account{ID: s.anna, Name: "anna", Gone: true, asked: time.Now()})
	}, func(t *testing.T, s *stand, status int) {
		if status != http.StatusOK || len(s.handled()) != 1 {
			t.Errorf("%d, handled %v", status, s.handled())
		}
	})
}

func TestWhoRanTheServerAMomentAgoMayNoMore(t *testing.T) {
	everyKind(t, func(s *stand) {
		s.people.accounts.Keep(s.anna, account{ID: s.anna, Name: "anna", Admin: true, asked: time.Now().Add(-adminTime - time.Second)})
	}, func(t *testing.T, s *stand, _ int) {
		if events := s.handled(); len(events) != 1 || events[0].Actor.Admin {
			t.Errorf("handled %v", events)
		}
	})
}

func TestWhoRunsTheServerIsNotAskedForEachTime(t *testing.T) {
	s := newStand(t)
	s.users[s.anna] = &model.User{Id: s.anna, Username: "anna", Roles: model.SystemAdminRoleId}
	for range 3 {
		s.do(jsonSent(actionPath, s.click()))
	}
	if events := s.handled(); len(events) != 3 || !events[2].Actor.Admin || s.lookups("/users/"+s.anna) != 1 {
		t.Errorf("handled %v, asked %d times", events, s.lookups("/users/"+s.anna))
	}
}

func TestATokenThatWasTakenBackEnds(t *testing.T) {
	s := newStand(t)
	for name, test := range map[string]struct {
		age  time.Duration
		want bool
	}{
		"not while it was just read": {time.Second, true},
		"after a minute":             {tokensTime, false},
	} {
		t.Run(name, func(t *testing.T) {
			old := &tokens{memory: s.options.Memory, read: time.Now().Add(-test.age),
				hashes: map[string][]byte{CommandToken(s.team, "alt"): []byte(TokenHash("geheim"))}}
			fits, err := old.fit(t.Context(), CommandToken(s.team, "alt"), "geheim")
			if err != nil || fits != test.want {
				t.Errorf("fits: %v, %v", fits, err)
			}
		})
	}
}
