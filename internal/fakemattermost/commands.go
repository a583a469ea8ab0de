package fakemattermost

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// Triggers that nobody may take: those that everybody is shown, and the others.
const (
	builtIn = "away code collapse dnd echo expand groupmsg header help invite join kick leave logout me msg mute offline online open " +
		"purpose remove rename search secure-connection settings share-channel shortcuts shrug status"
	builtInHidden = "exportlink invite_people marketplace"
)

func (s *Server) createCommand(c *call) (any, *model.AppError) {
	var n model.Command
	if problem := c.into(&n); problem != nil {
		return nil, problem
	}
	if !s.mayIn(c.me, n.TeamId, "manage_slash_commands") {
		return nil, forbidden()
	}
	if !*s.config.ServiceSettings.EnableCommands {
		return nil, refuse("api.command.disabled.app_error", http.StatusNotImplemented)
	}
	n.CreatorId, n.Trigger = c.me.Id, strings.ToLower(n.Trigger)
	if n.Id != "" {
		return nil, refuse("app.command.createcommand.internal_error", http.StatusInternalServerError)
	}
	if slices.Contains(strings.Fields(builtIn+" "+builtInHidden), n.Trigger) || s.command(n.TeamId, n.Trigger) != nil {
		return nil, refuse("api.command.duplicate_trigger.app_error", http.StatusBadRequest)
	}
	n.PreSave()
	if problem := n.IsValid(); problem != nil {
		return nil, problem
	}
	s.commands[n.Id] = &n
	return n, nil
}

func (s *Server) command(team, trigger string) *model.Command {
	for _, c := range s.commands {
		if c.TeamId == team && c.Trigger == trigger && c.DeleteAt == 0 {
			return c
		}
	}
	return nil
}

func (s *Server) listCommands(c *call) (any, *model.AppError) {
	team := c.URL.Query().Get("team_id")
	custom := c.URL.Query().Get("custom_only") == "true"
	manages := s.mayIn(c.me, team, "manage_slash_commands")
	switch {
	case team == "":
		return nil, invalid()
	case !s.mayIn(c.me, team, "view_team"), custom && !manages:
		return nil, forbidden()
	}
	list := []model.Command{}
	for _, found := range s.commands {
		shown := *found
		if !custom {
			shown.Sanitize()
		}
		if found.TeamId == team && found.DeleteAt == 0 && (manages || found.AutoComplete) {
			list = append(list, shown)
		}
	}
	slices.SortFunc(list, func(a, b model.Command) int { return cmp.Compare(a.Trigger, b.Trigger) })
	if !custom {
		list = s.withForeign(list)
	}
	return list, nil
}

// completions answers GET /teams/{id}/commands/autocomplete.
func (s *Server) completions(c *call) (any, *model.AppError) {
	team, problem := c.id("team_id")
	if problem != nil {
		return nil, problem
	}
	if !s.mayIn(c.me, team, "view_team") {
		return nil, forbidden()
	}
	list := []model.Command{}
	for _, found := range s.commands {
		if found.TeamId == team && found.DeleteAt == 0 && found.AutoComplete {
			shown := *found
			shown.Sanitize()
			list = append(list, shown)
		}
	}
	return s.withForeign(list), nil
}

// withForeign adds the commands of plugins and of the server itself. Neither
// has an id, and a plugin's command hides one of the same trigger.
func (s *Server) withForeign(list []model.Command) []model.Command {
	list = slices.DeleteFunc(list, func(c model.Command) bool { return slices.Contains(s.plugins, c.Trigger) })
	for _, trigger := range slices.Concat(s.plugins, strings.Fields(builtIn)) {
		list = append(list, model.Command{Trigger: trigger, DisplayName: trigger, AutoComplete: true})
	}
	slices.SortFunc(list, func(a, b model.Command) int { return cmp.Compare(a.Trigger, b.Trigger) })
	return list
}

// managedCommand is a command that the person may change.
func (s *Server) managedCommand(c *call) (*model.Command, *model.AppError) {
	id, problem := c.id("command_id")
	if problem != nil {
		return nil, problem
	}
	found := s.commands[id]
	switch {
	case found == nil || found.DeleteAt != 0 || !s.mayIn(c.me, found.TeamId, "manage_slash_commands"):
		return nil, refuse("store.sql_command.save.get.app_error", http.StatusNotFound)
	case found.CreatorId != c.me.Id && !s.mayIn(c.me, found.TeamId, "manage_others_slash_commands"):
		return nil, forbidden()
	}
	return found, nil
}

func (s *Server) readCommand(c *call) (any, *model.AppError) {
	found, problem := s.managedCommand(c)
	if problem != nil {
		return nil, problem
	}
	return found, nil
}

func (s *Server) updateCommand(c *call) (any, *model.AppError) {
	id, problem := c.id("command_id")
	if problem != nil {
		return nil, problem
	}
	var n model.Command
	if problem := c.into(&n); problem != nil || n.Id != id {
		return nil, invalid()
	}
	if old := s.commands[id]; old != nil && old.DeleteAt == 0 && old.TeamId != n.TeamId {
		return nil, refuse("api.command.team_mismatch.app_error", http.StatusBadRequest)
	}
	old, problem := s.managedCommand(c)
	if problem != nil {
		return nil, problem
	}
	n.Trigger, n.Token, n.CreatorId, n.CreateAt = strings.ToLower(n.Trigger), old.Token, old.CreatorId, old.CreateAt
	n.UpdateAt, n.DeleteAt, n.PluginId = s.millis(), 0, old.PluginId
	if problem := n.IsValid(); problem != nil {
		return nil, problem
	}
	s.commands[id] = &n
	return n, nil
}

func (s *Server) deleteCommand(c *call) (any, *model.AppError) {
	found, problem := s.managedCommand(c)
	if problem != nil {
		return nil, problem
	}
	found.DeleteAt = s.millis()
	return nil, nil
}

func (s *Server) renewCommand(c *call) (any, *model.AppError) {
	found, problem := s.managedCommand(c)
	if problem != nil {
		return nil, problem
	}
	found.Token = model.NewId()
	return map[string]string{"token": found.Token}, nil
}
