package mattermost

import (
	"context"
	"net/http"
	"strings"

	"beirat/bot/survey"
)

// lookPeople finds out whom of a board's people nothing reaches. Only who runs
// the server reads it.
func (c *check) lookPeople(ctx context.Context) error {
	for _, h := range c.Homes {
		if err := c.lookSeated(ctx, h); err != nil && !refused(err, http.StatusForbidden) { // the bot is outside, which was said
			return err
		}
	}
	return nil
}

func (c *check) lookSeated(ctx context.Context, h survey.Home) error {
	var gone, asleep, outside, deaf []string
	for _, s := range h.People {
		user, err := c.client.user(ctx, s.ID)
		switch {
		case refused(err, http.StatusNotFound, http.StatusBadRequest):
			gone = append(gone, "@"+s.Name)
			continue
		case err != nil:
			return err
		case user.DeleteAt != 0:
			asleep = append(asleep, "@"+user.Username)
			continue
		}
		in, err := c.client.belongs(ctx, h.Server, s.ID)
		if err != nil {
			return err
		}
		reads := false
		if in {
			if reads, err = c.client.reads(ctx, h.Channel, s.ID); err != nil {
				return err
			}
		}
		switch {
		case !in:
			outside = append(outside, "@"+user.Username)
		case !reads:
			deaf = append(deaf, "@"+user.Username)
		}
	}
	for _, found := range []struct {
		names []string
		what  string
	}{
		{gone, "have no account on this server any more"},
		{asleep, "have a deactivated account and can do nothing"},
		{outside, "are not in its team and cannot vote there"},
		{deaf, "are not in its channel and do not see its polls"},
	} {
		if len(found.names) > 0 {
			c.Wrong("Of the people of the board %q these %s: %s. Please restore that, or tell the board's office.", h.Board, found.what, strings.Join(found.names, ", "))
		}
	}
	return nil
}
