package discord

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// session is what Discord can resume when its connection ends, and the library
// that speaks for it.
type session struct {
	library *discordgo.Session
	line    atomic.Pointer[line] // its last connection; nil: none was made
	known   atomic.Bool          // Discord made it, so it can be resumed
	greeted atomic.Bool          // on this connection
	invalid int                  // how often in a row Discord did not take it
}

// open makes a session that connects to an address. Its connections end with
// the context.
func (g *gateway) open(ctx context.Context, address string) *session {
	library, _ := discordgo.New(g.client.session.Token) // which never fails
	s := &session{library: library}
	library.LogLevel = silent
	library.ShouldReconnectOnError = false // or Close would open it again
	library.ShouldReconnectVoiceOnSessionError = false
	library.StateEnabled = false
	library.SyncEvents = true // or what comes has no order
	library.Compress = false
	library.Identify.Compress = false
	library.Identify.Intents = intents
	library.Client = &http.Client{Transport: whereabouts(address)}
	library.Dialer = &websocket.Dialer{
		Proxy:            http.ProxyFromEnvironment,
		HandshakeTimeout: callTime,
		NetDialContext: func(opening context.Context, network, address string) (net.Conn, error) {
			opening, cancel := context.WithCancel(opening)
			defer cancel()
			defer context.AfterFunc(ctx, cancel)()
			conn, err := new(net.Dialer).DialContext(opening, network, address)
			if err != nil {
				return nil, err
			}
			l := &line{Conn: conn, closed: make(chan struct{}), now: g.now, first: func() {
				if !s.known.Load() {
					g.budget.spend(g.now())
				}
			}}
			s.line.Store(l)
			return l, nil
		},
	}
	library.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { g.handle(s, e) })
	return s
}

// greet notes that Discord knows the session.
func (s *session) greet() {
	s.known.Store(true)
	s.greeted.Store(true)
}

// survives notes how a connection ended, and tells whether the session is worth
// another one. Discord may take a session for invalid that it takes the next
// time.
func (s *session) survives(err error) bool {
	s.invalid++
	if !errors.Is(err, errInvalid) {
		s.invalid = 0
	}
	return s.known.Load() && s.invalid < 2 && !errors.Is(err, errStuck)
}

// live opens a connection and watches it until it ends.
func (g *gateway) live(ctx context.Context, s *session) error {
	s.greeted.Store(false)
	s.line.Store(nil)
	opened := make(chan error, 1)
	go func() { opened <- s.library.Open() }() // which is waited for unless it is stuck
	look := time.NewTicker(g.timing.look)
	defer look.Stop()
	w := watch{timing: g.timing, began: g.now()}
	var ended <-chan struct{}
	for {
		select {
		case <-ctx.Done():
			s.leave(opened, w.open, g.timing.stuck)
			return ctx.Err()
		case err := <-opened:
			if err != nil {
				return s.failed(err, w.trouble)
			}
			w.open, ended = true, s.line.Load().closed
		case <-ended:
			return s.failed(errEnded, w.trouble)
		case <-look.C:
			if err := w.look(s, g.now()); err != nil {
				return err
			}
		}
	}
}

// failed is why a connection could not be opened, or ended.
func (s *session) failed(err, trouble error) error {
	var closed *websocket.CloseError
	l := s.line.Load()
	switch {
	case trouble != nil:
		return trouble
	case l != nil && l.twice.Load():
		return errInvalid
	case errors.As(err, &closed):
		if why, is := fatalCodes()[closed.Code]; is {
			return fatal(why)
		}
		return fmt.Errorf("Discord closed the connection with code %d", closed.Code)
	}
	return unnamed(err)
}

// leave ends a session for good, and waits a while for its end.
func (s *session) leave(opened <-chan error, open bool, most time.Duration) {
	left := make(chan struct{})
	go func() { // which is waited for unless the library is stuck
		defer close(left)
		if !open {
			if !s.greeted.Load() { // otherwise it is as good as open
				s.cut()
			}
			open = <-opened == nil
		}
		if open {
			_ = s.library.Close() // which says good-bye; whether it is heard is all the same
		}
	}()
	limit := time.NewTimer(most)
	defer limit.Stop()
	select {
	case <-left:
	case <-limit.C:
	}
	s.cut()
}

// cut ends the session's connection, if it has one.
func (s *session) cut() {
	if l := s.line.Load(); l != nil {
		l.cut()
	}
}

// whereabouts answers the library's question where the gateway is, and nothing
// else: the address that it would ask is the same for all of a process.
type whereabouts string

func (w whereabouts) RoundTrip(q *http.Request) (*http.Response, error) {
	if q.URL.String() != discordgo.EndpointGateway {
		return nil, errors.New("only the gateway's address is asked for here")
	}
	return &http.Response{
		StatusCode: http.StatusOK, Status: "200 OK", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:  http.Header{"Content-Type": {"application/json"}},
		Body:    io.NopCloser(strings.NewReader(`{"url":` + strconv.Quote(string(w)) + `}`)),
		Request: q,
	}, nil
}
