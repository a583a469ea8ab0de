package fakediscord

import (
	"encoding/json"
	"slices"
	"time"
)

// message is one as the server keeps it.
type message struct {
	id          string
	channel     *Channel
	author      *User
	content     string
	embeds      []Embed
	components  []Component
	attachments []Attachment
	mentions    []string // who was notified
	everyone    bool
	flags       int
	nonce       json.RawMessage
	at          time.Time
	edited      int // how often
	editedAt    time.Time
	deleted     bool
	viewer      *User        // of an ephemeral one: who sees it
	made        *interaction // that it answers
	application string
}

// Attachment is a file at a message.
type Attachment struct {
	ID, Filename, Description, Kind string
	Content                         []byte
	size                            int // as it is told; 0: that of the content
}

// Message is a message as people see it at one moment.
type Message struct {
	ID, ChannelID string
	Author        string // the id
	Content       string
	Embeds        []Embed
	Components    []Component
	Attachments   []Attachment
	Ephemeral     bool
	Loading       bool // "… is thinking"
	Edited        int  // how often
	Deleted       bool
	Silent        bool     // notified nobody
	Mentions      []string // who was notified
	Everyone      bool     // everybody was notified
	At            time.Time
	server        *Server
}

// Flags of messages.
const (
	flagEphemeral = 1 << 6
	flagLoading   = 1 << 7
	flagSilent    = 1 << 12
	flagComposed  = 1 << 15 // components instead of content and embeds
)

func (s *Server) seen(m *message) *Message {
	return &Message{
		ID: m.id, ChannelID: m.channel.ID, Author: m.author.ID, Content: m.content,
		Embeds: slices.Clone(m.embeds), Components: copied(m.components), Attachments: slices.Clone(m.attachments),
		Ephemeral: m.flags&flagEphemeral != 0, Loading: m.flags&flagLoading != 0, Silent: m.flags&flagSilent != 0,
		Edited: m.edited, Deleted: m.deleted, Mentions: slices.Clone(m.mentions), Everyone: m.everyone, At: m.at, server: s,
	}
}

// copied gives components that share nothing with the server's.
func copied(list []Component) []Component {
	list = slices.Clone(list)
	for i := range list {
		list[i].Components = copied(list[i].Components)
		list[i].Options = slices.Clone(list[i].Options)
		if list[i].Component != nil {
			inner := *list[i].Component
			list[i].Component = &inner
		}
	}
	return list
}

// Buttons are the buttons of a message that can be clicked, in order.
func (m *Message) Buttons() []Component {
	var found []Component
	each(m.Components, func(c *Component) {
		if c.Type == Button && c.CustomID != "" && !c.Disabled {
			found = append(found, *c)
		}
	})
	return found
}

// Selects are the selects of a message that can be used, in order.
func (m *Message) Selects() []Component {
	var found []Component
	each(m.Components, func(c *Component) {
		if c.selects() && !c.Disabled {
			found = append(found, *c)
		}
	})
	return found
}

// data is a message as the API gives it.
func (s *Server) data(m *message) map[string]any {
	files := []any{}
	for _, a := range m.attachments {
		files = append(files, s.fileData(m.channel, a))
	}
	mentions := []any{}
	for _, id := range m.mentions {
		if u := s.users[id]; u != nil {
			mentions = append(mentions, u.data())
		}
	}
	data := map[string]any{
		"id": m.id, "channel_id": m.channel.ID, "author": m.author.data(), "content": m.content,
		"timestamp": stamp(m.at), "edited_timestamp": nil, "tts": false, "mention_everyone": m.everyone,
		"mentions": mentions, "mention_roles": []any{}, "attachments": files, "embeds": list(m.embeds),
		"components": list(m.components), "pinned": false, "type": 0, "flags": m.flags,
	}
	if m.edited > 0 {
		data["edited_timestamp"] = stamp(m.editedAt)
	}
	if m.nonce != nil {
		data["nonce"] = m.nonce
	}
	if m.application != "" {
		data["application_id"] = m.application
	}
	if m.made != nil {
		data["webhook_id"] = m.application
		data["interaction_metadata"] = map[string]any{
			"id": m.made.id, "type": m.made.kind, "user": m.made.user.data(),
			"authorizing_integration_owners": m.made.owners(),
		}
		if m.made.kind == byCommand {
			data["type"] = 20
		}
	}
	return data
}

// list is never null.
func list[T any](values []T) []T {
	if values == nil {
		return []T{}
	}
	return values
}

func (u *User) data() map[string]any {
	data := map[string]any{
		"id": u.ID, "username": u.Name, "discriminator": "0", "global_name": nil, "avatar": nil, "public_flags": 0,
	}
	if u.global != "" {
		data["global_name"] = u.global
	}
	if u.bot != nil {
		data["bot"] = true
	}
	return data
}
