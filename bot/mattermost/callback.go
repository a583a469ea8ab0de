package mattermost

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/netip"
	"os"
	"strconv"
	"time"
)

// Where the server calls with our commands and forms, behind the address for callbacks.
const (
	CommandPath = "/mattermost/command"
	dialogPath  = "/mattermost/dialog"
)

const (
	bodyLimit = 64 << 10
	bodyTime  = 5 * time.Second
)

// callback is a request that may be looked at: of an allowed network, with the
// right method and type, small, and read to its end.
type callback struct {
	request *http.Request
	body    []byte
	open    *bool // it is known to hold nothing confidential
}

var errPanicked = errors.New("panicked; where is not told, for a confidential value may have been in it")

// answer is what goes back. then is done after it has gone out: nothing that
// the server waits for.
type answer struct {
	body []byte
	then func()
}

// denial is a refusal of a callback: no person reads it.
type denial struct {
	status int
	check  string // that failed, for the log
}

func (d *denial) Error() string { return d.check }

func deny(status int, check string) error { return &denial{status, check} }

// Callbacks serves what the server calls: commands, clicks and forms. It takes
// nothing for true that it has not checked, and answers a status and a fixed
// word to what does not hold. Requests may run at the same time; one that is
// slow has its answer early and its work is waited for.
func (m *Mattermost) Callbacks(host Host) http.Handler {
	if len(m.options.Networks) == 0 {
		m.log.Warn("callbacks are taken from every network; only the server should be able to call back")
	}
	mux := http.NewServeMux()
	serve := func(path, kind string, take func(context.Context, Host, callback) (answer, error)) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			// The server opens a connection for each call, and keeps it without ever
			// using it again: many votes would leave it none to open.
			w.Header().Set("Connection", "close")
			c, err := m.admit(w, r, kind)
			if err != nil {
				m.refuse(w, path, err)
				return
			}
			defer m.silence(w, path, c)
			// Who stops listening has nevertheless done what they did.
			ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), handleTime)
			defer cancel()
			a, err := take(ctx, host, c)
			if err != nil {
				m.refuse(w, path, err)
				return
			}
			m.answer(w, a)
		})
	}
	serve(CommandPath, "application/x-www-form-urlencoded", m.takeCommand)
	serve(actionPath, "application/json", m.takePress)
	serve(dialogPath, "application/json", m.takeDialog)
	return mux
}

// admit checks what every callback must be, and reads it.
func (m *Mattermost) admit(w http.ResponseWriter, r *http.Request, kind string) (callback, error) {
	if !m.allowed(r.RemoteAddr) {
		return callback{}, deny(http.StatusForbidden, "network")
	}
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return callback{}, deny(http.StatusMethodNotAllowed, "method")
	}
	if given, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || given != kind {
		return callback{}, deny(http.StatusUnsupportedMediaType, "content type")
	}
	control := http.NewResponseController(w)
	if err := control.SetReadDeadline(time.Now().Add(bodyTime)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return callback{}, deny(http.StatusInternalServerError, "deadline")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyLimit))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return callback{}, deny(http.StatusRequestEntityTooLarge, "size")
	case errors.Is(err, os.ErrDeadlineExceeded):
		return callback{}, deny(http.StatusRequestTimeout, "slow body")
	case err != nil:
		return callback{}, deny(http.StatusBadRequest, "body")
	}
	if err := control.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return callback{}, deny(http.StatusInternalServerError, "deadline")
	}
	return callback{r, body, new(bool)}, nil
}

// silence ends a panic over what may be confidential: the trace that the web
// server would write tells how long each text was. It is deferred.
func (m *Mattermost) silence(w http.ResponseWriter, path string, c callback) {
	broken := recover()
	switch {
	case broken == nil:
	case *c.open:
		panic(broken)
	default:
		m.refuse(w, path, errPanicked)
	}
}

// allowed tells whether a peer may call back at all.
func (m *Mattermost) allowed(remote string) bool {
	if len(m.options.Networks) == 0 {
		return true
	}
	peer, err := netip.ParseAddrPort(remote)
	if err != nil {
		return false
	}
	for _, network := range m.options.Networks {
		if network.Contains(peer.Addr().Unmap().WithZone("")) {
			return true
		}
	}
	return false
}

// refuse answers what does not hold, and tells the log which check failed:
// never what was sent.
func (m *Mattermost) refuse(w http.ResponseWriter, path string, err error) {
	var d *denial
	if !errors.As(err, &d) {
		m.log.Error("a callback failed", "path", path, "error", err)
		d = &denial{status: http.StatusServiceUnavailable}
	} else {
		m.log.Warn("a callback was refused", "path", path, "check", d.check, "status", d.status)
	}
	http.Error(w, http.StatusText(d.status), d.status)
}

// answer sends all of it before it does what comes after.
func (m *Mattermost) answer(w http.ResponseWriter, a answer) {
	head := w.Header()
	head.Set("Content-Type", "application/json")
	head.Set("Content-Length", strconv.Itoa(len(a.body)))
	if _, err := w.Write(a.body); err != nil {
		m.log.Warn("an answer did not go out", "error", err)
	}
	if a.then == nil {
		return
	}
	if err := http.NewResponseController(w).Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		m.log.Warn("an answer did not go out", "error", err)
	}
	a.then()
}

// decodeJSON reads one JSON value and nothing after it.
func decodeJSON(body []byte, into any) error {
	if err := json.Unmarshal(body, into); err != nil {
		return deny(http.StatusBadRequest, "JSON")
	}
	return nil
}

// encodeJSON writes what only holds what can be written.
func encodeJSON(v any) ([]byte, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("writing an answer: %w", err)
	}
	return body, nil
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
