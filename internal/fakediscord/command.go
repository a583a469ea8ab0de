package fakediscord

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
)

// The kinds of options of a command.
const (
	subcommand  = 1
	group       = 2
	ofString    = 3
	ofInteger   = 4
	ofBoolean   = 5
	ofUser      = 6
	ofNumber    = 10
	chatCommand = 1
)

// command is one as the bot registered it.
type command struct {
	ID           string            `json:"id,omitempty"`
	Kind         int               `json:"type"`
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations"`
	About        string            `json:"description"`
	Abouts       map[string]string `json:"description_localizations"`
	Options      []*option         `json:"options"`
	Permissions  *permissions      `json:"default_member_permissions"`
	Direct       *bool             `json:"dm_permission,omitempty"`
	Contexts     []int             `json:"contexts"`
	Integrations []int             `json:"integration_types,omitempty"`
}

type option struct {
	Kind      int               `json:"type"`
	Name      string            `json:"name"`
	Names     map[string]string `json:"name_localizations,omitempty"`
	About     string            `json:"description"`
	Abouts    map[string]string `json:"description_localizations,omitempty"`
	Required  bool              `json:"required,omitempty"`
	Choices   []choice          `json:"choices,omitempty"`
	Options   []*option         `json:"options,omitempty"`
	Asks      bool              `json:"autocomplete,omitempty"`
	MinLength *int              `json:"min_length,omitempty"`
	MaxLength *int              `json:"max_length,omitempty"`
	Min       *float64          `json:"min_value,omitempty"`
	Max       *float64          `json:"max_value,omitempty"`
}

type choice struct {
	Name  string            `json:"name"`
	Names map[string]string `json:"name_localizations,omitempty"`
	Value any               `json:"value"`
}

// permissions are written as a string, and may be sent as a number.
type permissions int64

func (p permissions) MarshalJSON() ([]byte, error) {
	return json.Marshal(strconv.FormatInt(int64(p), 10))
}

func (p *permissions) UnmarshalJSON(raw []byte) error {
	text, err := strconv.Unquote(string(raw))
	if err != nil {
		text = string(raw)
	}
	n, err := strconv.ParseInt(text, 10, 64)
	*p = permissions(n)
	return err
}

// local is a text in the user's language.
func local(text string, localized map[string]string, locale string) string {
	if other := localized[locale]; other != "" {
		return other
	}
	return text
}

// where gives the guild in the path, "" for global commands, if the
// application in the path is the one that asks.
func (s *Server) where(c *call) (string, *refusal) {
	if c.names["application"] != c.app.ID {
		return "", wrong(403, 20012, "You are not authorized to perform this action on this application")
	}
	id := c.names["guild"]
	if id == "" {
		return "", nil
	}
	if g := s.guilds[id]; g == nil || g.members[c.app.BotID] == nil {
		return "", refuse(403, 50001, "Missing Access")
	}
	return id, nil
}

func (s *Server) readCommands(c *call) (any, *refusal) {
	guild, no := s.where(c)
	if no != nil {
		return nil, no
	}
	full := c.URL.Query().Get("with_localizations") == "true"
	found := []any{}
	for _, registered := range c.app.commands[guild] {
		found = append(found, s.commandData(c.app, guild, registered, full))
	}
	return found, nil
}

// commandData is a command as the API gives it. Without localizations the
// dictionaries are left out.
func (s *Server) commandData(a *Application, guild string, registered *command, full bool) map[string]any {
	text, err := json.Marshal(registered)
	if err != nil {
		panic("fakediscord: encode a command: " + err.Error())
	}
	var data map[string]any
	if err := json.Unmarshal(text, &data); err != nil {
		panic("fakediscord: decode a command: " + err.Error())
	}
	data["application_id"], data["version"], data["nsfw"] = a.ID, registered.ID, false
	if guild != "" {
		data["guild_id"] = guild
	}
	if !full {
		strip(data)
	}
	return data
}

func strip(value any) {
	switch v := value.(type) {
	case map[string]any:
		delete(v, "name_localizations")
		delete(v, "description_localizations")
		for _, inner := range v {
			strip(inner)
		}
	case []any:
		for _, inner := range v {
			strip(inner)
		}
	}
}

func (s *Server) overwriteCommands(c *call) (any, *refusal) {
	guild, no := s.where(c)
	if no != nil {
		return nil, no
	}
	var wanted []*command
	if err := json.Unmarshal(c.body.raw, &wanted); err != nil {
		return nil, invalid("commands: " + err.Error())
	}
	r := &rules{}
	r.commands(wanted)
	if no := r.refusal(); no != nil {
		return nil, no
	}
	have := c.app.commands[guild]
	made := 0
	for _, w := range wanted {
		if w.Kind == 0 {
			w.Kind = chatCommand
		}
		i := slices.IndexFunc(have, func(h *command) bool { return h.Name == w.Name && h.Kind == w.Kind })
		if i < 0 {
			made++
			w.ID = s.id()
		} else {
			w.ID = have[i].ID
		}
		if w.Contexts == nil && guild == "" {
			w.Contexts = []int{0, 1, 2}
			if w.Direct != nil && !*w.Direct {
				w.Contexts = []int{0}
			}
		}
	}
	if c.app.created+made > 200 {
		return nil, wrong(http.StatusBadRequest, 30034, "Max number of daily application command creates has been reached (200)")
	}
	c.app.created += made
	c.app.commands[guild] = wanted
	found := []any{}
	for _, w := range wanted {
		found = append(found, s.commandData(c.app, guild, w, true))
	}
	return found, nil
}

// Registered is what the bot has registered, as JSON; an empty guild stands for
// the global commands.
func (a *Application) Registered(guildID string) []byte {
	a.server.mu.Lock()
	defer a.server.mu.Unlock()
	text, err := json.Marshal(a.commands[guildID])
	if err != nil {
		panic("fakediscord: encode commands: " + err.Error())
	}
	return text
}
