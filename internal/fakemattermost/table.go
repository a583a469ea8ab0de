package fakemattermost

import (
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

// table is the API. The first line that fits is taken.
func (s *Server) table() []route {
	const get, post, put, del = http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete
	routes := []route{
		{method: get, path: "/system/ping", do: s.ping, open: true},
		{method: get, path: "/config/client", do: s.clientConfig, open: true},
		{method: get, path: "/license/client", do: s.licence, open: true},
		{method: get, path: "/config", do: s.readConfig},
		{method: put, path: "/config", do: s.changeConfig},
		{method: put, path: "/config/patch", do: s.changeConfig},
		{method: get, path: "/websocket", do: s.connect, open: true, long: true},

		{method: post, path: "/users", do: s.createUser, status: http.StatusCreated, open: true},
		{method: get, path: "/users", do: s.listUsers},
		{method: post, path: "/users/login", do: s.login, open: true},
		{method: post, path: "/users/ids", do: s.usersWhere(func(u *model.User) string { return u.Id })},
		{method: post, path: "/users/usernames", do: s.usersWhere(func(u *model.User) string { return u.Username })},
		{method: post, path: "/users/tokens/revoke", do: s.changeToken(func(t *model.UserAccessToken) { delete(s.tokens, t.Id) })},
		{method: post, path: "/users/tokens/disable", do: s.changeToken(func(t *model.UserAccessToken) { t.IsActive = false })},
		{method: post, path: "/users/tokens/enable", do: s.changeToken(func(t *model.UserAccessToken) { t.IsActive = true })},
		{method: get, path: "/users/username/{username}", do: s.userByName},
		{method: get, path: "/users/email/{email}", do: s.userByEmail},
		{method: get, path: "/users/{user_id}", do: s.readUser},
		{method: del, path: "/users/{user_id}", do: s.deleteUser},
		{method: put, path: "/users/{user_id}/patch", do: s.patchUser},
		{method: put, path: "/users/{user_id}/active", do: s.activateUser},
		{method: put, path: "/users/{user_id}/roles", do: s.setRoles},
		{method: post, path: "/users/{user_id}/tokens", do: s.createToken},
		{method: get, path: "/users/{user_id}/tokens", do: s.listTokens},
		{method: get, path: "/users/{user_id}/teams", do: s.teamsOf},
		{method: get, path: "/users/{user_id}/channels", do: s.channelsOf},
		{method: get, path: "/users/{user_id}/teams/{team_id}/channels", do: s.channelsOf},
		{method: put, path: "/users/{user_id}/preferences", do: s.writePreferences},

		{method: post, path: "/bots", do: s.createBot, status: http.StatusCreated},
		{method: get, path: "/bots", do: s.listBots},
		{method: get, path: "/bots/{bot_id}", do: s.readBot},
		{method: put, path: "/bots/{bot_id}", do: s.patchBot},
		{method: post, path: "/bots/{bot_id}/enable", do: s.switchBot(true)},
		{method: post, path: "/bots/{bot_id}/disable", do: s.switchBot(false)},
		{method: post, path: "/bots/{bot_id}/assign/{user_id}", do: s.assignBot},

		{method: post, path: "/teams", do: s.createTeam, status: http.StatusCreated},
		{method: get, path: "/teams", do: s.listTeams},
		{method: get, path: "/teams/name/{name}", do: s.teamByName},
		{method: get, path: "/teams/{team_id}", do: s.readTeam},
		{method: post, path: "/teams/{team_id}/members", do: s.addTeamMember, status: http.StatusCreated},
		{method: get, path: "/teams/{team_id}/members", do: s.listTeamMembers},
		{method: get, path: "/teams/{team_id}/members/{user_id}", do: s.readTeamMember},
		{method: del, path: "/teams/{team_id}/members/{user_id}", do: s.removeTeamMember},
		{method: put, path: "/teams/{team_id}/members/{user_id}/schemeRoles", do: s.setTeamRoles},
		{method: get, path: "/teams/{team_id}/channels", do: s.teamChannels},
		{method: get, path: "/teams/{team_id}/channels/name/{name}", do: s.channelByName},
		{method: get, path: "/teams/name/{team}/channels/name/{name}", do: s.channelByName},
		{method: get, path: "/teams/{team_id}/commands/autocomplete", do: s.completions},

		{method: post, path: "/channels", do: s.createChannel, status: http.StatusCreated},
		{method: post, path: "/channels/direct", do: s.createDirect, status: http.StatusCreated},
		{method: post, path: "/channels/group", do: s.createGroup, status: http.StatusCreated},
		{method: post, path: "/channels/members/{user_id}/view", do: s.view},
		{method: get, path: "/channels/{channel_id}", do: s.readChannel},
		{method: del, path: "/channels/{channel_id}", do: s.deleteChannel},
		{method: post, path: "/channels/{channel_id}/members", do: s.addMembers, status: http.StatusCreated},
		{method: get, path: "/channels/{channel_id}/members", do: s.listMembers},
		{method: get, path: "/channels/{channel_id}/members/{user_id}", do: s.readMember},
		{method: del, path: "/channels/{channel_id}/members/{user_id}", do: s.removeMember},
		{method: get, path: "/channels/{channel_id}/posts", do: s.listPosts},

		{method: post, path: "/posts", do: s.createPost, status: http.StatusCreated},
		{method: post, path: "/posts/ephemeral", do: s.createEphemeral, status: http.StatusCreated},
		{method: get, path: "/posts/{post_id}", do: s.readPost},
		{method: put, path: "/posts/{post_id}", do: s.updatePost},
		{method: put, path: "/posts/{post_id}/patch", do: s.patchPost},
		{method: del, path: "/posts/{post_id}", do: s.deletePost},
		{method: post, path: "/posts/{post_id}/pin", do: s.pinPost(true)},
		{method: post, path: "/posts/{post_id}/unpin", do: s.pinPost(false)},
		{method: get, path: "/posts/{post_id}/thread", do: s.readThread},
		{method: get, path: "/posts/{post_id}/files/info", do: s.filesOfPost},
		{method: post, path: "/posts/{post_id}/actions/{action_id}", do: s.doAction, long: true},

		{method: post, path: "/files", do: s.upload, status: http.StatusCreated, uploads: true},
		{method: get, path: "/files/{file_id}", do: s.readFile},
		{method: get, path: "/files/{file_id}/info", do: s.readFileInfo},

		{method: post, path: "/commands", do: s.createCommand, status: http.StatusCreated},
		{method: get, path: "/commands", do: s.listCommands},
		{method: post, path: "/commands/execute", do: s.execute, long: true},
		{method: get, path: "/commands/{command_id}", do: s.readCommand},
		{method: put, path: "/commands/{command_id}", do: s.updateCommand},
		{method: del, path: "/commands/{command_id}", do: s.deleteCommand},
		{method: put, path: "/commands/{command_id}/regen_token", do: s.renewCommand},

		{method: post, path: "/actions/dialogs/open", do: s.openDialog, open: true},
		{method: post, path: "/actions/dialogs/submit", do: s.submitDialog, long: true},
	}
	for i := range routes {
		routes[i].path = api + routes[i].path
	}
	return append(routes, route{method: post, path: "/hooks/commands/{hook_id}", do: s.answerLate, open: true})
}
