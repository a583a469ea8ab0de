package fakemattermost

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// openWindow is how old a trigger may be that opens a dialog.
const openWindow = 30 * time.Second

// openDialog needs no session: the trigger says whose screen it is.
func (s *Server) openDialog(c *call) (any, *model.AppError) {
	var request model.OpenDialogRequest
	if problem := c.into(&request); problem != nil {
		return nil, problem
	}
	if request.URL == "" {
		return nil, invalid()
	}
	client, user, problem := request.DecodeAndVerifyTriggerId(s.key, openWindow)
	if problem != nil {
		return nil, problem
	}
	if err := request.IsValid(); err != nil {
		s.complaints = append(s.complaints, "dialog: "+err.Error())
	}
	request.TriggerId = client
	s.publish(event(model.WebsocketEventOpenDialog, to{user: user}, "dialog", jsonText(request)))
	return nil, nil
}

func (s *Server) submitDialog(c *call) (any, *model.AppError) {
	var request model.SubmitDialogRequest
	if problem := c.into(&request); problem != nil {
		return nil, problem
	}
	if request.URL == "" {
		return nil, invalid()
	}
	request.UserId = c.me.Id
	s.mu.Lock()
	problem := s.maySubmit(c.me, &request)
	s.mu.Unlock()
	if problem != nil {
		return nil, problem
	}
	url := request.URL
	request.URL = ""
	if request.Type != "refresh" {
		request.Type = "dialog_submission"
	}
	body, problem := s.call(url, request)
	if problem != nil {
		return nil, problem
	}
	var response model.SubmitDialogResponse
	if len(body) == 0 {
		return response, nil
	}
	if err := json.Unmarshal(body, &response); err != nil {
		return nil, refuse("app.submit_interactive_dialog.decode_json_error", http.StatusInternalServerError)
	}
	if err := response.IsValid(); err != nil && !strings.Contains(err.Error(), "invalid form") {
		return nil, refuse("app.submit_interactive_dialog.invalid_response", http.StatusBadRequest)
	}
	return response, nil
}

func (s *Server) maySubmit(me *model.User, r *model.SubmitDialogRequest) *model.AppError {
	switch {
	case s.channels[r.ChannelId] == nil:
		return refuse("app.channel.get.existing.app_error", http.StatusNotFound)
	case !s.mayRead(me, r.ChannelId), !s.mayIn(me, r.TeamId, "view_team"):
		return forbidden()
	}
	return nil
}
