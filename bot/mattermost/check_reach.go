package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/bot/survey"
)

// lookCallback finds out whether the server reaches us, from here and from
// where it stands.
func (c *check) lookCallback(ctx context.Context) error {
	if c.Callback == "" { // people only type to the bot, which the configuration warns of
		return nil
	}
	if problem := callable(c.Callback); problem != "" {
		c.Wrong("%s", problem)
		return nil
	}
	for _, h := range c.Homes {
		said, err := c.knock(ctx, h)
		switch {
		case err == nil && said == here:
			c.Good("The server reaches us at %s.", hostOf(c.Callback))
			return nil
		case err == nil:
			c.Wrong("Another program answers /%s in the team of the board %q.", c.Triggers[0].Word, h.Board)
			return nil
		case refused(err, http.StatusForbidden, http.StatusNotFound, http.StatusBadRequest):
			continue // not there, which was said
		}
		var r *refusal
		if errors.As(err, &r) && r.id == "api.command.execute_command.failed_resp.app_error" {
			c.Wrong("%s", c.rejected(ctx, r.said))
			return nil
		}
		c.Wrong("The server does not reach %s. %s", hostOf(c.Callback), c.near(ctx))
		return nil
	}
	c.Note("Whether the server reaches %s was not tried, for there is no board whose commands work.", hostOf(c.Callback))
	return nil
}

// rejected says why what answers the server's call does not take it: the
// server tells the status among its words, in whatever language.
func (c *check) rejected(ctx context.Context, said string) string {
	at := hostOf(c.Callback)
	switch {
	case strings.Contains(said, "401"):
		return fmt.Sprintf("The server reaches us at %s, and the command's token is refused there: it is not the one that this database knows. \"beirat setup mattermost\" repairs that.", at)
	case strings.Contains(said, "403") && len(c.Networks) > 0:
		return fmt.Sprintf("The server reaches us at %s and is refused by the allow-list: mattermost.networks has to name the address from which it calls, or that of the proxy in between%s.", at, c.likely(ctx))
	}
	return fmt.Sprintf("The server calls %s, and what answers there is not this program, or does not know the command's token. Please look at the proxy in between; \"beirat setup mattermost\" repairs the token.", at)
}

// near says whether something answers at the address for callbacks from here.
func (c *check) near(ctx context.Context) string {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Callback+CommandPath, http.NoBody)
	if err != nil {
		return "The address is none."
	}
	answer, err := c.client.http.Do(r)
	if err != nil {
		return fmt.Sprintf("From this machine nothing answers there either (%v): is \"beirat serve\" running, and the proxy before it?", unnamed(err))
	}
	_ = answer.Body.Close()
	if answer.StatusCode == http.StatusForbidden && len(c.Networks) > 0 {
		return "From this machine the allow-list (mattermost.networks) refuses it, which may be right: please look whether it names the server, and at the network between both."
	}
	if answer.StatusCode < 400 || answer.StatusCode >= 500 || answer.StatusCode == http.StatusNotFound {
		return fmt.Sprintf("From this machine something else answers there (%d): please look at the proxy.", answer.StatusCode)
	}
	return "From this machine it answers: please look at the network between both, at the certificate, and at AllowedUntrustedInternalConnections."
}

// here is what the program answers a bot that gives a command, as this one does
// to find out whether the server reaches us.
const here = "beirat:here"

// knock gives a command as the bot, which nobody sees.
func (c *check) knock(ctx context.Context, h survey.Home) (said string, err error) {
	if len(c.Triggers) == 0 {
		return "", &refusal{status: http.StatusNotFound}
	}
	args := map[string]string{"channel_id": h.Channel, "team_id": h.Server, "command": "/" + c.Triggers[0].Word}
	answer, err := answered[model.CommandResponse](ctx, c.client, http.MethodPost, "/commands/execute", args)
	if err != nil {
		return "", err
	}
	return answer.Text, nil
}
