package mattermost

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/bot/kept"
	"beirat/chat"
)

const (
	believed   = 10 * time.Minute // how long what the server said of a person holds
	adminTime  = 30 * time.Second // how long that somebody runs the server holds
	peopleMost = 5000
)

// account is what we know of a user.
type account struct {
	ID       string
	Name     string // without @
	Locale   string // "de"
	Timezone string // "Europe/Berlin"; empty: the person never chose one
	Admin    bool   // of the whole server; who runs a team is none
	Bot      bool
	Gone     bool // deactivated
	asked    time.Time
}

// actor is the account as the one who does something.
func (a account) actor() chat.Actor {
	return chat.Actor{Account: a.ID, Name: a.Name, Locale: a.Locale, Admin: a.Admin}
}

// people know the users of the server, and ask it when they do not.
type people struct {
	server   *client
	accounts *kept.Things[account] // by id
	direct   *kept.Things[string]  // channels with the bot, by the other's id

	mu sync.Mutex
	me account // the bot itself; zero until it was asked
}

func newPeople(server *client) *people {
	return &people{server: server, accounts: kept.New[account](peopleMost, believed), direct: kept.New[string](peopleMost, believed)}
}

// bot is the bot's own account. It is asked once; while the server is away,
// each time.
func (p *people) bot(ctx context.Context) (account, error) {
	p.mu.Lock()
	me := p.me
	p.mu.Unlock()
	if me.ID != "" {
		return me, nil
	}
	user, err := p.server.me(ctx)
	if err != nil {
		return account{}, fmt.Errorf("asking who the bot is: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.me = accountOf(user)
	return p.me, nil
}

// account is a user by id, as known for a while. What gives a right or takes
// all of them is asked afresh: who ran the server a moment ago may do so no
// more, and who was deactivated may be back.
func (p *people) account(ctx context.Context, id string) (account, error) {
	a, is := p.accounts.Recall(id)
	if !is || a.Gone || a.Admin && time.Since(a.asked) > adminTime {
		return p.now(ctx, id)
	}
	return a, nil
}

// now is a user by id as the server knows them at this moment.
func (p *people) now(ctx context.Context, id string) (account, error) {
	user, err := p.server.user(ctx, id)
	if err != nil {
		return account{}, fmt.Errorf("asking who %s is: %w", id, err)
	}
	return p.keep(user), nil
}

func (p *people) keep(user *model.User) account {
	a := accountOf(user)
	a.asked = time.Now()
	p.accounts.Keep(a.ID, a)
	return a
}

func accountOf(user *model.User) account {
	return account{
		ID: user.Id, Name: user.Username, Locale: user.Locale, Timezone: user.GetPreferredTimezone(),
		Admin: user.IsSystemAdmin(), Bot: user.IsBot, Gone: user.DeleteAt != 0,
	}
}

// channel is the private conversation with a user.
func (p *people) channel(ctx context.Context, user string) (string, error) {
	if id, is := p.direct.Recall(user); is {
		return id, nil
	}
	me, err := p.bot(ctx)
	if err != nil {
		return "", err
	}
	channel, err := p.server.directChannel(ctx, me.ID, user)
	if err != nil {
		return "", fmt.Errorf("opening a conversation: %w", err)
	}
	p.direct.Keep(user, channel.Id)
	return channel.Id, nil
}

// Find knows a person by username, with or without @, in capitals or not. Where
// a team is given, who is not in it is nobody; a bot and a deactivated account
// always are.
func (m *Mattermost) Find(ctx context.Context, server, name string) (chat.Actor, error) {
	name = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(name), "@"))
	if name == "" || strings.ContainsAny(name, "/?#% \n") {
		return chat.Actor{}, chat.ErrNobody
	}
	user, err := m.server.userNamed(ctx, name)
	if refused(err, http.StatusNotFound, http.StatusBadRequest, http.StatusForbidden) {
		return chat.Actor{}, chat.ErrNobody
	}
	if err != nil {
		return chat.Actor{}, fmt.Errorf("asking who has this name: %w", err)
	}
	found := m.people.keep(user)
	if found.Bot || found.Gone {
		return chat.Actor{}, chat.ErrNobody
	}
	if server == "" {
		return found.actor(), nil
	}
	switch belongs, err := m.server.belongs(ctx, server, found.ID); {
	case err != nil:
		return chat.Actor{}, fmt.Errorf("asking whether %s is in the team: %w", found.ID, err)
	case !belongs:
		return chat.Actor{}, chat.ErrNobody
	}
	return found.actor(), nil
}

// Locale is the language of an account as the server says it, empty where it
// cannot be asked.
func (m *Mattermost) Locale(account string) string {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	a, err := m.people.account(ctx, account)
	if err != nil {
		return ""
	}
	return a.Locale
}
