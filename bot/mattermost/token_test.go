package mattermost

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"beirat/internal/fakemattermost"
)

// logged is what is logged, line by line.
type logged chan string

func (l logged) Write(p []byte) (int, error) {
	l <- string(p)
	return len(p), nil
}

// until waits for a line, and counts those before it that say something.
func (l logged) until(t *testing.T, part, counted string) (n int) {
	t.Helper()
	for {
		select {
		case line := <-l:
			if strings.Contains(line, counted) {
				n++
			}
			if strings.Contains(line, part) {
				return n
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("nothing is logged of %q", part)
		}
	}
}

func TestATokenThatIsNotAcceptedIsSaidOnce(t *testing.T) {
	fake := fakemattermost.New(fakemattermost.Options{})
	defer fake.Close()
	l := newLive(t, fake.URL, fake.AdminToken)
	log, tries := make(logged, 100), make(chan bool, 100)
	l.m.log, l.m.pulse = slog.New(slog.NewTextHandler(log, nil)), 20*time.Millisecond
	defer fake.Break(fakemattermost.Fault{Match: func(r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, "/users/me") {
			tries <- true
		}
		return false
	}})()
	defer l.listen()()
	log.until(t, "connected to the server", "")
	<-tries
	robot := "/bots/" + l.ids["robot"]
	l.no(l.admin.call(t.Context(), "POST", robot+"/disable", nil, nil))
	for range 3 {
		<-tries
	}
	l.no(l.admin.call(t.Context(), "POST", robot+"/enable", nil, nil))
	if n := log.until(t, `msg="connected to the server"`, "the token is not accepted"); n != 1 {
		t.Errorf("it is said %d times", n)
	}
}
