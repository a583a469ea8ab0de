package mattermost

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

const (
	callTime    = 15 * time.Second // for one answer of the server
	pausesKept  = 5                // how often a pause that the server asks for is kept in one call
	pauseMin    = 100 * time.Millisecond
	answerLimit = 32 << 20
	requestRate = 50 // a second; more than a board needs, less than a server minds
	requestMost = 200
)

// client calls the server's REST API as the bot. It keeps the pauses that the
// server asks for as long as the context lasts, and holds back when it asks too
// much itself.
type client struct {
	url   string
	token string
	http  *http.Client
	pace  *rate.Limiter
	rest  func(context.Context, time.Duration) error // keeps a pause that the server asks for
}

func newClient(url, token string) *client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 64
	transport.ResponseHeaderTimeout = callTime
	return &client{
		url:   url,
		token: token,
		pace:  rate.NewLimiter(requestRate, requestMost),
		rest:  rest,
		http: &http.Client{
			Transport: transport,
			Timeout:   callTime,
			// A POST that is redirected would arrive as a GET without its body.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// refusal is an answer of the server that is not the one asked for.
type refusal struct {
	status int
	id     string // of the server's error, empty where something before it answered
	said   string // in the language of our account; it may quote, and is never shown
	pause  time.Duration
}

func (r *refusal) Error() string {
	if r.id == "" {
		return "the server answers " + strconv.Itoa(r.status)
	}
	return "the server answers " + strconv.Itoa(r.status) + ", " + r.id
}

// lost is a call that has no answer.
type lost struct {
	reached bool // the request may have arrived
	err     error
}

func (l *lost) Error() string { return l.err.Error() }
func (l *lost) Unwrap() error { return l.err }

// refused tells whether the server answered with one of these statuses.
func refused(err error, statuses ...int) bool {
	var r *refusal
	if !errors.As(err, &r) {
		return false
	}
	for _, status := range statuses {
		if r.status == status {
			return true
		}
	}
	return false
}

// mayBeDone tells whether what was asked for may have been done although the
// call failed.
func mayBeDone(err error) bool {
	var l *lost
	if errors.As(err, &l) {
		return l.reached
	}
	return refused(err, http.StatusInternalServerError, http.StatusBadGateway, http.StatusGatewayTimeout)
}

// call sends in as JSON, if there is any, and reads the answer into out, if
// there is any. path begins behind /api/v4.
func (c *client) call(ctx context.Context, method, path string, in, out any) error {
	r := request{method: method, url: c.url + "/api/v4" + path, kind: "application/json", token: c.token, urgent: path == openPath}
	if in != nil {
		var err error
		if r.body, err = json.Marshal(in); err != nil {
			return fmt.Errorf("%s %s: %w", method, shape(path), err)
		}
	}
	if err := c.send(ctx, r, out); err != nil {
		return fmt.Errorf("%s %s: %w", method, shape(path), err)
	}
	return nil
}

// request is a call as it goes out.
type request struct {
	method, url, kind string
	body              []byte
	token             string // empty where the address is the proof
	urgent            bool   // somebody waits, and soon in vain
}

func (c *client) send(ctx context.Context, r request, out any) error {
	for tries := 1; ; tries++ {
		if err := c.wait(ctx, r); err != nil {
			return &lost{err: err}
		}
		err := c.try(ctx, r, out)
		var answer *refusal
		if !errors.As(err, &answer) || answer.pause == 0 || tries > pausesKept {
			return err
		}
		if c.rest(ctx, answer.pause) != nil {
			return err
		}
	}
}

func (c *client) wait(ctx context.Context, r request) error {
	if r.urgent {
		return ctx.Err()
	}
	return c.pace.Wait(ctx)
}

// rest waits, unless the context ends before: then it does not wait at all.
func rest(ctx context.Context, pause time.Duration) error {
	if deadline, ends := ctx.Deadline(); ends && time.Until(deadline) < pause {
		return context.DeadlineExceeded
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func (c *client) try(ctx context.Context, r request, out any) error {
	var reached atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { reached.Store(true) }})
	q, err := http.NewRequestWithContext(ctx, r.method, r.url, bytes.NewReader(r.body))
	if err != nil {
		return &lost{err: errors.New("the address is none")}
	}
	if r.token != "" {
		q.Header.Set("Authorization", "Bearer "+r.token)
	}
	if len(r.body) > 0 {
		q.Header.Set("Content-Type", r.kind)
	}
	answer, err := c.http.Do(q)
	if err != nil {
		return &lost{reached: reached.Load(), err: unnamed(err)}
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(io.LimitReader(answer.Body, answerLimit))
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return refusalOf(answer, content)
	}
	if err != nil {
		return &lost{reached: true, err: fmt.Errorf("reading the answer: %w", err)}
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(content, out); err != nil {
		return &lost{reached: true, err: errors.New("the answer is no JSON of the expected kind")}
	}
	return nil
}

// refusalOf reads what the server says of an error. Proxies, and the server
// itself for 413 and 429, answer in plain text.
func refusalOf(answer *http.Response, content []byte) *refusal {
	var said struct {
		ID      string `json:"id"`
		Message string `json:"message"`
	}
	_ = json.Unmarshal(content, &said) // what is no JSON has no id
	r := &refusal{status: answer.StatusCode, id: said.ID, said: said.Message}
	switch seconds, err := strconv.Atoi(answer.Header.Get("Retry-After")); {
	case r.status != http.StatusTooManyRequests && r.status != http.StatusServiceUnavailable:
	case err == nil && seconds >= 0:
		r.pause = max(pauseMin, time.Duration(seconds)*time.Second)
	case r.status == http.StatusTooManyRequests:
		r.pause = time.Second
	}
	return r
}

// unnamed is a transport's error without the address, which may hold a secret.
func unnamed(err error) error {
	var named interface{ Unwrap() error }
	if errors.As(err, &named) && strings.Contains(err.Error(), "://") {
		return named.Unwrap()
	}
	return err
}

// shape is a path without what stands behind a question mark.
func shape(path string) string {
	before, _, _ := strings.Cut(path, "?")
	return before
}
