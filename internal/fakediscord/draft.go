package fakediscord

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// draft is what a body makes of a message.
func (s *Server) draft(b body, m *message) *refusal {
	for _, no := range []*refusal{
		into(b, "content", &m.content), into(b, "embeds", &m.embeds), into(b, "components", &m.components),
		into(b, "nonce", &m.nonce),
	} {
		if no != nil {
			return no
		}
	}
	if _, there := b.fields["embeds"]; there {
		m.embeds = slices.Clone(m.embeds)
		for i := range m.embeds {
			m.embeds[i].Type = "rich"
		}
	}
	if _, there := b.fields["components"]; there {
		number(m.components)
	}
	if len(m.nonce) > 2+25 {
		return invalid("nonce must have at most 25 characters: " + string(m.nonce))
	}
	if no := s.attach(b, m); no != nil {
		return no
	}
	if no := s.notify(b, m); no != nil {
		return no
	}
	return settled(m)
}

// heaviest is what a file may weigh in a guild that nobody pays for.
const heaviest = 10 << 20

type attached struct {
	ID          string  `json:"id"`
	Filename    *string `json:"filename"`
	Description *string `json:"description"`
}

// attach adds the files that came, and drops those that a list leaves out.
func (s *Server) attach(b body, m *message) *refusal {
	var named []attached
	raw, listed := b.fields["attachments"]
	if listed {
		var loose []struct {
			ID          json.RawMessage `json:"id"`
			Filename    *string         `json:"filename"`
			Description *string         `json:"description"`
		}
		if err := json.Unmarshal(raw, &loose); err != nil {
			return invalid("attachments: " + err.Error())
		}
		for _, l := range loose {
			id, err := strconv.Unquote(string(l.ID))
			if err != nil {
				id = string(l.ID)
			}
			named = append(named, attached{id, l.Filename, l.Description})
		}
	}
	var kept []Attachment
	used := map[int]bool{}
	for _, a := range m.attachments {
		i := slices.IndexFunc(named, func(n attached) bool { return n.ID == a.ID })
		if listed && i < 0 {
			continue
		}
		if i >= 0 && named[i].Description != nil {
			a.Description = *named[i].Description
		}
		kept = append(kept, a)
	}
	for _, n := range named {
		if slices.ContainsFunc(m.attachments, func(a Attachment) bool { return a.ID == n.ID }) {
			continue
		}
		number, err := strconv.Atoi(n.ID)
		file, there := b.files[number]
		if err != nil || !there {
			return invalid(fmt.Sprintf("attachments: %s is neither a file of this request nor one of the message's", n.ID))
		}
		used[number] = true
		kept = append(kept, s.attachment(file, n))
	}
	for number, file := range b.files {
		if len(file.content) > heaviest {
			return wrong(413, 40005, "Request entity too large", fmt.Sprintf("files[%d] has %d bytes", number, len(file.content)))
		}
	}
	for number := range 10 {
		if file, there := b.files[number]; there && !used[number] {
			kept = append(kept, s.attachment(file, attached{}))
		}
	}
	m.attachments = kept
	return nil
}

func (s *Server) attachment(file upload, n attached) Attachment {
	a := Attachment{ID: s.id(), Filename: file.name, Kind: file.kind, Content: file.content}
	if n.Filename != nil {
		a.Filename = *n.Filename
	}
	if n.Description != nil {
		a.Description = *n.Description
	}
	if a.Description == "" && strings.HasPrefix(a.Kind, "image/") {
		s.violate("the image %s has no description for those who cannot see it", a.Filename)
	}
	return a
}
