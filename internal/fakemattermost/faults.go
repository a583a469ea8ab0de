package fakemattermost

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
)

// Kind is how a request goes wrong.
type Kind int

// What can go wrong.
const (
	DidNot     Kind = iota // refused with 503, nothing was done
	DidUnheard             // done, then the connection is cut before the answer
	Slow                   // held until Until is closed, then done
	TooMany                // 429 with plain text and Retry-After, nothing was done
	Twice                  // Outgoing only: delivered two times, the second answer counts
)

// Fault is something that goes wrong on purpose. Match must not call the
// server; it is called for one request after the other.
type Fault struct {
	Match    func(*http.Request) bool // nil: every request
	Kind     Kind
	Times    int             // how often; 0: until it is mended
	Outgoing bool            // what the server sends to integrations, instead of what it receives
	Until    <-chan struct{} // of Slow
}

type faults struct {
	mu   sync.Mutex
	list []*Fault
}

// Break makes requests fail, those that the first matching fault is for. The
// function it gives ends that.
func (s *Server) Break(f Fault) (mend func()) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	own := &f
	s.faults.list = append(s.faults.list, own)
	return func() { s.faults.remove(own) }
}

func (f *faults) remove(one *Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.list = slices.DeleteFunc(f.list, func(other *Fault) bool { return other == one })
}

// strike gives the fault for a request and uses it up.
func (f *faults) strike(r *http.Request, outgoing bool) (Fault, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, one := range f.list {
		if one.Outgoing != outgoing || one.Match != nil && !one.Match(r) {
			continue
		}
		struck := *one
		if one.Times == 1 {
			f.list = slices.Delete(f.list, i, i+1)
		} else if one.Times > 1 {
			one.Times--
		}
		return struck, true
	}
	return Fault{}, false
}

// faulty does to a request what was ordered. It gives the writer to go on
// with, and false if the request was answered.
func (s *Server) faulty(w http.ResponseWriter, r *http.Request) (http.ResponseWriter, bool) {
	f, struck := s.faults.strike(r, false)
	if !struck {
		return w, true
	}
	switch f.Kind {
	case DidNot:
		http.Error(w, "service unavailable", http.StatusServiceUnavailable)
	case TooMany:
		w.Header().Set("Retry-After", "1")
		w.Header().Set("X-Ratelimit-Limit", "10")
		w.Header().Set("X-Ratelimit-Remaining", "0")
		w.Header().Set("X-Ratelimit-Reset", "1")
		http.Error(w, "limit exceeded", http.StatusTooManyRequests)
	case Slow:
		select {
		case <-f.Until:
		case <-s.ctx.Done():
		}
		return w, true
	case DidUnheard:
		heard := httptest.NewRecorder()
		s.again(heard, r)
		panic(http.ErrAbortHandler)
	default:
		panic(fmt.Sprintf("fakemattermost: a request that comes in cannot fail by %d", f.Kind))
	}
	return w, false
}

// again answers a request whose fault has been seen to.
func (s *Server) again(w http.ResponseWriter, r *http.Request) {
	_, _, _ = s.answer(w, r)
}

// errUnheard is how a call ends whose answer was lost.
var errUnheard = errors.New("the answer was lost")

func (s *Server) faultyOutgoing(r *http.Request, do func(*http.Request) (*http.Response, error)) (*http.Response, error) {
	f, struck := s.faults.strike(r, true)
	if !struck {
		return do(r)
	}
	switch f.Kind {
	case DidNot, TooMany:
		return nil, errUnheard
	case Slow:
		select {
		case <-f.Until:
		case <-r.Context().Done():
			return nil, context.Cause(r.Context())
		}
		return do(r)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	response, err := do(r)
	if err != nil {
		return nil, err
	}
	if f.Kind == DidUnheard {
		response.Body.Close()
		return nil, errUnheard
	}
	response.Body.Close()
	second := r.Clone(r.Context())
	second.Body = io.NopCloser(bytes.NewReader(body))
	return do(second)
}
