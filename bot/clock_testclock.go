//go:build testclock

package bot

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"

	"beirat/bot/console"
	"beirat/chat"
)

// What a test tells a process.
const (
	clockVariable = "BEIRAT_TEST_CLOCK" // where the clock stands at the start, RFC 3339; empty: now
	dieVariable   = "BEIRAT_TEST_DIE"   // "before" or "after": at the first message it ends as by kill -9
)

// timingOf is a clock that stands until POST /clock on the admin address moves
// it. The worker does nothing by itself.
func timingOf(environ []string) (timing, error) {
	at := time.Now().Truncate(time.Millisecond)
	if said := variable(environ, clockVariable); said != "" {
		var err error
		if at, err = time.Parse(time.RFC3339, said); err != nil {
			return timing{}, fmt.Errorf("%s: %w", clockVariable, err)
		}
	}
	clock, bots := console.NewClock(at.UTC()), &settlers{}
	t := wall()
	t.now, t.wound, t.tempo = clock.Now, true, tempo{rest: shortly}
	t.admin = func(b *Bot, admin http.Handler) http.Handler {
		mux := http.NewServeMux()
		mux.Handle("/", admin)
		mux.Handle("POST /clock", &winder{bot: b, clock: clock, platforms: *bots})
		return mux
	}
	when := variable(environ, dieVariable)
	t.wrap = func(p chat.Platform) chat.Platform {
		bots.note(p)
		if when == "" {
			return p
		}
		return mortal{p, when}
	}
	return t, nil
}

// shortly repeats what failed at once, while the clock stands; what goes on
// failing waits as it does elsewhere, and is not given up within one moment.
func shortly(attempt int) time.Duration {
	if attempt <= attempts/2 {
		return 0
	}
	return wait(attempt)
}

func variable(environ []string, name string) (value string) {
	for _, entry := range environ {
		if said, is := strings.CutPrefix(entry, name+"="); is {
			value = said
		}
	}
	return value
}

// winder moves the clock and has done what is due, on the way and where it
// stops, before it answers where the clock stands. What people did before is
// answered then. An empty body moves nothing.
type winder struct {
	bot       *Bot
	clock     *console.Clock
	platforms settlers
	turn      sync.Mutex
}

// settlers are the platforms that answer beside the request that brought what
// they answer.
type settlers struct{ all []settler }

type settler interface {
	// Settled returns when all that was heard is answered.
	Settled(context.Context) error
}

func (s *settlers) note(p chat.Platform) {
	if one, is := p.(settler); is {
		s.all = append(s.all, one)
	}
}

func (s *settlers) settled(ctx context.Context) error {
	for _, one := range s.all {
		if err := one.Settled(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (h *winder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	said, err := io.ReadAll(io.LimitReader(r.Body, 100))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	h.turn.Lock()
	defer h.turn.Unlock()
	if err := h.platforms.settled(r.Context()); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	to := h.clock.Now()
	if text := strings.TrimSpace(string(said)); text != "" {
		if to, err = time.Parse(time.RFC3339, text); err != nil || to.Before(h.clock.Now()) {
			http.Error(w, "an RFC 3339 moment is wanted, not before "+h.clock.Now().Format(time.RFC3339Nano), http.StatusBadRequest)
			return
		}
	}
	limits := http.NewResponseController(w) // a long way may take longer than an answer usually does
	_ = limits.SetReadDeadline(time.Time{})
	_ = limits.SetWriteDeadline(time.Time{})
	if err := h.wind(context.WithoutCancel(r.Context()), to); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprint(w, h.clock.Now().Format(time.RFC3339Nano))
}

func (h *winder) wind(ctx context.Context, to time.Time) error {
	for {
		if err := h.bot.Work(ctx); err != nil {
			return err
		}
		due, some, err := h.bot.NextDue(ctx)
		if err != nil {
			return err
		}
		if !some || due.After(to) {
			h.clock.Set(to.UTC())
			return nil
		}
		h.clock.Set(due)
	}
}

// mortal ends the process with the first message, before it is sent or before
// anybody hears that it was.
type mortal struct {
	chat.Platform
	when string
}

func (m mortal) Send(ctx context.Context, o chat.Outgoing) (string, error) {
	m.die("before")
	ref, err := m.Platform.Send(ctx, o)
	m.die("after")
	return ref, err
}

func (m mortal) Edit(ctx context.Context, ref string, o chat.Outgoing) error {
	m.die("before")
	err := m.Platform.Edit(ctx, ref, o)
	m.die("after")
	return err
}

// Locale is the platform's.
func (m mortal) Locale(account string) string { return platformLocale(m.Platform, account) }

// InChannel is the platform's.
func (m mortal) InChannel(ctx context.Context, server, channel, account string) (bool, error) {
	knows, can := m.Platform.(roster)
	if !can {
		return false, nil
	}
	return knows.InChannel(ctx, server, channel, account)
}

func (m mortal) die(when string) {
	if when == m.when {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // nothing more is done until the signal arrives
	}
}
