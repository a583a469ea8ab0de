package fakediscord

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Click presses a button of a message.
func (u *User) Click(ctx context.Context, m *Message, customID string) (*Outcome, error) {
	s := u.server
	return s.act(ctx, func() (*interaction, map[string]any, error) {
		kept, c, err := s.usable(u, m, customID)
		if err != nil {
			return nil, nil, err
		}
		if c.Type != Button || c.Style == 5 {
			return nil, nil, fmt.Errorf("%w: %q is no button", ErrGone, customID)
		}
		i := s.begun(byComponent, kept.author.bot, u, kept.channel)
		i.message = kept
		return i, map[string]any{"custom_id": c.CustomID, "component_type": c.Type, "id": c.ID}, nil
	})
}

// Press presses the first button with this label.
func (u *User) Press(ctx context.Context, m *Message, label string) (*Outcome, error) {
	var have []string
	for _, c := range m.Buttons() {
		if c.Label == label {
			return u.Click(ctx, m, c.CustomID)
		}
		have = append(have, c.Label)
	}
	return nil, fmt.Errorf("%w: no button %q, only %q", ErrGone, label, have)
}

// Choose leaves a select of a message with these values.
func (u *User) Choose(ctx context.Context, m *Message, customID string, values []string) (*Outcome, error) {
	s := u.server
	return s.act(ctx, func() (*interaction, map[string]any, error) {
		kept, c, err := s.usable(u, m, customID)
		if err != nil {
			return nil, nil, err
		}
		if !c.selects() {
			return nil, nil, fmt.Errorf("%w: %q is no select", ErrGone, customID)
		}
		if err := c.takes(values); err != nil {
			return nil, nil, err
		}
		i := s.begun(byComponent, kept.author.bot, u, kept.channel)
		i.message = kept
		data := map[string]any{"custom_id": c.CustomID, "component_type": c.Type, "id": c.ID, "values": list(values)}
		if c.Type == UserSelect {
			data["resolved"] = s.resolved(kept.channel, values)
		}
		return i, data, nil
	})
}

// usable gives the component of a message as it stands now.
func (s *Server) usable(u *User, m *Message, customID string) (*message, *Component, error) {
	kept := s.messages[m.ID]
	if kept == nil || kept.deleted || kept.viewer != nil && kept.viewer != u || kept.channel.may(u.ID)&ViewChannel == 0 {
		return nil, nil, fmt.Errorf("%w: the message %s", ErrGone, m.ID)
	}
	c := find(kept.components, customID)
	if c == nil || c.Disabled {
		return nil, nil, fmt.Errorf("%w: %q in the message %s", ErrGone, customID, m.ID)
	}
	if kept.author.bot == nil || kept.channel.may(kept.author.ID) == 0 {
		return nil, nil, fmt.Errorf("%w: the bot of the message %s", ErrGone, m.ID)
	}
	return kept, c, nil
}

// Submit sends a modal. The values go by the custom ids of its components; what
// is not given stays as the modal suggests. A bot can be sent the same modal
// more than once.
func (u *User) Submit(ctx context.Context, f *Modal, values map[string]any) (*Outcome, error) {
	s := u.server
	return s.act(ctx, func() (*interaction, map[string]any, error) {
		if f.opened == nil {
			return nil, nil, errors.New("the modal was never opened")
		}
		sent, err := f.filled(values)
		if err != nil {
			return nil, nil, err
		}
		if f.opened.channel.may(u.ID)&ViewChannel == 0 {
			return nil, nil, fmt.Errorf("%w: the channel %q", ErrNotHere, f.opened.channel.ID)
		}
		i := s.begun(byModal, f.opened.app, u, f.opened.channel)
		i.message = f.opened.message
		data := map[string]any{"custom_id": f.CustomID, "components": sent}
		var people []string
		each(f.Components, func(c *Component) {
			if c.Type == UserSelect {
				people = append(people, chosenIn(sent, c.CustomID)...)
			}
		})
		if len(people) > 0 {
			data["resolved"] = s.resolved(i.channel, people)
		}
		return i, data, nil
	})
}

func chosenIn(sent []map[string]any, customID string) []string {
	for _, entry := range sent {
		if inner, is := entry["component"].(map[string]any); is && inner["custom_id"] == customID {
			values, _ := inner["values"].([]string)
			return values
		}
	}
	return nil
}

// resolved is what the payload says about people whose ids it has.
func (s *Server) resolved(channel *Channel, ids []string) map[string]any {
	users, members := map[string]any{}, map[string]any{}
	for _, id := range ids {
		u := s.users[id]
		if u == nil {
			continue
		}
		users[id] = u.data()
		if channel.guild == nil || channel.guild.members[id] == nil {
			continue
		}
		m := channel.guild.members[id].data()
		for _, left := range []string{"user", "deaf", "mute"} {
			delete(m, left)
		}
		m["permissions"] = fmt.Sprint(channel.may(id))
		members[id] = m
	}
	resolved := map[string]any{"users": users}
	if len(members) > 0 {
		resolved["members"] = members
	}
	return resolved
}

// Write sends a message, with files or without: to the bot directly, or to a channel.
func (u *User) Write(ctx context.Context, in Place, text string, files ...File) error {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	channel, err := s.place(u, in)
	if err != nil {
		return err
	}
	if channel.may(u.ID)&SendMessages == 0 {
		return fmt.Errorf("%w: %s may not write to %s", ErrNotHere, u.Name, channel.ID)
	}
	if strings.TrimSpace(text) == "" && len(files) == 0 || len([]rune(text)) > 2000 || len(files) > 10 {
		return errors.New("a message has 1 to 2000 characters, and 10 files at most")
	}
	if channel.guild == nil && !s.mutual(u, channel.other(u)) {
		return fmt.Errorf("%w: no guild in common with the bot", ErrNotHere)
	}
	m := &message{channel: channel, author: u, content: text, mentions: mentioned(text)}
	for _, f := range files {
		m.attachments = append(m.attachments, s.uploaded(f))
	}
	s.post(m)
	s.change()
	return nil
}

func (s *Server) mutual(u, other *User) bool {
	for _, g := range s.guilds {
		if g.members[u.ID] != nil && g.members[other.ID] != nil {
			return true
		}
	}
	return false
}
