package discord

import (
	"context"
	"fmt"
	"strings"
)

// Around is what a token leads to, for who has nothing else yet.
type Around struct {
	Problems  []string // with one, there is nothing else but perhaps names
	Notes     []string
	Bot, Name string   // of the account and of the application
	Link      string   // by which an administrator of a server invites the bot
	Needs     []string // the permissions that it asks for, each with its reason
	Guilds    []Guild
}

// Guild is a server that the bot is in.
type Guild struct {
	ID, Name string
	Channels []Channel // that could be a board's
}

// Channel is a text channel.
type Channel struct{ ID, Name string }

// LookAround finds out, only by reading, what a token leads to; of the guilds
// that which is called or has the id guild, or every one where that is empty.
func LookAround(ctx context.Context, address, token, guild string) (*Around, error) {
	p := newPlace(address, token)
	problem, err := p.meet(ctx)
	if err != nil {
		return nil, fmt.Errorf("looking at Discord: %w", err)
	}
	if problem != "" {
		return &Around{Problems: []string{problem}}, nil
	}
	a := &Around{Bot: p.bot.Username, Name: p.application.Name, Link: p.link(onlyID(guild)),
		Problems: p.application.obstacles(), Notes: p.application.hints()}
	for _, n := range needs() {
		a.Needs = append(a.Needs, fmt.Sprintf("%s (%s): without it %s", n.name, n.german, n.without))
	}
	all, err := p.guilds(ctx)
	if err != nil {
		return nil, fmt.Errorf("looking at Discord: %w", err)
	}
	for _, g := range all {
		if guild != "" && g.ID != guild && !strings.EqualFold(g.Name, guild) {
			continue
		}
		if err := p.enter(ctx, g.ID); err != nil {
			return nil, fmt.Errorf("looking at the server %q: %w", g.Name, err)
		}
		a.Guilds = append(a.Guilds, p.listed(g))
	}
	return a, nil
}

func (p *place) listed(g guild) Guild {
	found := Guild{ID: g.ID, Name: g.Name}
	for _, c := range p.channels {
		if c.writable() {
			found.Channels = append(found.Channels, Channel{ID: c.ID, Name: c.Name})
		}
	}
	return found
}
