package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// stand is the gateway of Discord as far as evil is done on it: every
// connection is served by the next function of its script, the last one for
// ever.
type stand struct {
	t         *testing.T
	url       string
	script    []func(*peer)
	bot       func() string // what GET /gateway/bot answers
	unwilling atomic.Bool   // everything is answered with 502

	mu          sync.Mutex
	connections int
	identifies  int
	resumes     []string // "session/sequence"
	closed      []int    // the codes with which the program ended connections; 1006: without a good-bye
	asked       int      // GET /gateway/bot
}

// peer is Discord's side of one connection.
type peer struct {
	*stand
	conn *websocket.Conn
	n    int // of the connection, from 0
}

// packet is what is sent on a connection.
type packet struct {
	Op int             `json:"op"`
	D  json.RawMessage `json:"d"`
	S  int64           `json:"s,omitempty"`
	T  string          `json:"t,omitempty"`
}

func newStand(t *testing.T, script ...func(*peer)) *stand {
	s := &stand{t: t, script: script}
	var serving sync.WaitGroup
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		switch {
		case s.unwilling.Load():
			http.Error(w, "<html>Bad Gateway</html>", http.StatusBadGateway)
		case q.URL.Path == "/api/v10/gateway/bot":
			s.mu.Lock()
			defer s.mu.Unlock()
			s.asked++
			fmt.Fprint(w, s.bot())
		case q.URL.Path == "/":
			serving.Add(1)
			defer serving.Done()
			s.serve(w, q)
		default:
			t.Errorf("%s is asked for", q.URL)
		}
	}))
	s.url = server.URL
	s.bot = func() string {
		return `{"url":"ws` + strings.TrimPrefix(s.url, "http") + `","session_start_limit":{"total":1000,"remaining":990,"reset_after":0}}`
	}
	t.Cleanup(func() {
		server.Close()
		serving.Wait()
	})
	return s
}

func (s *stand) serve(w http.ResponseWriter, q *http.Request) {
	conn, err := (&websocket.Upgrader{}).Upgrade(w, q, nil)
	if err != nil {
		s.t.Error(err)
		return
	}
	defer conn.Close()
	s.mu.Lock()
	p := &peer{stand: s, conn: conn, n: s.connections}
	s.connections++
	do := s.script[min(p.n, len(s.script)-1)]
	s.mu.Unlock()
	do(p)
}

func (p *peer) send(k packet) {
	if k.D == nil {
		k.D = json.RawMessage("null")
	}
	_ = p.conn.WriteJSON(k) // a connection that is gone is what some tests are about
}

// hello asks for heartbeats in this interval.
func (p *peer) hello(interval time.Duration) {
	p.send(packet{Op: 10, D: json.RawMessage(fmt.Sprintf(`{"heartbeat_interval":%d}`, interval.Milliseconds()))})
}

// hear is the next packet but heartbeats, which are answered if answered is true;
// ok is false at the end of the connection.
func (p *peer) hear(answered bool) (k packet, ok bool) {
	for {
		if err := p.conn.ReadJSON(&k); err != nil {
			code := websocket.CloseAbnormalClosure
			if e, is := err.(*websocket.CloseError); is {
				code = e.Code
			}
			p.mu.Lock()
			defer p.mu.Unlock()
			p.closed = append(p.closed, code)
			return k, false
		}
		if k.Op != 1 {
			return k, true
		}
		if answered {
			p.send(packet{Op: 11})
		}
	}
}

// introduced is what the session introduced itself with.
func (p *peer) introduced() (k packet) {
	p.hello(time.Minute)
	return p.introducedAt()
}

func (p *peer) introducedAt() (k packet) {
	k, _ = p.hear(true)
	p.mu.Lock()
	defer p.mu.Unlock()
	switch k.Op {
	case 2:
		p.identifies++
		var d struct {
			Token   string
			Intents int
		}
		if json.Unmarshal(k.D, &d) != nil || d.Token != "Bot "+testToken || d.Intents != 1|1<<12 {
			p.t.Errorf("the session introduces itself as %s", k.D)
		}
	case 6:
		var d struct {
			Session string `json:"session_id"`
			Seq     int64
		}
		if err := json.Unmarshal(k.D, &d); err != nil {
			p.t.Error(err)
		}
		p.resumes = append(p.resumes, fmt.Sprintf("%s/%d", d.Session, d.Seq))
	}
	return k
}

// greet lets the session in.
func (p *peer) greet() {
	if k := p.introduced(); k.Op == 6 {
		p.send(packet{T: "RESUMED", S: 100})
		return
	}
	p.ready()
}

func (p *peer) ready() {
	p.send(packet{T: "READY", S: 1, D: json.RawMessage(fmt.Sprintf(`{"v":9,"session_id":"s%d","user":{"id":"1"},"guilds":[]}`, p.n))})
}

func (p *peer) tell(seq int64, id string) {
	p.send(packet{T: "INTERACTION_CREATE", S: seq, D: json.RawMessage(`{"id":"` + id + `","type":2,"token":"t","data":{"id":"1","name":"x","type":1}}`)})
}

// stay answers heartbeats until the program leaves.
func (p *peer) stay() {
	for ok := true; ok; {
		_, ok = p.hear(true)
	}
}

func (p *peer) close(code int) {
	_ = p.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
}

// beaten waits for the first heartbeat and answers it: before it the library may
// end the next connection together with this one.
func (p *peer) beaten() {
	for {
		var k packet
		if err := p.conn.ReadJSON(&k); err != nil {
			p.t.Errorf("no heartbeat comes: %v", err)
			return
		}
		if k.Op == 1 {
			p.send(packet{Op: 11})
			return
		}
	}
}

// calm is a connection on which nothing happens.
func calm(p *peer) {
	p.greet()
	p.stay()
}

// listening is a gateway in use.
type listening struct {
	*gateway
	told  chan string // kinds and ids
	ended chan error
	end   context.CancelFunc
	log   *record
}

// quick is the patience of tests; a second is what the library takes to close a
// connection.
func quick() timing {
	return timing{
		look: 10 * time.Millisecond, opening: 20 * time.Second, stuck: 2500 * time.Millisecond, answer: 20 * time.Second,
		again: time.Millisecond, againMax: 20 * time.Millisecond, calm: time.Hour, refused: time.Millisecond,
	}
}

func listen(t *testing.T, s *stand, change ...func(*gateway)) *listening {
	log := &record{}
	l := &listening{told: make(chan string, 1000), ended: make(chan error, 1), log: log}
	l.gateway = newGateway(newClient(s.url, testToken, slog.New(log)), slog.New(log))
	l.timing = quick()
	l.client.first = time.Millisecond
	for _, c := range change {
		c(l.gateway)
	}
	ctx, cancel := context.WithCancel(t.Context())
	l.end = cancel
	done := make(chan struct{})
	go func() {
		defer close(done)
		l.ended <- l.gateway.hear(ctx, l.take)
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	return l
}

func (l *listening) take(d delivery) {
	var what struct{ ID string }
	_ = json.Unmarshal(d.data, &what)
	l.told <- strings.TrimSuffix(d.kind+" "+what.ID, " ")
}

// hears waits until exactly this is told, one after the other.
func (l *listening) hears(t *testing.T, all ...string) {
	t.Helper()
	for _, want := range all {
		select {
		case got := <-l.told:
			if got != want {
				t.Fatalf("%q is told, want %q", got, want)
			}
		case err := <-l.ended:
			t.Fatalf("listening ended before %q: %v", want, err)
		case <-time.After(20 * time.Second):
			t.Fatalf("%q is not told; the log says:\n%s", want, l.log)
		}
	}
}

// record is a log that a test reads.
type record struct {
	mu    sync.Mutex
	lines []string
}

func (r *record) Enabled(context.Context, slog.Level) bool { return true }
func (r *record) WithAttrs([]slog.Attr) slog.Handler       { return r }
func (r *record) WithGroup(string) slog.Handler            { return r }

func (r *record) Handle(_ context.Context, line slog.Record) error {
	text := line.Level.String() + " " + line.Message
	line.Attrs(func(a slog.Attr) bool {
		text += " " + a.String()
		return true
	})
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = append(r.lines, text)
	return nil
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.lines, "\n")
}

// said counts the lines that begin so.
func (r *record) said(begin string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := 0
	for _, line := range r.lines {
		if strings.HasPrefix(line, begin) {
			n++
		}
	}
	return n
}
