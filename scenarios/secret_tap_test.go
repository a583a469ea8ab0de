package scenarios

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// tap listens on the wire between Beirat and a server, in both directions:
// what is posted, edited and whispered, what is pressed, and what is answered.
type tap struct {
	mu   sync.Mutex
	told []string
	on   bool
}

// before is a proxy before an address; it hears what goes there and comes back.
func (w *tap) before(t *testing.T, address string) string {
	t.Helper()
	target, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target); r.Out.Host = r.In.Host }}
	server := httptest.NewServer(http.HandlerFunc(func(to http.ResponseWriter, r *http.Request) {
		// Who reads is told nothing new, and sockets carry what was posted. The
		// people of these tests set a preference to know when all has arrived.
		if r.Method == http.MethodGet || strings.Contains(r.URL.Path, "/preferences") || strings.Contains(r.URL.Path, "/view") {
			proxy.ServeHTTP(to, r)
			return
		}
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(to, err.Error(), http.StatusBadRequest)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(sent))
		heard := &hearing{ResponseWriter: to}
		place := w.hear(r.Method + " " + r.URL.RequestURI() + " " + string(sent))
		proxy.ServeHTTP(heard, r)
		w.answered(place, heard.body.String())
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// hear keeps the place of what was asked: what is answered stands there, also
// when more was asked meanwhile.
func (w *tap) hear(asked string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.on {
		return -1
	}
	w.told = append(w.told, asked)
	return len(w.told) - 1
}

func (w *tap) answered(place int, answer string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if place >= 0 {
		w.told[place] += " → " + answer
	}
}

func (w *tap) listen() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.on = true
}

func (w *tap) all() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var lines []string
	for _, told := range w.told {
		lines = append(lines, strings.ReplaceAll(strings.TrimSpace(told), "\n", "⏎"))
	}
	return strings.Join(lines, "\n")
}

type hearing struct {
	http.ResponseWriter
	body bytes.Buffer
}

func (h *hearing) Write(p []byte) (int, error) {
	h.body.Write(p)
	return h.ResponseWriter.Write(p)
}

// Unwrap lets the proxy reach what is behind.
func (h *hearing) Unwrap() http.ResponseWriter { return h.ResponseWriter }

// chances takes out of a text what is there by chance or by the clock of the
// wall, and is no function of anything that somebody chose. It is kept over all
// texts of one vote, so that the same thing is the same in all of them.
type chances struct {
	ids    map[string]string
	closed bool // what is not known yet stays unknown: it is met once and leads nowhere
}

var (
	// What nobody reads: encrypted, each time with another nonce. Its length stays.
	closedAction = regexp.MustCompile(`\b2\.[A-Za-z0-9_-]{200,}`)
	cookie       = regexp.MustCompile(`"(cookie|state)":"([^"]*)"`)
	inAddress    = regexp.MustCompile(`\b(response_url|trigger_id|token)=[^&\s]*|"trigger_id":"[^"]*"`) // made by the server, and not always equally long
	// What a form holds when it is sent, and what is wrong in it: it passes the
	// server in the body of a request and of its answer, which nobody keeps.
	passing = regexp.MustCompile(`"(submission|errors)":\{[^}]*\}`)
	nonce   = regexp.MustCompile(`nonce/[A-Z2-7]{26}`)
	// What everybody reads: signed with a secret of the installation. The text stays.
	openAction = regexp.MustCompile(`\b1\.([A-Za-z0-9_-]{20,})\.[A-Za-z0-9_-]{43}`)
	direct     = regexp.MustCompile(`\b[a-z0-9]{26}__[a-z0-9]{26}\b`) // two ids in the order that chance gave them
	serverID   = regexp.MustCompile(`\b[a-z0-9]{26}\b`)               // the server makes them; numbered in the order in which they come
	// Names of buttons and marks of posts are made with the secret, or by chance; equal ones stay equal.
	keyed      = regexp.MustCompile(`\b[0-9a-f]{32,64}\b|\ba\d+x[0-9a-z]{16}\b|\b[A-Za-z0-9_-]{43}\b`)
	venueName  = regexp.MustCompile(`\b(stadt|beirat)-[a-z2-7]{10}\b`)
	logID      = regexp.MustCompile(`\blog="?[0-9A-HJKMNP-TV-Z]{4}\b"?|"log":"[^"]*"`)
	wallTime   = regexp.MustCompile(`"([a-z]+_at|pending_post_id|last_viewed_at)":("?)[0-9a-z:]+`)
	remembered = regexp.MustCompile(`(name="(?:secret|heard_from|started)" content=)"(?:[^"\\]|\\.)*"`) // the secret, and moments
	logTime    = regexp.MustCompile(`"time":"[^"]*"|"(took|port|addr|address|pid)":("[^"]*"|[0-9.]+)|127\.0\.0\.1:\d+`)
)

func (c *chances) out(text string) string {
	text = closedAction.ReplaceAllStringFunc(text, func(s string) string { return fmt.Sprintf("closed(%d)", len(s)) })
	text = openAction.ReplaceAllStringFunc(text, func(s string) string {
		body, err := base64.RawURLEncoding.DecodeString(strings.Split(s, ".")[1])
		return fmt.Sprintf("open(%s %v)", body, err)
	})
	text = cookie.ReplaceAllStringFunc(text, func(s string) string {
		parts := cookie.FindStringSubmatch(s)
		return fmt.Sprintf("%s(%d)", parts[1], len(parts[2]))
	})
	for _, drop := range []*regexp.Regexp{passing, nonce, direct, venueName, logID, wallTime, logTime, inAddress} {
		text = drop.ReplaceAllString(text, "…")
	}
	text = remembered.ReplaceAllString(text, `$1"…"`)
	for _, number := range []*regexp.Regexp{serverID, keyed} {
		text = number.ReplaceAllStringFunc(text, c.number)
	}
	return text
}

func (c *chances) number(id string) string {
	if c.ids[id] == "" && c.closed {
		return "…"
	}
	if c.ids[id] == "" {
		c.ids[id] = fmt.Sprintf("id%d", len(c.ids)+1)
	}
	return c.ids[id]
}
