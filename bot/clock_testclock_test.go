//go:build testclock

package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"beirat/bot/console"
	"beirat/chat"
	"beirat/storage/storagetest"
)

// wound is a world whose clock is moved over HTTP.
func wound(t *testing.T) (*world, func(body string) (int, string)) {
	w := newWorld(t)
	clock := console.NewClock(w.clock.Now())
	w.Bot = w.program(clock.Now)
	w.tempo.rest = shortly
	h := &winder{bot: w.Bot, clock: clock}
	return w, func(body string) (int, string) {
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/clock", strings.NewReader(body)))
		return answer.Code, strings.TrimSpace(answer.Body.String())
	}
}

func TestTheClockStopsWhereSomethingIsDueOnItsWay(t *testing.T) {
	w, post := wound(t)
	var at []time.Time
	w.town.after = func(string, chat.Outgoing) error {
		at = append(at, w.db.Now())
		return nil
	}
	w.says("m1", `/abstimmung neu "Frage?" bis="5. Dezember 12 Uhr"`)
	if len(at) > 0 {
		t.Error("something was sent before anybody asked for it")
	}
	if code, said := post(""); code != http.StatusOK || said != "2026-11-26T09:00:00Z" || len(at) != 12 {
		t.Errorf("%d %q, %d messages", code, said, len(at))
	}
	if code, said := post("2026-12-06T09:00:00+01:00"); code != http.StatusOK || said != "2026-12-06T08:00:00Z" {
		t.Errorf("%d %q", code, said)
	}
	deadline := time.Date(2026, 12, 5, 11, 0, 0, 0, time.UTC)
	if !slices.ContainsFunc(at, deadline.Equal) || !slices.ContainsFunc(at, func(t time.Time) bool { return t.After(at[0]) && t.Before(deadline) }) {
		t.Errorf("reminders and the close were sent at %v", at)
	}
	for _, wrong := range []string{"2026-12-06T07:59:59Z", "tomorrow"} {
		if code, said := post(wrong); code != http.StatusBadRequest {
			t.Errorf("%q: %d %q", wrong, code, said)
		}
	}
}

func TestWhatFailsIsRepeatedAtOnceAndNotGivenUpWhileTheClockStands(t *testing.T) {
	w, post := wound(t)
	w.town.fault = firsts(3, errRefused, func(_ string, o chat.Outgoing) bool { return public(o) })
	w.says("m1", `/abstimmung neu "Frage?" bis="5. Dezember 12 Uhr"`)
	post("")
	if cards := w.town.to(""); len(cards) != 1 {
		t.Errorf("the channel has %q", cards)
	}
	w.town.fault = func(string, chat.Outgoing) error { return errRefused }
	w.votes("m2", 1, "yes")
	post("")
	w.town.fault = nil
	w.clock.set(w.db.Now())
	post(w.db.Now().Add(time.Hour).Format(time.RFC3339))
	w.contains(w.town.to("")[0], "1 von 11")
	if _, parked, _, err := w.db.Backlog(t.Context()); parked > 0 || err != nil {
		t.Errorf("%d jobs are parked: %v", parked, err)
	}
}

func TestServeHasAClockToMoveAndDoesNothingByItself(t *testing.T) {
	s := serving(t, away("BEIRAT_TEST_CLOCK=2026-11-26T10:00:00+01:00"), "--db", storagetest.SQLite(t))
	address := s.address("admin") + "/clock"
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for body, want := range map[string]string{"": "200 OK", "no time": "400 Bad Request"} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		response, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		if err := response.Body.Close(); err != nil || response.Status != want {
			t.Errorf("%q: %s %v", body, response.Status, err)
		}
	}
	s.ends(t)
	if r := run(t.Context(), strings.NewReader(""), []string{"BEIRAT_TEST_CLOCK=soon"}, "serve"); r.code != exitFailed || !strings.Contains(r.err, clockVariable) {
		t.Errorf("%+v", r)
	}
}

// dying makes this test program one that is killed with its first message.
const dying = "BEIRAT_TEST_DYING"

func TestAProgramDiesWithItsFirstMessageAsItIsTold(t *testing.T) {
	if when := os.Getenv(dying); when != "" {
		p, err := timingOf([]string{dieVariable + "=" + when})
		if err != nil {
			t.Fatal(err)
		}
		village := newTown("village")
		village.after = func(string, chat.Outgoing) error { fmt.Println("it arrived"); return nil }
		_, err = p.wrap(village).Send(context.Background(), chat.Outgoing{Key: "1"})
		t.Fatalf("it lives: %v", err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for when, arrives := range map[string]bool{"before": false, "after": true} {
		child := exec.CommandContext(t.Context(), self, "-test.run=^"+t.Name()+"$")
		child.Env = append(os.Environ(), dying+"="+when)
		out, err := child.CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Errorf("%s: it was not killed: %v\n%s", when, err, out)
		}
		if strings.Contains(string(out), "it arrived") != arrives {
			t.Errorf("%s: %s", when, out)
		}
	}
}
