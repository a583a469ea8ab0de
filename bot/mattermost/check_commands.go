package mattermost

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"github.com/mattermost/mattermost/server/public/model"
)

// teams are those of the homes, each once.
func (c *check) teams() []string {
	var ids []string
	for _, h := range c.Homes {
		if !slices.Contains(ids, h.Server) {
			ids = append(ids, h.Server)
		}
	}
	return ids
}

// lookCommands finds out whether the words of the commands lead to us.
func (c *check) lookCommands(ctx context.Context) error {
	if c.Callback == "" {
		return nil
	}
	for _, team := range c.teams() {
		if err := c.lookTeamCommands(ctx, team); err != nil && !refused(err, http.StatusForbidden, http.StatusNotFound) {
			return err
		}
	}
	return nil
}

func (c *check) lookTeamCommands(ctx context.Context, team string) error {
	every, err := c.client.autocompleted(ctx, team)
	if err != nil {
		return err
	}
	var custom []*model.Command
	if c.admin != nil {
		if every, err = c.admin.commands(ctx, team, true); err != nil {
			return err
		}
		if custom, err = c.admin.commands(ctx, team, false); err != nil {
			return err
		}
	}
	proofs, err := c.Memory.Recollect(ctx, Name, commandTokens+team+"/")
	if err != nil {
		return err
	}
	name := team
	if t, err := cmp.Or(c.admin, c.client).team(ctx, team); err == nil {
		name = t.Name
	}
	before := len(c.Findings)
	for _, t := range c.Triggers {
		proof := string(proofs[CommandToken(team, t.Word)])
		switch shown, own := commandOf(every, t.Word), commandOf(custom, t.Word); {
		case shown == nil && own == nil:
			c.Wrong("The team %q has no command /%s. \"beirat setup mattermost\" makes it.", name, t.Word)
		case shown != nil && shown.Id == "":
			c.Wrong("The command /%s of the team %q belongs to the server itself or to one of its plugins, and theirs wins. Please disable that plugin, or set prefix.", t.Word, name)
		case proof == "":
			c.Wrong("This database knows no token of the command /%s of the team %q, so its calls are refused. \"beirat setup mattermost\" repairs that.", t.Word, name)
		case own != nil:
			c.lookAddress(name, own, proof)
		}
	}
	if len(c.Findings) == before {
		c.Good("The team %q has the %d commands.", name, len(c.Triggers))
	}
	return nil
}

func (c *check) lookAddress(team string, own *model.Command, proof string) {
	switch {
	case own.URL != c.Callback+CommandPath:
		c.Wrong("The command /%s of the team %q calls %s, not %s. \"beirat setup mattermost\" repairs that if the command is ours.", own.Trigger, team, hostOf(own.URL), hostOf(c.Callback))
	case own.Method != model.CommandMethodPost:
		c.Wrong("The command /%s of the team %q is called by GET, which puts its token into addresses and logs. \"beirat setup mattermost\" repairs that.", own.Trigger, team)
	case TokenHash(own.Token) != proof:
		c.Wrong("The command /%s of the team %q has another token than this database knows, so its calls are refused. \"beirat setup mattermost\" repairs that.", own.Trigger, team)
	}
}
