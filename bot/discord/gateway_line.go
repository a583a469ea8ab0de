package discord

import (
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// heartbeatMost is more than a heartbeat is long, encrypted or not, and less
// than a session's introduction.
const heartbeatMost = 160

var errTwice = errors.New("a session introduces itself once on a connection")

// line is a connection to the gateway as the library uses it: it sees when the
// library does nothing any more, and lets a session introduce itself only once.
// The library would do it again whenever Discord says that the session is
// invalid, as fast as Discord says so, and a bot that introduces itself more
// than a thousand times a day loses its token.
type line struct {
	net.Conn
	now    func() time.Time
	first  func()      // is called when the session introduces itself
	twice  atomic.Bool // it wanted to once more
	closed chan struct{}
	once   sync.Once

	mu         sync.Mutex
	ready      bool // the handshakes are done, and what follows is the session's
	introduced bool
	calls      int       // of the library that are under way
	since      time.Time // when the last one ended
	asked      time.Time // the first heartbeat that may be without an answer
	last       time.Time // the last one
}

// SetDeadline is what the library's dialer calls without a deadline when its
// handshakes are done.
func (l *line) SetDeadline(t time.Time) error {
	if t.IsZero() {
		l.mu.Lock()
		l.ready = true
		l.mu.Unlock()
	}
	return l.Conn.SetDeadline(t)
}

func (l *line) Read(p []byte) (int, error) {
	defer l.begin()()
	return l.Conn.Read(p)
}

func (l *line) Write(p []byte) (int, error) {
	if err := l.admit(len(p)); err != nil {
		return 0, err
	}
	defer l.begin()()
	return l.Conn.Write(p)
}

func (l *line) admit(size int) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case !l.ready:
	case !l.introduced:
		l.introduced = true
		l.first()
	case size > heartbeatMost:
		l.twice.Store(true)
		l.cut()
		return errTwice
	default:
		l.last = l.now()
		if l.asked.IsZero() {
			l.asked = l.last
		}
	}
	return nil
}

// Close is called by the library, which is then done with the connection.
func (l *line) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Conn.Close()
}

// cut ends the connection without a good-bye, so that its session can be
// resumed; the library notices by itself.
func (l *line) cut() { _ = l.Conn.Close() }

// begin notes a call of the library; what it returns notes its end.
func (l *line) begin() func() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls++
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.calls--
		l.since = l.now()
	}
}

// idle is how long the library neither reads nor writes.
func (l *line) idle(now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.calls > 0 || l.since.IsZero() {
		return 0
	}
	return now.Sub(l.since)
}

// unanswered is how long ago the first heartbeat was that has no answer, if the
// last answer came at ack.
func (l *line) unanswered(now, ack time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !ack.Before(l.asked) {
		l.asked = time.Time{}
		if l.last.After(ack) {
			l.asked = l.last
		}
	}
	if l.asked.IsZero() {
		return 0
	}
	return now.Sub(l.asked)
}
