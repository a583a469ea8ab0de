package mattermost

import (
	"cmp"
	"context"
	"net/http"

	"beirat/bot/survey"
)

func (c *check) lookBot(ctx context.Context) (err error) {
	c.bot, err = c.client.me(ctx)
	switch {
	case refused(err, http.StatusUnauthorized):
		c.Wrong("The server does not accept the bot's token: it was revoked, or the bot's account is deactivated, perhaps with its owner's. \"beirat setup mattermost\" repairs that; with --new-token it makes another token.")
		return survey.ErrEnough
	case err != nil:
		return err
	case !c.bot.IsBot:
		c.Wrong("The token belongs to the person @%s. A bot needs an account of its own; \"beirat setup mattermost\" makes one.", c.bot.Username)
		return survey.ErrEnough // nothing is tried in a person's name
	default:
		c.Good("The token is that of the bot @%s.", c.bot.Username)
	}
	return nil
}

func (c *check) lookOwner(ctx context.Context) error {
	if c.admin == nil {
		return nil
	}
	bot, err := c.admin.bot(ctx, c.bot.Id)
	if err != nil {
		return err
	}
	owner, err := c.admin.user(ctx, bot.OwnerId)
	if refused(err, http.StatusNotFound, http.StatusBadRequest) {
		c.Wrong("The bot @%s belongs to a plugin, and goes with it. \"beirat setup mattermost\" makes a bot of its own.", c.bot.Username)
		return nil
	}
	if err != nil {
		return err
	}
	s, err := c.admin.settings(ctx)
	if err != nil {
		return err
	}
	falls := s.ServiceSettings.DisableBotsWhenOwnerIsDeactivated
	switch {
	case owner.DeleteAt != 0:
		c.Wrong("The bot belongs to @%s, whose account is deactivated. \"beirat setup mattermost\" gives it to another administrator.", owner.Username)
	case !owner.IsSystemAdmin():
		c.Wrong("The bot belongs to @%s, who is no system administrator and can speak in its name. \"beirat setup mattermost\" gives it to an administrator.", owner.Username)
	case falls == nil || *falls:
		c.Note("The bot belongs to @%s, and falls asleep when that account is deactivated. System Console, Integrations, Bot Accounts, \"Disable bot accounts when owner is deactivated\" (ServiceSettings.DisableBotsWhenOwnerIsDeactivated) off prevents that.", owner.Username)
	default:
		c.Good("The bot stays when the account of its owner @%s is deactivated.", owner.Username)
	}
	return nil
}

func (c *check) lookSettings(ctx context.Context) error {
	if c.admin == nil {
		return nil
	}
	s, err := c.admin.settings(ctx)
	if err != nil {
		return err
	}
	for _, text := range hints(s, c.Language) {
		c.Note("%s", text)
	}
	clear := true
	for _, o := range obstacles(ctx, s, c.Callback) {
		if o.key == "SiteURL" { // said already
			continue
		}
		clear = false
		c.Wrong("%s", o.text)
	}
	if clear {
		c.Good("No setting of the server is in the way.")
	}
	return nil
}

// lookHomes finds out whether the bot can write where the boards live.
func (c *check) lookHomes(ctx context.Context) error {
	if len(c.Homes) == 0 {
		c.Note("No board lives on this server yet. \"beirat setup mattermost\" makes one, and so does an administrator in a channel with /beirat einrichten.")
	}
	for _, h := range c.Homes {
		if err := c.lookHome(ctx, h); err != nil {
			return err
		}
	}
	return nil
}

func (c *check) lookHome(ctx context.Context, h survey.Home) error {
	in, err := c.client.belongs(ctx, h.Server, c.bot.Id)
	if err != nil && !refused(err, http.StatusForbidden, http.StatusNotFound) {
		return err
	}
	team, teamErr := cmp.Or(c.admin, c.client).team(ctx, h.Server)
	switch {
	case refused(teamErr, http.StatusNotFound), teamErr == nil && team.DeleteAt != 0:
		c.Wrong("The team of the board %q is archived or deleted. Please restore it in the System Console.", h.Board)
		return nil
	case !in:
		c.Wrong("@%s is not in the team of the board %q. Please add it, or let \"beirat setup mattermost\" do so.", c.bot.Username, h.Board)
		return nil
	case teamErr != nil:
		return teamErr
	}
	channel, err := cmp.Or(c.admin, c.client).channel(ctx, h.Channel)
	if err != nil && !refused(err, http.StatusForbidden, http.StatusNotFound) {
		return err
	}
	reads, readErr := c.client.reads(ctx, h.Channel, c.bot.Id)
	if readErr != nil && !refused(readErr, http.StatusForbidden) {
		return readErr
	}
	switch {
	case refused(err, http.StatusNotFound):
		c.Wrong("The channel of the board %q in the team %q is gone.", h.Board, team.Name)
	case err == nil && channel.DeleteAt != 0:
		c.Wrong("The channel %q of the board %q is archived; nothing can be written there. Please unarchive it.", channel.Name, h.Board)
	case err == nil && channel.TeamId != h.Server:
		c.Wrong("The channel %q of the board %q was moved to another team; the commands of that team are not ours.", channel.Name, h.Board)
	case !reads:
		c.Wrong("@%s is not in the channel of the board %q in the team %q. Please add it, or let \"beirat setup mattermost\" do so.", c.bot.Username, h.Board, team.Name)
	default:
		c.Good("@%s is in the channel %q of the board %q.", c.bot.Username, channel.Name, h.Board)
	}
	return nil
}
