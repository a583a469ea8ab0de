package fakediscord

func (s *Server) readMe(c *call) (any, *refusal) {
	data := c.app.bot.data()
	data["verified"], data["mfa_enabled"], data["locale"], data["flags"] = true, true, "en-US", 0
	return data, nil
}

func (s *Server) readUser(c *call) (any, *refusal) {
	u := s.users[c.names["user"]]
	if u == nil {
		return nil, refuse(404, 10013, "Unknown User")
	}
	return u.data(), nil
}

func (s *Server) readMyGuilds(c *call) (any, *refusal) {
	found := []any{}
	for _, id := range s.guildsOf(c.app) {
		g := s.guilds[id]
		found = append(found, map[string]any{
			"id": g.ID, "name": g.Name, "icon": nil, "owner": false, "permissions": text(g.may(c.app.BotID)), "features": []any{},
		})
	}
	return found, nil
}

// openDirect opens the direct channel with somebody. It always can be opened;
// a message may still be refused.
func (s *Server) openDirect(c *call) (any, *refusal) {
	var id string
	if no := into(c.body, "recipient_id", &id); no != nil {
		return nil, no
	}
	u := s.users[id]
	if u == nil {
		return nil, refuse(400, 50033, "Invalid Recipient(s)")
	}
	if u.bot != nil {
		return nil, refuse(400, 50007, "Cannot send messages to this user")
	}
	return s.channelData(s.directly(u, c.app.bot)), nil
}

func (s *Server) readApplication(c *call) (any, *refusal) {
	flags := int64(0)
	if c.app.intents&intentMembers != 0 {
		flags |= 1 << 15
	}
	if c.app.intents&intentContent != 0 {
		flags |= 1 << 19
	}
	return map[string]any{
		"id": c.app.ID, "name": c.app.Name, "icon": nil, "description": "", "bot_public": !c.app.closed, "bot_require_code_grant": c.app.grant,
		"bot": c.app.bot.data(), "flags": flags, "verify_key": "", "interactions_endpoint_url": endpoint(c.app.endpoint),
		"approximate_guild_count": len(s.guildsOf(c.app)), "integration_types_config": map[string]any{"0": map[string]any{}},
	}, nil
}

func endpoint(url string) any {
	if url == "" {
		return nil
	}
	return url
}

// Settings are what a developer may have set for an application, and that
// matter to those who install it.
type Settings struct {
	Private   bool   // only its developer can invite it
	CodeGrant bool   // an invitation needs more than the link
	Endpoint  string // interactions go there instead of the gateway
	Members   bool   // the privileged intent GUILD_MEMBERS
	Content   bool   // the privileged intent MESSAGE_CONTENT
}

// Set changes the settings of an application.
func (a *Application) Set(o Settings) {
	a.server.mu.Lock()
	defer a.server.mu.Unlock()
	a.closed, a.grant, a.endpoint, a.intents = o.Private, o.CodeGrant, o.Endpoint, 0
	if o.Members {
		a.intents |= intentMembers
	}
	if o.Content {
		a.intents |= intentContent
	}
}

// Reset gives the application another token, as a developer does who thinks the
// old one is known. Its gateway connections are closed (4004).
func (a *Application) Reset() {
	s := a.server
	s.mu.Lock()
	defer s.mu.Unlock()
	a.Token = random(18) + "." + random(5) + "." + random(27)
	for k := range s.connections {
		if k.session != nil && k.session.app == a {
			k.shut(4004, "Authentication failed.")
		}
	}
}
