package web_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"beirat/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

// state answers what its fields say; a silent one does not answer in time.
type state struct {
	silent                        bool
	ping, version, clock, backlog error
	have, want                    int64
	skew                          time.Duration
	waiting, parked               int64
	oldest                        time.Time
}

func (s state) Ping(ctx context.Context) error {
	if s.silent {
		<-ctx.Done()
		return ctx.Err()
	}
	return s.ping
}
func (s state) Version(context.Context) (int64, int64, error) { return s.have, s.want, s.version }
func (s state) Skew(context.Context) (time.Duration, error)   { return s.skew, s.clock }
func (s state) Backlog(context.Context) (int64, int64, time.Time, error) {
	return s.waiting, s.parked, s.oldest, s.backlog
}

func ask(t *testing.T, h http.Handler, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

func TestReadiness(t *testing.T) {
	broken := errors.New("connection refused")
	for _, test := range []struct {
		name  string
		state state
		code  int
		body  string
	}{
		{"all is well", state{have: 3, want: 3, skew: -2 * time.Second}, 200, "ready\n"},
		{"the database is gone", state{ping: broken}, 503, "The database does not answer: connection refused.\n"},
		{"the database is silent", state{silent: true}, 503, "The database did not answer within 1s.\n"},
		{"the database is older", state{have: 2, want: 3}, 503,
			"The database has version 2, this program needs 3: run beirat migrate.\n"},
		{"the database is newer, and the clock slow", state{have: 4, want: 3, skew: -2345 * time.Millisecond}, 503,
			"The database has version 4, this program knows only 3: run the newer program.\n" +
				"This machine's clock is 2.3s off the database's; 2s are allowed.\n"},
		{"the database answers, but no question", state{version: broken, clock: broken}, 503,
			"The database does not tell its version: connection refused.\nThe database does not tell its time: connection refused.\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // the silence takes no time
				admin := web.Admin(test.state, web.NewMetrics("1.0", clock))
				if code, body := ask(t, admin, "/readyz"); code != test.code || body != test.body {
					t.Errorf("got %d %q, want %d %q", code, body, test.code, test.body)
				}
				if code, body := ask(t, admin, "/healthz"); code != 200 || body != "ok\n" {
					t.Errorf("the process lives, but got %d %q", code, body)
				}
			})
		})
	}
}

func TestOnlyWhatIsMeantToBeThereIsThere(t *testing.T) {
	admin := web.Admin(state{}, web.NewMetrics("1.0", clock))
	if code, _ := ask(t, admin, "/"); code != http.StatusNotFound {
		t.Errorf("/ answers %d", code)
	}
	w := httptest.NewRecorder()
	admin.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/healthz", nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST answers %d", w.Code)
	}
}

func TestMetrics(t *testing.T) {
	m := web.NewMetrics("1.0", clock, "mattermost")
	m.Event("mattermost", web.Answered, 20*time.Millisecond)
	m.Event("erika.mustermann", web.Outcome("Soll die Stadt?"), time.Second)
	m.Send("mattermost", web.Retried)
	_, body := ask(t, web.Admin(state{waiting: 7, parked: 2, oldest: noon.Add(-90 * time.Second)}, m), "/metrics")
	for _, want := range []string{
		`beirat_build_info{go="go`, `version="1.0"} 1`,
		`beirat_events_total{outcome="answered",platform="mattermost"} 1`,
		`beirat_events_total{outcome="failed",platform="mattermost"} 0`,
		`beirat_events_total{outcome="other",platform="other"} 1`,
		`beirat_sends_total{platform="mattermost",result="retried"} 1`,
		`beirat_handler_seconds_bucket{platform="mattermost",le="0.025"} 1`,
		"beirat_database_up 1\n", "beirat_jobs_waiting 7\n", "beirat_jobs_parked 2\n", "beirat_jobs_oldest_seconds 90\n",
		"go_goroutines", "process_",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not there", want)
		}
	}
	for _, private := range []string{"erika", "Stadt"} {
		if strings.Contains(body, private) {
			t.Errorf("%q became a label", private)
		}
	}
}

func TestAPlatformThatIsNotConnectedIsSeenAndTheProgramStaysReady(t *testing.T) {
	m := web.NewMetrics("1.0", clock, "mattermost", "discord")
	off := errors.New("the token is refused")
	m.Connection("mattermost", func() error { return nil })
	m.Connection("discord", func() error { return off })
	admin := web.Admin(state{}, m)
	if code, body := ask(t, admin, "/readyz"); code != 200 || body != "ready\ndiscord: the token is refused\n" {
		t.Errorf("%d %q", code, body)
	}
	_, body := ask(t, admin, "/metrics")
	for _, want := range []string{`beirat_platform_connected{platform="mattermost"} 1`, `beirat_platform_connected{platform="discord"} 0`} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not there", want)
		}
	}
	off = nil
	if _, body := ask(t, admin, "/readyz"); body != "ready\n" {
		t.Errorf("after it came back: %q", body)
	}
}

func TestTheBacklogNeedsTheDatabaseAndTheCountersDoNot(t *testing.T) {
	for _, test := range []struct {
		name            string
		state           state
		there, notThere string
	}{
		{"no job waits", state{}, "beirat_jobs_oldest_seconds 0\n", "beirat_database_up 0"},
		{"the oldest is not due yet", state{waiting: 1, oldest: noon.Add(time.Hour)}, "beirat_jobs_oldest_seconds 0\n", "beirat_database_up 0"},
		{"the database is gone", state{backlog: errors.New("gone")}, "beirat_database_up 0\n", "beirat_jobs_waiting"},
	} {
		t.Run(test.name, func(t *testing.T) {
			code, body := ask(t, web.Admin(test.state, web.NewMetrics("1.0", clock)), "/metrics")
			if code != 200 || !strings.Contains(body, test.there) || strings.Contains(body, test.notThere) {
				t.Errorf("%d, without %q or with %q", code, test.there, test.notThere)
			}
		})
	}
}

// addresses hears where a server says that it listens.
type addresses struct {
	slog.Handler
	heard chan string
}

func (a addresses) Handle(_ context.Context, r slog.Record) error {
	r.Attrs(func(attr slog.Attr) bool {
		if attr.Key == "address" && r.Message == "listening" {
			a.heard <- attr.Value.String()
		}
		return true
	})
	return nil
}

// serving runs Serve, on a free port, and tells its address and its end.
func serving(ctx context.Context, h http.Handler) (addr string, ended <-chan error) {
	heard, end := make(chan string, 1), make(chan error, 1)
	log := slog.New(addresses{slog.NewTextHandler(io.Discard, nil), heard})
	go func() { end <- web.Serve(ctx, "127.0.0.1:0", h, log) }()
	return <-heard, end
}

func TestARequestUnderWayIsFinishedWhenTheProgramStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	arrived, release := make(chan struct{}), make(chan struct{})
	addr, ended := serving(ctx, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-release
		if r.Context().Err() == nil {
			_, _ = io.WriteString(w, "done")
		}
	}))
	answer := make(chan string, 1)
	go func() {
		client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		response, err := client.Get("http://" + addr + "/")
		if err != nil {
			answer <- err.Error()
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		answer <- string(body)
	}()
	<-arrived
	stop()
	close(release)
	if got := <-answer; got != "done" {
		t.Errorf("the answer was %q", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("stopping said %v", err)
	}
}

func TestHealth(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	addr, ended := serving(ctx, web.Admin(state{}, web.NewMetrics("1.0", clock)))
	_, port, _ := net.SplitHostPort(addr)
	for _, at := range []string{addr, ":" + port, "0.0.0.0:" + port} {
		if err := web.Health(t.Context(), at); err != nil {
			t.Errorf("%s lives, but %v", at, err)
		}
	}
	if err := web.Serve(t.Context(), addr, nil, slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), addr) {
		t.Errorf("a taken address said %v", err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := web.Health(t.Context(), addr); err == nil {
		t.Error("nobody is there, but it is healthy")
	}
	if err := web.Health(t.Context(), "nonsense"); err == nil {
		t.Error("an address without a port is healthy")
	}
	ill := httptest.NewServer(http.NotFoundHandler())
	defer ill.Close()
	if err := web.Health(t.Context(), ill.Listener.Addr().String()); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("another server said %v", err)
	}
}
