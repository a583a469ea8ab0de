package discord

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"beirat/bot/kept"
	"beirat/chat"
)

const (
	peopleMost = 10_000
	believed   = time.Minute // how long it is believed who is where
	searchMost = 1000        // as many as Discord lists
)

// people knows accounts, and who the bot itself is.
type people struct {
	client  *client
	direct  *kept.Things[string] // channels with the bot, by account
	locales *kept.Things[string] // as Discord said them last, by account
	within  *kept.Things[bool]   // "CHANNEL/ACCOUNT"

	mu sync.Mutex
	me identity
}

// identity is who the bot is.
type identity struct{ user, application string }

func newPeople(c *client) *people {
	return &people{
		client:  c,
		direct:  kept.New[string](peopleMost, 0),
		locales: kept.New[string](peopleMost, 0),
		within:  kept.New[bool](peopleMost, believed),
	}
}

// locale is the language that Discord named last with an account; empty if it
// never did.
func (p *people) locale(account string) string {
	locale, _ := p.locales.Recall(account)
	return locale
}

// identity asks who the bot is, once.
func (p *people) identity(ctx context.Context) (identity, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.me.user != "" {
		return p.me, nil
	}
	var who user
	var application struct {
		ID string `json:"id"`
	}
	err := p.client.call(ctx, request{method: http.MethodGet, path: "/users/@me"}, &who)
	if err == nil {
		err = p.client.call(ctx, request{method: http.MethodGet, path: "/applications/@me"}, &application)
	}
	if err != nil {
		return identity{}, fmt.Errorf("asking who the bot is: %w", err)
	}
	p.me = identity{who.ID, application.ID}
	return p.me, nil
}

// bot is the account of the bot.
func (p *people) bot(ctx context.Context) (string, error) {
	me, err := p.identity(ctx)
	return me.user, err
}

// application is what its commands are registered for.
func (p *people) application(ctx context.Context) (string, error) {
	me, err := p.identity(ctx)
	return me.application, err
}

// conversation is the channel with a person.
func (p *people) conversation(ctx context.Context, account string) (channel string, err error) {
	if channel, is := p.direct.Recall(account); is {
		return channel, nil
	}
	var opened message
	r := request{method: http.MethodPost, path: "/users/@me/channels", body: struct {
		Recipient string `json:"recipient_id"`
	}{account}}
	if err := p.client.call(ctx, r, &opened); err != nil {
		return "", err
	}
	p.direct.Keep(account, opened.ID)
	return opened.ID, nil
}

var mentioned = regexp.MustCompile(`^<@!?(\d+)>$`)

// Find knows an account of a guild by how it is mentioned, by its name, or by
// the name that is shown there if only one has it. Bots are nobody.
func (d *Discord) Find(ctx context.Context, server, name string) (chat.Actor, error) {
	name = strings.TrimSpace(name)
	if id := mentioned.FindStringSubmatch(name); id != nil {
		return d.people.member(ctx, server, id[1])
	}
	name = strings.TrimPrefix(name, "@")
	if name == "" {
		return chat.Actor{}, chat.ErrNobody
	}
	var found []member
	query := url.Values{"query": {name}, "limit": {fmt.Sprint(searchMost)}}
	r := request{method: http.MethodGet, path: "/guilds/" + server + "/members/search?" + query.Encode()}
	if err := d.client.call(ctx, r, &found); err != nil {
		return chat.Actor{}, fmt.Errorf("looking for a person: %w", err)
	}
	var shown []member
	for _, m := range found {
		switch {
		case m.User.Bot:
		case strings.EqualFold(m.User.Username, name):
			return m.actor()
		case strings.EqualFold(m.Nick, name) || strings.EqualFold(m.User.GlobalName, name):
			shown = append(shown, m)
		}
	}
	if len(shown) != 1 {
		return chat.Actor{}, chat.ErrNobody
	}
	return shown[0].actor()
}

func (m member) actor() (chat.Actor, error) {
	if m.User.Bot || m.User.ID == "" {
		return chat.Actor{}, chat.ErrNobody
	}
	return chat.Actor{Account: m.User.ID, Name: m.User.Username}, nil
}

// member is an account of a guild by its id.
func (p *people) member(ctx context.Context, guild, account string) (chat.Actor, error) {
	var m member
	err := p.client.call(ctx, request{method: http.MethodGet, path: "/guilds/" + guild + "/members/" + account, bucket: "members/" + guild}, &m)
	switch {
	case refused(err, codeUnknownMember, codeUnknownUser):
		return chat.Actor{}, chat.ErrNobody
	case err != nil:
		return chat.Actor{}, fmt.Errorf("asking who somebody is: %w", err)
	}
	return m.actor()
}
