package fakemattermost

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// session says whose token the request carries; nobody's if it carries none.
func (s *Server) session(r *http.Request) (*model.User, *model.AppError) {
	token := ""
	if cookie, err := r.Cookie(model.SessionCookieToken); err == nil {
		token = cookie.Value
	}
	kind, value, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if kind = strings.ToLower(kind); kind == "bearer" || kind == "token" {
		token = value
	}
	if token == "" {
		return nil, nil
	}
	if u := s.bearer(token); u != nil {
		return u, nil
	}
	return nil, refuse("api.context.session_expired.app_error", http.StatusUnauthorized)
}

// bearer is the active user of a token, nil if it is nobody's.
func (s *Server) bearer(token string) *model.User {
	id := s.sessions[token]
	for _, t := range s.tokens {
		if t.Token == token && t.IsActive {
			id = t.UserId
		}
	}
	u := s.users[id]
	if u == nil || u.DeleteAt != 0 {
		return nil
	}
	if s.sessions[token] == "" && !u.IsBot && !*s.config.ServiceSettings.EnableUserAccessTokens {
		return nil
	}
	return u
}

func (s *Server) login(c *call) (any, *model.AppError) {
	var body map[string]string
	if problem := c.into(&body); problem != nil {
		return nil, problem
	}
	for _, u := range s.users {
		name := strings.ToLower(body["login_id"])
		if body["id"] != u.Id && u.Username != name && u.Email != name {
			continue
		}
		switch {
		case u.IsBot:
			return nil, refuse("api.user.login.bot_login_forbidden.app_error", http.StatusUnauthorized)
		case body["password"] == "":
			return nil, refuse("api.user.login.blank_pwd.app_error", http.StatusBadRequest)
		case s.passwords[u.Id] != body["password"]:
			return nil, refuse("api.user.login.invalid_credentials_email_username", http.StatusUnauthorized)
		case u.DeleteAt != 0:
			return nil, refuse("api.user.login.inactive.app_error", http.StatusUnauthorized)
		}
		token := model.NewId()
		s.sessions[token] = u.Id
		c.writer.Header().Set("Token", token)
		return s.shown(u, u), nil
	}
	return nil, refuse("api.user.login.invalid_credentials_email_username", http.StatusUnauthorized)
}

func (s *Server) addToken(u *model.User, description string) *model.UserAccessToken {
	t := &model.UserAccessToken{Id: model.NewId(), Token: model.NewId(), UserId: u.Id, Description: description, IsActive: true}
	s.tokens[t.Id] = t
	return t
}

func (s *Server) createToken(c *call) (any, *model.AppError) {
	u, problem := s.namedUser(c)
	if problem != nil {
		return nil, problem
	}
	var body model.UserAccessToken
	if problem := c.into(&body); problem != nil {
		return nil, problem
	}
	switch {
	case body.Description == "":
		return nil, invalid()
	case !s.may(c.me, "create_user_access_token") || !s.mayEdit(c.me, u.Id):
		return nil, forbidden()
	case !u.IsBot && !*s.config.ServiceSettings.EnableUserAccessTokens:
		return nil, refuse("app.user_access_token.disabled", http.StatusNotImplemented)
	}
	return s.addToken(u, body.Description), nil
}

func (s *Server) listTokens(c *call) (any, *model.AppError) {
	u, problem := s.namedUser(c)
	if problem != nil {
		return nil, problem
	}
	if !s.may(c.me, "read_user_access_token") || !s.mayEdit(c.me, u.Id) {
		return nil, forbidden()
	}
	list := []model.UserAccessToken{}
	for _, t := range s.tokens {
		if t.UserId == u.Id {
			shown := *t
			shown.Token = ""
			list = append(list, shown)
		}
	}
	slices.SortFunc(list, func(a, b model.UserAccessToken) int { return cmp.Compare(a.Id, b.Id) })
	return page(c, list), nil
}

// changeToken answers revoke, disable and enable.
func (s *Server) changeToken(change func(*model.UserAccessToken)) func(*call) (any, *model.AppError) {
	return func(c *call) (any, *model.AppError) {
		var body struct {
			ID string `json:"token_id"`
		}
		if problem := c.into(&body); problem != nil || body.ID == "" {
			return nil, invalid()
		}
		if !s.may(c.me, "revoke_user_access_token") {
			return nil, forbidden()
		}
		t := s.tokens[body.ID]
		if t == nil {
			return nil, refuse("app.user_access_token.get_by_user.app_error", http.StatusNotFound)
		}
		if !s.mayEdit(c.me, t.UserId) {
			return nil, forbidden()
		}
		change(t)
		return nil, nil
	}
}
