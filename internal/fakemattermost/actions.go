package fakemattermost

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

// press is a click that is on its way to the integration behind it.
type press struct {
	url     string
	root    string
	retain  map[string]any
	remove  []string
	props   model.StringInterface // of the post; nil if it is not stored
	client  string                // the trigger that the person gets to see
	request model.PostActionIntegrationRequest
}

func (s *Server) doAction(c *call) (any, *model.AppError) {
	post, problem := c.id("post_id")
	if problem != nil {
		return nil, problem
	}
	var body model.DoPostActionRequest
	if problem := c.into(&body); problem != nil && problem.StatusCode == http.StatusRequestEntityTooLarge {
		return nil, problem
	}
	s.mu.Lock()
	p, problem := s.click(c.me, post, c.names["action_id"], body)
	s.mu.Unlock()
	if problem != nil {
		return nil, problem
	}
	response, problem := s.deliver(p)
	if problem != nil {
		return nil, problem
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if problem := s.pressed(p, response); problem != nil {
		return nil, problem
	}
	return model.PostActionAPIResponse{Status: "OK", TriggerId: p.client}, nil
}

func broken() *model.AppError {
	return refuse("api.post.do_action.action_integration.app_error", http.StatusBadRequest)
}

// click finds what a button means: in the stored post, or else in its cookie.
func (s *Server) click(me *model.User, post, action string, body model.DoPostActionRequest) (*press, *model.AppError) {
	cookie, problem := s.mayClick(me, post, body.Cookie)
	if problem != nil {
		return nil, problem
	}
	var p *press
	var context map[string]any
	if stored := s.posts[post]; stored != nil && stored.DeleteAt == 0 {
		p, context, problem = byPost(stored, action)
	} else {
		p, context, problem = byCookie(post, cookie)
	}
	if problem != nil {
		return nil, problem
	}
	p.request.UserId, p.request.UserName, p.request.PostId = me.Id, me.Username, post
	channel := s.channels[p.request.ChannelId]
	p.request.ChannelName, p.request.TeamId = channel.Name, channel.TeamId
	if t := s.teams[channel.TeamId]; t != nil {
		p.request.TeamName = t.Name
	}
	p.request.Context = clone(context)
	if p.request.Type != model.PostActionTypeSelect {
		p.request.DataSource = ""
	} else if body.SelectedOption != "" {
		if p.request.Context == nil {
			p.request.Context = map[string]any{}
		}
		p.request.Context["selected_option"] = body.SelectedOption
	}
	p.client, _, problem = p.request.GenerateTriggerId(s.key)
	return p, problem
}

// mayClick opens the cookie, if there is one, and asks whether the person may
// read where the button stands.
func (s *Server) mayClick(me *model.User, post, sealed string) (*model.PostActionCookie, *model.AppError) {
	if sealed == "" {
		may := s.may(me, "read_channel_content")
		if stored := s.posts[post]; stored != nil {
			may = s.mayAt(me, stored.ChannelId, "read_channel_content")
		}
		if !may {
			return nil, forbidden()
		}
		return nil, nil
	}
	var cookie model.PostActionCookie
	opened, err := model.DecryptPostActionCookie(sealed, s.cookieSecret)
	if err != nil || json.Unmarshal([]byte(opened), &cookie) != nil {
		return nil, broken()
	}
	if s.channels[cookie.ChannelId] == nil {
		return nil, refuse("app.channel.get.existing.app_error", http.StatusNotFound)
	}
	if !s.mayRead(me, cookie.ChannelId) {
		return nil, forbidden()
	}
	return &cookie, nil
}

func byPost(stored *model.Post, action string) (*press, map[string]any, *model.AppError) {
	a := stored.GetAction(action)
	if a == nil || a.Integration == nil {
		return nil, nil, refuse("api.post.do_action.action_id.app_error", http.StatusNotFound)
	}
	p := &press{url: a.Integration.URL, root: cmp.Or(stored.RootId, stored.Id), props: stored.GetProps(), retain: map[string]any{}}
	p.request.ChannelId, p.request.Type, p.request.DataSource = stored.ChannelId, a.Type, a.DataSource
	for _, key := range model.PostActionRetainPropKeys {
		if value, ok := p.props[key]; ok {
			p.retain[key] = value
		} else {
			p.remove = append(p.remove, key)
		}
	}
	return p, a.Integration.Context, nil
}

func byCookie(post string, cookie *model.PostActionCookie) (*press, map[string]any, *model.AppError) {
	switch {
	case cookie == nil:
		return nil, nil, refuse("app.post.get.app_error", http.StatusNotFound)
	case cookie.Integration == nil || cookie.PostId != post:
		return nil, nil, broken()
	}
	p := &press{url: cookie.Integration.URL, root: cookie.RootPostId, retain: cookie.RetainProps, remove: cookie.RemoveProps}
	p.request.ChannelId, p.request.Type, p.request.DataSource = cookie.ChannelId, cookie.Type, cookie.DataSource
	return p, cookie.Integration.Context, nil
}

// clone is a value as a database gives it back, sharing nothing.
func clone(v map[string]any) map[string]any {
	if v == nil {
		return nil
	}
	var copied map[string]any
	if err := json.Unmarshal([]byte(jsonText(v)), &copied); err != nil {
		panic("fakemattermost: copy: " + err.Error())
	}
	return copied
}

func (s *Server) deliver(p *press) (*model.PostActionIntegrationResponse, *model.AppError) {
	body, problem := s.call(p.url, p.request)
	if problem != nil {
		return nil, problem
	}
	var response model.PostActionIntegrationResponse
	if len(body) > 0 && json.Unmarshal(body, &response) != nil {
		return nil, broken()
	}
	return &response, nil
}

// call sends JSON to an integration and gives what it answers with 200.
func (s *Server) call(url string, v any) ([]byte, *model.AppError) {
	request, err := http.NewRequestWithContext(s.ctx, http.MethodPost, url, bytes.NewReader([]byte(jsonText(v))))
	if err != nil {
		return nil, broken()
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json")
	response, err := s.send(request)
	if err != nil {
		return nil, broken()
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, longest))
	if err != nil || response.StatusCode != http.StatusOK {
		return nil, broken()
	}
	return body, nil
}

func (s *Server) pressed(p *press, r *model.PostActionIntegrationResponse) *model.AppError {
	if r.Update != nil {
		if problem := s.replace(p, r.Update); problem != nil {
			return problem
		}
	}
	if r.EphemeralText == "" {
		return nil
	}
	text := r.EphemeralText
	if !r.SkipSlackParsing {
		text = model.ParseSlackLinksToMarkdown(text)
	}
	post := &model.Post{Message: text, ChannelId: p.request.ChannelId, RootId: p.root, UserId: p.request.UserId}
	for key, value := range p.retain {
		post.AddProp(key, value)
	}
	s.whisper(p.request.UserId, post)
	return nil
}

// replace is an answer's update, which parallel clicks overwrite.
func (s *Server) replace(p *press, update *model.Post) *model.AppError {
	stored := s.posts[p.request.PostId]
	if stored == nil || stored.DeleteAt != 0 {
		return refuse("app.post.get.app_error", http.StatusNotFound)
	}
	edited := stored.Clone()
	edited.Message = update.Message
	if update.GetProps() == nil {
		edited.SetProps(p.props)
	} else {
		edited.SetProps(update.GetProps())
		for key, value := range p.retain {
			edited.AddProp(key, value)
		}
		for _, key := range p.remove {
			edited.DelProp(key)
		}
	}
	_, problem := s.edit(stored, edited)
	return problem
}
