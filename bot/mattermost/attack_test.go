package mattermost

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
)

// What is right gets through: otherwise the attacks below would fail for
// reasons of their own.
func TestWhatIsRightReachesTheProgram(t *testing.T) {
	s := newStand(t)
	if w := s.do(jsonSent(actionPath, s.click())); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"ephemeral_text":"gut"`) {
		t.Fatalf("a click: %d %s", w.Code, w.Body)
	}
	values, c := s.commanded()
	c.body = []byte(values.Encode())
	if w := s.do(c); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"text":"gut"`) {
		t.Fatalf("a command: %d %s", w.Code, w.Body)
	}
	if w := s.do(jsonSent(dialogPath, s.form())); w.Code != http.StatusOK || w.Body.String() != "{}" {
		t.Fatalf("a form: %d %s", w.Code, w.Body)
	}
	actor, place := chat.Actor{Account: s.anna, Name: "u" + s.anna, Locale: "de"}, chat.Place{Server: s.team, Channel: s.channel}
	want := []chat.Event{
		{Platform: Name, Actor: actor, Place: place, Do: chat.Press{Action: vote}},
		{Platform: Name, Actor: actor, Place: place, Do: chat.Command{Line: "/beirat hilfe"}},
		{Platform: Name, Actor: actor, Place: place, Do: chat.Submit{Command: "poll.create", Values: map[string]string{"question": "Wer?", "until": "Freitag", "where": "3"}}},
	}
	got := s.handled()
	for i := range got {
		if got[i].ID == "" {
			t.Error("an event has no name")
		}
		got[i].ID = ""
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// refused checks that an attack has not reached the program, and what it was
// answered.
func (s *stand) refused(t *testing.T, w *httptest.ResponseRecorder, status int) {
	t.Helper()
	if events := s.handled(); len(events) > 0 {
		t.Errorf("it reached the program: %v", events)
	}
	if w.Code != status {
		t.Errorf("answered %d %s, want %d", w.Code, w.Body, status)
	}
	for _, secret := range []string{"Bearer", s.token, "nonce", vote.Args["choice"] + `"`, "Wer?"} {
		if strings.Contains(s.log.String(), secret) {
			t.Errorf("the log tells %q: %s", secret, s.log)
		}
	}
}

func TestAnyCallbackIsRefused(t *testing.T) {
	for name, test := range map[string]struct {
		with   func(s *stand, c *sent)
		status int
	}{
		"by GET":                        {func(_ *stand, c *sent) { c.method = http.MethodGet }, 405},
		"by PUT":                        {func(_ *stand, c *sent) { c.method = http.MethodPut }, 405},
		"as plain text":                 {func(_ *stand, c *sent) { c.kind = "text/plain" }, 415},
		"without a content type":        {func(_ *stand, c *sent) { c.kind = "" }, 415},
		"of another network":            {func(_ *stand, c *sent) { c.remote = "192.0.2.7:1234" }, 403},
		"from nowhere":                  {func(_ *stand, c *sent) { c.remote = "somebody" }, 403},
		"that names another origin":     {func(_ *stand, c *sent) { c.remote = "192.0.2.7:1"; c.header["X-Forwarded-For"] = "10.0.0.1" }, 403},
		"of more than 64 KiB":           {func(_ *stand, c *sent) { c.body = append(c.body, []byte(strings.Repeat(" ", 64<<10))...) }, 413},
		"without a body":                {func(_ *stand, c *sent) { c.body = nil }, 400},
		"that ends too early":           {func(_ *stand, c *sent) { c.body = c.body[:len(c.body)/2] }, 400},
		"with something behind the end": {func(_ *stand, c *sent) { c.body = append(c.body, "%%{}"...) }, 400},
	} {
		t.Run(name, func(t *testing.T) {
			for _, kind := range []string{"command", "click", "form"} {
				s := newStand(t)
				s.options.Networks = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
				values, c := s.commanded()
				c.body = []byte(values.Encode())
				switch kind {
				case "click":
					c = jsonSent(actionPath, s.click())
				case "form":
					c = jsonSent(dialogPath, s.form())
				}
				c.remote = "[::ffff:10.1.2.3]:4321"
				if c.header == nil {
					c.header = map[string]string{}
				}
				test.with(s, &c)
				s.refused(t, s.do(c), test.status)
			}
		})
	}
}

func TestABodyThatComesSlowlyIsGivenUp(t *testing.T) {
	t.Parallel()
	s := newStand(t)
	server := httptest.NewServer(s.callback)
	defer server.Close()
	conn := dialRaw(t, server.Listener.Addr().String())
	if _, err := conn.Write([]byte("POST " + actionPath + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	answer := readAll(t, conn)
	if !strings.HasPrefix(answer, "HTTP/1.1 408") || time.Since(began) > 3*bodyTime {
		t.Errorf("after %v: %q", time.Since(began), answer)
	}
}

func TestACommandIsRefused(t *testing.T) {
	for name, test := range map[string]struct {
		with   func(s *stand, v map[string][]string, c *sent)
		status int
	}{
		"with a wrong token": {func(s *stand, v map[string][]string, c *sent) { c.header["Authorization"] = "Token " + model.NewId() }, 401},
		"with the token of another kind": {func(s *stand, v map[string][]string, c *sent) {
			delete(v, "token")
			c.header["Authorization"] = "Bearer " + s.token
		}, 401},
		"with an empty token": {func(s *stand, v map[string][]string, c *sent) {
			v["token"] = []string{""}
			c.header["Authorization"] = "Token "
		}, 401},
		"without a token": {func(s *stand, v map[string][]string, c *sent) { delete(v, "token"); delete(c.header, "Authorization") }, 401},
		"with the stored hash as its token": {func(s *stand, v map[string][]string, c *sent) {
			c.header["Authorization"] = "Token " + TokenHash(s.token)
		}, 401},
		"with the token in the address": {func(s *stand, v map[string][]string, c *sent) {
			delete(v, "token")
			delete(c.header, "Authorization")
			c.query = "?token=" + s.token
		}, 401},
		"with everything in the address": {func(s *stand, v map[string][]string, c *sent) {
			c.query = "?" + encode1(v)
			clear(v)
			delete(c.header, "Authorization")
		}, 400},
		"of a foreign team":                      {func(s *stand, v map[string][]string, c *sent) { v["team_id"] = []string{model.NewId()} }, 401},
		"of another trigger":                     {func(s *stand, v map[string][]string, c *sent) { v["command"] = []string{"/abstimmung"} }, 401},
		"that climbs out of its team":            {func(s *stand, v map[string][]string, c *sent) { v["command"] = []string{"/../" + s.team + "/beirat"} }, 401},
		"without a trigger id":                   {func(s *stand, v map[string][]string, c *sent) { delete(v, "trigger_id") }, 403},
		"of a user that the server did not sign": {func(s *stand, v map[string][]string, c *sent) { v["user_id"] = []string{s.bert} }, 403},
		"with two users":                         {func(s *stand, v map[string][]string, c *sent) { v["user_id"] = []string{s.anna, s.bert} }, 400},
		"with no channel":                        {func(s *stand, v map[string][]string, c *sent) { delete(v, "channel_id") }, 400},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStand(t)
			values, c := s.commanded()
			test.with(s, values, &c)
			c.body = []byte(values.Encode())
			s.refused(t, s.do(c), test.status)
		})
	}
}

func encode1(v map[string][]string) string {
	var parts []string
	for name, values := range v {
		parts = append(parts, name+"="+values[0])
	}
	return strings.Join(parts, "&")
}

func TestATokenIsTakenFromTheFormWhereTheHeaderHasNone(t *testing.T) {
	s := newStand(t)
	values, c := s.commanded()
	c.header = nil
	c.body = []byte(values.Encode())
	if w := s.do(c); w.Code != http.StatusOK || len(s.handled()) != 1 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestATokenOfATeamSetUpLaterHolds(t *testing.T) {
	s := newStand(t)
	values, c := s.commanded()
	team, token := model.NewId(), model.NewId()
	if err := s.options.Memory.Remember(t.Context(), Name, CommandToken(team, "beirat"), []byte(TokenHash(token))); err != nil {
		t.Fatal(err)
	}
	values.Set("team_id", team)
	c.header["Authorization"] = "Token " + token
	c.body = []byte(values.Encode())
	if w := s.do(c); w.Code != http.StatusOK {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// A click is refused: without a valid trigger by a status, with one by a
// sentence to the person who did click, without anything being done.
func TestAClickIsRefused(t *testing.T) {
	sentence := http.StatusOK
	for name, test := range map[string]struct {
		with   func(s *stand, r *model.PostActionIntegrationRequest)
		status int
	}{
		"of a user that the server did not sign": {func(s *stand, r *model.PostActionIntegrationRequest) { r.UserId = s.bert }, 403},
		"without a trigger":                      {func(s *stand, r *model.PostActionIntegrationRequest) { r.TriggerId = "" }, 403},
		"with a trigger that is none": {func(s *stand, r *model.PostActionIntegrationRequest) {
			r.TriggerId = base64.StdEncoding.EncodeToString([]byte("a:b:c:d"))
		}, 403},
		"with a trigger of another key": {func(s *stand, r *model.PostActionIntegrationRequest) {
			s.do(jsonSent(actionPath, &model.PostActionIntegrationRequest{}))
			s.key, _ = otherKey()
			r.TriggerId = s.trigger(s.anna)
			s.rotate()
		}, 403},
		"with a trigger of a minute ago": {func(s *stand, r *model.PostActionIntegrationRequest) {
			r.TriggerId = s.signed(s.anna, time.Now().Add(-61*time.Second))
		}, 403},
		"with a trigger of the future": {func(s *stand, r *model.PostActionIntegrationRequest) {
			r.TriggerId = s.signed(s.anna, time.Now().Add(time.Minute))
		}, 403},
		"with a trigger whose time was changed": {func(s *stand, r *model.PostActionIntegrationRequest) {
			r.TriggerId = redated(s.signed(s.anna, time.Now().Add(-time.Hour)))
		}, 403},
		"that is no button":             {func(s *stand, r *model.PostActionIntegrationRequest) { r.Type = "link" }, 400},
		"without a type":                {func(s *stand, r *model.PostActionIntegrationRequest) { r.Type = "" }, 400},
		"with a button in a select":     {func(s *stand, r *model.PostActionIntegrationRequest) { r.Type = model.PostActionTypeSelect }, sentence},
		"with no action":                {func(s *stand, r *model.PostActionIntegrationRequest) { r.Context = nil }, sentence},
		"with an action without a seal": {func(s *stand, r *model.PostActionIntegrationRequest) { r.Context = map[string]any{"name": "poll.vote"} }, sentence},
		"with another value in it": {func(s *stand, r *model.PostActionIntegrationRequest) {
			r.Context = map[string]any{sealed: forged(r.Context[sealed].(string))}
		}, sentence},
		"with another person's private action": {func(s *stand, r *model.PostActionIntegrationRequest) { r.Context = s.seal.action(vote, s.bert) }, sentence},
		"with a form's state": {func(s *stand, r *model.PostActionIntegrationRequest) {
			r.Context = map[string]any{sealed: s.form().State}
		}, sentence},
		"on a post of somebody else":            {func(s *stand, r *model.PostActionIntegrationRequest) { r.PostId = s.post(s.bert, s.channel) }, sentence},
		"on a post that there is not":           {func(s *stand, r *model.PostActionIntegrationRequest) { r.PostId = model.NewId() }, sentence},
		"on the bot's post of another channel":  {func(s *stand, r *model.PostActionIntegrationRequest) { r.PostId = s.post(s.bot, model.NewId()) }, sentence},
		"on the bot's post, in another channel": {func(s *stand, r *model.PostActionIntegrationRequest) { r.ChannelId = model.NewId() }, sentence},
		"on a post that is a path":              {func(s *stand, r *model.PostActionIntegrationRequest) { r.PostId = "../users/" + s.bot }, 400},
		"privately, in a channel of others": {func(s *stand, r *model.PostActionIntegrationRequest) {
			r.Context = s.seal.action(vote, s.anna)
			r.ChannelId = model.NewId()
		}, sentence},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStand(t)
			r := s.click()
			test.with(s, r)
			w := s.do(jsonSent(actionPath, r))
			s.refused(t, w, test.status)
			if test.status == sentence && !strings.Contains(w.Body.String(), "Dieser Knopf gilt nicht mehr") {
				t.Errorf("said %s", w.Body)
			}
		})
	}
}

func TestAPrivateActionHoldsWhereThePersonIs(t *testing.T) {
	for name, test := range map[string]struct {
		with func(s *stand, r *model.PostActionIntegrationRequest)
		want func(s *stand) chat.Place
	}{
		"in a channel, under an id that nobody knows": {func(s *stand, r *model.PostActionIntegrationRequest) {}, func(s *stand) chat.Place { return chat.Place{Server: s.team, Channel: s.channel} }},
		"in the conversation with the bot": {func(s *stand, r *model.PostActionIntegrationRequest) {
			r.TeamId, r.ChannelId, r.ChannelName = "", model.NewId(), s.anna+"__"+s.bot
		}, func(s *stand) chat.Place { return chat.Place{} }},
		"chosen from a list": {func(s *stand, r *model.PostActionIntegrationRequest) {
			r.Type, r.Context = model.PostActionTypeSelect, map[string]any{"selected_option": r.Context[sealed]}
		}, func(s *stand) chat.Place { return chat.Place{Server: s.team, Channel: s.channel} }},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStand(t)
			r := s.click()
			r.PostId, r.Context = model.NewId(), s.seal.action(vote, s.anna)
			test.with(s, r)
			if w := s.do(jsonSent(actionPath, r)); w.Code != http.StatusOK || len(s.handled()) != 1 {
				t.Fatalf("%d %s", w.Code, w.Body)
			}
			got := s.handled()[0]
			if diff := cmp.Diff(test.want(s), got.Place); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(chat.Do(chat.Press{Action: vote}), got.Do); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheSameTriggerDoesOneThingOnce(t *testing.T) {
	s := newStand(t)
	said := "gut"
	s.answer = func(chat.Event) chat.Reply {
		defer func() { said = "anders" }()
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.Written(said))}, Language: "de"}
	}
	r := s.click()
	first := s.do(jsonSent(actionPath, r))
	again := s.do(jsonSent(actionPath, r))
	if first.Body.String() != again.Body.String() || again.Code != http.StatusOK || len(s.handled()) != 1 {
		t.Errorf("a repeat: %d %s after %s, %d times handled", again.Code, again.Body, first.Body, len(s.handled()))
	}
	for name, with := range map[string]func(r *model.PostActionIntegrationRequest){
		"another action": func(r *model.PostActionIntegrationRequest) {
			r.Context = s.seal.action(chat.Action{Name: "poll.vote", Args: map[string]string{"poll": "12", "choice": "no"}}, "")
		},
		"another post":                    func(r *model.PostActionIntegrationRequest) { r.PostId = s.post(s.bot, s.channel) },
		"the signature written otherwise": func(r *model.PostActionIntegrationRequest) { r.TriggerId = mirrored(r.TriggerId) },
	} {
		t.Run(name, func(t *testing.T) {
			other := *r
			with(&other)
			if w := s.do(jsonSent(actionPath, &other)); w.Code != http.StatusConflict || len(s.handled()) != 1 {
				t.Errorf("%d %s, %d times handled", w.Code, w.Body, len(s.handled()))
			}
		})
	}
	t.Run("a click's trigger for a command", func(t *testing.T) {
		values, c := s.commanded()
		values.Set("trigger_id", r.TriggerId)
		c.body = []byte(values.Encode())
		if w := s.do(c); w.Code != http.StatusConflict || len(s.handled()) != 1 {
			t.Errorf("%d %s, %d times handled", w.Code, w.Body, len(s.handled()))
		}
	})
}

func TestACallLeavesTheServerNoConnectionOpen(t *testing.T) {
	s := newStand(t)
	r := s.click()
	r.UserId = ""
	for what, w := range map[string]*httptest.ResponseRecorder{"answered": s.do(jsonSent(actionPath, s.click())), "refused": s.do(jsonSent(actionPath, r))} {
		if got := w.Header().Get("Connection"); got != "close" {
			t.Errorf("%s with Connection %q", what, got)
		}
	}
}

func TestARepeatAfterARestartIsNotDoneAgain(t *testing.T) {
	s := newStand(t)
	r := s.click()
	s.do(jsonSent(actionPath, r))
	s.Mattermost = New(s.options)
	s.callback = s.Callbacks(s)
	for _, body := range []string{"the same", "another"} {
		w := s.do(jsonSent(actionPath, r))
		if already := (exchange{}).say("mattermost.already"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), already) || len(s.handled()) != 1 {
			t.Errorf("with %s body: %d %s, %d times handled", body, w.Code, w.Body, len(s.handled()))
		}
		r.PostId = s.post(s.bot, s.channel)
	}
}

func TestARepeatedCommandIsAnsweredTheSame(t *testing.T) {
	s := newStand(t)
	values, c := s.commanded()
	c.body = []byte(values.Encode())
	first, again := s.do(c), s.do(c)
	if first.Body.String() != again.Body.String() || len(s.handled()) != 1 {
		t.Errorf("%s, then %s, %d times handled", first.Body, again.Body, len(s.handled()))
	}
	values.Set("text", "neu")
	c.body = []byte(values.Encode())
	if w := s.do(c); w.Code != http.StatusConflict || len(s.handled()) != 1 {
		t.Errorf("%d %s, %d times handled", w.Code, w.Body, len(s.handled()))
	}
}

func TestTheServersKeyMayChange(t *testing.T) {
	s := newStand(t)
	press := func() int { return s.do(jsonSent(actionPath, s.click())).Code }
	if first, second := press(), press(); first != http.StatusOK || second != http.StatusOK || s.asked["GET /config/client"] != 1 {
		t.Fatalf("the key was asked for %d times", s.asked["GET /config/client"])
	}
	s.rotate()
	if got := press(); got != http.StatusOK {
		t.Errorf("a click after the change: %d", got)
	}
	for range 5 {
		r := s.click()
		r.UserId = s.bert
		s.do(jsonSent(actionPath, r))
	}
	if s.asked["GET /config/client"] != 2 {
		t.Errorf("forged clicks made the adapter ask %d times", s.asked["GET /config/client"])
	}
}
