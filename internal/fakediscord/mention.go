package fakediscord

import (
	"regexp"
	"slices"
	"strings"
)

var mention = regexp.MustCompile(`<@!?(\d+)>`)

// mentioned are those whose ids a text has.
func mentioned(text string) []string {
	var found []string
	for _, m := range mention.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(found, m[1]) {
			found = append(found, m[1])
		}
	}
	return found
}

// notify says who is notified of a message: those whom its text mentions and
// whom the body allows to be.
func (s *Server) notify(b body, m *message) *refusal {
	if _, there := b.fields["content"]; !there {
		return nil
	}
	m.mentions, m.everyone = mentioned(m.content), false
	all := strings.Contains(m.content, "@everyone") || strings.Contains(m.content, "@here")
	all = all && m.channel.may(m.author.ID)&MentionEveryone != 0
	if !b.has("allowed_mentions") {
		m.everyone = all
		return nil
	}
	var allowed struct {
		Parse, Users []string
	}
	if no := into(b, "allowed_mentions", &allowed); no != nil {
		return no
	}
	people := slices.Contains(allowed.Parse, "users")
	if people && len(allowed.Users) > 0 {
		return invalid("allowed_mentions: parse has users, and users are listed: mutually exclusive")
	}
	if len(allowed.Users) > 100 {
		return invalid("allowed_mentions: more than 100 users")
	}
	m.everyone = all && slices.Contains(allowed.Parse, "everyone")
	m.mentions = slices.DeleteFunc(m.mentions, func(id string) bool { return !people && !slices.Contains(allowed.Users, id) })
	return nil
}

// mindful keeps it in mind when a text could notify people by mistake: every
// message of ours says whom it may mention.
func (s *Server) mindful(c *call) {
	if c.body.has("content") && !c.body.has("allowed_mentions") {
		s.violate("%s %s: a message without allowed_mentions", c.Method, c.URL.Path)
	}
}
