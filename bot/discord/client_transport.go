package discord

import (
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
)

const (
	apiVersion  = "10"
	answerLimit = 16 << 20
)

// transport brings what the library sends to Discord's addresses, which are
// the same for all of a process, to one client's address.
type transport struct {
	base    http.RoundTripper
	address string
}

func newTransport(address string) *transport {
	base := http.DefaultTransport.(*http.Transport).Clone()
	base.MaxIdleConnsPerHost = 64
	base.ResponseHeaderTimeout = callTime
	return &transport{base: base, address: strings.TrimSuffix(address, "/")}
}

// CloseIdleConnections ends the connections that nobody uses.
func (t *transport) CloseIdleConnections() {
	if c, can := t.base.(interface{ CloseIdleConnections() }); can {
		c.CloseIdleConnections()
	}
}

// answer is what came back on one call; the library does not tell everything.
type answer struct {
	reached atomic.Bool // the request may have arrived
	status  int         // 0: there is no answer
	limits  limits
	cut     bool // its content ended before its end
}

type answerKey struct{}

func withAnswer(ctx context.Context, a *answer) context.Context {
	ctx = context.WithValue(ctx, answerKey{}, a)
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { a.reached.Store(true) }})
}

func (t *transport) RoundTrip(q *http.Request) (*http.Response, error) {
	path, is := strings.CutPrefix(q.URL.String(), discordgo.EndpointAPI)
	if is {
		here, err := q.URL.Parse(t.address + "/api/v" + apiVersion + "/" + path)
		if err != nil {
			return nil, err
		}
		q = q.Clone(q.Context())
		q.URL, q.Host = here, here.Host
	}
	response, err := t.base.RoundTrip(q)
	a, asked := q.Context().Value(answerKey{}).(*answer)
	if err != nil || !asked {
		return response, err
	}
	a.status, a.limits = response.StatusCode, limitsOf(response.Header, response.StatusCode)
	for name := range response.Header {
		if strings.HasPrefix(name, "X-Ratelimit-") { // a broken one would cost the answer
			response.Header.Del(name)
		}
	}
	response.Body = &limited{Reader: io.LimitReader(response.Body, answerLimit), Closer: response.Body, answer: a}
	return response, nil
}

// limited is the content of an answer, as far as it is read.
type limited struct {
	io.Reader
	io.Closer
	answer *answer
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.Reader.Read(p)
	if err != nil && err != io.EOF {
		l.answer.cut = true
	}
	return n, err
}

// limits are what an answer says of the limit that the call falls under.
type limits struct {
	known     bool
	most      int           // calls until the next reset
	remaining int           // of these
	reset     time.Duration // until then
	after     time.Duration // before which nothing is asked again; 0: nothing is said
	global    bool          // after is said of everything that the bot asks
}

func limitsOf(h http.Header, status int) limits {
	var l limits
	remaining, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	reset, wrong := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64)
	if err == nil && wrong == nil && remaining >= 0 {
		most, _ := strconv.Atoi(h.Get("X-RateLimit-Limit")) // what is none is the least
		l.known, l.remaining, l.reset, l.most = true, remaining, seconds(reset), max(most, remaining, 1)
	}
	if status != http.StatusTooManyRequests {
		return l
	}
	after, err := strconv.ParseFloat(h.Get("Retry-After"), 64)
	if err == nil {
		l.after = max(seconds(after), pauseMin)
	}
	l.global = h.Get("X-RateLimit-Global") != "" || h.Get("X-RateLimit-Scope") == "global"
	return l
}
