package mattermost

import (
	"context"
	"net/http"
	"net/netip"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/bot/survey"
)

// Question is what a server is asked about, so that trouble is found before
// anybody meets it.
type Question struct {
	URL, Token string // as the configuration has them
	AdminToken string // of a system administrator; empty: what only they see is left out
	Callback   string
	Listen     string         // where callbacks arrive
	Networks   []netip.Prefix // from where they are taken; none: all
	Language   string         // of new boards
	Homes      []survey.Home
	Triggers   []Trigger
	Memory     Tokens
}

// check is a question on its way.
type check struct {
	Question
	client *client // as the bot
	admin  *client // nil: none
	bot    *model.User
	survey.Findings
}

// Check asks a server. It changes nothing, and nobody sees it.
func Check(ctx context.Context, q Question) []survey.Finding {
	c := &check{Question: q, client: newClient(q.URL, q.Token)}
	err := survey.All(ctx, c.lookServer, c.lookClock, c.lookAdmin, c.lookBot, c.lookOwner, c.lookSettings, c.lookHomes, c.lookPeople, c.lookCommands, c.lookWall, c.lookCallback)
	if err != nil {
		c.Wrong("The server %s could not be asked: %v.", q.URL, err)
	}
	return c.Findings
}

func (c *check) lookServer(ctx context.Context) error {
	config, err := c.client.clientConfig(ctx)
	if refused(err, http.StatusUnauthorized) { // it looks at a token that it is shown
		config, err = newClient(c.URL, "").clientConfig(ctx)
	}
	if err != nil {
		c.Wrong("%s", unreached(c.URL, err))
		return survey.ErrEnough
	}
	if problem := outdated(config["Version"]); problem != "" {
		c.Wrong("%s", problem)
	} else if problem := unproved(config["Version"]); problem != "" {
		c.Note("%s", problem)
	} else {
		c.Good("%s is Mattermost %s.", c.URL, config["Version"])
	}
	if config["SiteURL"] == "" {
		c.Wrong("%s", noSiteURL)
	}
	if config["AsymmetricSigningPublicKey"] == "" {
		c.Wrong("The server does not tell the key with which it signs; no click could be proved.")
	}
	return nil
}

// lookClock compares the server's clock with ours by the date of an answer.
func (c *check) lookClock(ctx context.Context) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.URL+"/api/v4/system/ping", nil)
	if err != nil {
		return err
	}
	before := time.Now()
	answer, err := c.client.http.Do(r)
	if err != nil {
		return unnamed(err)
	}
	_ = answer.Body.Close()
	switch apart, differ, known := survey.Skew(before, answer.Header.Get("Date")); {
	case !known:
	case differ:
		c.Wrong("The clock of this machine and the server's differ by %s; at most %s is right, or clicks are refused as too old. Please let both follow a time server.", apart, survey.ClockMost)
	default:
		c.Good("The clocks of this machine and the server agree.")
	}
	return nil
}

func (c *check) lookAdmin(ctx context.Context) error {
	if c.AdminToken == "" {
		c.Note("What only a system administrator sees was left out: settings, the bot's owner, the addresses of the commands. Give their token to have it checked too.")
		return nil
	}
	admin := newClient(c.URL, c.AdminToken)
	me, err := admin.me(ctx)
	switch {
	case refused(err, http.StatusUnauthorized):
		c.Wrong("The server does not accept the administrator's token, so what only they see was left out.")
	case err != nil:
		return err
	case !me.IsSystemAdmin():
		c.Wrong("@%s is no system administrator, so what only they see was left out.", me.Username)
	default:
		c.admin = admin
	}
	return nil
}
