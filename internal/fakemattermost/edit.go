package fakemattermost

import (
	"net/http"
	"slices"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) patchPost(c *call) (any, *model.AppError) {
	id, problem := c.id("post_id")
	if problem != nil {
		return nil, problem
	}
	var patch model.PostPatch
	if problem := c.into(&patch); problem != nil {
		return nil, problem
	}
	p, problem := s.editable(c.me, id)
	if problem != nil {
		return nil, problem
	}
	if patch.Message != nil && s.tooOld(p) {
		return nil, refuse("api.post.update_post.permissions_time_limit.app_error", http.StatusBadRequest)
	}
	if s.channels[p.ChannelId].DeleteAt != 0 {
		return nil, refuse("api.post.patch_post.can_not_update_post_in_deleted.error", http.StatusBadRequest)
	}
	edited := p.Clone()
	edited.Patch(&patch)
	return s.edit(p, edited)
}

func (s *Server) updatePost(c *call) (any, *model.AppError) {
	id, problem := c.id("post_id")
	if problem != nil {
		return nil, problem
	}
	var wanted model.Post
	if problem := c.into(&wanted); problem != nil {
		return nil, problem
	}
	if wanted.Id != id {
		return nil, invalid()
	}
	p, problem := s.editable(c.me, id)
	if problem != nil {
		return nil, problem
	}
	if wanted.Message != p.Message && s.tooOld(p) {
		return nil, refuse("api.post.update_post.permissions_time_limit.app_error", http.StatusBadRequest)
	}
	if s.channels[p.ChannelId].DeleteAt != 0 {
		return nil, refuse("api.post.update_post.can_not_update_post_in_deleted.error", http.StatusBadRequest)
	}
	edited := p.Clone()
	edited.Message, edited.IsPinned = wanted.Message, wanted.IsPinned
	edited.SetProps(wanted.GetProps())
	if wanted.FileIds != nil {
		edited.FileIds = wanted.FileIds
	}
	return s.edit(p, edited)
}

// pinPost pins a post or unpins it, which whoever reads it may. It is an edit.
func (s *Server) pinPost(pinned bool) func(*call) (any, *model.AppError) {
	return func(c *call) (any, *model.AppError) {
		id, problem := c.id("post_id")
		if problem != nil {
			return nil, problem
		}
		p := s.posts[id]
		if p == nil || p.DeleteAt != 0 || !s.mayRead(c.me, p.ChannelId) {
			return nil, forbidden()
		}
		edited := p.Clone()
		edited.IsPinned = pinned
		if _, problem := s.edit(p, edited); problem != nil {
			return nil, problem
		}
		return map[string]string{"status": "OK"}, nil
	}
}

// editable is a post that the person may change. One that is gone is answered
// like one that is forbidden.
func (s *Server) editable(me *model.User, id string) (*model.Post, *model.AppError) {
	p := s.posts[id]
	if p == nil || p.DeleteAt != 0 {
		return nil, forbidden()
	}
	permission := "edit_others_posts"
	if p.UserId == me.Id {
		permission = "edit_post"
	}
	if !s.mayAt(me, p.ChannelId, permission) {
		return nil, forbidden()
	}
	return p, nil
}

func (s *Server) tooOld(p *model.Post) bool {
	limit := int64(*s.config.ServiceSettings.PostEditTimeLimit)
	return limit != -1 && s.millis() > p.CreateAt+limit*1000
}

// edit puts the new form of a post in the place of the old one.
func (s *Server) edit(p, edited *model.Post) (any, *model.AppError) {
	if p.IsSystemMessage() {
		return nil, refuse("api.post.update_post.system_message.app_error", http.StatusBadRequest)
	}
	edited.SanitizeProps()
	now := s.millis()
	if edited.Message != p.Message {
		edited.EditAt = now
		edited.Hashtags, _ = model.ParseHashtags(edited.Message)
	}
	s.detach(p, edited.FileIds, now) // even if the edit is refused
	edited.FileIds = s.attach(edited.FileIds, edited)
	if !p.FileIds.Equals(edited.FileIds) || !p.AttachmentsEqual(edited) {
		edited.EditAt = now
	}
	s.linkChannels(edited, s.channels[p.ChannelId])
	edited.UpdateAt = now
	edited.PreCommit()
	if problem := edited.IsValid(longestPost); problem != nil {
		return nil, problem
	}
	edited.SetProps(clone(edited.GetProps()))
	s.inspect(edited)
	s.posts[p.Id] = edited
	list := s.inChannel[p.ChannelId]
	list[slices.Index(list, p)] = edited
	s.keepOld(p, now)
	s.publish(event(model.WebsocketEventPostEdited, to{channel: p.ChannelId}, "post", s.json(edited)))
	return s.client(edited), nil
}

// keepOld keeps how a post was before, as a deleted post of another id. Whoever
// asks what changed since a moment gets to see it.
func (s *Server) keepOld(p *model.Post, now int64) {
	old := p.Clone()
	old.OriginalId, old.Id = p.Id, model.NewId()
	old.DeleteAt, old.UpdateAt = now, now
	s.posts[old.Id] = old
	s.inChannel[p.ChannelId] = append(s.inChannel[p.ChannelId], old)
	channel := s.channels[p.ChannelId]
	channel.LastPostAt = max(channel.LastPostAt, now)
}

// linkChannels notes which public channels a post names.
func (s *Server) linkChannels(p *model.Post, in *model.Channel) {
	found := map[string]any{}
	for _, name := range p.ChannelMentions() {
		if c := s.channel(in.TeamId, name); c != nil && c.Type == model.ChannelTypeOpen {
			found[name] = map[string]any{"display_name": c.DisplayName, "team_name": s.teams[c.TeamId].Name}
		}
	}
	if len(found) > 0 {
		p.AddProp(model.PostPropsChannelMentions, found)
	} else if p.GetProps() != nil {
		p.DelProp(model.PostPropsChannelMentions)
	}
}
