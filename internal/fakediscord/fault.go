package fakediscord

import "net/http"

type faults struct {
	broken bool // something was made to fail
}

// strike does to a request what was ordered.
func (s *Server) strike(w http.ResponseWriter, r *http.Request, noted Request) func(status int) bool {
	return func(int) bool { return false }
}

// unordered holds events back, to be told in another order.
type unordered struct{}

func (s *Server) disordered(k *session, one told) []told { return []told{one} }

// unreachable tells whether the gateway takes no connections now.
func (s *Server) unreachable() bool { return false }

// deaf tells whether heartbeats stay without an answer.
func (s *Server) deaf() bool { return false }

// misfortune meets a connection that would begin or take up a session.
func (s *Server) misfortune(k *connection, n *session) bool { return false }

// greeted meets a connection that has just begun or taken up a session.
func (s *Server) greeted(k *connection) {}
