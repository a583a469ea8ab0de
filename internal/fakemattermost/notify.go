package fakemattermost

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/mattermost/mattermost/server/public/shared/markdown"
)

// notify counts a new post for everybody in its channel and tells them.
func (s *Server) notify(channel *model.Channel, author *model.User, p *model.Post) {
	mentioned := s.mentioned(channel, author, p)
	for user, m := range s.channelMembers[channel.Id] {
		if slices.Contains(mentioned, user) {
			m.MentionCount++
			m.MentionCountRoot++
		}
	}
	e := event(model.WebsocketEventPosted, to{channel: channel.Id},
		"channel_type", channel.Type, "channel_display_name", s.nameFor(channel, author), "channel_name", channel.Name,
		"sender_name", "@"+author.Username, "team_id", channel.TeamId, "set_online", true, "post", s.json(p))
	if len(p.FileIds) > 0 {
		e.Add("otherFile", "true")
	}
	s.publish(e, func(user string, e *model.WebSocketEvent) *model.WebSocketEvent {
		if slices.Contains(mentioned, user) {
			e.Add("mentions", jsonText([]string{user}))
		}
		return e
	})
}

func (s *Server) nameFor(channel *model.Channel, author *model.User) string {
	if channel.Type == model.ChannelTypeDirect {
		return "@" + author.Username
	}
	return channel.DisplayName
}

// mentioned says whom a post calls: the other one in a direct channel, and
// whoever is named outside of code.
func (s *Server) mentioned(channel *model.Channel, author *model.User, p *model.Post) []string {
	if p.IsSystemMessage() {
		return nil
	}
	var found []string
	members := s.channelMembers[channel.Id]
	if channel.Type == model.ChannelTypeDirect {
		for user := range members {
			if user != author.Id {
				found = append(found, user)
			}
		}
	}
	texts := []string{p.Message}
	for _, a := range p.Attachments() {
		texts = append(texts, a.Pretext, a.Text)
		for _, f := range a.Fields {
			if value, ok := f.Value.(string); ok {
				texts = append(texts, value)
			}
		}
	}
	for _, text := range texts {
		for name := range named(text) {
			for user := range members {
				if user != author.Id && s.calls(name, s.users[user]) {
					found = append(found, user)
				}
			}
		}
	}
	return found
}

func (s *Server) calls(name string, u *model.User) bool {
	if u.IsBot && name != u.Username {
		return false
	}
	return name == u.Username || name == "all" || name == "channel" || name == "here" && s.online(u.Id)
}

func (s *Server) online(user string) bool {
	return slices.ContainsFunc(s.sockets, func(k *socket) bool { return k.user == user })
}

// named collects the names after an @ in the parts of a text that are not code.
func named(text string) map[string]bool {
	names := map[string]bool{}
	var plain strings.Builder
	markdown.Inspect(text, func(node any) bool {
		switch v := node.(type) {
		case *markdown.Text:
			plain.WriteString(v.Text)
		case *markdown.CodeSpan, *markdown.IndentedCode, *markdown.FencedCode:
			plain.WriteString(" ")
			return false
		case *markdown.Paragraph, *markdown.SoftLineBreak, *markdown.HardLineBreak, *markdown.ListItem:
			plain.WriteString("\n")
		}
		return true
	})
	words := strings.FieldsFunc(plain.String(), func(r rune) bool {
		return !strings.ContainsRune("@.-_:", r) && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
	for _, word := range words {
		for part := range strings.SplitSeq(strings.ToLower(word), "@") {
			if strings.HasPrefix(strings.ToLower(word), part) && !strings.HasPrefix(word, "@") {
				continue // what stands before the first @
			}
			for name := part; name != ""; name = name[:len(name)-1] {
				names[name] = true
				if !strings.ContainsAny(name[len(name)-1:], ".-_:") {
					break
				}
			}
		}
	}
	return names
}
