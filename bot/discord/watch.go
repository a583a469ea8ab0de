package discord

import (
	"errors"
	"fmt"
	"time"
)

// errStuck is about a session that is given up. What the library has under way
// for it stays for ever: a goroutine that waits for a lock that it holds itself
// can neither be ended nor waited for. The budget of new sessions bounds how
// many there can be.
var errStuck = errors.New("the session is stuck and is given up")

// watch is what sees that the library is in trouble. It is needed because the
// library
//   - waits for its own lock when it is told to connect elsewhere (op 7) before
//     it is told that it is connected, and for the network while it holds it;
//   - takes a connection whose heartbeats stay unanswered for alive for minutes,
//     and ends it so that the session is lost.
type watch struct {
	timing  timing
	began   time.Time
	open    bool      // the library says so
	locked  time.Time // since when the library holds its lock; zero: it does not
	trouble error     // why the connection was cut
	cutAt   time.Time
}

// look cuts the connection of a session in trouble, which the library then
// ends, and which is resumed. An error is that the library does not end it, or
// is past helping.
func (w *watch) look(s *session, now time.Time) error {
	l := s.line.Load()
	if w.trouble != nil {
		if now.Sub(w.cutAt) > w.timing.stuck {
			return fmt.Errorf("%w: %w", errStuck, w.trouble)
		}
		return nil
	}
	switch {
	case w.open:
		w.trouble = w.hearing(s, l, now)
	case l != nil && l.idle(now) > w.timing.stuck:
		s.cut()
		return fmt.Errorf("%w: it neither reads nor writes", errStuck)
	}
	if w.trouble == nil && !s.greeted.Load() && now.Sub(w.began) > w.timing.opening {
		w.trouble = errors.New("Discord does not greet")
	}
	if w.trouble != nil {
		w.cutAt = now
		s.cut()
	}
	return nil
}

// hearing is what is wrong with a connection that was made.
func (w *watch) hearing(s *session, l *line, now time.Time) error {
	if !s.library.TryRLock() {
		if w.locked.IsZero() {
			w.locked = now
		}
		if now.Sub(w.locked) > w.timing.stuck {
			return errors.New("the library holds its lock")
		}
		return nil
	}
	ack := s.library.LastHeartbeatAck
	s.library.RUnlock()
	w.locked = time.Time{}
	if late := l.unanswered(now, ack); late > w.timing.answer {
		return fmt.Errorf("a heartbeat has been without an answer for %s", late.Round(time.Second/10))
	}
	return nil
}
