package fakemattermost

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) createTeam(c *call) (any, *model.AppError) {
	var t model.Team
	if problem := c.into(&t); problem != nil {
		return nil, problem
	}
	if !s.may(c.me, "create_team") {
		return nil, refuse("api.team.is_team_creation_allowed.disabled.app_error", http.StatusForbidden)
	}
	if t.Email == "" {
		t.Email = c.me.Email
	}
	t.Id, t.InviteId = "", ""
	t.PreSave()
	if problem := t.IsValid(); problem != nil {
		return nil, problem
	}
	if s.team(t.Name) != nil {
		return nil, refuse("store.sql_team.save_team.existing.app_error", http.StatusBadRequest)
	}
	s.teams[t.Id] = &t
	for _, name := range [][2]string{{"town-square", "Town Square"}, {"off-topic", "Off-Topic"}} {
		s.addChannel(&model.Channel{TeamId: t.Id, Name: name[0], DisplayName: name[1], Type: model.ChannelTypeOpen})
	}
	s.joinTeam(&t, c.me, true)
	return &t, nil
}

func (s *Server) team(name string) *model.Team {
	for _, t := range s.teams {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// joinTeam makes somebody a member, of the team's first channels as well.
func (s *Server) joinTeam(t *model.Team, u *model.User, admin bool) *model.TeamMember {
	if s.teamMembers[t.Id] == nil {
		s.teamMembers[t.Id] = map[string]*model.TeamMember{}
	}
	m := &model.TeamMember{TeamId: t.Id, UserId: u.Id, Roles: model.TeamUserRoleId, SchemeUser: true, CreateAt: s.millis()}
	if admin {
		m.SchemeAdmin, m.Roles = true, model.TeamUserRoleId+" "+model.TeamAdminRoleId
	}
	s.teamMembers[t.Id][u.Id] = m
	for _, name := range []string{"town-square", "off-topic"} {
		if c := s.channel(t.Id, name); c != nil {
			s.joinChannel(c, u, nil)
		}
	}
	s.publish(event(model.WebsocketEventAddedToTeam, to{user: u.Id}, "team_id", t.Id, "user_id", u.Id))
	return m
}

func (s *Server) namedTeam(c *call) (*model.Team, *model.AppError) {
	id, problem := c.id("team_id")
	if problem != nil {
		return nil, problem
	}
	if t := s.teams[id]; t != nil {
		return t, nil
	}
	return nil, refuse("app.team.get.find.app_error", http.StatusNotFound)
}

func (s *Server) readTeam(c *call) (any, *model.AppError) {
	t, problem := s.namedTeam(c)
	if problem != nil {
		return nil, problem
	}
	return s.shownTeam(t, c.me)
}

func (s *Server) teamByName(c *call) (any, *model.AppError) {
	t := s.team(c.names["name"])
	if t == nil {
		return nil, refuse("app.team.get_by_name.missing.app_error", http.StatusNotFound)
	}
	return s.shownTeam(t, c.me)
}

func (s *Server) shownTeam(t *model.Team, viewer *model.User) (any, *model.AppError) {
	if !s.mayIn(viewer, t.Id, "view_team") && (!t.AllowOpenInvite || t.Type != model.TeamOpen) {
		return nil, forbidden()
	}
	return s.forEyes(t, viewer), nil
}

// forEyes leaves out what only those who manage or invite may see.
func (s *Server) forEyes(t *model.Team, viewer *model.User) *model.Team {
	shown := *t
	if !s.mayIn(viewer, t.Id, "manage_team") {
		shown.Email = ""
	}
	if !s.mayIn(viewer, t.Id, "invite_user") {
		shown.InviteId = ""
	}
	return &shown
}

func (s *Server) teamsOf(c *call) (any, *model.AppError) {
	u, problem := s.namedUser(c)
	if problem != nil {
		return nil, problem
	}
	if u.Id != c.me.Id && !s.isAdmin(c.me) {
		return nil, forbidden()
	}
	list := []*model.Team{}
	for id, members := range s.teamMembers {
		if m := members[u.Id]; m != nil && m.DeleteAt == 0 && s.teams[id].DeleteAt == 0 {
			list = append(list, s.forEyes(s.teams[id], c.me))
		}
	}
	slices.SortFunc(list, func(a, b *model.Team) int { return cmp.Compare(a.DisplayName+a.Id, b.DisplayName+b.Id) })
	return list, nil
}

func (s *Server) listTeams(c *call) (any, *model.AppError) {
	list := []*model.Team{}
	for _, t := range s.teams {
		if s.isAdmin(c.me) || t.AllowOpenInvite {
			list = append(list, s.forEyes(t, c.me))
		}
	}
	slices.SortFunc(list, func(a, b *model.Team) int { return cmp.Compare(a.DisplayName+a.Id, b.DisplayName+b.Id) })
	return page(c, list), nil
}

func (s *Server) addTeamMember(c *call) (any, *model.AppError) {
	id, problem := c.id("team_id")
	if problem != nil {
		return nil, problem
	}
	var m model.TeamMember
	if problem := c.into(&m); problem != nil {
		return nil, refuse("api.team.add_team_member.invalid_body.app_error", http.StatusBadRequest)
	}
	if m.TeamId != id || !model.IsValidId(m.UserId) {
		return nil, invalid()
	}
	t := s.teams[id]
	if t == nil && m.UserId == c.me.Id {
		return nil, refuse("app.team.get.find.app_error", http.StatusNotFound)
	}
	switch {
	case m.UserId != c.me.Id && !s.mayIn(c.me, id, "add_user_to_team"),
		m.UserId == c.me.Id && t.AllowOpenInvite && !s.may(c.me, "join_public_teams"),
		m.UserId == c.me.Id && !t.AllowOpenInvite && !s.may(c.me, "join_private_teams"):
		return nil, forbidden()
	case t == nil:
		return nil, refuse("app.team.get.find.app_error", http.StatusNotFound)
	}
	u, problem := s.user(m.UserId)
	if problem != nil {
		return nil, problem
	}
	if had := s.teamMembers[id][u.Id]; had != nil && had.DeleteAt == 0 {
		return had, nil
	}
	return s.joinTeam(t, u, false), nil
}

func (s *Server) readTeamMember(c *call) (any, *model.AppError) {
	t, problem := c.id("team_id")
	if problem != nil {
		return nil, problem
	}
	u, problem := c.id("user_id")
	if problem != nil {
		return nil, problem
	}
	if !s.mayIn(c.me, t, "view_team") {
		return nil, forbidden()
	}
	if m := s.teamMembers[t][u]; m != nil {
		return m, nil
	}
	return nil, refuse("app.team.get_member.missing.app_error", http.StatusNotFound)
}

func (s *Server) listTeamMembers(c *call) (any, *model.AppError) {
	t, problem := s.namedTeam(c)
	if problem != nil {
		return nil, problem
	}
	if !s.mayIn(c.me, t.Id, "view_team") {
		return nil, forbidden()
	}
	list := []*model.TeamMember{}
	for _, m := range s.teamMembers[t.Id] {
		if m.DeleteAt == 0 {
			list = append(list, m)
		}
	}
	slices.SortFunc(list, func(a, b *model.TeamMember) int { return cmp.Compare(a.UserId, b.UserId) })
	return page(c, list), nil
}

func (s *Server) removeTeamMember(c *call) (any, *model.AppError) {
	t, problem := s.namedTeam(c)
	if problem != nil {
		return nil, problem
	}
	u, problem := s.namedUser(c)
	if problem != nil {
		return nil, problem
	}
	if u.Id != c.me.Id && !s.mayIn(c.me, t.Id, "remove_user_from_team") {
		return nil, forbidden()
	}
	m := s.teamMembers[t.Id][u.Id]
	if m == nil {
		return nil, refuse("api.team.remove_user_from_team.missing.app_error", http.StatusBadRequest)
	}
	for id, members := range s.channelMembers {
		if s.channels[id].TeamId == t.Id {
			delete(members, u.Id)
		}
	}
	s.publish(event(model.WebsocketEventLeaveTeam, to{team: t.Id}, "user_id", u.Id, "team_id", t.Id))
	m.DeleteAt, m.Roles, m.SchemeAdmin = s.millis(), model.TeamUserRoleId, false
	return nil, nil
}

func (s *Server) setTeamRoles(c *call) (any, *model.AppError) {
	var body struct {
		SchemeAdmin bool `json:"scheme_admin"`
		SchemeUser  bool `json:"scheme_user"`
	}
	if problem := c.into(&body); problem != nil {
		return nil, problem
	}
	if !s.mayIn(c.me, c.names["team_id"], "manage_team_roles") {
		return nil, forbidden()
	}
	m := s.teamMembers[c.names["team_id"]][c.names["user_id"]]
	if m == nil {
		return nil, refuse("app.team.get_member.missing.app_error", http.StatusNotFound)
	}
	m.SchemeAdmin, m.Roles = body.SchemeAdmin, model.TeamUserRoleId
	if body.SchemeAdmin {
		m.Roles += " " + model.TeamAdminRoleId
	}
	return nil, nil
}
