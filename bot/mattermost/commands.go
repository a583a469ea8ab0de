package mattermost

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// lookCommands looks at the slash commands of the team: which are ours, which
// lack, which words others have.
func (p *Plan) lookCommands(ctx context.Context) error {
	if p.team.Id == "" {
		for _, t := range p.wish.Triggers {
			p.laterCommand(t)
		}
		return nil
	}
	custom, err := p.client.commands(ctx, p.team.Id, false)
	if err != nil {
		return err
	}
	every, err := p.client.commands(ctx, p.team.Id, true)
	if err != nil {
		return err
	}
	proofs, err := p.wish.Memory.Recollect(ctx, Name, commandTokens+p.team.Id+"/")
	if err != nil {
		return err
	}
	p.lookForgotten(custom, proofs)
	for _, t := range p.wish.Triggers {
		own, taken := commandOf(custom, t.Word), commandOf(every, t.Word)
		switch proof := string(proofs[CommandToken(p.team.Id, t.Word)]); {
		case taken != nil && taken.Id == "": // only the server's own and those of plugins have none, and they hide ours
			p.Wrong("The command /%s belongs to the server itself or to one of its plugins, and theirs wins. Please disable that plugin, or give ours a prefix with --prefix (x makes /x-%s).", t.Word, t.Word)
		case own == nil:
			p.laterCommand(t)
		case own.URL != p.address() && TokenHash(own.Token) != proof:
			p.Wrong("The command /%s of the team %q belongs to something else: it calls %s. Please delete it under Integrations, Slash Commands, or give ours a prefix with --prefix (x makes /x-%s).", t.Word, p.wish.Team, hostOf(own.URL), t.Word)
		case TokenHash(own.Token) != proof:
			if err := p.lookMaker(ctx, t, own); err != nil {
				return err
			}
		default:
			p.lookCommand(t, own, proof)
		}
	}
	return nil
}

// lookMaker looks at who made a command that calls us with a token which we do
// not know. It is taken for ours only if an administrator of the server made
// it: anybody else could have made it to know its token.
func (p *Plan) lookMaker(ctx context.Context, t Trigger, own *model.Command) error {
	maker, err := p.client.user(ctx, own.CreatorId)
	unknown := refused(err, http.StatusNotFound, http.StatusBadRequest)
	switch {
	case err != nil && !unknown:
		return err
	case unknown || !maker.IsSystemAdmin():
		name := "an account that is gone"
		if !unknown {
			name = "@" + maker.Username
		}
		p.Wrong("The command /%s of the team %q was made by %s, who is no system administrator, and knows its token. Please delete it under Integrations, Slash Commands; then setup makes its own.", t.Word, p.wish.Team, name)
	default:
		p.lookCommand(t, own, "")
	}
	return nil
}

// lookForgotten forgets the tokens of words that our commands no longer have.
func (p *Plan) lookForgotten(custom []*model.Command, proofs map[string][]byte) {
	for _, name := range slices.Sorted(maps.Keys(proofs)) {
		word := strings.TrimPrefix(name, CommandToken(p.team.Id, ""))
		if slices.ContainsFunc(p.wish.Triggers, func(t Trigger) bool { return t.Word == word }) {
			continue
		}
		p.Keep("forgot", func(ctx context.Context) error { return p.wish.Memory.Forget(ctx, Name, name) },
			"token of the command /%s, which is none of ours any more", word)
		if left := commandOf(custom, word); left != nil && left.URL == p.address() {
			p.Note(fmt.Sprintf("The command /%s of the team %q still stands there and does nothing any more. Please delete it under Integrations, Slash Commands.", word, p.wish.Team))
		}
	}
}

// lookCommand compares a command of ours with what it has to be.
func (p *Plan) lookCommand(t Trigger, have *model.Command, proof string) {
	want := p.command(t, *have)
	switch {
	case want != *have:
		why := "its texts were old"
		if want.URL != have.URL {
			why = "it called " + hostOf(have.URL)
		} else if want.Method != have.Method {
			why = "its method was GET, which puts its token into addresses"
		}
		p.Keep("repaired", func(ctx context.Context) error {
			if err := p.client.updateCommand(ctx, &want); err != nil {
				return err
			}
			return p.prove(ctx, t, want.Token)
		}, "command /%s: %s", t.Word, why)
	case TokenHash(have.Token) != proof:
		p.Keep("repaired", func(ctx context.Context) error { return p.prove(ctx, t, have.Token) },
			"command /%s: the database did not know its token", t.Word)
	default:
		p.Found("command /%s", t.Word)
	}
}

func (p *Plan) laterCommand(t Trigger) {
	p.Keep("made", func(ctx context.Context) error {
		want := p.command(t, model.Command{TeamId: p.team.Id, Trigger: t.Word})
		made, err := p.client.createCommand(ctx, &want)
		if err != nil {
			return err
		}
		return p.prove(ctx, t, made.Token)
	}, "command /%s", t.Word)
}

// command is a command as it has to be, in what is ours to say.
func (p *Plan) command(t Trigger, c model.Command) model.Command {
	c.Method, c.URL = model.CommandMethodPost, p.address()
	c.AutoComplete, c.AutoCompleteDesc, c.AutoCompleteHint = true, t.About, t.Hint
	c.DisplayName, c.Description = botDisplay, "/"+t.Word
	return c
}

func (p *Plan) address() string { return p.wish.Callback + CommandPath }

// prove keeps what proves that a call comes from the command with this token.
func (p *Plan) prove(ctx context.Context, t Trigger, token string) error {
	if err := p.wish.Memory.Remember(ctx, Name, CommandToken(p.team.Id, t.Word), []byte(TokenHash(token))); err != nil {
		return fmt.Errorf("keeping the proof of its token: %w", err)
	}
	return nil
}

func commandOf(list []*model.Command, trigger string) *model.Command {
	for _, c := range list {
		if c.Trigger == trigger {
			return c
		}
	}
	return nil
}

// hostOf is the part of an address that holds no secret.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "an address that is none"
	}
	return u.Scheme + "://" + u.Host
}
