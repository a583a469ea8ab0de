package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// State is what the admin pages ask of the storage. Each answer may take until
// its context ends.
type State interface {
	// Ping fails unless the database answers.
	Ping(ctx context.Context) error
	// Version is the schema the database has, and the one this program wants.
	Version(ctx context.Context) (have, want int64, err error)
	// Skew is how far this machine's clock is off the database's; zero where
	// both are the same clock.
	Skew(ctx context.Context) (time.Duration, error)
	// Backlog counts the jobs that are due and those that were parked, and tells
	// since when the oldest due one waits: zero when none is due.
	Backlog(ctx context.Context) (waiting, parked int64, oldest time.Time, err error)
}

const (
	patience = time.Second     // with the database, for one question
	maxSkew  = 2 * time.Second // between this machine and the database
)

// Admin serves /healthz (200 while the process answers), /readyz (200 when the
// work can be done, else 503 with a sentence for each reason) and /metrics. A
// platform that is not connected does not make the program unready, for another
// may be, and starting again would not help; it has a line in /readyz. The
// address must be reachable by the operator's monitoring only.
func Admin(state State, metrics *Metrics) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		say(w, http.StatusOK, "ok")
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if reasons := unready(r.Context(), state); len(reasons) > 0 {
			say(w, http.StatusServiceUnavailable, strings.Join(reasons, "\n"))
			return
		}
		say(w, http.StatusOK, strings.Join(append([]string{"ready"}, metrics.apart()...), "\n"))
	})
	mux.Handle("GET /metrics", metrics.handler(state))
	return mux
}

// unready lists why the work cannot be done, a sentence each.
func unready(ctx context.Context, state State) []string {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := state.Ping(ctx); err != nil {
		if ctx.Err() != nil {
			return []string{fmt.Sprintf("The database did not answer within %v.", patience)}
		}
		return []string{fmt.Sprintf("The database does not answer: %v.", err)}
	}
	var reasons []string
	switch have, want, err := state.Version(ctx); {
	case err != nil:
		reasons = append(reasons, fmt.Sprintf("The database does not tell its version: %v.", err))
	case have < want:
		reasons = append(reasons, fmt.Sprintf("The database has version %d, this program needs %d: run beirat migrate.", have, want))
	case have > want:
		reasons = append(reasons, fmt.Sprintf("The database has version %d, this program knows only %d: run the newer program.", have, want))
	}
	switch skew, err := state.Skew(ctx); {
	case err != nil:
		reasons = append(reasons, fmt.Sprintf("The database does not tell its time: %v.", err))
	case skew.Abs() > maxSkew:
		reasons = append(reasons, fmt.Sprintf("This machine's clock is %v off the database's; %v are allowed.",
			skew.Abs().Round(100*time.Millisecond), maxSkew))
	}
	return reasons
}

// apart lists the platforms that are not connected, and why, a line each.
func (m *Metrics) apart() (lines []string) {
	for _, l := range m.links {
		if err := l.state(); err != nil {
			lines = append(lines, fmt.Sprintf("%s: %v", l.platform, err))
		}
	}
	return lines
}

func say(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	fmt.Fprintln(w, text)
}
