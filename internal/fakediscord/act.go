package fakediscord

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// What the client says instead of doing something.
var (
	ErrNoAnswer  = errors.New("the application did not respond")
	ErrForm      = errors.New("the form cannot be sent like this")
	ErrOption    = errors.New("the command cannot be sent like this")
	ErrNoCommand = errors.New("there is no such command here")
	ErrGone      = errors.New("there is no such message or component any more")
	ErrNotHere   = errors.New("this place cannot be seen or written to")
)

// Place is where somebody acts: a channel of a guild, or the direct messages
// with a bot.
type Place struct {
	Channel string
	DM      string // the bot's id
}

// Outcome is what came of an interaction, as its messages stand now.
type Outcome struct {
	Interaction string
	Modal       *Modal
	Messages    []*Message    // ephemeral and public answers, in order
	Deferred    bool          // the first answer was that one will come
	Choices     []Choice      // of an autocompletion
	Took        time.Duration // until the first answer
	began       *interaction
}

// Text is the content of all messages, one below the other.
func (o *Outcome) Text() string {
	text := ""
	for i, m := range o.Messages {
		if i > 0 {
			text += "\n"
		}
		text += m.Content
		for _, e := range m.Embeds {
			text += "\n" + e.Title + "\n" + e.Description
		}
	}
	return text
}

// lateness is how long people wait for a late answer.
const lateness = 30 * time.Second

// place gives the channel of a place, if somebody can see it.
func (s *Server) place(u *User, in Place) (*Channel, error) {
	if in.DM != "" {
		bot := s.users[in.DM]
		if bot == nil || bot.bot == nil {
			return nil, fmt.Errorf("%w: %s is no bot", ErrNotHere, in.DM)
		}
		return s.directly(u, bot), nil
	}
	channel := s.channels[in.Channel]
	if channel == nil || channel.may(u.ID)&ViewChannel == 0 {
		return nil, fmt.Errorf("%w: the channel %q", ErrNotHere, in.Channel)
	}
	return channel, nil
}

// directly gives the direct channel between two.
func (s *Server) directly(u, other *User) *Channel {
	if channel := u.direct[other.ID]; channel != nil {
		return channel
	}
	channel := &Channel{ID: s.id(), server: s, between: [2]*User{u, other}}
	s.channels[channel.ID] = channel
	u.direct[other.ID], other.direct[u.ID] = channel, channel
	return channel
}

func (c *Channel) other(u *User) *User {
	if c.between[0] == u {
		return c.between[1]
	}
	return c.between[0]
}

// act tells the bot of an interaction and waits for what comes of it.
func (s *Server) act(ctx context.Context, begin func() (*interaction, map[string]any, error)) (*Outcome, error) {
	s.mu.Lock()
	i, data, err := begin()
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	s.tell(i.app, "INTERACTION_CREATE", 0, s.payload(i, data))
	s.mu.Unlock()
	start := time.Now()
	defer s.over(i)
	patience := time.NewTimer(s.options.Patience)
	defer patience.Stop()
	select {
	case <-i.acknowledged:
	case <-patience.C:
		return nil, ErrNoAnswer
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	case <-s.ctx.Done():
		return nil, ErrNoAnswer
	}
	took := time.Since(start)
	if err := s.wait(ctx, i); err != nil {
		return s.outcome(i, took), err
	}
	return s.outcome(i, took), nil
}

// wait waits for the late answer after a deferral that people see.
func (s *Server) wait(ctx context.Context, i *interaction) error {
	s.mu.Lock()
	deferred := i.answer == saysLater
	s.mu.Unlock()
	if !deferred {
		return nil
	}
	patience := time.NewTimer(lateness)
	defer patience.Stop()
	select {
	case <-i.late:
		return nil
	case <-patience.C:
		return fmt.Errorf("%w after it had said that it would", ErrNoAnswer)
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-s.ctx.Done():
		return ErrNoAnswer
	}
}

// over notes that nobody waits for an interaction any more.
func (s *Server) over(i *interaction) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i.done = true
	if s.options.Forgetful {
		s.forget()
	}
	s.change()
}

// forget drops interactions that have ended long ago, with their private
// messages.
func (s *Server) forget() {
	const enough = 500
	if len(s.interactions) < enough {
		return
	}
	for token, i := range s.interactions {
		if !i.done {
			continue
		}
		delete(s.interactions, token)
		for _, m := range i.messages {
			if m.viewer != nil {
				delete(s.messages, m.id)
				m.viewer.private = slices.DeleteFunc(m.viewer.private, func(id string) bool { return id == m.id })
				m.channel.messages = slices.DeleteFunc(m.channel.messages, func(id string) bool { return id == m.id })
			}
		}
	}
}

func (s *Server) outcome(i *interaction, took time.Duration) *Outcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := &Outcome{
		Interaction: i.id, Modal: i.modal, Choices: i.choices, Took: took, began: i,
		Deferred: i.answer == saysLater || i.answer == updatesLater,
	}
	for _, m := range i.messages {
		if !m.deleted {
			o.Messages = append(o.Messages, s.seen(m))
		}
	}
	return o
}

// Again is the outcome as it stands now, with answers that came after the first.
func (o *Outcome) Again() *Outcome { return o.began.app.server.outcome(o.began, o.Took) }

// Later waits for the late answer to an interaction whose first answer only
// said, unseen, that it was received.
func (o *Outcome) Later(ctx context.Context) (*Outcome, error) {
	select {
	case <-o.began.late:
		return o.Again(), nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// Quiet waits until no interaction is open: each is answered, deferred ones
// too, or has failed.
func (s *Server) Quiet(ctx context.Context) error {
	return s.Until(ctx, func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		for _, i := range s.interactions {
			if !i.done {
				return false
			}
		}
		return true
	})
}
