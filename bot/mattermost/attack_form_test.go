package mattermost

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
)

func TestAFormIsRefused(t *testing.T) {
	for name, test := range map[string]struct {
		with   func(s *stand, r *model.SubmitDialogRequest)
		status int
	}{
		"that was never opened": {func(s *stand, r *model.SubmitDialogRequest) { r.State = "" }, 403},
		"with a state made up": {func(s *stand, r *model.SubmitDialogRequest) {
			b, _ := json.Marshal(state{User: s.anna, Command: "poll.create"})
			r.State = base64.RawURLEncoding.EncodeToString(b)
		}, 403},
		"with a state of another": {func(s *stand, r *model.SubmitDialogRequest) { r.UserId = s.bert }, 403},
		"with a changed state": {func(s *stand, r *model.SubmitDialogRequest) {
			r.State = r.State[:50] + flip(r.State[50]) + r.State[51:]
		}, 403},
		"with an action as state":   {func(s *stand, r *model.SubmitDialogRequest) { r.State = s.seal.option(vote, s.anna) }, 403},
		"of another type":           {func(s *stand, r *model.SubmitDialogRequest) { r.Type = "refresh" }, 400},
		"with a value that is none": {func(s *stand, r *model.SubmitDialogRequest) { r.Submission["question"] = map[string]any{"a": "b"} }, 400},
		"that was cancelled":        {func(s *stand, r *model.SubmitDialogRequest) { r.Cancelled = true }, 200},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStand(t)
			r := s.form()
			test.with(s, r)
			s.refused(t, s.do(jsonSent(dialogPath, r)), test.status)
		})
	}
}

func TestAFormBringsOnlyWhatWasAskedFor(t *testing.T) {
	s := newStand(t)
	r := s.form()
	r.ChannelId, r.TeamId, r.CallbackId = model.NewId(), model.NewId(), "poll.stop"
	r.Submission = map[string]any{"question": "Wer?", "until": []any{"Freitag", "18 Uhr"}, "where": "4", "secret": true}
	if w := s.do(jsonSent(dialogPath, r)); w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	got := s.handled()[0]
	want := chat.Submit{Command: "poll.create", Values: map[string]string{"question": "Wer?", "until": "Freitag, 18 Uhr", "where": "3"}}
	if diff := cmp.Diff(chat.Do(want), got.Do); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(chat.Place{Server: s.team, Channel: s.channel}, got.Place); diff != "" {
		t.Error(diff)
	}
}

func TestAFormIsSentOnce(t *testing.T) {
	s := newStand(t)
	r := s.form()
	for range 2 {
		if w := s.do(jsonSent(dialogPath, r)); w.Code != http.StatusOK || w.Body.String() != "{}" {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	}
	r.Submission["question"] = "Wen?"
	if w := s.do(jsonSent(dialogPath, r)); !strings.Contains(w.Body.String(), "schon gesendet") {
		t.Errorf("other values: %d %s", w.Code, w.Body)
	}
	if len(s.handled()) != 1 || len(s.direct) != 1 {
		t.Errorf("handled %d times, written %v", len(s.handled()), s.direct)
	}
}

func TestAFormWithMistakesIsSentAgain(t *testing.T) {
	s := newStand(t)
	s.answer = func(e chat.Event) chat.Reply {
		if e.Do.(chat.Submit).Values["until"] == "Freitag" {
			return chat.Reply{Messages: []chat.Message{chat.Say(chat.Written("gut"))}, Language: "de"}
		}
		return chat.Reply{Language: "de", Form: &chat.Form{Command: "poll.create", Fields: []chat.Field{
			{Name: "question", Label: chat.Written("Frage")}, {Name: "until", Label: chat.Written("Frist"), Mistake: chat.Written("Den Tag gibt es nicht.")}}}}
	}
	r := s.form()
	for _, until := range []string{"31.2.", "31.2.", "32.2."} {
		r.Submission["until"] = until
		if w := s.do(jsonSent(dialogPath, r)); w.Body.String() != `{"errors":{"until":"Den Tag gibt es nicht."}}` {
			t.Errorf("with mistakes: %d %s", w.Code, w.Body)
		}
	}
	r.Submission["until"] = "Freitag"
	for range 2 {
		if w := s.do(jsonSent(dialogPath, r)); w.Body.String() != "{}" {
			t.Errorf("mended: %d %s", w.Code, w.Body)
		}
	}
	if len(s.handled()) != 4 || len(s.direct) != 1 {
		t.Errorf("handled %d times, written %v", len(s.handled()), s.direct)
	}
}

func TestAFormThatWasOpenTooLongIsGivenBack(t *testing.T) {
	s := newStand(t)
	r := s.form()
	st, err := s.seal.openState(r.State)
	if err != nil {
		t.Fatal(err)
	}
	r.State = s.seal.state(st, time.Now().Add(-stateAge-time.Minute))
	for range 2 {
		if w := s.do(jsonSent(dialogPath, r)); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "länger als 30 Minuten") {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	}
	if len(s.handled()) > 0 || len(s.direct) != 1 || !strings.Contains(s.direct[0], "Wer?") || !strings.Contains(s.direct[0], "**Frist:** Freitag") {
		t.Errorf("handled %v, written %q", s.handled(), s.direct)
	}
}

// counted is a Memory that counts what is asked of it.
type counted struct {
	Memory
	claims, answers int
}

func (c *counted) Once(ctx context.Context, space, key, body string) (bool, string, []byte, error) {
	c.claims++
	return c.Memory.Once(ctx, space, key, body)
}

func (c *counted) Answered(ctx context.Context, space, key string, answer []byte) error {
	c.answers++
	return c.Memory.Answered(ctx, space, key, answer)
}

func TestASendingCostsTheSameHoweverManyWereBefore(t *testing.T) {
	s := newStand(t)
	s.answer = func(chat.Event) chat.Reply {
		return chat.Reply{Language: "de", Form: &chat.Form{Command: "poll.create", Fields: []chat.Field{
			{Name: "until", Label: chat.Written("Frist"), Mistake: chat.Written("Den Tag gibt es nicht.")}}}}
	}
	memory := &counted{Memory: s.options.Memory}
	s.options.Memory = memory
	r := s.form()
	for n := range sendings {
		memory.claims, memory.answers = 0, 0
		if w := s.do(jsonSent(dialogPath, r)); w.Body.String() != `{"errors":{"until":"Den Tag gibt es nicht."}}` {
			t.Fatalf("sending %d: %d %s", n, w.Code, w.Body)
		}
		if memory.claims > 2 || memory.answers > 2 {
			t.Errorf("sending %d claims %d times and keeps %d answers", n, memory.claims, memory.answers)
		}
	}
	if w := s.do(jsonSent(dialogPath, r)); w.Code != http.StatusTooManyRequests || len(s.handled()) != sendings {
		t.Errorf("one too many: %d, handled %d times", w.Code, len(s.handled()))
	}
}

func TestAnEmptyFormThatWasOpenTooLongIsNotGivenBack(t *testing.T) {
	s := newStand(t)
	r := s.form()
	st, err := s.seal.openState(r.State)
	if err != nil {
		t.Fatal(err)
	}
	r.State, r.Submission = s.seal.state(st, time.Now().Add(-stateAge-time.Minute)), map[string]any{"question": ""}
	w := s.do(jsonSent(dialogPath, r))
	if !strings.Contains(w.Body.String(), "länger als 30 Minuten") || strings.Contains(w.Body.String(), "Direktnachricht") || len(s.direct) > 0 {
		t.Errorf("%d %s, written %q", w.Code, w.Body, s.direct)
	}
}
