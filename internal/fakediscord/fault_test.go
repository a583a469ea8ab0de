package fakediscord_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"beirat/internal/fakediscord"
)

func posting(r fakediscord.Request) bool {
	return r.Method == http.MethodPost && strings.HasSuffix(r.Path, "/messages")
}

func TestMishapsOfRequests(t *testing.T) {
	for _, c := range []struct {
		name   string
		kind   fakediscord.Kind
		status int // 0: no answer
		done   bool
	}{
		{"502 and not done", fakediscord.DidNot, http.StatusBadGateway, false},
		{"502 and done", fakediscord.Did, http.StatusBadGateway, true},
		{"cut and not done", fakediscord.Cut, 0, false},
		{"cut and done", fakediscord.DidUnheard, 0, true},
		{"too many", fakediscord.TooMany, http.StatusTooManyRequests, false},
		{"too many, said by a proxy", fakediscord.TooManyPlain, http.StatusTooManyRequests, false},
		{"slow", fakediscord.Slow, http.StatusOK, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t, fakediscord.Options{})
			path := "/channels/" + w.hall.ID + "/messages"
			w.Break(fakediscord.Fault{Kind: c.kind, Match: posting, Times: 1, After: time.Millisecond, Global: true})
			w.must(t, "GET", "/users/@me", nil)
			a, err := w.try("POST", path, quiet("eins", nil))
			if c.status != a.status || (err == nil) != (c.status != 0) {
				t.Errorf("answered %d, %v; want %d", a.status, err, c.status)
			}
			if c.status == 429 && (a.header.Get("Retry-After") != "1" || a.header.Get("X-RateLimit-Global") == "" || (a.body != nil) != (c.kind == fakediscord.TooMany)) {
				t.Errorf("429 says %v %s", a.header, a.raw)
			}
			w.must(t, "POST", path, quiet("zwei", nil))
			if n := len(w.eva.Sees(w.hall.ID)); (n == 2) != c.done {
				t.Errorf("%d messages", n)
			}
			if n := len(w.Requests("POST", "/channels/")); n != 2 {
				t.Errorf("%d requests are noted", n)
			}
			w.peaceful(t)
		})
	}
}

func TestALimitThatIsKept(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	other := w.guild.NewChannel("rathaus")
	w.Limit("POST", "/channels/", 2, time.Hour)
	path := "/channels/" + w.hall.ID + "/messages"
	if a := w.must(t, "POST", path, quiet("a", nil)); a.header.Get("X-RateLimit-Remaining") != "1" {
		t.Errorf("the headers are %v", a.header)
	}
	w.must(t, "POST", path, quiet("a", nil))
	if a := w.refused(t, 429, 0, "POST", path, quiet("a", nil)); a.body["retry_after"].(float64) < 3000 || a.body["global"] != false {
		t.Errorf("it says %s", a.raw)
	}
	w.must(t, "POST", "/channels/"+other.ID+"/messages", quiet("a", nil))
	w.Limit("", "", 1, time.Hour)
	w.must(t, "GET", "/users/@me", nil)
	if a := w.refused(t, 429, 0, "GET", "/gateway", nil); a.body["global"] != true {
		t.Errorf("it says %s", a.raw)
	}
	w.peaceful(t)
}

func TestASecondAnswerIsNoViolationWhenTheFirstWasUnheard(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	w.Break(fakediscord.Fault{Kind: fakediscord.DidUnheard, Times: 1, Match: func(r fakediscord.Request) bool { return strings.HasSuffix(r.Path, "/callback") }})
	o, err := w.during(t, func(i interaction) {
		if _, err := w.try("POST", i.callback(), answering("eins")); err == nil {
			t.Error("an answer was heard")
		}
		w.refused(t, 400, 40060, "POST", i.callback(), answering("eins"))
	})
	if err != nil || o.Text() != "eins" {
		t.Errorf("the outcome is %+v, %v", o, err)
	}
	w.peaceful(t)
}

func TestItIsQuietWhenNobodyWaits(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	w.register(t)
	hold, held := make(chan struct{}), make(chan struct{})
	w.robot(t, func(i interaction) {
		w.must(t, "POST", i.callback(), fields{"type": 5})
		close(held)
		<-hold
		w.must(t, "PATCH", w.webhook(i, "/messages/@original"), quiet("fertig", nil))
	})
	done := make(chan error, 1)
	go func() {
		_, err := w.eva.Slash(within(t), w.hall.Place(), []string{"beirat"}, nil)
		done <- err
	}()
	<-held
	if seen := w.tom.Sees(w.hall.ID); len(seen) != 1 || !seen[0].Loading {
		t.Errorf("while it is deferred, tom sees %+v", seen)
	}
	asked := false
	if err := w.Until(within(t), func() bool { asked = true; return true }); err != nil || !asked {
		t.Error(err)
	}
	close(hold)
	if err := w.Quiet(within(t)); err != nil {
		t.Error(err)
	}
	if seen := w.tom.Sees(w.hall.ID); seen[0].Loading || seen[0].Content != "fertig" {
		t.Errorf("when it is quiet, tom sees %+v", seen)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestCloseEndsThoseWhoWait(t *testing.T) {
	s := fakediscord.New(fakediscord.Options{})
	app, guild, eva := s.NewApplication("Beirat"), s.NewGuild("Stadt"), s.NewUser("eva", "de")
	hall := guild.NewChannel("beirat")
	guild.Add(eva, true)
	s.Invite(app, guild, fakediscord.Usual)
	w := &town{Server: s, app: app, guild: guild, hall: hall, eva: eva}
	w.register(t)
	k, _ := w.identify(t)
	done := make(chan error, 1)
	go func() {
		_, err := eva.Slash(within(t), hall.Place(), []string{"beirat"}, nil)
		done <- err
	}()
	k.next(0, "INTERACTION_CREATE")
	s.Close()
	s.Close()
	if err := <-done; !errors.Is(err, fakediscord.ErrNoAnswer) {
		t.Errorf("got %v", err)
	}
}
