package fakemattermost

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/mattermost/mattermost/server/public/model"
)

// hook is where a command may still answer: 30 minutes, five times.
type hook struct {
	command *model.Command
	args    model.CommandArgs
	until   time.Time
	used    int
}

const (
	hookWindow = 30 * time.Minute
	hookUses   = 5
	longest    = 1 << 20 // of what an integration answers
)

func (s *Server) execute(c *call) (any, *model.AppError) {
	var args model.CommandArgs
	if problem := c.into(&args); problem != nil {
		return nil, problem
	}
	if len(args.Command) <= 1 || args.Command[0] != '/' || !model.IsValidId(args.ChannelId) {
		return nil, refuse("api.command.execute_command.start.app_error", http.StatusBadRequest)
	}
	args.UserId, args.SiteURL = c.me.Id, "http://"+c.Host
	s.mu.Lock()
	command, form, client, problem := s.prepare(c.me, &args)
	s.mu.Unlock()
	if problem != nil {
		return nil, problem
	}
	if command == nil {
		return &model.CommandResponse{}, nil // a plugin has done it
	}
	response, problem := s.ask(command, form)
	if problem != nil {
		return nil, problem
	}
	response.TriggerId = client
	s.mu.Lock()
	defer s.mu.Unlock()
	if problem := s.answers(command, &args, response); problem != nil {
		return nil, refuse("api.command.execute_command.create_post_failed.app_error", http.StatusInternalServerError)
	}
	return response, nil
}

// prepare finds the command and what is sent to it; no command if it is a
// plugin's.
func (s *Server) prepare(me *model.User, args *model.CommandArgs) (*model.Command, url.Values, string, *model.AppError) {
	trigger, text := args.Command, ""
	if i := strings.IndexFunc(trigger, unicode.IsSpace); i >= 0 {
		trigger, text = trigger[:i], trigger[i+1:]
	}
	trigger = strings.TrimPrefix(strings.ToLower(trigger), "/")
	channel := s.channels[args.ChannelId]
	if channel == nil || !s.mayAt(me, channel.Id, "create_post") {
		return nil, nil, "", forbidden()
	}
	if channel.DeleteAt != 0 {
		return nil, nil, "", refuse("api.command.execute_command.deleted.error", http.StatusBadRequest)
	}
	if !channel.IsGroupOrDirect() {
		args.TeamId = channel.TeamId
	} else if m := s.teamMembers[args.TeamId][me.Id]; (m == nil || m.DeleteAt != 0) && !s.may(me, "create_post") {
		return nil, nil, "", forbidden()
	}
	if !*s.config.ServiceSettings.EnableCommands {
		return nil, nil, "", refuse("api.command.disabled.app_error", http.StatusNotImplemented)
	}
	if slices.Contains(s.plugins, trigger) {
		return nil, nil, "", nil
	}
	team := s.teams[args.TeamId]
	if team == nil {
		return nil, nil, "", refuse("app.team.get.find.app_error", http.StatusNotFound)
	}
	command := s.command(args.TeamId, trigger)
	if command == nil {
		return nil, nil, "", refuse("api.command.execute_command.not_found.app_error", http.StatusNotFound)
	}
	client, signed, problem := model.GenerateTriggerId(me.Id, s.key)
	if problem != nil {
		return nil, nil, "", problem
	}
	args.TriggerId = signed
	h := model.NewId()
	s.hooks[h] = &hook{command: command, args: *args, until: s.now().Add(hookWindow)}
	form := url.Values{
		"token": {command.Token}, "team_id": {command.TeamId}, "team_domain": {team.Name},
		"channel_id": {channel.Id}, "channel_name": {channel.Name}, "user_id": {me.Id}, "user_name": {me.Username},
		"command": {"/" + trigger}, "text": {text}, "trigger_id": {signed}, "root_id": {args.RootId},
		"response_url": {args.SiteURL + "/hooks/commands/" + h},
	}
	maps.Copy(form, s.mentionsIn(text, team))
	copied := *command
	return &copied, form, client, nil
}

// mentionsIn are the members and public channels that a command's text names.
func (s *Server) mentionsIn(text string, team *model.Team) url.Values {
	people, channels := model.UserMentionMap{}, model.ChannelMentionMap{}
	for _, u := range s.users {
		if m := s.teamMembers[team.Id][u.Id]; m != nil && m.DeleteAt == 0 && named(text)[u.Username] {
			people[u.Username] = u.Id
		}
	}
	for _, name := range model.ChannelMentions(text) {
		if c := s.channel(team.Id, name); c != nil && c.Type == model.ChannelTypeOpen && c.DeleteAt == 0 {
			channels[name] = c.Id
		}
	}
	form := people.ToURLValues()
	maps.Copy(form, channels.ToURLValues())
	return form
}

// ask calls the command's integration.
func (s *Server) ask(command *model.Command, form url.Values) (*model.CommandResponse, *model.AppError) {
	failed := func(id string) (*model.CommandResponse, *model.AppError) {
		return nil, refuse("api.command.execute_command."+id+".app_error", http.StatusInternalServerError)
	}
	method, address, body := http.MethodPost, command.URL, form.Encode()
	if command.Method == model.CommandMethodGet {
		separator := "?"
		if strings.Contains(address, "?") {
			separator = "&"
		}
		method, address, body = http.MethodGet, address+separator+body, ""
	}
	request, err := http.NewRequestWithContext(s.ctx, method, address, strings.NewReader(body))
	if err != nil {
		return failed("failed")
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Authorization", "Token "+command.Token)
	if command.Method == model.CommandMethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := s.send(request)
	if err != nil {
		return failed("failed")
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		_, problem := failed("failed_resp")
		problem.Message = "Command with a trigger of '" + command.Trigger + "' returned response " + response.Status + "."
		return nil, problem
	}
	answer, err := model.CommandResponseFromHTTPBody(response.Header.Get("Content-Type"), io.LimitReader(response.Body, longest))
	switch {
	case err != nil:
		return failed("failed")
	case answer == nil:
		return failed("failed_empty")
	}
	return answer, nil
}

// answers shows what a command answered, all of it even if a part fails.
func (s *Server) answers(command *model.Command, args *model.CommandArgs, response *model.CommandResponse) *model.AppError {
	var last *model.AppError
	for _, r := range slices.Concat([]*model.CommandResponse{response}, response.ExtraResponses) {
		if problem := s.answerOnce(command, args, r); problem != nil {
			last = problem
		}
	}
	return last
}

func (s *Server) answerOnce(command *model.Command, args *model.CommandArgs, r *model.CommandResponse) *model.AppError {
	p := &model.Post{ChannelId: args.ChannelId, RootId: args.RootId, UserId: args.UserId, Type: r.Type}
	p.SetProps(r.Props)
	if r.ChannelId != "" {
		if s.channelMembers[r.ChannelId][args.UserId] == nil {
			return refuse("api.command.command_post.forbidden.app_error", http.StatusForbidden)
		}
		p.ChannelId = r.ChannelId
	}
	p.AddProp(model.PostPropsFromWebhook, "true")
	p.Message = r.Text
	if !r.SkipSlackParsing {
		p.Message = model.ParseSlackLinksToMarkdown(r.Text)
	}
	if strings.HasPrefix(p.Type, model.PostSystemMessagePrefix) {
		return refuse("api.context.invalid_param.app_error", http.StatusBadRequest)
	}
	if r.Attachments != nil {
		model.ParseMessageAttachment(p, r.Attachments)
	}
	switch {
	case r.ResponseType == model.CommandResponseTypeInChannel:
		_, problem := s.addPost(s.channels[p.ChannelId], s.users[p.UserId], p)
		return problem
	case (r.ResponseType == "" || r.ResponseType == model.CommandResponseTypeEphemeral) && (r.Text != "" || r.Attachments != nil):
		s.whisper(p.UserId, p)
	}
	return nil
}

// answerLate answers POST /hooks/commands/{id}.
func (s *Server) answerLate(c *call) (any, *model.AppError) {
	response, err := model.CommandResponseFromHTTPBody(c.Header.Get("Content-Type"), c.Body)
	if err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, unread(err)
		}
		return nil, refuse("web.command_webhook.parse.app_error", http.StatusBadRequest)
	}
	general := func(status int) (any, *model.AppError) {
		return nil, refuse("web.command_webhook.general.app_error", status)
	}
	h := s.hooks[c.names["hook_id"]]
	switch {
	case response == nil:
		return general(http.StatusBadRequest)
	case h == nil || !s.now().Before(h.until):
		return general(http.StatusNotFound)
	case h.command.DeleteAt != 0 || h.used >= hookUses:
		return general(http.StatusBadRequest)
	}
	h.used++
	args := h.args
	args.TeamId = h.command.TeamId
	if problem := s.answers(h.command, &args, response); problem != nil {
		return general(http.StatusInternalServerError)
	}
	return raw{"text/plain", []byte("ok")}, nil
}
