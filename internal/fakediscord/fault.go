package fakediscord

import (
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Kind is how something goes wrong.
type Kind int

// What can go wrong.
const (
	// Requests, those that Match wants, so many Times.
	DidNot       Kind = iota // 502, nothing was done
	Did                      // done, but answered by 502
	Cut                      // the connection is cut, nothing was done
	DidUnheard               // done, then the connection is cut before the answer
	TooMany                  // 429 with a wait of After; Global: for every call
	TooManyPlain             // 429 whose body is no JSON, as from a proxy
	Slow                     // held until Until is closed, or for After, then done

	// Connections of the gateway: at once, or if Next the next ones, so many
	// Times. What a connection meets next it meets instead of READY or RESUMED if
	// it is Invalid or CloseWith, otherwise right behind that.
	Drop         // cut without a word
	AskReconnect // op 7
	Invalid      // op 9, Resumable or not
	CloseWith    // closed with Code
	Mute         // stays open, but neither tells nor acknowledges anything any more

	// The gateway as a whole, until it is mended or so many Times.
	NoAcks      // heartbeats have no answer
	Unreachable // takes no connections
	Twice       // interactions and messages are told two times
	Swapped     // two interactions or messages that follow each other are told in the wrong order
	Forgets     // sessions cannot be resumed
)

// Fault is something that goes wrong on purpose. Match must not call the
// server.
type Fault struct {
	Kind      Kind
	Match     func(Request) bool // nil: every request
	Times     int                // 0: until it is mended; of a Next connection: once
	After     time.Duration
	Until     <-chan struct{}
	Global    bool
	Code      int
	Resumable bool
	Next      bool
}

type faults struct {
	broken bool // something was made to fail
	list   []*Fault
	held   map[*session]told
}

// Break makes something fail. Several faults stand in line, the first that fits
// strikes.
func (s *Server) Break(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = true
	if f.Kind < Drop || f.Kind >= NoAcks || f.Next {
		if f.Next && f.Times == 0 {
			f.Times = 1
		}
		s.faults.list = append(s.faults.list, &f)
		return
	}
	for k := range s.connections {
		if k.session != nil {
			s.strikeConnection(k, f)
		}
	}
}

// Mend ends every fault.
func (s *Server) Mend() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.list = nil
	for k, one := range s.faults.held {
		k.tell(one)
	}
	s.faults.held = nil
}

// struck gives the first fault that fits and uses it up.
func (s *Server) struck(fits func(*Fault) bool) (Fault, bool) {
	i := slices.IndexFunc(s.faults.list, fits)
	if i < 0 {
		return Fault{}, false
	}
	one := s.faults.list[i]
	now := *one
	if one.Times == 1 {
		s.faults.list = slices.Delete(s.faults.list, i, i+1)
	} else if one.Times > 1 {
		one.Times--
	}
	return now, true
}

func (s *Server) is(kinds ...Kind) bool {
	_, is := s.struck(func(f *Fault) bool { return slices.Contains(kinds, f.Kind) && !f.Next })
	return is
}

// strike does to a request what was ordered. It gives what comes behind the
// request, and tells whether that has answered; nil if the request is answered
// already.
func (s *Server) strike(w http.ResponseWriter, r *http.Request, noted Request) func(status int) bool {
	s.mu.Lock()
	f, struck := s.struck(func(f *Fault) bool { return f.Kind < Drop && (f.Match == nil || f.Match(noted)) })
	s.mu.Unlock()
	if !struck {
		return func(int) bool { return false }
	}
	switch f.Kind {
	case DidNot:
		s.note(noted, http.StatusBadGateway)
		bad(w)
		return nil
	case Cut:
		s.note(noted, 0)
		panic(http.ErrAbortHandler)
	case TooMany, TooManyPlain:
		s.note(noted, http.StatusTooManyRequests)
		tooMany(w, f)
		return nil
	case Slow:
		s.hold(r, f)
		return func(int) bool { return false }
	case Did:
		return func(int) bool {
			bad(w)
			return true
		}
	case DidUnheard:
		return func(int) bool { panic(http.ErrAbortHandler) }
	}
	panic(fmt.Sprintf("fakediscord: a request cannot fail by %d", f.Kind))
}

func (s *Server) note(noted Request, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	noted.Status = status
	s.requests = append(s.requests, noted)
	s.change()
}

func bad(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(http.StatusBadGateway)
	_, _ = w.Write([]byte("<html><head><title>502 Bad Gateway</title></head></html>"))
}

func tooMany(w http.ResponseWriter, f Fault) {
	for name, text := range waiting(f.After, f.Global) {
		w.Header().Set(name, text)
	}
	if f.Kind == TooManyPlain {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = w.Write([]byte("error code: 1015"))
		return
	}
	answer(w, http.StatusTooManyRequests, map[string]any{
		"message": "You are being rate limited.", "retry_after": f.After.Seconds(), "global": f.Global,
	})
}

// waiting are the headers of an answer that asks to wait.
func waiting(after time.Duration, global bool) map[string]string {
	headers := map[string]string{
		"Retry-After":             strconv.Itoa(int(math.Ceil(after.Seconds()))),
		"X-RateLimit-Reset-After": strconv.FormatFloat(after.Seconds(), 'f', 3, 64),
		"X-RateLimit-Remaining":   "0",
		"X-RateLimit-Scope":       "user",
	}
	if global {
		headers["X-RateLimit-Global"], headers["X-RateLimit-Scope"] = "true", "global"
	}
	return headers
}

func (s *Server) hold(r *http.Request, f Fault) {
	var over <-chan time.Time
	if f.After > 0 {
		timer := time.NewTimer(f.After)
		defer timer.Stop()
		over = timer.C
	}
	select {
	case <-f.Until:
	case <-over:
	case <-r.Context().Done():
	case <-s.ctx.Done():
	}
}
