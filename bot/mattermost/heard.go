package mattermost

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// heard is a post that may be meant for the bot, with its channel.
type heard struct {
	post        *model.Post
	team        string
	channelType model.ChannelType
	text        string // what is meant for the bot
}

// meant is what a person says to the bot: everything in the conversation with
// it, elsewhere what names it, without the name. Bots, webhooks and the server
// itself are not listened to.
func (t *talk) meant(h heard) (text string, meant bool) {
	p := h.post
	if p.Type != "" || p.DeleteAt != 0 || p.UserId == t.me.ID || p.UserId == "" {
		return "", false
	}
	for _, prop := range []string{model.PostPropsFromWebhook, model.PostPropsFromBot, model.PostPropsFromPlugin} {
		if p.GetProp(prop) != nil {
			return "", false
		}
	}
	if h.channelType == model.ChannelTypeDirect {
		return strings.TrimSpace(p.Message), strings.TrimSpace(p.Message) != "" || len(p.FileIds) > 0
	}
	return called(p.Message, t.me.Name)
}

// called is a text without the bot's name, if it is called by it.
func called(text, name string) (string, bool) {
	mention := regexp.MustCompile(`(?i)(^|[^\pL\pN@._-])@` + regexp.QuoteMeta(name) + `(?:[.:,;?]*(?:\s+|$)|[^\pL\pN._-])`)
	at := mention.FindStringSubmatchIndex(text)
	if at == nil {
		return "", false
	}
	return strings.TrimSpace(text[:at[3]] + text[at[1]:]), true
}

// postedEvent is what the server tells of a post.
type postedEvent struct {
	Post        string            `json:"post"` // in JSON
	TeamID      string            `json:"team_id"`
	ChannelType model.ChannelType `json:"channel_type"`
}

func (e postedEvent) heard() (heard, bool) {
	var p model.Post
	if err := json.Unmarshal([]byte(e.Post), &p); err != nil {
		return heard{}, false
	}
	return heard{post: &p, team: e.TeamID, channelType: e.ChannelType}, true
}
