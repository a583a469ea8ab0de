package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/cenkalti/backoff/v5"
)

// intents are what is heard: which guilds there are, and direct messages. None
// of them is privileged.
const intents = discordgo.IntentsGuilds | discordgo.IntentsDirectMessages

// delivery is something that the gateway told.
type delivery struct {
	kind string // "INTERACTION_CREATE", "MESSAGE_CREATE" …
	data json.RawMessage
}

// hear listens until the context ends. What the gateway tells is given to take
// one after another in the order it came; take returns at once. Whatever the
// gateway does is mended inside; the only error wraps ErrFatal and says what
// the operator has to do.
func (d *Discord) hear(ctx context.Context, take func(delivery)) error {
	defer d.heard.Store(false)
	defer d.client.http.CloseIdleConnections()
	g := newGateway(d.client, d.log)
	g.heard = &d.heard
	return g.hear(ctx, take)
}

// gateway is what keeps a bot connected. The library's session is opened, cut
// and opened again here and never by itself: the library repeats what it must
// not, and can be stuck for ever (see watch).
type gateway struct {
	client *client
	log    *slog.Logger
	timing timing
	budget *budget
	now    func() time.Time

	mu        sync.Mutex
	take      func(delivery) // nil: nobody hears any more
	connected bool           // as the log says
	silent    bool           // nothing was said since the beginning
	heard     *atomic.Bool   // connected, for others to look at
}

// timing is how long what is waited for.
type timing struct {
	look            time.Duration // between two looks at a session
	opening         time.Duration // until a connection is greeted
	stuck           time.Duration // in which a session that works does something
	answer          time.Duration // to a heartbeat
	again, againMax time.Duration // before another attempt, after the first and after many
	calm            time.Duration // a connection that held so long ended by chance
	refused         time.Duration // before a new session where Discord refused one; up to five times that
}

func newGateway(c *client, log *slog.Logger) *gateway {
	return &gateway{
		client: c, log: log, budget: &budget{}, now: time.Now, silent: true, heard: &atomic.Bool{},
		timing: timing{
			look:    500 * time.Millisecond,
			opening: 30 * time.Second,
			stuck:   3 * time.Second,
			answer:  30 * time.Second,
			again:   time.Second, againMax: 90 * time.Second,
			calm:    time.Minute,
			refused: time.Second,
		},
	}
}

var (
	errEnded   = errors.New("the connection ended")
	errInvalid = errors.New("Discord takes the session for invalid")
)

func (g *gateway) hear(ctx context.Context, take func(delivery)) error {
	g.mu.Lock()
	g.take = take
	g.mu.Unlock()
	defer func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.take = nil
	}()
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval, pauses.MaxInterval, pauses.Multiplier = g.timing.again, g.timing.againMax, 2
	var s *session
	for tries := 0; ; tries++ {
		began := g.now()
		next, err := g.session(ctx, s)
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, ErrFatal):
			return err
		}
		s = next
		if g.now().Sub(began) > g.timing.calm {
			pauses.Reset()
			tries = 0
		}
		if tries == 0 && s != nil { // a connection ends every now and then; at once again
			continue
		}
		pause := pauses.NextBackOff()
		if errors.Is(err, errInvalid) && s == nil {
			pause = max(pause, g.timing.refused+rand.N(4*g.timing.refused))
		}
		g.notConnected(err, pause)
		if rest(ctx, pause) != nil {
			return nil
		}
	}
}

// session is one connection, from its beginning to its end: of the session that
// there is, or of a new one. It returns the one to resume, or nil.
func (g *gateway) session(ctx context.Context, s *session) (*session, error) {
	if s == nil {
		made, err := g.newSession(ctx)
		if err != nil {
			return nil, err
		}
		s = made
	}
	err := g.live(ctx, s)
	if !s.survives(err) {
		s = nil
	}
	return s, err
}

// newSession makes a session when there may be one more.
func (g *gateway) newSession(ctx context.Context) (*session, error) {
	if pause := g.budget.pause(g.now()); pause > 0 {
		if err := g.waits(ctx, fmt.Sprintf("%d sessions had to be begun within an hour, and Discord does not take many", g.budget.count()), pause); err != nil {
			return nil, err
		}
	}
	for {
		var told struct {
			URL   string `json:"url"`
			Limit *struct {
				Remaining  int   `json:"remaining"`
				ResetAfter int64 `json:"reset_after"` // milliseconds
			} `json:"session_start_limit"`
		}
		err := g.client.call(ctx, request{method: http.MethodGet, path: "/gateway/bot"}, &told)
		switch {
		case refusedStatus(err, http.StatusUnauthorized):
			return nil, fatal(closedToken)
		case err != nil:
			return nil, err
		case told.URL == "":
			return nil, errors.New("Discord does not say where its gateway is")
		case told.Limit == nil || told.Limit.Remaining > 0:
			return g.open(ctx, told.URL), nil
		}
		pause := max(time.Duration(told.Limit.ResetAfter)*time.Millisecond, g.timing.again)
		if err := g.waits(ctx, "Discord allows no more sessions for now", pause); err != nil {
			return nil, err
		}
	}
}

// handle hands on what a session tells. The library's goroutine knows no
// recover, and what is told to nobody any more is dropped.
func (g *gateway) handle(s *session, e *discordgo.Event) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.take == nil {
		return
	}
	if e.Type == "READY" || e.Type == "RESUMED" {
		s.greet()
		if !g.connected {
			g.log.Info("connected to Discord")
		}
		g.connected, g.silent = true, false
		g.heard.Store(true)
	}
	defer func() {
		if broken := recover(); broken != nil { // its value may hold what a person wrote
			g.log.Error("what the gateway told broke the program", "told", e.Type, "kind", fmt.Sprintf("%T", broken), "calls", calls(debug.Stack()))
		}
	}()
	g.take(delivery{kind: e.Type, data: e.RawData})
}

// waits is a long pause, which is worth a line although nothing is connected.
func (g *gateway) waits(ctx context.Context, why string, pause time.Duration) error {
	g.mu.Lock()
	g.heard.Store(false)
	g.log.Warn("not connected to Discord, and waiting before another session", "because", why, "until", g.now().Add(pause).Format(time.RFC3339))
	g.connected, g.silent = false, false
	g.mu.Unlock()
	return rest(ctx, pause)
}

// notConnected says so once, not with every attempt.
func (g *gateway) notConnected(err error, again time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.connected || g.silent {
		g.log.Warn("not connected to Discord", "error", err, "again", again.Round(time.Second/10))
	}
	g.connected, g.silent = false, false
	g.heard.Store(false)
}
