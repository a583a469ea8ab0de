package fakemattermost

import (
	"github.com/mattermost/mattermost/server/public/model"
)

// whisper shows a post to one person. It is stored nowhere: what its buttons
// mean travels in a cookie that only the server can open.
func (s *Server) whisper(user string, p *model.Post) *model.Post {
	p.Type = model.PostTypeEphemeral
	if p.Id == "" {
		p.Id = model.NewId()
	}
	if p.CreateAt == 0 {
		p.CreateAt = s.millis()
	}
	if p.GetProps() == nil {
		p.SetProps(model.StringInterface{})
	}
	p.GenerateActionIds()
	p = model.AddPostActionCookies(s.client(p), s.cookieSecret)
	text, err := p.ToJSON()
	if err != nil {
		panic("fakemattermost: encode a post: " + err.Error())
	}
	s.publish(event(model.WebsocketEventEphemeralMessage, to{user: user, channel: p.ChannelId}, "post", text))
	return p
}
