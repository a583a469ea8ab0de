package discord

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// place is an application and where its bot is, as setup and check look at it.
type place struct {
	address     string
	token       string
	client      *client
	application application
	bot         user
	guild       guild
	roles       []string // the bot's in the guild
	channels    []channel
	channel     channel
}

func newPlace(address, token string) place {
	return place{address: address, token: token, client: newClient(address, token, slog.New(slog.DiscardHandler))}
}

// application is what the developer portal has of a bot.
type application struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Flags    int64  `json:"flags"`
	Public   bool   `json:"bot_public"`
	Grant    bool   `json:"bot_require_code_grant"`
	Endpoint string `json:"interactions_endpoint_url"`
}

// Flags of an application that it may have privileged intents.
const (
	flagPresence = 1<<12 | 1<<13
	flagMembers  = 1<<14 | 1<<15
	flagContent  = 1<<18 | 1<<19
)

// Kinds of channels that can be a board's.
const (
	channelText         = 0
	channelAnnouncement = 5
)

func (c channel) writable() bool { return c.Type == channelText || c.Type == channelAnnouncement }

// meet finds out whose the token is; a problem is a sentence.
func (p *place) meet(ctx context.Context) (problem string, err error) {
	err = p.client.call(ctx, request{method: http.MethodGet, path: "/applications/@me"}, &p.application)
	if problem := unreached(p.address, err); problem != "" {
		return problem, nil
	}
	return "", p.client.call(ctx, request{method: http.MethodGet, path: "/users/@me"}, &p.bot)
}

// obstacles are settings of the application with which nothing works.
func (a application) obstacles() (list []string) {
	if a.Endpoint != "" {
		list = append(list, "The application has an interactions endpoint, so Discord tells somebody else what people do. Please empty it: developer portal, General Information, Interactions Endpoint URL.")
	}
	if a.Grant {
		list = append(list, "The application requires a code grant, so nobody can invite the bot. Please switch that off: developer portal, Bot, Requires OAuth2 Code Grant.")
	}
	return list
}

// hints are settings of the application that are more than is needed.
func (a application) hints() (list []string) {
	if a.Public {
		list = append(list, "Everybody may invite this bot. Please consider to switch that off: developer portal, Installation, Install Link: None; then Bot, Public Bot.")
	}
	var intents []string
	for _, i := range []struct {
		flag int64
		name string
	}{{flagPresence, "Presence"}, {flagMembers, "Server Members"}, {flagContent, "Message Content"}} {
		if a.Flags&i.flag != 0 {
			intents = append(intents, i.name)
		}
	}
	if len(intents) > 0 {
		list = append(list, fmt.Sprintf("The application has privileged intents (%s) that Beirat does not need. Please consider to switch them off: developer portal, Bot, Privileged Gateway Intents.", strings.Join(intents, ", ")))
	}
	return list
}

// link lets an administrator invite the bot, into one guild if its id is given.
func (p *place) link(guild string) string { return invitation(p.application.ID, guild) }

// guilds are those that the bot is in, without their roles.
func (p *place) guilds(ctx context.Context) (all []guild, err error) {
	const page = 200
	after := ""
	for {
		var some []guild
		path := fmt.Sprintf("/users/@me/guilds?limit=%d%s", page, after)
		if err := p.client.call(ctx, request{method: http.MethodGet, path: path}, &some); err != nil {
			return nil, err
		}
		all = append(all, some...)
		if len(some) < page {
			return all, nil
		}
		after = "&after=" + url.QueryEscape(some[page-1].ID)
	}
}

// enter looks at a guild, its channels, and what the bot is there.
func (p *place) enter(ctx context.Context, id string) error {
	p.guild, p.channels = guild{}, nil
	if err := p.client.call(ctx, request{method: http.MethodGet, path: "/guilds/" + url.PathEscape(id)}, &p.guild); err != nil {
		return err
	}
	if err := p.client.call(ctx, request{method: http.MethodGet, path: "/guilds/" + url.PathEscape(id) + "/channels"}, &p.channels); err != nil {
		return err
	}
	self, err := p.member(ctx, p.bot.ID)
	p.roles = self.Roles
	return err
}

// member is an account in the guild.
func (p *place) member(ctx context.Context, account string) (m member, err error) {
	path := "/guilds/" + url.PathEscape(p.guild.ID) + "/members/" + url.PathEscape(account)
	err = p.client.call(ctx, request{method: http.MethodGet, path: path, bucket: "GET /guilds/members"}, &m)
	return m, err
}

// search is everybody in the guild whose name begins so. It needs no
// privileged intent.
func (p *place) search(ctx context.Context, name string) (found []member, err error) {
	path := "/guilds/" + url.PathEscape(p.guild.ID) + "/members/search?limit=1000&query=" + url.QueryEscape(name)
	err = p.client.call(ctx, request{method: http.MethodGet, path: path}, &found)
	return found, err
}

// channelNames lists the channels that could be a board's.
func (p *place) channelNames() string {
	var names []string
	for _, c := range p.channels {
		if c.writable() {
			names = append(names, "#"+c.Name)
		}
	}
	if len(names) == 0 {
		return "none"
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// hindrances say which permissions the bot lacks in a channel, where they are
// given, and what fails without them.
func (p *place) hindrances(c channel) []string { return p.lacks(c, false) }

// losses say the same of those without which everything else works.
func (p *place) losses(c channel) []string { return p.lacks(c, true) }

func (p *place) lacks(c channel, spare bool) (list []string) {
	general := p.guild.of(p.bot.ID, p.roles)
	for _, n := range lacking(p.guild.in(c, p.bot.ID, p.roles)) {
		if n.spare != spare {
			continue
		}
		where := "Server Settings, Roles, the bot's role, Permissions"
		if general&n.is != 0 {
			where = "Edit Channel, Permissions: something there denies it"
		}
		list = append(list, fmt.Sprintf("In the channel #%s the bot lacks the permission %q (%q): %s. %s.", c.Name, n.name, n.german, n.without, where))
	}
	return list
}

// excess says that the bot may more than it needs; empty, if it does not.
func (p *place) excess() string {
	if p.guild.of(p.bot.ID, p.roles) != everyPermission {
		return ""
	}
	return fmt.Sprintf("In the server %q the bot is an administrator, which is far more than it needs. Please take that from its role: Server Settings, Roles.", p.guild.Name)
}
