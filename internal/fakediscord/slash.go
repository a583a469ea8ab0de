package fakediscord

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Command is a command, or one of its subcommands, as it is shown to somebody.
type Command struct {
	Name        string // in the language of the user
	Registered  string
	Description string
	Bot         string // its name
	Subcommands []Command
	Options     []CommandOption
}

// CommandOption is what can be given to a command.
type CommandOption struct {
	Name        string // in the language of the user
	Registered  string
	Description string
	Kind        int // 3 string, 4 integer, 5 boolean, 6 user, 10 number, 11 file
	Required    bool
	Asks        bool // completes while somebody types
	Choices     []Choice
	MinLength   int // 0: none
	MaxLength   int // 0: none
}

// Choice is something to choose.
type Choice struct {
	Name  string // in the language of the user
	Value any
}

// Value is what somebody gives for an option: a string (for a user the id), a
// number, a bool or a File.
type Value struct {
	Name  string // as registered, or as the user sees it
	Value any
}

// Commands are those that a user is shown in a guild, sorted by name; an empty
// guild stands for the direct messages with bots.
func (u *User) Commands(guildID string) []Command {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	var shown []Command
	for _, a := range s.applications {
		for _, c := range s.offeredTo(u, a, s.guilds[guildID]) {
			shown = append(shown, Command{
				Name: local(c.Name, c.Names, u.Locale), Registered: c.Name, Description: local(c.About, c.Abouts, u.Locale), Bot: a.Name,
				Subcommands: subcommands(c.Options, u.Locale), Options: optionsOf(c.Options, u.Locale),
			})
		}
	}
	slices.SortFunc(shown, func(a, b Command) int { return strings.Compare(a.Name, b.Name) })
	return shown
}

// offeredTo gives the commands of a bot that somebody may use; those of the
// guild stand before the global ones of the same name.
func (s *Server) offeredTo(u *User, a *Application, g *Guild) []*command {
	var found []*command
	if g == nil {
		if !s.mutual(u, a.bot) {
			return nil
		}
		for _, c := range a.commands[""] {
			if slices.Contains(c.Contexts, 1) {
				found = append(found, c)
			}
		}
		return found
	}
	if g.members[a.BotID] == nil || g.members[u.ID] == nil {
		return nil
	}
	for _, c := range slices.Concat(a.commands[g.ID], a.commands[""]) {
		if c.Contexts != nil && !slices.Contains(c.Contexts, 0) {
			continue
		}
		if c.Permissions != nil {
			need := int64(*c.Permissions)
			if may := g.may(u.ID); may != everything && (need == 0 || may&need != need) {
				continue
			}
		}
		if !slices.ContainsFunc(found, func(f *command) bool { return f.Name == c.Name }) {
			found = append(found, c)
		}
	}
	return found
}

func subcommands(list []*option, locale string) []Command {
	var found []Command
	for _, o := range list {
		if o.Kind == subcommand || o.Kind == group {
			found = append(found, Command{
				Name: local(o.Name, o.Names, locale), Registered: o.Name, Description: local(o.About, o.Abouts, locale),
				Subcommands: subcommands(o.Options, locale), Options: optionsOf(o.Options, locale),
			})
		}
	}
	return found
}

func optionsOf(list []*option, locale string) []CommandOption {
	var found []CommandOption
	for _, o := range list {
		if o.Kind == subcommand || o.Kind == group {
			continue
		}
		shown := CommandOption{
			Name: local(o.Name, o.Names, locale), Registered: o.Name, Description: local(o.About, o.Abouts, locale), Kind: o.Kind,
			Required: o.Required, Asks: o.Asks, MinLength: or(o.MinLength, 0), MaxLength: or(o.MaxLength, 0),
		}
		for _, c := range o.Choices {
			shown.Choices = append(shown.Choices, Choice{local(c.Name, c.Names, locale), c.Value})
		}
		found = append(found, shown)
	}
	return found
}

// Slash uses a command. The path has its name and those of its group and
// subcommand, as registered or as the user sees them.
func (u *User) Slash(ctx context.Context, in Place, path []string, options []Value) (*Outcome, error) {
	return u.command(ctx, byCommand, in, path, options, "")
}

// Complete asks for what an option could be, with what is typed so far as its
// value.
func (u *User) Complete(ctx context.Context, in Place, path []string, options []Value, focused string) ([]Choice, error) {
	o, err := u.command(ctx, byTyping, in, path, options, focused)
	if err != nil {
		return nil, err
	}
	return o.Choices, nil
}

func (u *User) command(ctx context.Context, kind int, in Place, path []string, values []Value, focused string) (*Outcome, error) {
	s := u.server
	return s.act(ctx, func() (*interaction, map[string]any, error) {
		channel, err := s.place(u, in)
		if err != nil {
			return nil, nil, err
		}
		if channel.may(u.ID)&UseCommands == 0 {
			return nil, nil, fmt.Errorf("%w: commands may not be used in %s", ErrNotHere, channel.ID)
		}
		if len(path) == 0 {
			return nil, nil, fmt.Errorf("%w: no name", ErrNoCommand)
		}
		a, c := s.commandNamed(u, channel, path[0])
		if c == nil {
			return nil, nil, fmt.Errorf("%w: /%s", ErrNoCommand, path[0])
		}
		t := &typing{server: s, user: u, channel: channel, focused: focused, typed: kind == byTyping, people: map[string]bool{}, files: map[string]any{}}
		sent, err := t.options(c.Options, path[1:], values)
		if err != nil {
			return nil, nil, err
		}
		data := map[string]any{"id": c.ID, "name": c.Name, "type": c.Kind, "options": sent}
		if channel.guild != nil && slices.Contains(a.commands[channel.guild.ID], c) {
			data["guild_id"] = channel.guild.ID
		}
		if len(t.people) > 0 {
			var ids []string
			for id := range t.people {
				ids = append(ids, id)
			}
			data["resolved"] = s.resolved(channel, ids)
		}
		if len(t.files) > 0 {
			resolved, _ := data["resolved"].(map[string]any)
			if resolved == nil {
				resolved = map[string]any{}
			}
			resolved["attachments"], data["resolved"] = t.files, resolved
		}
		return s.begun(kind, a, u, channel), data, nil
	})
}

func (s *Server) commandNamed(u *User, channel *Channel, name string) (*Application, *command) {
	for _, a := range s.applications {
		if channel.guild == nil && channel.other(u) != a.bot {
			continue
		}
		offered := s.offeredTo(u, a, channel.guild)
		for _, exact := range []func(*command) bool{
			func(c *command) bool { return c.Name == name },
			func(c *command) bool { return local(c.Name, c.Names, u.Locale) == name },
		} {
			if i := slices.IndexFunc(offered, exact); i >= 0 {
				return a, offered[i]
			}
		}
	}
	return nil, nil
}
