package mattermost

import (
	"context"
	"crypto/subtle"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
)

// CommandToken is the name under which the hash of a slash command's token is
// remembered, TokenHash what stands there.
func CommandToken(team, trigger string) string { return commandTokens + team + "/" + trigger }

// TokenHash is how a token is remembered: nobody can use what leaks.
func TokenHash(token string) string { return hash(token) }

const (
	commandTokens = "command/"
	tokensPause   = 2 * time.Second // between two readings of the remembered tokens
	tokensTime    = time.Minute     // how long one holds without another look
)

// tokens are the slash commands that were set up.
type tokens struct {
	memory Memory

	mu     sync.Mutex
	hashes map[string][]byte // by name
	read   time.Time
}

// fit tells whether a token is that of a team's command. What was set up after
// the last reading is found, but not more often than a pause allows; what was
// taken back holds a minute longer at most.
func (t *tokens) fit(ctx context.Context, name, token string) (bool, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fits, age := t.fits(name, token), time.Since(t.read)
	if fits && age < tokensTime || !fits && age < tokensPause {
		return fits, nil
	}
	hashes, err := t.memory.Recollect(ctx, Name, commandTokens)
	if err != nil {
		return false, fmt.Errorf("reading the tokens of commands: %w", err)
	}
	t.hashes, t.read = hashes, time.Now()
	return t.fits(name, token), nil
}

func (t *tokens) fits(name, token string) bool {
	stored, known := t.hashes[name]
	return known && subtle.ConstantTimeCompare(stored, []byte(TokenHash(token))) == 1
}

// takeCommand answers a slash command: with the token of its team, and a
// trigger that the server signed for its user. What stands in the address of
// the request counts for nothing.
func (m *Mattermost) takeCommand(ctx context.Context, host Host, c callback) (answer, error) {
	*c.open = true
	values, err := url.ParseQuery(string(c.body))
	if err != nil {
		return answer{}, deny(http.StatusBadRequest, "form")
	}
	for _, name := range []string{"token", "team_id", "channel_id", "channel_name", "user_id", "trigger_id", "command", "text", "response_url"} {
		if len(values[name]) > 1 {
			return answer{}, deny(http.StatusBadRequest, "a value given twice")
		}
	}
	team, channel, user := values.Get("team_id"), values.Get("channel_id"), values.Get("user_id")
	slash := values.Get("command")
	if !model.IsValidId(team) || !model.IsValidId(channel) || !model.IsValidId(user) || !strings.HasPrefix(slash, "/") {
		return answer{}, deny(http.StatusBadRequest, "identifiers")
	}
	token, inHeader := strings.CutPrefix(c.request.Header.Get("Authorization"), "Token ")
	if !inHeader {
		token = values.Get("token")
	}
	fits, err := m.tokens.fit(ctx, CommandToken(team, strings.ToLower(slash[1:])), token)
	if err != nil {
		return answer{}, err
	}
	if !fits {
		return answer{}, deny(http.StatusUnauthorized, "token")
	}
	name, err := m.verified(ctx, values.Get("trigger_id"), user)
	if err != nil {
		return answer{}, err
	}
	repeat := claim{key: "trigger/" + name, body: c.body, user: user, already: func(x exchange) any {
		return ephemeral(rendered{Text: x.say("mattermost.already")})
	}}
	return m.once(ctx, repeat, func(x exchange) (answer, error) {
		if x.account.Bot { // nobody on a board is one; it is a check whether the server reaches us
			body, err := encodeJSON(ephemeral(rendered{Text: here}))
			return answer{body: body}, err
		}
		x.channel, x.trigger, x.response = channel, values.Get("trigger_id"), values.Get("response_url")
		x.event = chat.Event{ID: name, Platform: Name, Place: chat.Place{Server: team, Channel: channel},
			Do: chat.Command{Line: strings.TrimSpace(slash + " " + values.Get("text"))}}
		if privateChannel(values.Get("channel_name")) {
			x.event.Place.Channel = ""
		}
		return m.answerCommand(ctx, host, x)
	})
}

// privateChannel tells by its name whether a channel is a conversation of a few
// and none of a team: the server gives no other channel such a name.
func privateChannel(name string) bool {
	one, other, direct := strings.Cut(name, "__")
	if direct {
		return model.IsValidId(one) && model.IsValidId(other)
	}
	return len(name) == 40 && strings.Trim(name, "0123456789abcdef") == ""
}
