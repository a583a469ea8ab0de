package mattermost

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
)

// lookups are how often the server was asked for something below a path.
func (s *stand) lookups(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := 0
	for what, times := range s.asked {
		if strings.HasPrefix(what, "GET "+path) {
			all += times
		}
	}
	return all
}

// Somebody lured anna to click under words of their own, where her own action
// hangs that they had come to know.
func TestAPersonsOwnActionDoesNotHangUnderOthersWords(t *testing.T) {
	for name, with := range map[string]func(s *stand, r *model.PostActionIntegrationRequest){
		"of another person": func(s *stand, r *model.PostActionIntegrationRequest) { r.PostId = s.post(s.bert, s.channel) },
		"of her own":        func(s *stand, r *model.PostActionIntegrationRequest) { r.PostId = s.post(s.anna, s.channel) },
		"where the bot is not": func(s *stand, r *model.PostActionIntegrationRequest) {
			r.PostId, r.ChannelId = s.post(s.bert, model.NewId()), model.NewId()
			s.hidden[r.PostId] = true
			s.members[s.team+"/"+s.anna] = true
		},
		"of the bot in another channel": func(s *stand, r *model.PostActionIntegrationRequest) { r.PostId = s.post(s.bot, model.NewId()) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStand(t)
			r := s.click()
			r.Context = s.seal.action(vote, s.anna)
			with(s, r)
			w := s.do(jsonSent(actionPath, r))
			s.refused(t, w, http.StatusOK)
			if !strings.Contains(w.Body.String(), "Dieser Knopf gilt nicht mehr") {
				t.Errorf("said %s", w.Body)
			}
		})
	}
}

func TestATeamIsThatOfTheChannel(t *testing.T) {
	for name, test := range map[string]struct {
		with func(s *stand, r *model.PostActionIntegrationRequest)
		want func(s *stand) *chat.Place // nil: refused
	}{
		"another team, on everybody's button": {func(_ *stand, r *model.PostActionIntegrationRequest) { r.TeamId = model.NewId() }, nil},
		"another team, on a private button": {func(s *stand, r *model.PostActionIntegrationRequest) {
			r.TeamId, r.PostId, r.Context = model.NewId(), model.NewId(), s.seal.action(vote, s.anna)
		}, nil},
		"where the bot is not, in a team of the person's": {func(s *stand, r *model.PostActionIntegrationRequest) {
			r.ChannelId, r.PostId, r.Context = model.NewId(), model.NewId(), s.seal.action(vote, s.anna)
			s.members[s.team+"/"+s.anna] = true
		}, func(s *stand) *chat.Place { return &chat.Place{Server: s.team} }},
		"where the bot is not, in a team of others": {func(s *stand, r *model.PostActionIntegrationRequest) {
			r.ChannelId, r.PostId, r.Context = model.NewId(), model.NewId(), s.seal.action(vote, s.anna)
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStand(t)
			r := s.click()
			test.with(s, r)
			w := s.do(jsonSent(actionPath, r))
			if test.want == nil {
				s.refused(t, w, http.StatusOK)
				return
			}
			events := s.handled()
			if len(events) != 1 {
				t.Fatalf("%d %s", w.Code, w.Body)
			}
			if diff := cmp.Diff(*test.want(s), events[0].Place); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestARefusedClickUsesItsTriggerUp(t *testing.T) {
	s := newStand(t)
	r := s.click()
	good := *r
	r.Context = map[string]any{sealed: "1.x.y"}
	first := s.do(jsonSent(actionPath, r))
	again := s.do(jsonSent(actionPath, r))
	if first.Body.String() != again.Body.String() {
		t.Errorf("a repeat is told %s after %s", again.Body, first.Body)
	}
	for range 3 {
		other := good
		other.PostId = s.post(s.bert, s.channel)
		s.refused(t, s.do(jsonSent(actionPath, &other)), http.StatusConflict)
	}
	s.refused(t, s.do(jsonSent(actionPath, &good)), http.StatusConflict)
	if asked := s.lookups("/posts/"); asked > 0 {
		t.Errorf("the server was asked for posts %d times", asked)
	}
}

func TestNobodyMakesUsAskTheServerAllTheTime(t *testing.T) {
	s := newStand(t)
	foreign := s.post(s.bert, s.channel)
	for range 5 {
		r := s.click()
		r.PostId = foreign
		s.do(jsonSent(actionPath, r))
	}
	if asked := s.lookups("/posts/"); asked != 1 {
		t.Errorf("asked %d times for one post of another's", asked)
	}
	refused := 0
	for range 3 * lookMost {
		r := s.click()
		r.PostId = s.post(s.bert, s.channel)
		if s.do(jsonSent(actionPath, r)).Code == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused < lookMost {
		t.Errorf("of %d clicks only %d were too many", 3*lookMost, refused)
	}
	r := s.click()
	r.UserId, r.TriggerId = s.bert, s.trigger(s.bert)
	if w := s.do(jsonSent(actionPath, r)); w.Code != http.StatusOK || len(s.handled()) != 1 {
		t.Errorf("somebody else's click: %d %s", w.Code, w.Body)
	}
}
