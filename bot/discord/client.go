package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/time/rate"
)

const (
	callTime   = 15 * time.Second       // for one answer
	triesMost  = 4                      // of one call, the first among them
	pauseFirst = 250 * time.Millisecond // before a call is repeated that may be
	pauseMost  = time.Minute            // a longer one is not kept but told
	paceRate   = 45                     // calls a second as the bot; Discord takes 50
)

// client speaks Discord's HTTP API, version 10, as the bot. Its methods may be
// called at the same time, and several clients have nothing in common.
type client struct {
	session   *discordgo.Session
	transport *transport
	http      *http.Client
	limits    *limiter
	pace      *rate.Limiter
	log       *slog.Logger
	first     time.Duration // before a call is repeated that may be
}

// newClient makes a client; address is https://discord.com, or another one
// without a slash at its end.
func newClient(address, token string, log *slog.Logger) *client {
	token = "Bot " + strings.TrimPrefix(strings.TrimSpace(token), "Bot ")
	session, _ := discordgo.New(token) // which never fails
	session.LogLevel = silent
	t := newTransport(address)
	return &client{
		session:   session,
		transport: t,
		http: &http.Client{
			Transport: t,
			Timeout:   callTime,
			// A POST that is redirected would arrive as a GET without its body.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		limits: newLimiter(time.Now),
		pace:   rate.NewLimiter(paceRate, paceRate),
		log:    log,
		first:  pauseFirst,
	}
}

// silent is below what the library logs, which would be the token, too.
const silent = -1

// request is one call.
type request struct {
	method, path string // path is below /api/v10, as "/channels/1/messages"
	bucket       string // of its rate limit; empty: as the path has it
	body         any    // nil: none; sent as JSON, or as payload_json beside files
	files        []file // the body names them by their places, as attachments with the ids 0, 1 …
	bare         bool   // without the bot's token: what an interaction's own token in the path allows
	twice        bool   // to be done twice does no harm: the second time is refused
}

// call sends a request and reads its answer into out; nil: the answer is not
// read. It keeps the pauses that Discord asks for as long as the context lasts,
// and repeats what does no harm when it is done twice: everything but a POST,
// and the message whose nonce is enforced. An error is a *refusal or a *lost.
func (c *client) call(ctx context.Context, r request, out any) error {
	sent, err := r.encoded()
	if err == nil {
		err = c.send(ctx, sent, out)
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w", r.method, shape(r.path), err)
	}
	return nil
}

func (c *client) send(ctx context.Context, s sending, out any) error {
	for tries := 1; ; tries++ {
		err := c.try(ctx, s, out)
		pause, again := c.again(err, s, tries)
		if !again || tries == triesMost || pause > pauseMost {
			return err
		}
		c.log.Debug("Discord is asked once more", "call", s.method+" "+shape(s.path), "error", err, "after", pause)
		if rest(ctx, pause) != nil {
			return err
		}
	}
}

// again tells whether a call is made once more, and after which pause.
func (c *client) again(err error, s sending, tries int) (time.Duration, bool) {
	var said *refusal
	var gone *lost
	switch {
	case errors.As(err, &said) && said.status == http.StatusTooManyRequests:
		return said.pause, true // nothing was done
	case errors.As(err, &said):
		if said.status < 500 || !s.repeatable() {
			return 0, false
		}
	case errors.As(err, &gone):
		if gone.final || gone.reached && !s.repeatable() {
			return 0, false
		}
	default:
		return 0, false
	}
	pause := c.first << (tries - 1)
	return pause + rand.N(pause), true
}

// try makes a call once, when its limits allow it.
func (c *client) try(ctx context.Context, s sending, out any) error {
	if !s.bare {
		if err := c.pace.Wait(ctx); err != nil {
			return &lost{err: endOf(ctx, err), final: true}
		}
	}
	if err := c.limits.enter(ctx, s.bucket); err != nil {
		return err
	}
	var a answer
	content, err := c.ask(withAnswer(ctx, &a), s)
	c.limits.leave(s.bucket, a.limits)
	switch {
	case a.status == 0:
		return &lost{err: unnamed(endOf(ctx, err)), reached: a.reached.Load(), final: ctx.Err() != nil}
	case a.status < 200 || a.status > 299:
		return refusalOf(&a, content)
	case a.cut:
		return &lost{err: errors.New("the answer is cut off"), reached: true}
	}
	return decoded(content, out)
}

// ask is the call itself. The library gets a limiter of its own for every
// call, for it would wait without looking at the context and keep its buckets
// for ever; what it makes of an answer is not looked at, for of a 429 or 502
// that comes from something before Discord it makes nothing.
func (c *client) ask(ctx context.Context, s sending) ([]byte, error) {
	bucket := discordgo.NewRatelimiter().LockBucket("")
	return c.session.RequestWithLockedBucket(s.method, discordgo.EndpointAPI+strings.TrimPrefix(s.path, "/"), s.kind, s.content, bucket, 0,
		discordgo.WithClient(c.http),
		discordgo.WithRetryOnRatelimit(false),
		discordgo.WithRestRetries(0),
		func(q *discordgo.RequestConfig) {
			if s.bare {
				q.Request.Header.Del("Authorization")
			}
		},
		discordgo.WithContext(ctx),
	)
}

// rest waits, unless the context ends before: then it does not wait at all.
func rest(ctx context.Context, pause time.Duration) error {
	if deadline, ends := ctx.Deadline(); ends && time.Until(deadline) < pause {
		return context.DeadlineExceeded
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// endOf is the context's end where it is why something failed.
func endOf(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
