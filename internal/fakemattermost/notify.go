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

// mentioned says whom a post calls: the other one in a direct channel, or else
// whoever is named outside of code, and who was added.
func (s *Server) mentioned(channel *model.Channel, author *model.User, p *model.Post) []string {
	var found []string
	members := s.channelMembers[channel.Id]
	if channel.Type == model.ChannelTypeDirect {
		for user := range members {
			if user != author.Id {
				found = append(found, user)
			}
		}
		return found
	}
	if added, ok := p.GetProp("addedUserId").(string); ok && p.Type == model.PostTypeAddToChannel {
		found = append(found, added)
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

// named collects the names after an @ in those parts of a text that are not code.
func named(text string) map[string]bool {
	names := map[string]bool{}
	var run strings.Builder
	markdown.Inspect(text, func(node any) bool {
		if part, ok := node.(*markdown.Text); ok {
			run.WriteString(part.Text)
			return false
		}
		nameWords(run.String(), names)
		run.Reset()
		return true
	})
	nameWords(run.String(), names)
	return names
}

func nameWords(text string, names map[string]bool) {
	words := strings.FieldsFunc(text, func(r rune) bool {
		return !strings.ContainsRune(":.-_@", r) && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
	for _, word := range words {
		if word[0] == ':' && word[len(word)-1] == ':' {
			continue // an emoji
		}
		word = strings.TrimLeft(word, ":.-_")
		tries := append(strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune(".-:", r) }), word)
		for shorter := word; shorter != "" && strings.ContainsAny(shorter[len(shorter)-1:], ".-:_"); {
			shorter = shorter[:len(shorter)-1]
			tries = append(tries, shorter)
		}
		for _, try := range tries {
			if name, ok := strings.CutPrefix(strings.ToLower(try), "@"); ok {
				names[name] = true
			}
		}
	}
}

// firstLink is the address that clients show a preview of: one that stands bare.
func firstLink(text string) string {
	found := ""
	markdown.Inspect(text, func(node any) bool {
		if link, ok := node.(*markdown.Autolink); ok && found == "" {
			found = link.Destination()
		}
		return true
	})
	return found
}
