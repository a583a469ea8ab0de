package fakemattermost

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

const (
	longestPost   = 16383            // characters
	pendingWindow = 30 * time.Second // in which a pending_post_id is remembered
)

func (s *Server) createPost(c *call) (any, *model.AppError) {
	var p model.Post
	if problem := c.into(&p); problem != nil {
		return nil, problem
	}
	p.SanitizeInput()
	p.UserId = c.me.Id
	if !s.isAdmin(c.me) {
		p.CreateAt = 0
	}
	if !s.mayAt(c.me, p.ChannelId, "create_post") {
		return nil, forbidden()
	}
	channel := s.channels[p.ChannelId]
	if channel.DeleteAt != 0 {
		return nil, refuse("api.post.create_post.can_not_post_to_deleted.error", http.StatusBadRequest)
	}
	if len(p.Type) > 7 && p.Type[:7] == model.PostSystemMessagePrefix {
		return nil, refuse("api.context.invalid_param.app_error", http.StatusBadRequest)
	}
	seen, known := s.pending[p.PendingPostId]
	if known && p.PendingPostId != "" && s.now().Before(seen.until) {
		if before := s.posts[seen.post]; before != nil && s.mayRead(c.me, before.ChannelId) {
			return s.client(before), nil
		}
	}
	made, problem := s.addPost(channel, c.me, &p)
	if problem != nil {
		return nil, problem
	}
	if p.PendingPostId != "" {
		s.pending[p.PendingPostId] = pending{post: made.Id, until: s.now().Add(pendingWindow)}
	}
	if !c.me.IsBot && made.GetProp(model.PostPropsFromWebhook) == nil {
		s.viewed(channel.Id, c.me.Id)
	}
	shown := s.client(made)
	made.PendingPostId = "" // not stored
	return shown, nil
}

// addPost saves a post and tells everybody in the channel.
func (s *Server) addPost(channel *model.Channel, author *model.User, p *model.Post) (*model.Post, *model.AppError) {
	if p.Id != "" {
		return nil, refuse("app.post.save.existing.app_error", http.StatusBadRequest)
	}
	p.SanitizeProps()
	if author.IsBot {
		p.AddProp(model.PostPropsFromBot, "true")
	}
	if p.RootId != "" {
		root := s.posts[p.RootId]
		if root != nil && root.ChannelId != p.ChannelId {
			return nil, refuse("api.post.create_post.channel_root_id.app_error", http.StatusBadRequest)
		}
		if root == nil || root.RootId != "" {
			return nil, refuse("api.post.create_post.root_id.app_error", http.StatusBadRequest)
		}
	}
	p.Hashtags, _ = model.ParseHashtags(p.Message)
	s.linkChannels(p, channel)
	if p.CreateAt == 0 {
		p.CreateAt = s.millis()
	}
	p.PreSave()
	if problem := p.IsValid(longestPost); problem != nil {
		return nil, problem
	}
	p.FileIds = s.attach(p.FileIds, p)
	s.keep(channel, p)
	s.notify(channel, author, p)
	return p, nil
}

// say is a post that the server writes by itself.
func (s *Server) say(channel *model.Channel, p *model.Post) {
	p.ChannelId, p.CreateAt = channel.Id, s.millis()
	p.PreSave()
	s.keep(channel, p)
	s.notify(channel, s.users[p.UserId], p)
}

func (s *Server) keep(channel *model.Channel, p *model.Post) {
	s.inspect(p)
	p.SetProps(clone(p.GetProps()))
	s.posts[p.Id] = p
	s.inChannel[channel.Id] = append(s.inChannel[channel.Id], p)
	channel.LastPostAt = max(channel.LastPostAt, p.CreateAt)
	if p.RootId == "" {
		channel.LastRootPostAt = channel.LastPostAt
	}
	if p.IsJoinLeaveMessage() {
		return
	}
	channel.TotalMsgCount++
	if p.RootId == "" {
		channel.TotalMsgCountRoot++
	}
}

// inspect notes what the server only complains about.
func (s *Server) inspect(p *model.Post) {
	for _, a := range p.Attachments() {
		if err := a.IsValid(); err != nil {
			s.complaints = append(s.complaints, "attachment: "+err.Error())
		}
	}
}

// client is how a post looks to whoever reads it.
func (s *Server) client(p *model.Post) *model.Post {
	shown := p.Clone()
	shown.Metadata = &model.PostMetadata{}
	if p.DeleteAt != 0 {
		shown.Message = ""
		return shown
	}
	for _, id := range p.FileIds {
		if f := s.files[id]; f != nil {
			shown.Metadata.Files = append(shown.Metadata.Files, f.info)
		}
	}
	if len(p.Attachments()) > 0 {
		shown.Metadata.Embeds = []*model.PostEmbed{{Type: model.PostEmbedMessageAttachment}}
	} else if link := firstLink(p.Message); link != "" {
		shown.Metadata.Embeds = []*model.PostEmbed{{Type: model.PostEmbedLink, URL: link}}
	}
	root := cmp.Or(p.RootId, p.Id)
	for _, other := range s.inChannel[p.ChannelId] {
		if other.RootId == root && other.DeleteAt == 0 {
			shown.ReplyCount++
		}
	}
	return shown
}

// readablePost is a post that is not deleted, if the caller may read it.
func (s *Server) readablePost(c *call) (*model.Post, *model.AppError) {
	id, problem := c.id("post_id")
	if problem != nil {
		return nil, problem
	}
	p := s.posts[id]
	if p == nil || p.DeleteAt != 0 && (c.URL.Query().Get("include_deleted") != "true" || !s.isAdmin(c.me)) {
		return nil, refuse("app.post.get.app_error", http.StatusNotFound)
	}
	if !s.mayRead(c.me, p.ChannelId) {
		return nil, forbidden()
	}
	return p, nil
}

func (s *Server) readPost(c *call) (any, *model.AppError) {
	p, problem := s.readablePost(c)
	if problem != nil {
		return nil, problem
	}
	return s.client(p), nil
}

func (s *Server) readThread(c *call) (any, *model.AppError) {
	p, problem := s.readablePost(c)
	if problem != nil {
		return nil, problem
	}
	root := cmp.Or(p.RootId, p.Id)
	list := model.NewPostList()
	for _, other := range s.inChannel[p.ChannelId] {
		if (other.Id == root || other.RootId == root) && other.DeleteAt == 0 {
			list.AddPost(s.client(other))
			list.AddOrder(other.Id)
		}
	}
	return list, nil
}

// listPosts answers the posts of a channel: the newest first, or those that
// changed since a moment, deleted ones among them.
func (s *Server) listPosts(c *call) (any, *model.AppError) {
	channel, problem := s.namedChannel(c)
	if problem != nil {
		return nil, problem
	}
	since, err := strconv.ParseInt(c.URL.Query().Get("since"), 10, 64)
	if err != nil && c.URL.Query().Get("since") != "" {
		return nil, invalid()
	}
	if !s.mayRead(c.me, channel.Id) {
		return nil, forbidden()
	}
	var found []*model.Post
	for _, p := range s.inChannel[channel.Id] {
		if since > 0 && p.UpdateAt > since || since <= 0 && p.DeleteAt == 0 {
			found = append(found, p)
		}
	}
	slices.Reverse(found)
	slices.SortStableFunc(found, func(a, b *model.Post) int { return int(b.CreateAt - a.CreateAt) })
	found = s.window(c, found)
	if since <= 0 {
		found = page(c, found)
	} else {
		found = found[:min(len(found), 1000)]
	}
	list := model.NewPostList()
	for _, p := range found {
		list.AddPost(s.client(p))
		list.AddOrder(p.Id)
		if root := s.posts[p.RootId]; root != nil && since <= 0 {
			list.AddPost(s.client(root))
		}
	}
	return list, nil
}

// window keeps what is before or after a post, if the query names one.
func (s *Server) window(c *call, newestFirst []*model.Post) []*model.Post {
	at := func(id string) int {
		return slices.IndexFunc(newestFirst, func(p *model.Post) bool { return p.Id == id })
	}
	if i := at(c.URL.Query().Get("before")); i >= 0 {
		return newestFirst[i+1:]
	}
	if i := at(c.URL.Query().Get("after")); i >= 0 {
		return newestFirst[:i]
	}
	return newestFirst
}

func (s *Server) deletePost(c *call) (any, *model.AppError) {
	id, problem := c.id("post_id")
	if problem != nil {
		return nil, problem
	}
	p := s.posts[id]
	if p == nil || p.DeleteAt != 0 {
		return nil, refuse("app.post.get.app_error", http.StatusNotFound)
	}
	permission := "delete_others_posts"
	if p.UserId == c.me.Id {
		permission = "delete_post"
	}
	if !s.mayAt(c.me, p.ChannelId, permission) {
		return nil, forbidden()
	}
	if s.channels[p.ChannelId].DeleteAt != 0 {
		return nil, refuse("api.post.delete_post.can_not_delete_post_in_deleted.error", http.StatusBadRequest)
	}
	// A real server tells here what the buttons carry, and so does this one.
	text := jsonText(p)
	now := s.millis()
	for _, other := range s.inChannel[p.ChannelId] {
		if other == p || other.RootId == p.Id && other.DeleteAt == 0 {
			other.DeleteAt, other.UpdateAt = now, now
			s.detach(other, nil, now)
		}
	}
	plain := event(model.WebsocketEventPostDeleted, to{channel: p.ChannelId}, "post", text)
	plain.GetBroadcast().ContainsSanitizedData = true
	s.publish(plain)
	full := event(model.WebsocketEventPostDeleted, to{channel: p.ChannelId}, "post", text, "delete_by", c.me.Id)
	full.GetBroadcast().ContainsSensitiveData = true
	s.publish(full)
	return nil, nil
}

// json is a post as clients read it.
func (s *Server) json(p *model.Post) string {
	text, err := s.client(p).ToJSON()
	if err != nil {
		panic("fakemattermost: encode a post: " + err.Error())
	}
	return text
}

func (s *Server) createEphemeral(c *call) (any, *model.AppError) {
	var body model.PostEphemeral
	if problem := c.into(&body); problem != nil {
		return nil, problem
	}
	switch {
	case body.UserID == "" || body.Post == nil:
		return nil, invalid()
	case !s.may(c.me, "create_post_ephemeral"):
		return nil, forbidden()
	}
	body.Post.UserId = c.me.Id
	return s.whisper(body.UserID, body.Post), nil
}
