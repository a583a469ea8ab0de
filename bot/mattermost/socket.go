package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	dialTime    = 15 * time.Second
	pulseEvery  = 20 * time.Second
	silence     = 3 * pulseEvery // after which a connection is taken for dead
	socketLimit = 8 << 20
)

// socket is one connection on which the server tells what happens. It is read
// by one goroutine, and after the greeting written by another; who has opened
// it closes it.
type socket struct {
	conn   *websocket.Conn
	bot    string // its id
	unbind func() bool
	done   chan struct{}
	pulse  sync.WaitGroup
}

// dial connects as the bot and waits until the server greets. The connection
// ends with the context.
func (t *talk) dial(ctx context.Context) (*socket, error) {
	opening, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: dialTime}
	conn, response, err := dialer.DialContext(opening, "ws"+strings.TrimPrefix(t.options.URL, "http")+"/api/v4/websocket", nil)
	if err != nil {
		if response != nil {
			return nil, fmt.Errorf("connecting: the server answers %d", response.StatusCode)
		}
		return nil, fmt.Errorf("connecting: %w", unnamed(err))
	}
	s := &socket{conn: conn, bot: t.me.ID, done: make(chan struct{})}
	s.unbind = context.AfterFunc(ctx, func() { _ = conn.Close() }) // which ends the reading
	conn.SetReadLimit(socketLimit)
	ping := conn.PingHandler()
	conn.SetPingHandler(func(data string) error { return errors.Join(s.alive(), ping(data)) })
	if err := s.greet(t.options.Token); err != nil {
		s.unbind()
		return nil, errors.Join(fmt.Errorf("connecting: %w", err), conn.Close())
	}
	s.pulse.Go(func() { s.ask(t.pulse) })
	return s, nil
}

// told is what the server tells; greetings and the like have other data.
type told struct {
	Event  string          `json:"event"`
	Status string          `json:"status"` // of an answer
	Data   json.RawMessage `json:"data"`
	Error  struct {
		StatusCode int `json:"status_code"`
	} `json:"error"`
}

var errNotKnown = errors.New("the server does not know the bot's token")

func (s *socket) greet(token string) error {
	if err := s.say(1, "authentication_challenge", map[string]any{"token": token}); err != nil {
		return err
	}
	if err := s.conn.SetReadDeadline(time.Now().Add(dialTime)); err != nil {
		return err
	}
	for {
		var t told
		if err := s.conn.ReadJSON(&t); err != nil {
			return err
		}
		switch {
		case t.Status == "FAIL":
			return errNotKnown
		case t.Event == "hello":
			return s.alive()
		}
	}
}

func (s *socket) alive() error { return s.conn.SetReadDeadline(time.Now().Add(silence)) }

func (s *socket) say(number int, action string, data map[string]any) error {
	if err := s.conn.SetWriteDeadline(time.Now().Add(dialTime)); err != nil {
		return err
	}
	return s.conn.WriteJSON(map[string]any{"seq": number, "action": action, "data": data})
}

// ask asks, until the socket is closed, for something that only who is known is
// answered. A ping would not do: to a bot that was deactivated meanwhile the
// server tells nothing any more, even when it is back, yet answers its pings.
func (s *socket) ask(every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for number := 2; ; number++ {
		select {
		case <-s.done:
			return
		case <-tick.C:
		}
		if err := s.say(number, "get_statuses_by_ids", map[string]any{"user_ids": []string{s.bot}}); err != nil {
			_ = s.conn.Close() // the reader hears of it
			return
		}
	}
}

// next waits for what the server tells next; is: it is a post.
func (s *socket) next() (h heard, is bool, err error) {
	var t told
	kind, content, err := s.conn.ReadMessage()
	if err != nil {
		return h, false, fmt.Errorf("listening: %w", err)
	}
	if err := s.alive(); err != nil {
		return h, false, fmt.Errorf("listening: %w", err)
	}
	if kind != websocket.TextMessage || json.Unmarshal(content, &t) != nil {
		return h, false, nil
	}
	if t.Status == "FAIL" && t.Error.StatusCode == http.StatusUnauthorized {
		return h, false, fmt.Errorf("listening: %w", errNotKnown)
	}
	var posted postedEvent
	if t.Event != "posted" || json.Unmarshal(t.Data, &posted) != nil {
		return h, false, nil
	}
	h, is = posted.heard()
	return h, is, nil
}

func (s *socket) close() {
	s.unbind()
	close(s.done)
	_ = s.conn.Close() // it may have ended by itself
	s.pulse.Wait()
}
