package fakediscord

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// Request is a call that the bot made.
type Request struct {
	Method, Path string // without /api/v10 and the query
	Query        string
	Body         []byte // the JSON
	Status, Code int    // of the answer; 0 and 0 when it was cut off
	At           time.Time
}

// refusal is an answer that says no.
type refusal struct {
	status, code int
	message      string
	why          []string      // of a body that is wrong
	fault        bool          // of the bot: it is a violation
	after        time.Duration // of too many requests
	global       bool
}

func refuse(status, code int, message string) *refusal {
	return &refusal{status: status, code: code, message: message}
}

// wrong refuses what no bot of ours should send.
func wrong(status, code int, message string, why ...string) *refusal {
	return &refusal{status: status, code: code, message: message, why: why, fault: true}
}

// invalid refuses a body.
func invalid(why ...string) *refusal { return wrong(400, 50035, "Invalid Form Body", why...) }

// route is one line of the API. An element of its path in braces stands for a
// name that the handler asks for.
type route struct {
	method, path string
	do           func(*call) (any, *refusal) // nil and nil: 204
	open         bool                        // no token needed
}

// call is one request, with the application behind it.
type call struct {
	*http.Request
	route *route
	app   *Application // nil where no token is needed
	names map[string]string
	body  body
	made  bool // answered by 201
}

// largest is what a request may weigh.
const largest = 25 << 20

var version = regexp.MustCompile(`^/api(/v(9|10))?/`)

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if !s.begin() {
		panic(http.ErrAbortHandler)
	}
	defer s.running.Done()
	if strings.HasPrefix(r.URL.Path, "/ws") {
		s.connect(w, r)
		return
	}
	if strings.HasPrefix(r.URL.Path, attachments) {
		s.deliver(w, r)
		return
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largest+bytes.MinRead))
	if err != nil {
		answer(w, http.StatusRequestEntityTooLarge, map[string]any{"code": 40005, "message": "Request entity too large"})
		return
	}
	noted := Request{Method: r.Method, Path: "/" + version.ReplaceAllString(r.URL.Path, ""), Query: r.URL.RawQuery, At: s.options.Now()}
	done := s.strike(w, r, noted)
	if done == nil {
		return
	}
	status, value, headers := s.handle(r, raw, &noted)
	s.options.Log("fakediscord: %s %s: %d %d", noted.Method, noted.Path, noted.Status, noted.Code)
	if done(status) {
		return
	}
	for name, text := range headers {
		w.Header().Set(name, text)
	}
	answer(w, status, value)
}

func answer(w http.ResponseWriter, status int, value any) {
	if value == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	text, err := json.Marshal(value)
	if err != nil {
		panic("fakediscord: encode an answer: " + err.Error())
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(text)
}

// handle answers a request and notes it.
func (s *Server) handle(r *http.Request, raw []byte, noted *Request) (status int, value any, headers map[string]string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &call{Request: r}
	headers, no := s.limited(r.Method, noted.Path)
	if no == nil {
		value, no = s.answered(c, raw, noted)
	}
	status = http.StatusOK
	if c.made {
		status = http.StatusCreated
	}
	if no != nil {
		status, noted.Code = no.status, no.code
		value = no.said()
		if no.fault {
			s.violate("%s %s: %d %d %s %s", noted.Method, noted.Path, no.status, no.code, no.message, strings.Join(no.why, "; "))
		}
	} else if value == nil {
		status = http.StatusNoContent
	}
	noted.Status = status
	if !s.options.Forgetful {
		s.requests = append(s.requests, *noted)
	}
	s.change()
	return status, value, headers
}

// said is a refusal as Discord writes it.
func (no *refusal) said() any {
	said := map[string]any{"code": no.code, "message": no.message}
	if no.status == http.StatusTooManyRequests {
		return map[string]any{"message": no.message, "retry_after": no.after.Seconds(), "global": no.global}
	}
	if len(no.why) > 0 {
		var errors []any
		for _, why := range no.why {
			errors = append(errors, map[string]any{"code": "BASE_TYPE_INVALID", "message": why})
		}
		said["errors"] = map[string]any{"_errors": errors}
	}
	return said
}

func (s *Server) answered(c *call, raw []byte, noted *Request) (any, *refusal) {
	if !version.MatchString(c.URL.Path) {
		return nil, wrong(404, 0, "404: Not Found", "no such path: "+c.URL.Path)
	}
	c.route, c.names = s.find(c.Method, noted.Path)
	if c.route == nil {
		return nil, wrong(404, 0, "404: Not Found", "this fake knows no such route")
	}
	token, _ := strings.CutPrefix(c.Header.Get("Authorization"), "Bot ")
	for _, a := range s.applications {
		if token != "" && a.Token == token {
			c.app = a
		}
	}
	if c.app == nil && !c.route.open {
		return nil, refuse(401, 0, "401: Unauthorized")
	}
	var no *refusal
	if c.body, no = read(c.Header.Get("Content-Type"), raw); no != nil {
		return nil, no
	}
	noted.Body = c.body.raw
	if no = s.fits(c); no != nil {
		return nil, no
	}
	return c.route.do(c)
}

func (s *Server) find(method, path string) (*route, map[string]string) {
	for i := range s.routes {
		if s.routes[i].method != method {
			continue
		}
		if names, ok := match(s.routes[i].path, path); ok {
			return &s.routes[i], names
		}
	}
	return nil, nil
}

func match(pattern, path string) (map[string]string, bool) {
	want, have := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return nil, false
	}
	names := map[string]string{}
	for i, w := range want {
		if name, named := strings.CutPrefix(w, "{"); named {
			names[strings.TrimSuffix(name, "}")] = have[i]
		} else if w != have[i] {
			return nil, false
		}
	}
	return names, true
}

// Requests lists the calls whose path, without /api/v10, begins with the
// prefix; an empty method is every one.
func (s *Server) Requests(method, pathPrefix string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []Request
	for _, r := range s.requests {
		if (method == "" || r.Method == method) && strings.HasPrefix(r.Path, pathPrefix) {
			found = append(found, r)
		}
	}
	return found
}
