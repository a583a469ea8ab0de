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
	pingEvery   = 20 * time.Second
	silence     = 3 * pingEvery // after which a connection is taken for dead
	socketLimit = 8 << 20
)

// socket is one connection on which the server tells what happens. It is read
// by one goroutine; who has opened it closes it.
type socket struct {
	conn   *websocket.Conn
	unbind func() bool
	done   chan struct{}
	pings  sync.WaitGroup
}

// dial connects as the bot and waits until the server greets. The connection
// ends with the context.
func dial(ctx context.Context, address, token string) (*socket, error) {
	opening, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: dialTime}
	conn, response, err := dialer.DialContext(opening, "ws"+strings.TrimPrefix(address, "http")+"/api/v4/websocket", nil)
	if err != nil {
		if response != nil {
			return nil, fmt.Errorf("connecting: the server answers %d", response.StatusCode)
		}
		return nil, fmt.Errorf("connecting: %w", unnamed(err))
	}
	s := &socket{conn: conn, done: make(chan struct{})}
	s.unbind = context.AfterFunc(ctx, func() { _ = conn.Close() }) // which ends the reading
	conn.SetReadLimit(socketLimit)
	conn.SetPongHandler(func(string) error { return s.alive() })
	ping := conn.PingHandler()
	conn.SetPingHandler(func(data string) error { return errors.Join(s.alive(), ping(data)) })
	if err := s.greet(token); err != nil {
		s.unbind()
		return nil, errors.Join(fmt.Errorf("connecting: %w", err), conn.Close())
	}
	s.pings.Go(s.ping)
	return s, nil
}

// told is what the server tells; greetings and the like have other data.
type told struct {
	Event  string          `json:"event"`
	Status string          `json:"status"` // of an answer
	Data   json.RawMessage `json:"data"`
}

func (s *socket) greet(token string) error {
	challenge := map[string]any{"seq": 1, "action": "authentication_challenge", "data": map[string]string{"token": token}}
	if err := s.conn.SetWriteDeadline(time.Now().Add(dialTime)); err != nil {
		return err
	}
	if err := s.conn.WriteJSON(challenge); err != nil {
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
			return errors.New("the server does not know the bot's token")
		case t.Event == "hello":
			return s.alive()
		}
	}
}

func (s *socket) alive() error { return s.conn.SetReadDeadline(time.Now().Add(silence)) }

// ping asks whether the other side is there, until the socket is closed.
func (s *socket) ping() {
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	for {
		select {
		case <-s.done:
			return
		case <-tick.C:
		}
		if err := s.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(pingEvery)); err != nil {
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
	var posted postedEvent
	if kind != websocket.TextMessage || json.Unmarshal(content, &t) != nil || t.Event != "posted" || json.Unmarshal(t.Data, &posted) != nil {
		return h, false, nil
	}
	h, is = posted.heard()
	return h, is, nil
}

func (s *socket) close() {
	s.unbind()
	close(s.done)
	_ = s.conn.Close() // it may have ended by itself
	s.pings.Wait()
}
