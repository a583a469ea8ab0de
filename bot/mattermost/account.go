package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/bot/survey"
)

const (
	botDisplay = "Beirat"
	botAbout   = "Schriftführung des Beirats / the board's secretary"
	tokenAbout = "Beirat"
)

// lookBot looks at the bot's account, and whether it is awake and has an owner
// with whom it does not fall asleep.
func (p *Plan) lookBot(ctx context.Context) error {
	name := p.wish.Bot
	if !model.IsValidUsername(name) {
		p.Wrong("%q cannot be the name of an account: small letters a to z, digits, hyphens, dots and underscores, a letter first, at most 64.", name)
		return survey.ErrEnough
	}
	user, err := p.client.userNamed(ctx, name)
	switch {
	case refused(err, http.StatusNotFound):
		return p.lookNewBot(ctx)
	case err != nil:
		return err
	case !user.IsBot:
		p.Wrong("The account @%s belongs to a person. Please choose another name for the bot with --bot.", name)
		return survey.ErrEnough
	}
	p.bot = user.Id
	bot, err := p.client.bot(ctx, user.Id)
	if err != nil {
		return err
	}
	p.Found("bot account @%s", name)
	owner, err := p.client.user(ctx, bot.OwnerId)
	switch {
	case refused(err, http.StatusNotFound, http.StatusBadRequest):
		p.Wrong("The bot @%s belongs to a plugin. Please choose another name for ours with --bot.", name)
		return survey.ErrEnough
	case err != nil:
		return err
	}
	p.asleep = bot.DeleteAt != 0
	if err := p.lookOwner(ctx, owner); err != nil {
		return err
	}
	if p.asleep {
		p.Later("repaired", func(ctx context.Context) error { return p.client.enableBot(ctx, p.bot) }, "bot account @%s: it was deactivated", name)
	}
	return nil
}

// lookOwner sees to it that a bot which is there belongs to an administrator.
// Whoever else owns it may hold tokens of it and could read what people write
// to it: then it is ours only if the configuration has its token.
func (p *Plan) lookOwner(ctx context.Context, owner *model.User) error {
	name := p.wish.Bot
	if !owner.IsSystemAdmin() {
		of := ""
		if p.wish.Token != "" && !p.asleep {
			var err error
			if of, err = p.owner(ctx); err != nil {
				return err
			}
		}
		if of != p.bot {
			p.Wrong("The bot @%s belongs to @%s, who is no system administrator and could speak in its name. Please choose another name for ours with --bot, or take it over first (\"mmctl bot assign %s %s\").", name, owner.Username, name, p.admin.Username)
			return survey.ErrEnough
		}
	}
	why := ""
	switch {
	case owner.DeleteAt != 0:
		why = fmt.Sprintf("it was the deactivated account @%s", owner.Username)
	case !owner.IsSystemAdmin():
		why = fmt.Sprintf("it was @%s, who is no system administrator,", owner.Username)
	default:
		return nil
	}
	p.Later("repaired", func(ctx context.Context) error { return p.client.assignBot(ctx, p.bot, p.admin.Id) },
		"owner of @%s: %s and is now @%s", name, why, p.admin.Username)
	return nil
}

func (p *Plan) lookMember(ctx context.Context) error {
	return p.lookJoined(ctx, p.bot, "@"+p.wish.Bot)
}

// lookToken finds out whether the configured token is the bot's.
func (p *Plan) lookToken(ctx context.Context) error {
	if p.bot == "" {
		p.laterToken("made", "token of @%s")
		return nil
	}
	tokens, err := p.client.tokens(ctx, p.bot)
	if err != nil {
		return err
	}
	tokens = slices.DeleteFunc(tokens, func(t *model.UserAccessToken) bool { return !t.IsActive })
	owner := ""
	if p.wish.Token != "" && !p.asleep && !p.wish.NewToken {
		if owner, err = p.owner(ctx); err != nil {
			return err
		}
	}
	switch {
	case p.wish.NewToken:
		for _, token := range tokens {
			p.revoked = append(p.revoked, token.Id)
		}
		p.laterToken("made", "new token of @%s")
	case owner == p.bot:
		p.token = p.wish.Token
		p.last = []survey.Step{{What: p.tokenOf("token of @%s, as the configuration has it")}}
	case p.asleep && p.wish.Token != "" && len(tokens) > 0: // it will be known when the bot is awake
		p.last = []survey.Step{{How: "found", Do: p.proveToken, What: p.tokenOf("token of @%s, as the configuration has it")}}
	case owner != "":
		p.Wrong("The token of the configuration belongs to another account than @%s. Please remove it there, name the bot it belongs to with --bot, or let --new-token make another.", p.wish.Bot)
	case len(tokens) == 0:
		p.laterToken("repaired", "token of @%s: it had none")
	case p.wish.Token != "":
		p.Wrong("The server does not know the token of the configuration (any more). Please let --new-token make another; the bot's earlier ones end then.")
	default:
		p.Tokenless = true
		p.last = []survey.Step{{What: p.tokenOf("token of @%s, which only the configuration knows that was written then")}}
	}
	return nil
}

// owner is the id of the account that the configured token belongs to; empty
// where the server does not know it.
func (p *Plan) owner(ctx context.Context) (string, error) {
	me, err := newClient(p.wish.URL, p.wish.Token).me(ctx)
	if refused(err, http.StatusUnauthorized, http.StatusForbidden) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return me.Id, nil
}

func (p *Plan) proveToken(ctx context.Context) error {
	owner, err := p.owner(ctx)
	if err != nil {
		return err
	}
	if owner != p.bot {
		return errors.New("the server does not know it as the bot's; --new-token makes another")
	}
	p.token = p.wish.Token
	return nil
}

func (p *Plan) laterToken(how, what string) {
	p.last = []survey.Step{{How: how, What: p.tokenOf(what), Do: func(ctx context.Context) error {
		token, err := p.client.createToken(ctx, p.bot, tokenAbout)
		if err != nil {
			return err
		}
		p.token = token.Token
		return nil
	}}}
}

func (p *Plan) tokenOf(what string) string { return fmt.Sprintf(what, p.wish.Bot) }
