package mattermost

import (
	"cmp"
	"context"
	"fmt"
	"net/http"

	"beirat/bot/survey"
)

// defaultBot is the name of a bot that nobody named.
const defaultBot = "beirat"

// botNotes begins the names under which the memory has the bot of a team.
const botNotes = "bot/"

// lookOwnBot settles which account is the bot's. One that the wish does not
// name is that of the configuration's token, or else the one that setup noted.
// A board that has one gets no second.
func (p *Plan) lookOwnBot(ctx context.Context) error {
	before, err := p.notedBot(ctx)
	if err != nil {
		return err
	}
	if p.wish.Bot == "" {
		own, err := p.botOfToken(ctx)
		if err != nil {
			return err
		}
		p.guessed = own == "" && p.noted == ""
		p.wish.Bot = cmp.Or(own, before, defaultBot)
	}
	if before == "" || before == p.wish.Bot {
		return nil
	}
	founded, err := p.founded(ctx)
	if err != nil || !founded {
		return err
	}
	bot, err := p.client.bot(ctx, p.noted)
	if err != nil || bot.DeleteAt != 0 { // one that is asleep says nothing beside another
		return err
	}
	p.Wrong("The board of this channel has the bot @%s, and @%s would be a second one. Please leave --bot out, or deactivate @%s first.", before, p.wish.Bot, before)
	return survey.ErrEnough
}

// notedBot is the name of the bot that an earlier setup noted for the team;
// empty where there is none (any more).
func (p *Plan) notedBot(ctx context.Context) (string, error) {
	if p.team.Id == "" {
		return "", nil
	}
	notes, err := p.wish.Memory.Recollect(ctx, Name, botNotes+p.team.Id)
	if err != nil {
		return "", err
	}
	if p.noted = string(notes[botNotes+p.team.Id]); p.noted == "" {
		return "", nil
	}
	return p.botCalled(ctx, p.noted)
}

// botOfToken is the name of the bot that the configured token belongs to;
// empty where it is nobody's, or a person's.
func (p *Plan) botOfToken(ctx context.Context) (string, error) {
	if p.wish.Token == "" {
		return "", nil
	}
	id, err := p.owner(ctx)
	if err != nil || id == "" {
		return "", err
	}
	return p.botCalled(ctx, id)
}

func (p *Plan) botCalled(ctx context.Context, id string) (string, error) {
	user, err := p.client.user(ctx, id)
	switch {
	case refused(err, http.StatusNotFound, http.StatusBadRequest):
		return "", nil
	case err != nil:
		return "", err
	case !user.IsBot:
		return "", nil
	}
	return user.Username, nil
}

// lookNewBot sees to it that the bot is made, but not beside one that a board
// has and nobody could name.
func (p *Plan) lookNewBot(ctx context.Context) error {
	if p.guessed {
		founded, err := p.founded(ctx)
		if err != nil {
			return err
		}
		if founded {
			p.Wrong("The board of this channel has a bot already, and it is not @%s. Please name it with --bot.", p.wish.Bot)
			return survey.ErrEnough
		}
	}
	p.Later("made", p.makeBot, "bot account @%s", p.wish.Bot)
	return nil
}

func (p *Plan) makeBot(ctx context.Context) error {
	bot, err := p.client.createBot(ctx, p.wish.Bot, botDisplay, botAbout)
	if err != nil {
		return err
	}
	p.bot = bot.UserId
	return nil
}

// lookNote sees to it that the next setup knows the bot.
func (p *Plan) lookNote(context.Context) error {
	if p.bot != "" && p.noted == p.bot {
		return nil
	}
	p.Keep("noted", func(ctx context.Context) error {
		if err := p.wish.Memory.Remember(ctx, Name, botNotes+p.team.Id, []byte(p.bot)); err != nil {
			return fmt.Errorf("keeping whose bot it is: %w", err)
		}
		return nil
	}, "@%s as the bot of the team %q", p.wish.Bot, p.wish.Team)
	return nil
}

// founded tells whether the channel has its board already.
func (p *Plan) founded(ctx context.Context) (bool, error) {
	if p.channel.Id == "" {
		return false, nil
	}
	return p.wish.Founded(ctx, p.team.Id, p.channel.Id)
}
