package discord

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

func TestALineTellsAnIntroductionFromAHeartbeatAlsoWhenTheyAreEncrypted(t *testing.T) {
	t.Parallel()
	heard := make(chan int, 10)
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		conn, err := (&websocket.Upgrader{}).Upgrade(w, q, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		for {
			var p packet
			if conn.ReadJSON(&p) != nil {
				close(heard)
				return
			}
			heard <- p.Op
		}
	}))
	defer server.Close()
	introductions := 0
	l := &line{closed: make(chan struct{}), now: time.Now, first: func() { introductions++ }}
	dialer := websocket.Dialer{
		TLSClientConfig: server.Client().Transport.(*http.Transport).TLSClientConfig,
		NetDialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := new(net.Dialer).DialContext(ctx, network, address)
			l.Conn = conn
			return l, err
		},
	}
	conn, _, err := dialer.Dial("wss"+strings.TrimPrefix(server.URL, "https"), nil)
	if err != nil {
		t.Fatal(err)
	}
	library, _ := discordgo.New("Bot t")
	library.Identify.Intents = intents
	introduction := map[string]any{"op": 2, "d": library.Identify}
	if err := conn.WriteJSON(introduction); err != nil {
		t.Fatal(err)
	}
	for _, sequence := range []int64{0, 1, 1 << 62} {
		if err := conn.WriteJSON(map[string]any{"op": 1, "d": sequence}); err != nil {
			t.Fatalf("a heartbeat is not let through: %v", err)
		}
	}
	if err := conn.WriteJSON(introduction); !errors.Is(err, errTwice) {
		t.Errorf("another introduction is let through: %v", err)
	}
	var ops []int
	for op := range heard {
		ops = append(ops, op)
	}
	if text, _ := json.Marshal(ops); string(text) != "[2,1,1,1]" || introductions != 1 || !l.twice.Load() {
		t.Errorf("Discord heard %s", text)
	}
}

func TestASessionThatHoldsItsLockIsCutAndThenGivenUp(t *testing.T) {
	t.Parallel()
	ours, theirs := net.Pipe()
	defer theirs.Close()
	library, _ := discordgo.New("Bot t")
	s := &session{library: library}
	s.greet()
	s.line.Store(&line{Conn: ours, now: time.Now, closed: make(chan struct{})})
	at := time.Now()
	w := watch{timing: quick(), began: at, open: true}
	look := func(after time.Duration) error { return w.look(s, at.Add(after)) }

	library.Lock()
	if err := errors.Join(look(0), look(time.Second)); err != nil || w.trouble != nil {
		t.Errorf("after a second: %v, %v", err, w.trouble)
	}
	library.Unlock()
	if err := look(5 * time.Second); err != nil || w.trouble != nil {
		t.Errorf("without a lock: %v, %v", err, w.trouble)
	}
	library.Lock()
	if err := errors.Join(look(6*time.Second), look(9*time.Second)); err != nil || w.trouble == nil {
		t.Errorf("after three seconds: %v, %v", err, w.trouble)
	}
	if _, err := ours.Write([]byte("x")); err == nil {
		t.Error("the connection is not cut")
	}
	if err := look(12 * time.Second); !errors.Is(err, errStuck) {
		t.Errorf("after six seconds: %v", err)
	}
}
