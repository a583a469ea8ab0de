package fakediscord

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// connection is one websocket. What it is to tell waits in line, in the order
// in which it happened.
type connection struct {
	socket  *websocket.Conn
	session *session // nil: nobody proved who they are
	silent  bool     // tells nothing any more
	refused bool     // closed by the server, whatever the bot says to that
	mu      sync.Mutex
	line    []frame
	more    chan struct{} // at least one waits, or closed
	closed  bool
}

// frame is what is sent, or the code to close with; below 0 without a word.
type frame struct {
	code int
	kind int
	text []byte
}

// envelope is what goes over the gateway.
type envelope struct {
	Op       int             `json:"op"`
	Data     json.RawMessage `json:"d"`
	Sequence *int64          `json:"s"`
	Kind     *string         `json:"t"`
}

// The operations of the gateway.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoice          = 4
	opResume         = 6
	opReconnect      = 7
	opRequestMembers = 8
	opInvalid        = 9
	opHello          = 10
	opAcknowledge    = 11
)

// send puts an operation into the line.
func (k *connection) send(op int, data any) {
	raw, err := json.Marshal(data)
	if err != nil {
		panic("fakediscord: encode an operation: " + err.Error())
	}
	k.write(envelope{Op: op, Data: raw})
}

func (k *connection) event(one told) {
	if !k.silent {
		k.write(envelope{Op: opDispatch, Data: one.data, Sequence: &one.sequence, Kind: &one.kind})
	}
}

// heavy is from where on what is sent is compressed, if the bot wants that.
const heavy = 2048

func (k *connection) write(e envelope) {
	text, err := json.Marshal(e)
	if err != nil {
		panic("fakediscord: encode an operation: " + err.Error())
	}
	kind := websocket.TextMessage
	if k.session != nil && k.session.compress && len(text) > heavy {
		var small bytes.Buffer
		z := zlib.NewWriter(&small)
		if _, err := z.Write(text); err != nil {
			panic("fakediscord: compress: " + err.Error())
		}
		if err := z.Close(); err != nil {
			panic("fakediscord: compress: " + err.Error())
		}
		kind, text = websocket.BinaryMessage, small.Bytes()
	}
	k.push(frame{kind: kind, text: text})
}

// shut closes the connection with a code, after what waits in the line.
func (k *connection) shut(code int, reason string) {
	k.refused = true
	k.push(frame{code: code, text: websocket.FormatCloseMessage(code, reason)})
}

func (k *connection) push(f frame) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed {
		return
	}
	k.line = append(k.line, f)
	select {
	case k.more <- struct{}{}:
	default:
	}
}

// writing ends when the connection is closed or cannot be written to.
func (k *connection) writing() {
	for range k.more {
		k.mu.Lock()
		line := k.line
		k.line = nil
		k.mu.Unlock()
		for _, f := range line {
			_ = k.socket.SetWriteDeadline(time.Now().Add(10 * time.Second))
			if f.code < 0 {
				k.socket.Close()
				continue
			}
			if f.code != 0 {
				_ = k.socket.WriteMessage(websocket.CloseMessage, f.text)
				k.socket.Close()
				continue
			}
			if err := k.socket.WriteMessage(f.kind, f.text); err != nil {
				k.socket.Close()
			}
		}
	}
}

func (k *connection) end() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.closed {
		k.closed = true
		close(k.more)
	}
}

// connect is a connection to the gateway from its beginning to its end.
func (s *Server) connect(w http.ResponseWriter, r *http.Request) {
	if s.unreachable() {
		http.Error(w, "service unavailable", http.StatusServiceUnavailable)
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	socket, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	socket.SetReadLimit(1 << 20)
	k := &connection{socket: socket, more: make(chan struct{}, 1)}
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		socket.Close()
		return
	}
	s.connections[k] = true
	s.opened++
	k.send(opHello, map[string]any{"heartbeat_interval": s.options.Heartbeat.Milliseconds(), "_trace": []string{"fakediscord"}})
	s.change()
	s.mu.Unlock()
	written := make(chan struct{})
	go func() {
		defer close(written)
		k.writing()
	}()
	s.listen(k)
	s.mu.Lock()
	delete(s.connections, k)
	if k.session != nil && k.session.on == k {
		k.session.on = nil
	}
	s.change()
	s.mu.Unlock()
	k.end()
	socket.Close()
	<-written
}

// cut closes every connection without a word.
func (s *Server) cut() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for k := range s.connections {
		k.socket.Close()
	}
}
