package fakemattermost

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// plain keeps passwords as they are typed: nobody's password is real here.
type plain struct{}

func (plain) Hash(password string) (string, error) { return password, nil }

// mostUsers is where a server without a licence creates no more.
const mostUsers = 250

func (s *Server) firstUser() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := &model.User{Username: "sysadmin", Email: "sysadmin@example.org", Password: "Geheim-12345!"}
	if _, problem := s.addUser(u); problem != nil {
		panic("fakemattermost: the first user: " + problem.Error())
	}
	return s.addToken(u, "first").Token
}

func (s *Server) createUser(c *call) (any, *model.AppError) {
	var u model.User
	if problem := c.into(&u); problem != nil {
		return nil, problem
	}
	u.SanitizeInput(s.isAdmin(c.me))
	if !s.isAdmin(c.me) && !*s.config.TeamSettings.EnableOpenServer && c.URL.Query().Get("iid") == "" {
		return nil, refuse("api.user.create_user.no_open_server", http.StatusForbidden)
	}
	return s.addUser(&u)
}

func (s *Server) addUser(u *model.User) (*model.User, *model.AppError) {
	active := 0
	for _, other := range s.users {
		switch {
		case other.Username == model.NormalizeUsername(u.Username):
			return nil, refuse("app.user.save.username_exists.app_error", http.StatusBadRequest)
		case other.Email == model.NormalizeEmail(u.Email):
			return nil, refuse("app.user.save.email_exists.app_error", http.StatusBadRequest)
		case !other.IsBot && other.DeleteAt == 0:
			active++
		}
	}
	if active >= mostUsers && !u.IsBot {
		return nil, refuse("api.user.create_user.user_limits.exceeded", http.StatusBadRequest)
	}
	if !u.IsBot && len(u.Password) < *s.config.PasswordSettings.MinimumLength {
		return nil, refuse("model.user.is_valid.pwd_min_length.app_error", http.StatusBadRequest)
	}
	u.Roles = model.SystemUserRoleId
	if len(s.users) == 0 {
		u.Roles = model.SystemAdminRoleId + " " + model.SystemUserRoleId
	}
	u.Id, u.CreateAt = "", s.millis()
	if problem := u.PreSave(plain{}); problem != nil {
		return nil, problem
	}
	if problem := u.IsValid(); problem != nil {
		return nil, problem
	}
	s.passwords[u.Id], u.Password = u.Password, ""
	s.users[u.Id] = u
	s.publish(event(model.WebsocketEventNewUser, to{}, "user_id", u.Id))
	return u, nil
}

// shown is what viewer may see of a user.
func (s *Server) shown(u, viewer *model.User) *model.User {
	copied := u.DeepCopy()
	if viewer.Id == u.Id {
		copied.Sanitize(map[string]bool{})
		return copied
	}
	admin := s.isAdmin(viewer)
	copied.SanitizeProfile(map[string]bool{"email": true, "fullname": true, "authservice": admin}, admin)
	if admin {
		copied.AuthData = nil
	}
	return copied
}

func (s *Server) user(id string) (*model.User, *model.AppError) {
	if u := s.users[id]; u != nil {
		return u, nil
	}
	return nil, refuse("app.user.missing_account.const", http.StatusNotFound)
}

func (s *Server) namedUser(c *call) (*model.User, *model.AppError) {
	id, problem := c.id("user_id")
	if problem != nil {
		return nil, problem
	}
	return s.user(id)
}

func (s *Server) readUser(c *call) (any, *model.AppError) {
	u, problem := s.namedUser(c)
	if problem != nil {
		return nil, problem
	}
	return s.shown(u, c.me), nil
}

func (s *Server) userByName(c *call) (any, *model.AppError) {
	name := strings.ToLower(c.names["username"])
	if !model.IsValidUsername(name) {
		return nil, refuse("api.context.invalid_url_param.app_error", http.StatusBadRequest)
	}
	for _, u := range s.users {
		if u.Username == name {
			return s.shown(u, c.me), nil
		}
	}
	return nil, refuse("app.user.get_by_username.app_error", http.StatusNotFound)
}

func (s *Server) userByEmail(c *call) (any, *model.AppError) {
	for _, u := range s.users {
		if u.Email == strings.ToLower(c.names["email"]) {
			return s.shown(u, c.me), nil
		}
	}
	return nil, refuse("app.user.missing_account.const", http.StatusNotFound)
}

// usersWhere answers POST /users/ids and /users/usernames.
func (s *Server) usersWhere(part func(*model.User) string) func(*call) (any, *model.AppError) {
	return func(c *call) (any, *model.AppError) {
		var wanted []string
		if problem := c.into(&wanted); problem != nil {
			return nil, problem
		}
		if len(wanted) == 0 {
			return nil, invalid()
		}
		return s.people(c, func(u *model.User) bool { return slices.Contains(wanted, part(u)) }), nil
	}
}

func (s *Server) listUsers(c *call) (any, *model.AppError) {
	q := c.URL.Query()
	return page(c, s.people(c, func(u *model.User) bool {
		team, channel := q.Get("in_team"), q.Get("in_channel")
		member := s.teamMembers[team][u.Id]
		return (team == "" || member != nil && member.DeleteAt == 0) &&
			(channel == "" || s.channelMembers[channel][u.Id] != nil) &&
			(q.Get("active") != "true" || u.DeleteAt == 0)
	})), nil
}

func (s *Server) people(c *call, wanted func(*model.User) bool) []*model.User {
	list := []*model.User{}
	for _, u := range s.users {
		if wanted(u) {
			list = append(list, s.shown(u, c.me))
		}
	}
	slices.SortFunc(list, func(a, b *model.User) int { return cmp.Compare(a.Username, b.Username) })
	return list
}

func (s *Server) patchUser(c *call) (any, *model.AppError) {
	id, problem := c.id("user_id")
	if problem != nil {
		return nil, problem
	}
	var patch model.UserPatch
	if problem := c.into(&patch); problem != nil {
		return nil, problem
	}
	u := s.users[id]
	switch {
	case !s.mayEdit(c.me, id):
		return nil, forbidden()
	case u == nil:
		return nil, invalid()
	case s.isAdmin(u) && !s.isAdmin(c.me):
		return nil, forbidden()
	}
	patched := u.DeepCopy()
	patched.Patch(&patch)
	patched.UpdateAt = s.millis()
	if problem := patched.IsValid(); problem != nil {
		return nil, problem
	}
	s.users[id] = patched
	s.tellUser(patched)
	return s.shown(patched, c.me), nil
}

// tellUser lets everybody know that a user looks different now.
func (s *Server) tellUser(u *model.User) {
	copied := u.DeepCopy()
	copied.SanitizeProfile(map[string]bool{"email": true, "fullname": true}, false)
	s.publish(event(model.WebsocketEventUserUpdated, to{}, "user", copied))
}

func (s *Server) activateUser(c *call) (any, *model.AppError) {
	u, problem := s.namedUser(c)
	if problem != nil {
		return nil, problem
	}
	var body struct{ Active *bool }
	if problem := c.into(&body); problem != nil || body.Active == nil {
		return nil, invalid()
	}
	if !s.isAdmin(c.me) && (u.Id != c.me.Id || *body.Active) {
		return nil, refuse("api.user.update_active.permissions.app_error", http.StatusForbidden)
	}
	s.setActive(u, *body.Active)
	s.publish(event(model.WebsocketEventUserActivationStatusChange, to{}))
	return nil, nil
}

func (s *Server) deleteUser(c *call) (any, *model.AppError) {
	u, problem := s.namedUser(c)
	if problem != nil {
		return nil, problem
	}
	if u.Id != c.me.Id && !s.isAdmin(c.me) {
		return nil, forbidden()
	}
	s.setActive(u, false)
	return nil, nil
}

// setActive also disables the bots of somebody who leaves.
func (s *Server) setActive(u *model.User, active bool) {
	u.UpdateAt, u.DeleteAt = s.millis(), 0
	if active {
		s.tellUser(u)
		return
	}
	u.DeleteAt = u.UpdateAt
	for token, user := range s.sessions {
		if user == u.Id {
			delete(s.sessions, token)
		}
	}
	s.tellUser(u)
	for _, b := range s.bots {
		if b.OwnerId == u.Id && b.DeleteAt == 0 && *s.config.ServiceSettings.DisableBotsWhenOwnerIsDeactivated {
			b.DeleteAt = u.UpdateAt
			s.setActive(s.users[b.UserId], false)
		}
	}
}

func (s *Server) setRoles(c *call) (any, *model.AppError) {
	u, problem := s.namedUser(c)
	if problem != nil {
		return nil, problem
	}
	var body struct{ Roles string }
	if problem := c.into(&body); problem != nil || !model.IsValidUserRoles(body.Roles) {
		return nil, invalid()
	}
	if !s.may(c.me, "manage_roles") {
		return nil, forbidden()
	}
	for role := range strings.FieldsSeq(body.Roles) {
		if !strings.HasPrefix(role, "system_") {
			return nil, refuse("app.role.check_roles_exist.role_not_found", http.StatusBadRequest)
		}
	}
	u.Roles = body.Roles
	return nil, nil
}

func (s *Server) writePreferences(c *call) (any, *model.AppError) {
	id, problem := c.id("user_id")
	if problem != nil {
		return nil, problem
	}
	var list model.Preferences
	if problem := c.into(&list); problem != nil {
		return nil, problem
	}
	if id != c.me.Id && !s.isAdmin(c.me) {
		return nil, forbidden()
	}
	if len(list) == 0 || len(list) > 100 {
		return nil, invalid()
	}
	for i := range list {
		if list[i].UserId != id {
			return nil, refuse("api.preference.update_preferences.set.app_error", http.StatusForbidden)
		}
		if problem := list[i].IsValid(); problem != nil {
			return nil, problem
		}
	}
	for _, p := range list {
		if s.preferences[id] == nil {
			s.preferences[id] = map[[2]string]model.Preference{}
		}
		s.preferences[id][[2]string{p.Category, p.Name}] = p
	}
	s.publish(event(model.WebsocketEventPreferencesChanged, to{user: id}, "preferences", jsonText(list)))
	return nil, nil
}
