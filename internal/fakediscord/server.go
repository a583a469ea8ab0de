// Package fakediscord is the part of Discord that a bot and the people who use
// it meet: the HTTP API and the gateway, with the real lifecycles and limits
// enforced. People act by methods (Slash, Click, Submit …), the bot by HTTP and
// by the gateway's websocket. What the real Discord would refuse is refused with
// its status and code, and kept in Violations. Where the two differ this package
// is wrong. Requests and the gateway can be made to fail on purpose (Break).
package fakediscord

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// Options are what a test may want to be different.
type Options struct {
	Schema    []byte               // bot-requests.json; nil: only the hand rules are checked
	Log       func(string, ...any) // hears of every request; nil: nobody does
	Now       func() time.Time     // nil: wall time
	Timeless  bool                 // events may begin at any time: those who announce them live by another clock
	Patience  time.Duration        // how long people wait for the first answer; 0: three seconds
	Heartbeat time.Duration        // the gateway's interval; 0: that of the real one, 41.25 s
	Forgetful bool                 // keeps no requests and no interaction that is over, for long runs
}

// Server listens on loopback until it is closed. Its methods, and those of what
// it made, may be called by several goroutines.
type Server struct {
	options Options
	address string
	routes  []route
	schemas *schemas // nil: not checked
	serving *http.Server
	served  chan struct{}
	ctx     context.Context // of everything that waits
	cancel  context.CancelFunc
	running sync.WaitGroup // requests and connections

	mu      sync.Mutex // over everything below
	closed  bool
	changed chan struct{} // closed and made anew with every change
	latest  int64         // id that was given out
	world
	gateway
	faults
	limits
	interactions map[string]*interaction // by token
	nonces       map[string]nonce
	files        map[string]Attachment // that users sent, by id
	fetched      int                   // how often one was
	requests     []Request
	violations   []string
}

// New starts a server without applications, guilds and users. A schema that
// cannot be read panics.
func New(o Options) *Server {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Patience == 0 {
		o.Patience = 3 * time.Second
	}
	if o.Heartbeat == 0 {
		o.Heartbeat = 41250 * time.Millisecond
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	s := &Server{
		options: o, changed: make(chan struct{}), world: newWorld(), gateway: newGateway(),
		interactions: map[string]*interaction{}, nonces: map[string]nonce{},
	}
	s.schemas = newSchemas(o.Schema)
	s.routes = s.table()
	s.ctx, s.cancel = context.WithCancel(context.Background())
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic("fakediscord: listen: " + err.Error())
	}
	s.address = listener.Addr().String()
	s.serving = &http.Server{Handler: http.HandlerFunc(s.serve), ReadHeaderTimeout: time.Minute}
	s.served = make(chan struct{})
	go func() {
		defer close(s.served)
		if err := s.serving.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			panic("fakediscord: serve: " + err.Error())
		}
	}()
	return s
}

// URL is what stands for https://discord.com, without a slash at its end.
func (s *Server) URL() string { return "http://" + s.address }

// Close ends every connection and waits until nothing runs any more.
func (s *Server) Close() {
	s.mu.Lock()
	again := s.closed
	s.closed = true
	s.mu.Unlock()
	if again {
		return
	}
	s.cancel()
	s.serving.Close()
	<-s.served
	s.cut()
	s.running.Wait()
}

// begin counts something that Close waits for, unless the server is closed.
func (s *Server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.running.Add(1)
	return true
}

// Violations lists what was sent although the real Discord would refuse it or
// a rule of ours forbids it.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}

func (s *Server) violate(format string, args ...any) {
	s.violations = append(s.violations, fmt.Sprintf(format, args...))
}

// Until waits until something is so. It asks after every change; what it asks
// may use every method of the server.
func (s *Server) Until(ctx context.Context, so func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if so() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-s.ctx.Done():
			return errors.New("the server was closed")
		}
	}
}

// change wakes everybody who waits for something.
func (s *Server) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// epoch is the beginning of Discord's ids.
const epoch = 1420070400000

// id gives a snowflake, larger than every other.
func (s *Server) id() string {
	s.latest = max(s.latest+1, (s.options.Now().UnixMilli()-epoch)<<22)
	return strconv.FormatInt(s.latest, 10)
}

// stamp writes a moment as Discord does.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000-07:00") }
