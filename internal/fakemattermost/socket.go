package fakemattermost

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"
)

// socket is one websocket of one person. What it is to tell waits in line, in
// the order in which it happened.
type socket struct {
	connection *websocket.Conn
	user       string // "" until the token was seen
	lapsed     bool   // the person was deactivated meanwhile: the server asks for no token again, and tells nothing
	sequence   int64
	mu         sync.Mutex
	line       [][]byte
	more       chan struct{} // at least one waits, or closed
	closed     bool
}

// to says who hears of something; the zero value is everybody.
type to struct{ user, channel, team string }

// event makes an event with data given as pairs of name and value.
func event(kind model.WebsocketEventType, whom to, pairs ...any) *model.WebSocketEvent {
	e := model.NewWebSocketEvent(kind, whom.team, whom.channel, whom.user, nil, "")
	for i := 0; i < len(pairs); i += 2 {
		e.Add(pairs[i].(string), pairs[i+1])
	}
	return e
}

// publish tells everybody whom an event concerns. vary may change it for one
// of them, and with nil keep it from them.
func (s *Server) publish(e *model.WebSocketEvent, vary ...func(user string, e *model.WebSocketEvent) *model.WebSocketEvent) {
	for _, k := range s.sockets {
		if s.lapses(k) || !s.concerns(e.GetBroadcast(), k.user) {
			continue
		}
		own := e
		for _, change := range vary {
			if own != nil {
				own = change(k.user, own.DeepCopy())
			}
		}
		if own != nil {
			k.tell(own)
		}
	}
}

// lapses tells whether a socket is no one's any more. It stays open, and the
// person's return does not change it.
func (s *Server) lapses(k *socket) bool {
	u := s.users[k.user]
	k.lapsed = k.lapsed || u != nil && u.DeleteAt != 0
	return k.lapsed
}

func (s *Server) concerns(b *model.WebsocketBroadcast, user string) bool {
	u := s.users[user]
	if u == nil || u.DeleteAt != 0 || b.ContainsSanitizedData && s.isAdmin(u) || b.ContainsSensitiveData && !s.isAdmin(u) {
		return false
	}
	switch {
	case b.UserId != "":
		return b.UserId == user
	case b.ChannelId != "":
		return s.channelMembers[b.ChannelId][user] != nil
	case b.TeamId != "":
		m := s.teamMembers[b.TeamId][user]
		return m != nil && m.DeleteAt == 0
	}
	return true
}

func (k *socket) tell(e *model.WebSocketEvent) {
	k.mu.Lock()
	defer k.mu.Unlock()
	body, err := e.SetSequence(k.sequence).ToJSON()
	if err != nil {
		panic("fakemattermost: encode an event: " + err.Error())
	}
	k.sequence++
	k.put(body)
}

func (k *socket) reply(r *model.WebSocketResponse) {
	body, err := json.Marshal(r)
	if err != nil {
		panic("fakemattermost: encode a reply: " + err.Error())
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.put(body)
}

func (k *socket) put(body []byte) {
	if k.closed {
		return
	}
	k.line = append(k.line, body)
	select {
	case k.more <- struct{}{}:
	default:
	}
}

// write sends what waits until the socket is closed.
func (k *socket) write() {
	for range k.more {
		k.mu.Lock()
		line := k.line
		k.line = nil
		k.mu.Unlock()
		for _, body := range line {
			if k.connection.WriteMessage(websocket.TextMessage, body) != nil {
				k.connection.Close()
			}
		}
	}
}

func (k *socket) close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.closed = true
	close(k.more)
	k.connection.Close()
}

// unproved is how long a socket may stay open without a token.
const unproved = 5 * time.Second

func (s *Server) connect(c *call) (any, *model.AppError) {
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	connection, err := upgrader.Upgrade(c.writer, c.Request, nil)
	if err != nil {
		return hijacked{}, nil
	}
	k := &socket{connection: connection, more: make(chan struct{}, 1)}
	var writing sync.WaitGroup
	writing.Go(k.write)
	if c.me == nil {
		_ = connection.SetReadDeadline(time.Now().Add(unproved))
	}
	s.admitSocket(k)
	if c.me != nil {
		s.enter(k, c.me.Id, nil)
	}
	s.read(k)
	s.leave(k)
	k.close()
	writing.Wait()
	return hijacked{}, nil
}

// admitSocket lists a socket, so that a server that stops closes it.
func (s *Server) admitSocket(k *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sockets = append(s.sockets, k)
	if s.stopped {
		k.connection.Close()
	}
}

// enter lets a person hear from now on, hello first.
func (s *Server) enter(k *socket, user string, then *model.WebSocketResponse) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k.user = user
	k.tell(event(model.WebsocketEventHello, to{user: user},
		"server_version", Version+"..fake.false", "connection_id", model.NewId(), "server_hostname", "fake"))
	if then != nil {
		k.reply(then)
	}
}

func (s *Server) leave(k *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, other := range s.sockets {
		if other == k {
			s.sockets = append(s.sockets[:i:i], s.sockets[i+1:]...)
			return
		}
	}
}

func (s *Server) read(k *socket) {
	k.connection.SetReadLimit(model.SocketMaxMessageSizeKb)
	for {
		var request model.WebSocketRequest
		if k.connection.ReadJSON(&request) != nil || !s.asked(k, &request) {
			return
		}
	}
}

// asked answers what came over a socket, and says whether it stays open.
func (s *Server) asked(k *socket, r *model.WebSocketRequest) bool {
	fail := func(id string, status int) bool {
		if k.user == "" {
			return true // nobody is told
		}
		k.reply(model.NewWebSocketError(r.Seq, refuse(id, status)))
		return true
	}
	switch {
	case r.Action == "":
		return fail("api.web_socket_router.no_action.app_error", http.StatusBadRequest)
	case r.Seq <= 0:
		return fail("api.web_socket_router.bad_seq.app_error", http.StatusBadRequest)
	case r.Action == string(model.WebsocketAuthenticationChallenge):
		return s.prove(k, r)
	case k.user == "", s.out(k):
		return fail("api.web_socket_router.not_authenticated.app_error", http.StatusUnauthorized)
	}
	switch r.Action {
	case "ping":
		k.reply(model.NewWebSocketResponse(model.StatusOk, r.Seq, map[string]any{
			"text": "pong", "version": Version, "server_time": s.now().UnixMilli(), "node_id": "",
		}))
	case "presence", "user_typing", "get_statuses", "get_statuses_by_ids", "user_update_active_status":
		k.reply(model.NewWebSocketResponse(model.StatusOk, r.Seq, map[string]any{}))
	default:
		return fail("api.web_socket_router.bad_action.app_error", http.StatusInternalServerError)
	}
	return true
}

func (s *Server) out(k *socket) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lapses(k)
}

func (s *Server) prove(k *socket, r *model.WebSocketRequest) bool {
	if k.user != "" {
		return true
	}
	token, _ := r.Data["token"].(string)
	s.mu.Lock()
	u := s.bearer(token)
	s.mu.Unlock()
	if u == nil {
		return false
	}
	_ = k.connection.SetReadDeadline(time.Time{})
	s.enter(k, u.Id, model.NewWebSocketResponse(model.StatusOk, r.Seq, nil))
	return true
}

func jsonText(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic("fakemattermost: encode: " + err.Error())
	}
	return string(text)
}
