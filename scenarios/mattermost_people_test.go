package scenarios

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// town is a Mattermost server with the people of the stories as its users. All
// stories that are told there share them; each has a team, a channel, a bot and
// a database of its own.
type town struct {
	url    string
	admin  rest
	locale string // of everybody

	mu     sync.Mutex
	people map[string]*person
}

func newTown(url, adminToken, locale string) *town {
	return &town{url: url, admin: rest{url, adminToken}, locale: locale, people: map[string]*person{}}
}

func (t *town) Close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, p := range t.people {
		p.hangUp()
	}
}

// person is a user: a token, and a socket on which private answers arrive.
type person struct {
	rest
	name string
	id   string

	mu     sync.Mutex
	inbox  []event
	edits  map[string]int           // of posts, by id
	heard  map[string]chan struct{} // barriers that somebody waits for
	socket *websocket.Conn
	dead   chan struct{} // closed when the socket's reader has ended
}

// event is a private answer: a message, or a dialog.
type event struct {
	post   *post
	dialog *openDialog
}

// person finds or makes somebody, the same for all stories.
func (t *town) person(ctx context.Context, name string) (*person, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if p, known := t.people[name]; known {
		return p, nil
	}
	var user struct {
		identified
		Locale   string `json:"locale"`
		DeleteAt int64  `json:"delete_at"`
		Roles    string `json:"roles"`
	}
	err := t.admin.get(ctx, "/users/username/"+name, &user)
	if answers(err, http.StatusNotFound) {
		err = t.admin.post(ctx, "/users", map[string]string{"username": name, "email": name + "@example.org",
			"password": "Aa1-" + rand.Text(), "locale": t.locale}, &user)
	}
	if err != nil {
		return nil, fmt.Errorf("user %s: %w", name, err)
	}
	if user.DeleteAt != 0 {
		if err := t.admin.put(ctx, "/users/"+user.ID+"/active", map[string]bool{"active": true}, nil); err != nil {
			return nil, err
		}
	}
	if user.Locale != t.locale {
		if err := t.admin.put(ctx, "/users/"+user.ID+"/patch", map[string]string{"locale": t.locale}, nil); err != nil {
			return nil, err
		}
	}
	if name == "admin" && !strings.Contains(user.Roles, "system_admin") {
		if err := t.admin.put(ctx, "/users/"+user.ID+"/roles", map[string]string{"roles": "system_user system_admin"}, nil); err != nil {
			return nil, err
		}
	}
	var made struct {
		Token string `json:"token"`
	}
	if err := t.admin.post(ctx, "/users/"+user.ID+"/tokens", map[string]string{"description": "tests"}, &made); err != nil {
		return nil, err
	}
	p := &person{rest: rest{t.url, made.Token}, name: name, id: user.ID, edits: map[string]int{}, heard: map[string]chan struct{}{}}
	t.people[name] = p
	return p, nil
}

// listen opens the person's socket unless it is open.
func (p *person) listen(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.socket != nil {
		return nil
	}
	header := http.Header{"Authorization": {"Bearer " + p.token}}
	socket, _, err := websocket.DefaultDialer.DialContext(ctx, "ws"+strings.TrimPrefix(p.url, "http")+"/api/v4/websocket", header)
	if err != nil {
		return fmt.Errorf("the socket of %s: %w", p.name, err)
	}
	// The server says hello when it has joined the socket to its hub.
	_ = socket.SetReadDeadline(time.Now().Add(30 * time.Second))
	if _, _, err := socket.ReadMessage(); err != nil {
		return fmt.Errorf("the socket of %s: %w", p.name, err)
	}
	_ = socket.SetReadDeadline(time.Time{})
	p.socket, p.dead = socket, make(chan struct{})
	go p.read(socket, p.dead)
	return nil
}

func (p *person) hangUp() {
	p.mu.Lock()
	socket, dead := p.socket, p.dead
	p.mu.Unlock()
	if socket == nil {
		return
	}
	_ = socket.Close()
	<-dead
}

func (p *person) read(socket *websocket.Conn, dead chan struct{}) {
	defer close(dead)
	defer func() {
		_ = socket.Close()
		p.mu.Lock()
		defer p.mu.Unlock()
		p.socket = nil
	}()
	for {
		_, data, err := socket.ReadMessage()
		if err != nil {
			return
		}
		var message struct {
			Event string                     `json:"event"`
			Data  map[string]json.RawMessage `json:"data"`
		}
		if json.Unmarshal(data, &message) == nil {
			p.hear(message.Event, message.Data)
		}
	}
}

func (p *person) hear(kind string, data map[string]json.RawMessage) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch kind {
	case "ephemeral_message":
		var told post
		if inner(data["post"], &told) {
			p.inbox = append(p.inbox, event{post: &told})
		}
	case "post_edited":
		var edited post
		if inner(data["post"], &edited) {
			p.edits[edited.ID]++
		}
	case "open_dialog":
		var opened openDialog
		if inner(data["dialog"], &opened) {
			p.inbox = append(p.inbox, event{dialog: &opened})
		}
	case "preferences_changed":
		var changed []struct {
			Value string `json:"value"`
		}
		if inner(data["preferences"], &changed) {
			for _, preference := range changed {
				if waiting, known := p.heard[preference.Value]; known {
					close(waiting)
					delete(p.heard, preference.Value)
				}
			}
		}
	}
}

// inner reads JSON that stands in a JSON string.
func inner(raw json.RawMessage, to any) bool {
	var text string
	return json.Unmarshal(raw, &text) == nil && json.Unmarshal([]byte(text), to) == nil
}

// sync returns when everything that the server told this person before has
// arrived: the server sends the events of one user in order, and a changed
// preference is one of them.
func (p *person) sync(ctx context.Context) error {
	if err := p.listen(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	value, arrived := rand.Text(), make(chan struct{})
	p.mu.Lock()
	p.heard[value] = arrived
	dead := p.dead
	p.mu.Unlock()
	err := p.put(ctx, "/users/"+p.id+"/preferences", []map[string]string{{"user_id": p.id, "category": "tests", "name": "sync", "value": value}}, nil)
	if err != nil {
		return err
	}
	select {
	case <-arrived:
		return nil
	case <-dead:
		return fmt.Errorf("the socket of %s was cut", p.name)
	case <-ctx.Done():
		return fmt.Errorf("%s hears nothing: %w", p.name, ctx.Err())
	}
}

// edited is how often a post was edited while the person listened.
func (p *person) edited(post string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.edits[post]
}

// take gives the events that concern a story and forgets them.
func (p *person) take(ours func(event) bool) []event {
	p.mu.Lock()
	defer p.mu.Unlock()
	var taken []event
	p.inbox = slices.DeleteFunc(p.inbox, func(e event) bool {
		if ours(e) {
			taken = append(taken, e)
			return true
		}
		return false
	})
	return taken
}
