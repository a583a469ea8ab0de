package fakediscord

func (s *Server) table() []route {
	const (
		channel     = "/channels/{channel}"
		guild       = "/guilds/{guild}"
		application = "/applications/{application}"
		webhook     = "/webhooks/{application}/{token}"
	)
	return []route{
		{method: "GET", path: "/gateway", do: s.readGateway, open: true},
		{method: "GET", path: "/gateway/bot", do: s.readGatewayBot},
		{method: "GET", path: "/users/@me", do: s.readMe},
		{method: "GET", path: "/users/@me/guilds", do: s.readMyGuilds},
		{method: "POST", path: "/users/@me/channels", do: s.openDirect},
		{method: "GET", path: "/users/{user}", do: s.readUser},
		{method: "GET", path: "/applications/@me", do: s.readApplication},
		{method: "GET", path: "/oauth2/applications/@me", do: s.readApplication},
		{method: "GET", path: application + "/commands", do: s.readCommands},
		{method: "PUT", path: application + "/commands", do: s.overwriteCommands},
		{method: "GET", path: application + guild + "/commands", do: s.readCommands},
		{method: "PUT", path: application + guild + "/commands", do: s.overwriteCommands},
		{method: "GET", path: guild, do: s.readGuild},
		{method: "GET", path: guild + "/channels", do: s.readChannels},
		{method: "GET", path: guild + "/roles", do: s.readRoles},
		{method: "GET", path: guild + "/members", do: s.readMembers},
		{method: "GET", path: guild + "/members/search", do: s.searchMembers},
		{method: "GET", path: guild + "/members/{user}", do: s.readMember},
		{method: "GET", path: guild + "/scheduled-events", do: s.readEvents},
		{method: "POST", path: guild + "/scheduled-events", do: s.createEvent},
		{method: "PATCH", path: guild + "/scheduled-events/{event}", do: s.changeEvent},
		{method: "GET", path: channel, do: s.readChannel},
		{method: "GET", path: channel + "/messages", do: s.readMessages},
		{method: "POST", path: channel + "/messages", do: s.createMessage},
		{method: "GET", path: channel + "/messages/{message}", do: s.readMessage},
		{method: "PATCH", path: channel + "/messages/{message}", do: s.editMessage},
		{method: "DELETE", path: channel + "/messages/{message}", do: s.deleteMessage},
		{method: "POST", path: channel + "/messages/{message}/threads", do: s.startThread},
		{method: "POST", path: "/interactions/{interaction}/{token}/callback", do: s.callback, open: true},
		{method: "POST", path: webhook, do: s.createFollowup, open: true},
		{method: "GET", path: webhook + "/messages/{message}", do: s.readFollowup, open: true},
		{method: "PATCH", path: webhook + "/messages/{message}", do: s.editFollowup, open: true},
		{method: "DELETE", path: webhook + "/messages/{message}", do: s.deleteFollowup, open: true},
	}
}
