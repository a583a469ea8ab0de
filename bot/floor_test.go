package bot

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// member is a person at the server, who sees what their client is told.
type member struct {
	*yard
	id, token, direct string
	conn              *websocket.Conn
}

// at makes somebody's client, with the conversation with the bot opened.
func (y *yard) at(name string) *member {
	y.Helper()
	m := &member{yard: y, id: y.id("/users/username/" + name)}
	y.ask("PUT", "/users/"+m.id+"/patch", map[string]string{"locale": "de"}, nil)
	var token struct {
		Token string `json:"token"`
	}
	y.ask("POST", "/users/"+m.id+"/tokens", map[string]string{"description": "test"}, &token)
	m.token = token.Token
	conn, _, err := websocket.DefaultDialer.DialContext(y.Context(), "ws"+strings.TrimPrefix(y.server.URL, "http")+"/api/v4/websocket",
		http.Header{"Authorization": {"Bearer " + m.token}})
	y.must(err)
	y.Cleanup(func() { _ = conn.Close() })
	m.conn = conn
	var channel identity
	m.as("POST", "/channels/direct", []string{m.id, y.id("/users/username/beirat")}, &channel)
	m.direct = channel.ID
	return m
}

func (m *member) as(method, path string, in, out any) {
	m.Helper()
	if status := m.tryAs(m.token, method, path, in, out); status > 299 {
		m.Fatalf("%s %s: %d", method, path, status)
	}
}

func (m *member) types(channel, text string) {
	m.Helper()
	m.as("POST", "/posts", map[string]string{"channel_id": channel, "message": text}, nil)
}

// sees waits for a post of the bot that says something, and gives its words.
func (m *member) sees(event, part string) string {
	m.Helper()
	m.must(m.conn.SetReadDeadline(time.Now().Add(20 * time.Second)))
	for {
		var told struct {
			Event string `json:"event"`
			Data  struct {
				Post string `json:"post"`
			} `json:"data"`
		}
		if err := m.conn.ReadJSON(&told); err != nil {
			m.Fatalf("waiting for %q: %v", part, err)
		}
		if told.Event != event {
			continue
		}
		var post struct {
			Message string `json:"message"`
			Props   struct {
				Attachments []struct {
					Text    string `json:"text"`
					Actions []any  `json:"actions"`
				} `json:"attachments"`
			} `json:"props"`
		}
		m.must(json.Unmarshal([]byte(told.Data.Post), &post))
		text, buttons := post.Message, 0
		for _, a := range post.Props.Attachments {
			text += a.Text
			buttons += len(a.Actions)
		}
		if strings.Contains(text, part) {
			if buttons > 0 {
				m.Errorf("%d buttons that do nothing are below %q", buttons, text)
			}
			return text
		}
	}
}

// offered is the line that stands for a button in a post.
func (m *member) offered(post, button string) string {
	m.Helper()
	line := regexp.MustCompile(`(?m)^\*\*` + button + `:\*\* (.+)$`).FindStringSubmatch(post)
	if line == nil {
		m.Fatalf("no line for %q in\n%s", button, post)
	}
	return line[1]
}

func TestWithoutACallbackABoardVotesByTyping(t *testing.T) {
	y := newYard(t)
	y.done("--roll", y.file("roll.csv", goodRoll))
	s := serving(t, []string{"BEIRAT_DATABASE=" + y.database, "BEIRAT_MATTERMOST_CALLBACK="}, "--config", filepath.Join(y.folder, "beirat.yaml"))
	defer s.ends(t)
	chair, first, second := y.at("stadt"), y.at("buerger1"), y.at("buerger2")

	s.log.find(regexp.MustCompile(`(connected to the server)`))
	chair.types(chair.direct, "neu")
	menu := chair.sees("posted", "Neue Abstimmung:")
	chair.types(chair.direct, chair.offered(menu, "Neue Abstimmung"))
	chair.sees("posted", "So können Sie es schreiben: abstimmung neu")
	chair.types(chair.direct, `abstimmung neu "Online-Termine im Bürgerbüro?"`)
	chair.sees("posted", "Abstimmung 1 ist eröffnet")

	card := first.sees("posted", "Schreiben Sie mir in einer Direktnachricht eine dieser Zeilen:")
	first.types(first.direct, first.offered(card, "Ja"))
	first.sees("posted", "Ihre Stimme ist gezählt")
	channel := y.id("/teams/" + y.id("/teams/name/stadt") + "/channels/name/beirat")
	letter := second.sees("posted", "Nein:")
	second.types(channel, "@beirat "+second.offered(letter, "Nein"))
	second.sees("posted", "Ihre Stimme ist gezählt")
	second.sees("post_edited", "2 von")
}
