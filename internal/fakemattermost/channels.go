package fakemattermost

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) addChannel(c *model.Channel) {
	c.PreSave()
	s.channels[c.Id] = c
	s.channelMembers[c.Id] = map[string]*model.ChannelMember{}
}

func (s *Server) channel(team, name string) *model.Channel {
	for _, c := range s.channels {
		if c.TeamId == team && c.Name == name {
			return c
		}
	}
	return nil
}

func (s *Server) addMember(c *model.Channel, u *model.User, admin bool) *model.ChannelMember {
	m := &model.ChannelMember{ChannelId: c.Id, UserId: u.Id, Roles: model.ChannelUserRoleId, SchemeUser: true,
		NotifyProps: model.GetDefaultChannelNotifyProps(), LastUpdateAt: s.millis()}
	if admin {
		m.SchemeAdmin, m.Roles = true, model.ChannelUserRoleId+" "+model.ChannelAdminRoleId
	}
	s.channelMembers[c.Id][u.Id] = m
	return m
}

// joinChannel makes a member and says so in the channel; by is who added them,
// nil if they came by themselves.
func (s *Server) joinChannel(c *model.Channel, u, by *model.User) *model.ChannelMember {
	m := s.addMember(c, u, false)
	s.publish(event(model.WebsocketEventUserAdded, to{channel: c.Id}, "user_id", u.Id, "team_id", c.TeamId))
	if by == nil || by.Id == u.Id {
		s.say(c, &model.Post{UserId: u.Id, Type: model.PostTypeJoinChannel, Message: u.Username + " joined the channel.",
			Props: model.StringInterface{"username": u.Username}})
		return m
	}
	s.say(c, &model.Post{UserId: by.Id, Type: model.PostTypeAddToChannel, Message: u.Username + " added to the channel by " + by.Username + ".",
		Props: model.StringInterface{"userId": by.Id, "username": by.Username, "addedUserId": u.Id, "addedUsername": u.Username}})
	return m
}

func (s *Server) createChannel(c *call) (any, *model.AppError) {
	var n model.Channel
	if problem := c.into(&n); problem != nil {
		return nil, problem
	}
	permission := map[model.ChannelType]string{model.ChannelTypeOpen: "create_public_channel", model.ChannelTypePrivate: "create_private_channel"}[n.Type]
	switch {
	case n.TeamId == "" || n.DisplayName == "":
		return nil, invalid()
	case permission == "":
		return nil, refuse("api.channel.create_channel.direct_channel.app_error", http.StatusBadRequest)
	case !s.mayIn(c.me, n.TeamId, permission):
		return nil, forbidden()
	}
	if old := s.channel(n.TeamId, n.Name); old != nil && old.DeleteAt == 0 {
		return nil, refuse("store.sql_channel.save_channel.exists.app_error", http.StatusBadRequest)
	} else if old != nil {
		return nil, refuse("store.sql_channel.save_channel.previously.app_error", http.StatusBadRequest)
	}
	n.Id, n.CreatorId = "", c.me.Id
	made := n
	made.PreSave()
	if problem := made.IsValid(); problem != nil {
		return nil, problem
	}
	s.addChannel(&n)
	s.addMember(&n, c.me, true)
	shown := n
	s.say(&n, &model.Post{UserId: c.me.Id, Type: model.PostTypeJoinChannel, Message: c.me.Username + " joined the channel.",
		Props: model.StringInterface{"username": c.me.Username}})
	s.publish(event(model.WebsocketEventChannelCreated, to{user: c.me.Id}, "channel_id", n.Id, "team_id", n.TeamId))
	return &shown, nil
}

// direct is the channel between two people, made if need be.
func (s *Server) direct(a, b *model.User) *model.Channel {
	name := model.GetDMNameFromIds(a.Id, b.Id)
	if c := s.channel("", name); c != nil {
		return c
	}
	c := &model.Channel{Name: name, Type: model.ChannelTypeDirect, CreatorId: a.Id, Shared: new(bool)}
	s.addChannel(c)
	s.addMember(c, a, false)
	s.addMember(c, b, false)
	s.publish(event(model.WebsocketEventDirectAdded, to{channel: c.Id}, "creator_id", a.Id, "teammate_id", b.Id))
	return c
}

func (s *Server) createDirect(c *call) (any, *model.AppError) {
	var people []string
	if err := json.NewDecoder(c.Body).Decode(&people); err != nil {
		return nil, refuse("api.payload.parse.error", http.StatusBadRequest)
	}
	people = slices.Compact(people)
	if len(people) == 1 && people[0] == c.me.Id {
		people = append(people, people[0])
	}
	if len(people) != 2 || !model.IsValidId(people[0]) || !model.IsValidId(people[1]) {
		return nil, invalid()
	}
	if !s.may(c.me, "create_direct_channel") || !slices.Contains(people, c.me.Id) && !s.isAdmin(c.me) {
		return nil, forbidden()
	}
	a, b := s.users[people[0]], s.users[people[1]]
	if a == nil || b == nil {
		return nil, refuse("api.channel.create_direct_channel.invalid_user.app_error", http.StatusBadRequest)
	}
	return s.direct(a, b), nil
}

// createGroup answers POST /channels/group: a direct channel of three to eight.
func (s *Server) createGroup(c *call) (any, *model.AppError) {
	var people []string
	if err := json.NewDecoder(c.Body).Decode(&people); err != nil {
		return nil, refuse("api.payload.parse.error", http.StatusBadRequest)
	}
	if !slices.Contains(people, c.me.Id) {
		people = append(people, c.me.Id)
	}
	if !s.may(c.me, "create_group_channel") {
		return nil, forbidden()
	}
	if len(people) < model.ChannelGroupMinUsers || len(people) > model.ChannelGroupMaxUsers {
		return nil, refuse("api.channel.create_group.bad_size.app_error", http.StatusBadRequest)
	}
	var names []string
	for _, id := range people {
		if s.users[id] == nil {
			return nil, refuse("api.channel.create_group.bad_user.app_error", http.StatusBadRequest)
		}
		names = append(names, s.users[id].Username)
	}
	slices.Sort(names)
	name := model.GetGroupNameFromUserIds(slices.Clone(people))
	if found := s.channel("", name); found != nil {
		return found, nil
	}
	made := &model.Channel{Name: name, DisplayName: strings.Join(names, ", "), Type: model.ChannelTypeGroup}
	s.addChannel(made)
	for _, id := range people {
		s.addMember(made, s.users[id], false)
	}
	s.publish(event(model.WebsocketEventGroupAdded, to{channel: made.Id}, "teammate_ids", jsonText(people)))
	return made, nil
}

func (s *Server) namedChannel(c *call) (*model.Channel, *model.AppError) {
	id, problem := c.id("channel_id")
	if problem != nil {
		return nil, problem
	}
	if found := s.channels[id]; found != nil {
		return found, nil
	}
	return nil, refuse("app.channel.get.existing.app_error", http.StatusNotFound)
}

func (s *Server) readChannel(c *call) (any, *model.AppError) {
	found, problem := s.namedChannel(c)
	if problem != nil {
		return nil, problem
	}
	if !s.mayAt(c.me, found.Id, "read_channel") && (found.Type != model.ChannelTypeOpen || !s.mayIn(c.me, found.TeamId, "read_public_channel")) {
		return nil, forbidden()
	}
	return found, nil
}

func (s *Server) channelByName(c *call) (any, *model.AppError) {
	team := c.names["team_id"]
	if name := c.names["team"]; name != "" {
		if t := s.team(name); t != nil {
			team = t.Id
		}
	}
	found := s.channel(team, c.names["name"])
	if found == nil || found.DeleteAt != 0 && c.URL.Query().Get("include_deleted") != "true" {
		return nil, refuse("app.channel.get_by_name.missing.app_error", http.StatusNotFound)
	}
	if s.mayAt(c.me, found.Id, "read_channel") {
		return found, nil
	}
	if found.Type == model.ChannelTypeOpen {
		if !s.mayIn(c.me, found.TeamId, "read_public_channel") {
			return nil, forbidden()
		}
	} else if !s.mayIn(c.me, found.TeamId, "manage_team") {
		return nil, refuse("app.channel.get_by_name.missing.app_error", http.StatusNotFound)
	}
	return found, nil
}

func (s *Server) deleteChannel(c *call) (any, *model.AppError) {
	found, problem := s.namedChannel(c)
	if problem != nil {
		return nil, problem
	}
	permission := map[model.ChannelType]string{model.ChannelTypeOpen: "delete_public_channel", model.ChannelTypePrivate: "delete_private_channel"}[found.Type]
	switch {
	case permission == "":
		return nil, refuse("api.channel.delete_channel.type.invalid", http.StatusBadRequest)
	case !s.mayAt(c.me, found.Id, permission):
		return nil, forbidden()
	case found.Name == "town-square":
		return nil, refuse("api.channel.delete_channel.cannot.app_error", http.StatusBadRequest)
	}
	found.DeleteAt = s.millis()
	s.publish(event(model.WebsocketEventChannelDeleted, to{team: found.TeamId}, "channel_id", found.Id, "delete_at", found.DeleteAt))
	return nil, nil
}

// channelsOf answers the channels of a person, in one team or everywhere.
func (s *Server) channelsOf(c *call) (any, *model.AppError) {
	id, problem := c.id("user_id")
	if problem != nil {
		return nil, problem
	}
	if id != c.me.Id && !s.isAdmin(c.me) {
		return nil, forbidden()
	}
	team := c.names["team_id"]
	list := []*model.Channel{}
	for channel, members := range s.channelMembers {
		found := s.channels[channel]
		if members[id] != nil && found.DeleteAt == 0 && (team == "" || found.TeamId == "" || found.TeamId == team) {
			list = append(list, found)
		}
	}
	if len(list) == 0 && team != "" {
		return nil, refuse("app.channel.get_channels.not_found.app_error", http.StatusNotFound)
	}
	slices.SortFunc(list, func(a, b *model.Channel) int { return cmp.Compare(a.DisplayName+a.Id, b.DisplayName+b.Id) })
	return list, nil
}

func (s *Server) teamChannels(c *call) (any, *model.AppError) {
	team, problem := c.id("team_id")
	if problem != nil {
		return nil, problem
	}
	if !s.mayIn(c.me, team, "list_team_channels") {
		return nil, forbidden()
	}
	list := []*model.Channel{}
	for _, found := range s.channels {
		if found.TeamId == team && found.Type == model.ChannelTypeOpen && found.DeleteAt == 0 {
			list = append(list, found)
		}
	}
	slices.SortFunc(list, func(a, b *model.Channel) int { return cmp.Compare(a.DisplayName, b.DisplayName) })
	return page(c, list), nil
}
