package mattermost

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"
)

// answering is a client of a server that answers one request after the other.
func answering(t *testing.T, answers ...http.HandlerFunc) (c *client, pauses *[]time.Duration, asked *[]string) {
	t.Helper()
	var mu sync.Mutex
	asked, pauses = &[]string{}, &[]time.Duration{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		n := len(*asked)
		*asked = append(*asked, strings.TrimSpace(r.Method+" "+r.URL.RequestURI()+" "+r.Header.Get("Authorization")+" "+string(body)))
		mu.Unlock()
		if n >= len(answers) {
			w.WriteHeader(http.StatusTeapot)
			return
		}
		answers[n](w, r)
	}))
	t.Cleanup(server.Close)
	c = newClient(server.URL, "token")
	c.rest = func(_ context.Context, pause time.Duration) error { *pauses = append(*pauses, pause); return nil }
	return c, pauses, asked
}

func says(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func hangsUp(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func TestWhatMayHaveBeenDone(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		may    bool
	}{
		{"the server refuses", says(400, `{"id":"api.post.error"}`), false},
		{"the bot may not", says(403, `{"id":"api.context.permissions.app_error"}`), false},
		{"it is too large, says a proxy", says(413, "too large"), false},
		{"a proxy has nobody behind it", says(503, "unavailable"), false},
		{"it is too much", says(429, "limit exceeded", "Retry-After", "1"), false},
		{"the address is another", says(301, "", "Location", "https://elsewhere.example/"), false},
		{"the server broke", says(500, `{"id":"app.post.save.app_error"}`), true},
		{"a proxy lost the server", says(502, "bad gateway"), true},
		{"a proxy waited in vain", says(504, "timeout"), true},
		{"the connection was cut", hangsUp, true},
		{"the answer is not one of the server", says(200, "<html>welcome</html>"), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			answers := make([]http.HandlerFunc, pausesKept+1)
			for i := range answers {
				answers[i] = c.answer
			}
			client, _, _ := answering(t, answers...)
			_, err := client.createPost(t.Context(), &model.Post{})
			if err == nil || mayBeDone(err) != c.may {
				t.Errorf("may be done: %v, %v", mayBeDone(err), err)
			}
		})
	}
}

func TestWhatNeverReachedTheServerIsNotDone(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	if _, err := newClient(server.URL, "token").createPost(t.Context(), &model.Post{}); err == nil || mayBeDone(err) {
		t.Errorf("nobody listens: %v", err)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	client, _, asked := answering(t, says(200, "{}"))
	if _, err := client.createPost(over, &model.Post{}); err == nil || mayBeDone(err) || len(*asked) > 0 {
		t.Errorf("it was over before: %v, asked %q", err, *asked)
	}
}

func TestAnAnswerThatIsAwaitedInVainMayStillBeDone(t *testing.T) {
	began := make(chan struct{})
	client, _, _ := answering(t, func(_ http.ResponseWriter, r *http.Request) {
		close(began)
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-began
		cancel()
	}()
	if _, err := client.createPost(ctx, &model.Post{}); !mayBeDone(err) || !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestThePausesThatTheServerAsksForAreKept(t *testing.T) {
	ok := says(200, `{"id":"me"}`)
	for _, c := range []struct {
		name    string
		answers []http.HandlerFunc
		pauses  []time.Duration
		status  int // of the end; 0: it worked
	}{
		{"in plain text", []http.HandlerFunc{says(429, "limit exceeded", "Retry-After", "3"), ok}, []time.Duration{3 * time.Second}, 0},
		{"without a length", []http.HandlerFunc{says(429, "limit exceeded"), ok}, []time.Duration{time.Second}, 0},
		{"of no length, but not at full speed", []http.HandlerFunc{says(429, "", "Retry-After", "0"), ok}, []time.Duration{pauseMin}, 0},
		{"of a proxy that names one", []http.HandlerFunc{says(503, "", "Retry-After", "2"), ok}, []time.Duration{2 * time.Second}, 0},
		{"not of one that names none", []http.HandlerFunc{says(503, ""), ok}, []time.Duration{}, 503},
		{"not for other refusals", []http.HandlerFunc{says(403, "", "Retry-After", "2"), ok}, []time.Duration{}, 403},
		{"not for ever", []http.HandlerFunc{says(429, ""), says(429, ""), says(429, ""), says(429, ""), says(429, ""), says(429, ""), ok},
			[]time.Duration{time.Second, time.Second, time.Second, time.Second, time.Second}, 429},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, pauses, _ := answering(t, c.answers...)
			_, err := client.me(t.Context())
			if d := cmp.Diff(c.pauses, *pauses); d != "" {
				t.Error(d)
			}
			if c.status == 0 && err != nil || c.status != 0 && !refused(err, c.status) {
				t.Errorf("it ends with %v", err)
			}
		})
	}
}

func TestAPauseThatIsLongerThanThereIsTimeIsNotBegun(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := rest(ctx, time.Hour); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("resting an hour within a minute: %v", err)
	}
	if err := rest(ctx, time.Nanosecond); err != nil {
		t.Errorf("resting a moment: %v", err)
	}
}

func TestSomebodyWhoWaitsIsNotHeldUp(t *testing.T) {
	client, _, asked := answering(t, says(200, "{}"), says(200, ""))
	client.pace.SetBurst(0) // we have asked too much already
	if err := client.openDialog(t.Context(), model.OpenDialogRequest{}); err != nil {
		t.Errorf("a form does not open: %v", err)
	}
	if err := client.respond(t.Context(), "/hooks/commands/"+model.NewId(), &model.CommandResponse{}); err != nil {
		t.Errorf("a command is not answered: %v", err)
	}
	if _, err := client.createPost(t.Context(), &model.Post{}); err == nil || mayBeDone(err) || len(*asked) != 2 {
		t.Errorf("a post is not held up: %v", err)
	}
}

func TestALateAnswerGoesOnlyToTheServer(t *testing.T) {
	id := model.NewId()
	for _, c := range []struct{ name, address, asked string }{
		{"whatever host is named", "https://evil.example/hooks/commands/" + id, "POST /hooks/commands/" + id + "  {"},
		{"below a folder", "https://city.example/chat/hooks/commands/" + id, "POST /hooks/commands/" + id + "  {"},
		{"not another path", "https://city.example/api/v4/users", ""},
		{"not with a wrong id", "https://city.example/hooks/commands/..%2F..", ""},
		{"not to an incoming hook", "https://city.example/hooks/" + id, ""},
		{"not to nothing", "://", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, _, asked := answering(t, says(200, ""))
			err := client.respond(t.Context(), c.address, &model.CommandResponse{Text: "x"})
			if c.asked == "" && (err == nil || len(*asked) > 0) {
				t.Errorf("asked %q, %v", *asked, err)
			}
			if c.asked != "" && (err != nil || len(*asked) != 1 || !strings.HasPrefix((*asked)[0], c.asked)) {
				t.Errorf("asked %q, %v", *asked, err)
			}
			if strings.Contains(fmt.Sprint(err, *asked), "Bearer") || err != nil && strings.Contains(err.Error(), id) {
				t.Errorf("the token, or the address that is one, goes out: %v %v", err, *asked)
			}
		})
	}
}

func TestErrorsNameNoSecret(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	listener.Close()
	c := newClient(address, "the-token")
	secret := model.NewId()
	errs := []error{c.respond(t.Context(), address+"/hooks/commands/"+secret, &model.CommandResponse{Text: "the-text"})}
	_, err = c.createPost(t.Context(), &model.Post{Message: "the-text"})
	errs = append(errs, err)
	for _, err := range errs {
		for _, word := range []string{"the-token", "the-text", secret} {
			if err == nil || strings.Contains(err.Error(), word) {
				t.Errorf("%v tells %s", err, word)
			}
		}
	}
}
