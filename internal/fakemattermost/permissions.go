package fakemattermost

import (
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// grants says which of the permissions that this server asks for a role has.
// A system admin has all of them.
func grants(role, permission string) bool {
	if role == model.SystemAdminRoleId {
		return true
	}
	return slices.Contains(strings.Fields(map[string]string{
		model.SystemUserRoleId:            "create_direct_channel create_group_channel create_team list_public_teams join_public_teams view_members",
		model.SystemUserAccessTokenRoleId: "create_user_access_token read_user_access_token revoke_user_access_token",
		model.SystemPostAllRoleId:         "create_post",
		model.TeamUserRoleId:              "invite_user read_public_channel join_public_channels view_team create_private_channel list_team_channels create_public_channel add_user_to_team",
		model.TeamAdminRoleId: "manage_private_channel_members delete_post manage_team_roles manage_public_channel_members delete_others_posts create_post " +
			"upload_file manage_slash_commands manage_others_slash_commands manage_channel_roles manage_team remove_user_from_team",
		model.ChannelUserRoleId: "delete_private_channel upload_file manage_private_channel_members manage_public_channel_members " +
			"read_channel_content read_channel delete_public_channel create_post delete_post edit_post",
		model.ChannelAdminRoleId: "manage_private_channel_members create_post upload_file manage_channel_roles manage_public_channel_members",
	}[role]), permission)
}

func anyGrants(roles, permission string) bool {
	for role := range strings.FieldsSeq(roles) {
		if grants(role, permission) {
			return true
		}
	}
	return false
}

// may: everywhere.
func (s *Server) may(u *model.User, permission string) bool { return anyGrants(u.Roles, permission) }

// mayIn: in a team, even one that does not exist.
func (s *Server) mayIn(u *model.User, team, permission string) bool {
	if m := s.teamMembers[team][u.Id]; m != nil && m.DeleteAt == 0 && anyGrants(m.Roles, permission) {
		return true
	}
	return team != "" && s.may(u, permission)
}

// mayAt: in a channel.
func (s *Server) mayAt(u *model.User, channel, permission string) bool {
	c := s.channels[channel]
	if c == nil {
		return false
	}
	if m := s.channelMembers[channel][u.Id]; m != nil && anyGrants(m.Roles, permission) {
		return true
	}
	if c.TeamId != "" {
		return s.mayIn(u, c.TeamId, permission)
	}
	return s.may(u, permission)
}

// mayRead: what is said in a channel.
func (s *Server) mayRead(u *model.User, channel string) bool {
	if s.mayAt(u, channel, "read_channel_content") {
		return true
	}
	c := s.channels[channel]
	return c != nil && c.Type == model.ChannelTypeOpen && s.mayIn(u, c.TeamId, "read_public_channel")
}

func (s *Server) isAdmin(u *model.User) bool { return u != nil && s.may(u, "manage_system") }

// mayEdit: oneself, one's bots; an admin everybody.
func (s *Server) mayEdit(me *model.User, id string) bool {
	if me.Id == id || s.isAdmin(me) {
		return true
	}
	b := s.bots[id]
	return b != nil && b.OwnerId == me.Id && s.may(me, "manage_bots")
}
