package discord

import (
	"context"
	"net/http"
	"time"

	"beirat/bot/survey"
	"beirat/chat"
)

// Question is what Discord is asked about, so that trouble is found before
// anybody meets it.
type Question struct {
	URL, Token string // as the configuration has them
	Homes      []survey.Home
	Specs      []chat.Spec
	Memory     Memory
}

// fewSessions is how many connections a day have to be left.
const fewSessions = 100

// check is a question on its way.
type check struct {
	Question
	place
	survey.Findings
}

// Check asks Discord. It changes nothing, and nobody sees it.
func Check(ctx context.Context, q Question) []survey.Finding {
	c := &check{Question: q, place: newPlace(q.URL, q.Token)}
	err := survey.All(ctx, c.lookApplication, c.lookClock, c.lookSessions, c.lookHomes, c.lookCommands)
	if err != nil {
		c.Wrong("Discord could not be asked: %v.", err)
	}
	return c.Findings
}

func (c *check) lookApplication(ctx context.Context) error {
	problem, err := c.meet(ctx)
	if err != nil {
		return err
	}
	if problem != "" {
		c.Wrong("%s", problem)
		return survey.ErrEnough
	}
	c.Good("The token is that of the bot @%s of the application %q.", c.bot.Username, c.application.Name)
	for _, text := range c.application.obstacles() {
		c.Wrong("%s", text)
	}
	for _, text := range c.application.hints() {
		c.Note("%s", text)
	}
	return nil
}

// lookClock compares Discord's clock with ours by the date of an answer.
func (c *check) lookClock(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.address+"/api/v10/gateway", nil)
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
		c.Wrong("The clock of this machine and Discord's differ by %s. Deadlines end by this machine's clock; please let it follow a time server.", apart)
	default:
		c.Good("The clock of this machine agrees with Discord's.")
	}
	return nil
}

// lookSessions finds out how often the program may connect today. A program
// that connects again and again, or two with one token, use that up.
func (c *check) lookSessions(ctx context.Context) error {
	var told struct {
		Limit struct {
			Total     int   `json:"total"`
			Remaining int   `json:"remaining"`
			After     int64 `json:"reset_after"` // milliseconds
		} `json:"session_start_limit"`
	}
	if err := c.client.call(ctx, request{method: http.MethodGet, path: "/gateway/bot"}, &told); err != nil {
		return err
	}
	limit := told.Limit
	after := (time.Duration(limit.After) * time.Millisecond).Round(time.Minute)
	switch {
	case limit.Total > 0 && limit.Remaining == 0:
		c.Wrong("Discord lets this bot connect no more for %s: it has connected %d times today. Does another program use the same token?", after, limit.Total)
	case limit.Remaining < min(fewSessions, limit.Total):
		c.Note("Discord lets this bot connect only %d more times within %s, of %d a day. Does another program use the same token, or does this one start again and again?", limit.Remaining, after, limit.Total)
	}
	return nil
}

// lookCommands finds out whether people see the commands of this program.
func (c *check) lookCommands(ctx context.Context) error {
	current, err := c.offers(ctx, c.adapter(c.Specs, c.Memory))
	switch {
	case err != nil:
		return err
	case current:
		c.Good("The commands are registered.")
	default:
		c.Note("The commands that are registered are not those of this version and configuration. The next start of \"beirat serve\" registers them, and so does \"beirat setup discord\".")
	}
	return nil
}
