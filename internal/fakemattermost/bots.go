package fakemattermost

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) createBot(c *call) (any, *model.AppError) {
	var patch model.BotPatch
	if problem := c.into(&patch); problem != nil {
		return nil, problem
	}
	switch {
	case !s.may(c.me, "create_bot") || c.me.IsBot:
		return nil, forbidden()
	case !*s.config.ServiceSettings.EnableBotAccountCreation:
		return nil, refuse("api.bot.create_disabled", http.StatusForbidden)
	}
	b := &model.Bot{OwnerId: c.me.Id}
	b.Patch(&patch)
	if problem := b.IsValidCreate(); problem != nil {
		return nil, problem
	}
	u := model.UserFromBot(b)
	u.IsBot = true
	if _, problem := s.addUser(u); problem != nil {
		return nil, problem
	}
	b.UserId, b.CreateAt, b.UpdateAt = u.Id, s.millis(), s.millis()
	s.bots[b.UserId] = b
	direct := s.direct(u, c.me)
	s.say(direct, &model.Post{UserId: u.Id, Type: model.PostTypeAddBotTeamsChannels, Message: "Please add me to teams and channels you want me to interact in."})
	return b, nil
}

func (s *Server) namedBot(c *call) (*model.Bot, *model.AppError) {
	id, problem := c.id("bot_id")
	if problem != nil {
		return nil, problem
	}
	b := s.bots[id]
	if b == nil {
		return nil, model.MakeBotNotFoundError("fakemattermost", id)
	}
	return b, nil
}

func (s *Server) readBot(c *call) (any, *model.AppError) {
	b, problem := s.namedBot(c)
	if problem != nil {
		return nil, problem
	}
	if b.DeleteAt != 0 && c.URL.Query().Get("include_deleted") != "true" || !s.may(c.me, "read_others_bots") {
		return nil, model.MakeBotNotFoundError("fakemattermost", b.UserId)
	}
	return b, nil
}

func (s *Server) listBots(c *call) (any, *model.AppError) {
	if !s.may(c.me, "read_bots") {
		return nil, forbidden()
	}
	list := []*model.Bot{}
	for _, b := range s.bots {
		orphan := s.users[b.OwnerId] == nil || s.users[b.OwnerId].DeleteAt != 0
		if (b.DeleteAt == 0 || c.URL.Query().Get("include_deleted") == "true") && (orphan || c.URL.Query().Get("only_orphaned") != "true") {
			list = append(list, b)
		}
	}
	slices.SortFunc(list, func(a, b *model.Bot) int {
		return cmp.Or(cmp.Compare(a.CreateAt, b.CreateAt), cmp.Compare(a.Username, b.Username))
	})
	return page(c, list), nil
}

func (s *Server) managedBot(c *call) (*model.Bot, *model.AppError) {
	b, problem := s.namedBot(c)
	if problem == nil && !s.may(c.me, "manage_others_bots") {
		problem = model.MakeBotNotFoundError("fakemattermost", b.UserId)
	}
	return b, problem
}

func (s *Server) patchBot(c *call) (any, *model.AppError) {
	var patch model.BotPatch
	if problem := c.into(&patch); problem != nil {
		return nil, problem
	}
	b, problem := s.managedBot(c)
	if problem != nil {
		return nil, problem
	}
	b.Patch(&patch)
	b.UpdateAt = s.millis()
	u := s.users[b.UserId].DeepCopy()
	u.Username, u.FirstName = b.Username, b.DisplayName
	s.users[u.Id] = u
	s.tellUser(u)
	return b, nil
}

// switchBot answers enable and disable.
func (s *Server) switchBot(active bool) func(*call) (any, *model.AppError) {
	return func(c *call) (any, *model.AppError) {
		b, problem := s.managedBot(c)
		if problem != nil {
			return nil, problem
		}
		s.setActive(s.users[b.UserId], active)
		b.DeleteAt, b.UpdateAt = 0, s.millis()
		if !active {
			b.DeleteAt = b.UpdateAt
		}
		return b, nil
	}
}

func (s *Server) assignBot(c *call) (any, *model.AppError) {
	b, problem := s.managedBot(c)
	if problem != nil {
		return nil, problem
	}
	owner, problem := s.namedUser(c)
	if problem != nil {
		return nil, problem
	}
	if owner.IsBot {
		return nil, refuse("api.context.permissions.app_error", http.StatusForbidden)
	}
	b.OwnerId, b.UpdateAt = owner.Id, s.millis()
	return b, nil
}
