package fakemattermost

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/mattermost/mattermost/server/public/model"
)

// addMembers answers POST /channels/{id}/members.
func (s *Server) addMembers(c *call) (any, *model.AppError) {
	if _, problem := c.id("channel_id"); problem != nil {
		return nil, problem
	}
	var body struct {
		One  string   `json:"user_id"`
		Many []string `json:"user_ids"`
	}
	if problem := c.into(&body); problem != nil {
		return nil, problem
	}
	people := body.Many
	if people == nil {
		people = []string{body.One}
	}
	for _, id := range people {
		if !model.IsValidId(id) {
			return nil, invalid()
		}
	}
	found, problem := s.namedChannel(c)
	if problem != nil {
		return nil, problem
	}
	if found.IsGroupOrDirect() {
		return nil, refuse("api.channel.add_user_to_channel.type.app_error", http.StatusBadRequest)
	}
	if found.Type == model.ChannelTypePrivate && !s.mayAt(c.me, found.Id, "manage_private_channel_members") {
		return nil, forbidden()
	}
	var last *model.AppError
	added := []model.ChannelMember{}
	for _, id := range people {
		m, problem := s.admit(found, id, c.me)
		if problem != nil {
			last = problem
			continue
		}
		shown := *m
		shown.SanitizeForCurrentUser(c.me.Id)
		added = append(added, shown)
	}
	switch {
	case last != nil && len(added) == 0:
		return nil, last
	case body.One != "" && len(added) == 1:
		return added[0], nil
	}
	return added, nil
}

func (s *Server) admit(c *model.Channel, id string, by *model.User) (*model.ChannelMember, *model.AppError) {
	had := s.channelMembers[c.Id][id]
	if c.Type == model.ChannelTypeOpen {
		switch {
		case id == by.Id && had != nil:
			return had, nil
		case id == by.Id && !s.mayIn(by, c.TeamId, "join_public_channels"),
			id != by.Id && !s.mayAt(by, c.Id, "manage_public_channel_members"):
			return nil, forbidden()
		}
	}
	if had != nil {
		return had, nil
	}
	u, problem := s.user(id)
	if problem != nil {
		return nil, problem
	}
	if u.DeleteAt != 0 {
		return nil, refuse("app.channel.add_member.deleted_user.app_error", http.StatusForbidden)
	}
	m := s.teamMembers[c.TeamId][id]
	if m == nil {
		return nil, refuse("app.team.get_member.missing.app_error", http.StatusNotFound)
	}
	if m.DeleteAt != 0 {
		return nil, refuse("api.channel.add_user.to.channel.failed.deleted.app_error", http.StatusBadRequest)
	}
	return s.joinChannel(c, u, by), nil
}

func (s *Server) readMember(c *call) (any, *model.AppError) {
	channel, problem := c.id("channel_id")
	if problem != nil {
		return nil, problem
	}
	user, problem := c.id("user_id")
	if problem != nil {
		return nil, problem
	}
	if !s.mayAt(c.me, channel, "read_channel") {
		return nil, forbidden()
	}
	m := s.channelMembers[channel][user]
	if m == nil {
		return nil, refuse("app.channel.get_member.missing.app_error", http.StatusNotFound)
	}
	shown := *m
	shown.SanitizeForCurrentUser(c.me.Id)
	return shown, nil
}

func (s *Server) listMembers(c *call) (any, *model.AppError) {
	channel, problem := c.id("channel_id")
	if problem != nil {
		return nil, problem
	}
	if !s.mayAt(c.me, channel, "read_channel") {
		return nil, forbidden()
	}
	list := []model.ChannelMember{}
	for _, m := range s.channelMembers[channel] {
		shown := *m
		shown.SanitizeForCurrentUser(c.me.Id)
		list = append(list, shown)
	}
	slices.SortFunc(list, func(a, b model.ChannelMember) int { return cmp.Compare(a.UserId, b.UserId) })
	return page(c, list), nil
}

func (s *Server) removeMember(c *call) (any, *model.AppError) {
	found, problem := s.namedChannel(c)
	if problem != nil {
		return nil, problem
	}
	u, problem := s.namedUser(c)
	if problem != nil {
		return nil, problem
	}
	permission := map[model.ChannelType]string{model.ChannelTypeOpen: "manage_public_channel_members", model.ChannelTypePrivate: "manage_private_channel_members"}[found.Type]
	switch {
	case permission == "":
		return nil, refuse("api.channel.remove_channel_member.type.app_error", http.StatusBadRequest)
	case u.Id != c.me.Id && !s.mayAt(c.me, found.Id, permission):
		return nil, forbidden()
	case found.Name == "town-square":
		return nil, refuse("api.channel.remove.default.app_error", http.StatusBadRequest)
	case s.channelMembers[found.Id][u.Id] == nil:
		return nil, refuse("app.channel.get_member.missing.app_error", http.StatusNotFound)
	}
	delete(s.channelMembers[found.Id], u.Id)
	s.publish(event(model.WebsocketEventUserRemoved, to{channel: found.Id}, "user_id", u.Id, "remover_id", c.me.Id))
	s.publish(event(model.WebsocketEventUserRemoved, to{user: u.Id}, "channel_id", found.Id, "remover_id", c.me.Id))
	kind := model.PostTypeRemoveFromChannel
	if u.Id == c.me.Id {
		kind = model.PostTypeLeaveChannel
	}
	s.say(found, &model.Post{UserId: c.me.Id, Type: kind, Message: u.Username + " left.", Props: model.StringInterface{"removedUserId": u.Id, "removedUsername": u.Username}})
	return nil, nil
}

// view answers POST /channels/members/{user_id}/view: everything is read.
func (s *Server) view(c *call) (any, *model.AppError) {
	id, problem := c.id("user_id")
	if problem != nil {
		return nil, problem
	}
	var body model.ChannelView
	if problem := c.into(&body); problem != nil {
		return nil, problem
	}
	if id != c.me.Id && !s.isAdmin(c.me) {
		return nil, forbidden()
	}
	s.viewed(body.ChannelId, id)
	return map[string]any{"status": "OK", "last_viewed_at_times": map[string]int64{body.ChannelId: s.millis()}}, nil
}

func (s *Server) viewed(channel, user string) {
	c, m := s.channels[channel], s.channelMembers[channel][user]
	if m == nil {
		return
	}
	m.MentionCount, m.MentionCountRoot, m.MsgCount, m.MsgCountRoot = 0, 0, c.TotalMsgCount, c.TotalMsgCountRoot
	m.LastViewedAt = s.millis()
	s.publish(event(model.WebsocketEventMultipleChannelsViewed, to{user: user}, "channel_times", map[string]int64{channel: m.LastViewedAt}))
}
