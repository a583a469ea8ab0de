package fakemattermost

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// route is one line of the API. An element of its path in braces stands for a
// name that the handler asks for.
type route struct {
	method  string
	path    string
	do      func(*call) (any, *model.AppError)
	status  int  // of the answer; 0: 200
	open    bool // no session needed
	long    bool // takes the lock itself, because it calls somebody
	uploads bool // takes bodies as large as files
}

// call is one request with the person behind it, nil if nobody proved who they are.
type call struct {
	*http.Request
	writer http.ResponseWriter
	me     *model.User
	names  map[string]string
}

// raw is an answer that is not JSON.
type raw struct {
	kind string
	body []byte
}

// hijacked is the answer of a handler that answered by itself.
type hijacked struct{}

const api = "/api/v4"

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if !s.begin() {
		panic(http.ErrAbortHandler)
	}
	defer s.requests.Done()
	w, ok := s.faulty(w, r)
	if !ok {
		return
	}
	header := w.Header()
	header.Set("Content-Type", "application/json")
	header.Set("X-Request-Id", model.NewId())
	header.Set("X-Version-Id", Version+"..fake.false")
	body, status, problem := s.answer(w, r)
	if problem != nil {
		problem.RequestId = header.Get("X-Request-Id")
		problem.Where = r.URL.Path
		problem.WipeDetailed()
		body, status = []byte(problem.ToJSON()), problem.StatusCode
	}
	if body == nil {
		return
	}
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// begin counts a request, unless the server is being stopped.
func (s *Server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return false
	}
	s.requests.Add(1)
	return true
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) ([]byte, int, *model.AppError) {
	found, names := s.find(r.Method, r.URL.Path)
	if found == nil {
		return nil, 0, refuse("api.context.404.app_error", http.StatusNotFound)
	}
	s.mu.Lock()
	limit := *s.config.ServiceSettings.MaximumPayloadSizeBytes
	if found.uploads {
		limit = *s.config.FileSettings.MaxFileSize
	}
	c := &call{Request: r, writer: w, names: names}
	c.Body = http.MaxBytesReader(w, r.Body, limit+bytes.MinRead)
	me, problem := s.session(r)
	if problem != nil && found.open {
		problem = nil
	}
	c.me = me
	if me == nil && !found.open && problem == nil {
		problem = refuse("api.context.session_expired.app_error", http.StatusUnauthorized)
	}
	if problem != nil {
		s.mu.Unlock()
		return nil, 0, problem
	}
	if found.long {
		s.mu.Unlock()
		value, problem := found.do(c)
		s.mu.Lock()
		defer s.mu.Unlock()
		return encode(w, found, value, problem)
	}
	defer s.mu.Unlock()
	value, problem := found.do(c)
	return encode(w, found, value, problem)
}

func encode(w http.ResponseWriter, found *route, value any, problem *model.AppError) ([]byte, int, *model.AppError) {
	if problem != nil {
		return nil, 0, problem
	}
	status := max(found.status, http.StatusOK)
	switch v := value.(type) {
	case hijacked:
		return nil, 0, nil
	case raw:
		w.Header().Set("Content-Type", v.kind)
		return v.body, status, nil
	case *model.Post:
		text, err := v.ToJSON()
		return []byte(text), status, wrong(err)
	case *model.PostList:
		text, err := v.ToJSON()
		return []byte(text), status, wrong(err)
	case nil:
		value = map[string]string{"status": "OK"}
	}
	body, err := json.Marshal(value)
	return append(body, '\n'), status, wrong(err)
}

func wrong(err error) *model.AppError {
	if err == nil {
		return nil
	}
	return refuse("api.marshal_error", http.StatusInternalServerError)
}

func (s *Server) find(method, path string) (*route, map[string]string) {
	path = strings.TrimSuffix(path, "/")
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

// What the router takes for an id and for a username; other names are taken as
// they are.
var (
	ids       = regexp.MustCompile(`^[A-Za-z0-9]+$`)
	usernames = regexp.MustCompile(`^[A-Za-z0-9_.-]+$`)
)

func match(pattern, path string) (map[string]string, bool) {
	want, have := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return nil, false
	}
	names := map[string]string{}
	for i, w := range want {
		if !strings.HasPrefix(w, "{") {
			if w != have[i] {
				return nil, false
			}
			continue
		}
		name := strings.Trim(w, "{}")
		if strings.HasSuffix(name, "_id") && !ids.MatchString(have[i]) || name == "username" && !usernames.MatchString(have[i]) {
			return nil, false
		}
		names[name] = have[i]
	}
	return names, true
}

// id is an id in the path, "me" being the person who asks.
func (c *call) id(name string) (string, *model.AppError) {
	id := c.names[name]
	if id == model.Me && name == "user_id" && c.me != nil {
		return c.me.Id, nil
	}
	if !model.IsValidId(id) {
		return "", refuse("api.context.invalid_url_param.app_error", http.StatusBadRequest)
	}
	return id, nil
}

// into decodes the body.
func (c *call) into(v any) *model.AppError {
	if err := json.NewDecoder(c.Body).Decode(v); err != nil {
		return unread(err)
	}
	return nil
}

func unread(err error) *model.AppError {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return refuse("api.context.request_body_too_large.app_error", http.StatusRequestEntityTooLarge)
	}
	return invalid()
}

func (c *call) all() ([]byte, *model.AppError) {
	body, err := io.ReadAll(c.Body)
	if err != nil {
		return nil, unread(err)
	}
	return body, nil
}

// number is a number in the query, or what stands for a missing one.
func (c *call) number(name string, missing int) int {
	n, err := strconv.Atoi(c.URL.Query().Get(name))
	if err != nil || n < 0 {
		return missing
	}
	return n
}

// page cuts a list as the query asks.
func page[T any](c *call, list []T) []T {
	size := min(c.number("per_page", 60), 200)
	if size == 0 {
		size = 60
	}
	first := min(c.number("page", 0)*size, len(list))
	return list[first:min(first+size, len(list))]
}

func refuse(id string, status int) *model.AppError {
	return model.NewAppError("fakemattermost", id, nil, "", status)
}

func invalid() *model.AppError {
	return refuse("api.context.invalid_body_param.app_error", http.StatusBadRequest)
}

func forbidden() *model.AppError {
	return refuse("api.context.permissions.app_error", http.StatusForbidden)
}
