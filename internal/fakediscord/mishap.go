package fakediscord

import "slices"

// strikeConnection does to a connection what was ordered.
func (s *Server) strikeConnection(k *connection, f Fault) {
	switch f.Kind {
	case Drop:
		k.socket.Close()
	case AskReconnect:
		k.send(opReconnect, nil)
	case Invalid:
		if !f.Resumable && k.session != nil {
			delete(s.sessions, k.session.id)
			k.session = nil
		}
		k.send(opInvalid, f.Resumable)
	case CloseWith:
		if k.session != nil && (f.Code == 4007 || f.Code == 4009) {
			delete(s.sessions, k.session.id)
		}
		k.shut(f.Code, "Closed on purpose.")
	case Mute:
		k.silent = true
	}
}

// misfortune meets a connection that would begin or take up a session, and
// tells whether it came to nothing.
func (s *Server) misfortune(k *connection, resumed bool) bool {
	if resumed && s.is(Forgets) {
		k.send(opInvalid, false)
		return true
	}
	f, struck := s.struck(func(f *Fault) bool { return f.Next && (f.Kind == Invalid || f.Kind == CloseWith) })
	if struck {
		s.strikeConnection(k, f)
	}
	return struck
}

// greeted meets a connection that has just begun or taken up a session.
func (s *Server) greeted(k *connection) {
	f, struck := s.struck(func(f *Fault) bool { return f.Next && slices.Contains([]Kind{Drop, AskReconnect, Mute}, f.Kind) })
	if !struck {
		return
	}
	if f.Kind == Drop {
		k.push(frame{code: -1})
		return
	}
	s.strikeConnection(k, f)
}

// disordered gives what a session is told now for an event.
func (s *Server) disordered(k *session, one told) []told {
	if one.kind != "INTERACTION_CREATE" && one.kind != "MESSAGE_CREATE" {
		return []told{one}
	}
	if earlier, held := s.faults.held[k]; held {
		delete(s.faults.held, k)
		return []told{one, earlier}
	}
	switch {
	case s.is(Twice):
		return []told{one, one}
	case s.is(Swapped):
		if s.faults.held == nil {
			s.faults.held = map[*session]told{}
		}
		s.faults.held[k] = one
		return nil
	}
	return []told{one}
}

// unreachable tells whether the gateway takes no connections now.
func (s *Server) unreachable() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.is(Unreachable)
}

// deaf tells whether a heartbeat stays without an answer.
func (s *Server) deaf(k *connection) bool { return k.silent || s.is(NoAcks) }
