package fakediscord

// held gives the interaction whose token is in the path, while it lasts.
func (s *Server) held(c *call) (*interaction, *refusal) {
	i := s.interactions[c.names["token"]]
	if i == nil || i.app.ID != c.names["application"] {
		return nil, wrong(401, 50027, "Invalid Webhook Token")
	}
	if s.options.Now().Sub(i.at) > lasting {
		return nil, i.blame(refuse(401, 50027, "Invalid Webhook Token"))
	}
	if i.answer == 0 {
		return nil, i.blame(refuse(404, 10015, "Unknown Webhook"))
	}
	return i, nil
}

// one gives the message in the path, that an interaction made.
func (s *Server) one(c *call, i *interaction) (*message, *refusal) {
	m := i.original
	if id := c.names["message"]; id != "@original" {
		m = nil
		for _, made := range i.messages {
			if made.id == id {
				m = made
			}
		}
		if i.original != nil && i.original.id == id {
			m = i.original
		}
	}
	if m == nil || m.deleted {
		return nil, refuse(404, 10008, "Unknown Message")
	}
	return m, nil
}

func (s *Server) createFollowup(c *call) (any, *refusal) {
	i, no := s.held(c)
	if no != nil {
		return nil, no
	}
	s.mindful(c)
	if i.original != nil && i.original.flags&flagLoading != 0 && !i.original.deleted {
		if no := s.edit(c, i.original); no != nil {
			return nil, no
		}
		i.original.edited = 0
		i.later()
		return s.data(i.original), nil
	}
	if no := s.say(c, i, 0); no != nil {
		return nil, no
	}
	i.later()
	return s.data(i.messages[len(i.messages)-1]), nil
}

// later notes that the late answer has come.
func (i *interaction) later() {
	if i.answer != saysLater && i.answer != updatesLater {
		return
	}
	select {
	case <-i.late:
	default:
		close(i.late)
	}
}

func (s *Server) editFollowup(c *call) (any, *refusal) {
	i, no := s.held(c)
	if no != nil {
		return nil, no
	}
	m, no := s.one(c, i)
	if no != nil {
		return nil, no
	}
	s.mindful(c)
	loading := m.flags&flagLoading != 0
	if no := s.edit(c, m); no != nil {
		return nil, no
	}
	if loading {
		m.edited = 0
	}
	if i.answer == updatesLater && m == i.original && len(i.messages) == 0 {
		i.messages = append(i.messages, m)
	}
	i.later()
	return s.data(m), nil
}

func (s *Server) readFollowup(c *call) (any, *refusal) {
	i, no := s.held(c)
	if no != nil {
		return nil, no
	}
	m, no := s.one(c, i)
	if no != nil {
		return nil, no
	}
	return s.data(m), nil
}

func (s *Server) deleteFollowup(c *call) (any, *refusal) {
	i, no := s.held(c)
	if no != nil {
		return nil, no
	}
	m, no := s.one(c, i)
	if no != nil {
		return nil, no
	}
	s.erase(m)
	i.later()
	return nil, nil
}
