package discord

import (
	"context"
	"net/http"
	"strings"

	"beirat/bot/survey"
)

// codeUnknownGuild is what Discord answers where there is no such guild.
const codeUnknownGuild = 10004

// lookHomes finds out whether the bot can write where the boards live, and whom
// of their people it reaches.
func (c *check) lookHomes(ctx context.Context) error {
	if len(c.Homes) == 0 {
		c.Note("No board lives on Discord yet. \"beirat setup discord\" makes one; without --guild it says how the bot is invited.")
	}
	for _, h := range c.Homes {
		if err := c.lookHome(ctx, h); err != nil {
			return err
		}
	}
	return nil
}

func (c *check) lookHome(ctx context.Context, h survey.Home) error {
	err := c.enter(ctx, h.Server)
	if refused(err, codeUnknownGuild, codeNoAccess) || refusedStatus(err, http.StatusNotFound, http.StatusForbidden) {
		c.Wrong("The bot is not in the server of the board %q (any more). An administrator of the server invites it with this link: %s", h.Board, c.link(h.Server))
		return nil
	}
	if err != nil {
		return err
	}
	at := -1
	for i, other := range c.channels {
		if other.ID == h.Channel {
			at = i
		}
	}
	if at < 0 {
		c.Wrong("The channel of the board %q in the server %q is gone. \"beirat setup discord --board …\" gives the board another one.", h.Board, c.guild.Name)
		return nil
	}
	c.channel = c.channels[at]
	hindrances := c.hindrances(c.channel)
	for _, text := range hindrances {
		c.Wrong("%s", text)
	}
	losses := c.losses(c.channel)
	for _, text := range losses {
		c.Note("%s", text)
	}
	if text := c.excess(); text != "" {
		c.Note("%s", text)
	}
	if len(hindrances)+len(losses) == 0 {
		c.Good("The bot has every permission that it needs in the channel #%s of the board %q.", c.channel.Name, h.Board)
	}
	return c.lookSeated(ctx, h)
}

// lookSeated finds out whom of a board's people nothing reaches. Only who runs
// the program reads it.
func (c *check) lookSeated(ctx context.Context, h survey.Home) error {
	var gone, deaf, mute []string
	for _, s := range h.People {
		m, err := c.member(ctx, s.ID)
		switch {
		case refused(err, codeUnknownMember, codeUnknownUser):
			gone = append(gone, "@"+s.Name)
		case err != nil:
			return err
		default:
			may := c.guild.in(c.channel, s.ID, m.Roles)
			if may&viewChannel == 0 {
				deaf = append(deaf, "@"+m.User.Username)
			} else if may&useCommands == 0 {
				mute = append(mute, "@"+m.User.Username)
			}
		}
	}
	for _, found := range []struct {
		names []string
		what  string
	}{
		{gone, "are not in its server and cannot vote there"},
		{deaf, "do not see its channel and its polls"},
		{mute, "lack the permission \"Use Application Commands\" (\"Anwendungsbefehle verwenden\") in its channel: they have the buttons, and no commands"},
	} {
		if len(found.names) > 0 {
			c.Wrong("Of the people of the board %q these %s: %s. Please restore that, or tell the board's office.", h.Board, found.what, strings.Join(found.names, ", "))
		}
	}
	return nil
}
