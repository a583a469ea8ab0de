package mattermost

import (
	"context"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/bot/survey"
)

func (p *Plan) lookTeam(ctx context.Context) error {
	name := p.wish.Team
	if !model.IsValidTeamName(name) || model.IsReservedTeamName(name) {
		p.Wrong("%q cannot be the name of a team. It is the word in the team's address: small letters a to z, digits and hyphens, at least two.", name)
		return survey.ErrEnough
	}
	team, err := p.client.teamNamed(ctx, name)
	switch {
	case refused(err, http.StatusNotFound):
		p.Later("made", p.makeTeam, "team %q (joined by invitation only)", name)
		return nil
	case err != nil:
		return err
	case team.DeleteAt != 0:
		p.Wrong("The team %q is archived. Please restore it in the System Console, or name another.", name)
		return survey.ErrEnough
	}
	p.team = team
	p.Found("team %q", name)
	return nil
}

func (p *Plan) makeTeam(ctx context.Context) (err error) {
	p.team, err = p.client.createTeam(ctx, &model.Team{Name: p.wish.Team, DisplayName: p.wish.Team, Type: model.TeamInvite})
	return err
}

func (p *Plan) lookChannel(ctx context.Context) error {
	name := p.wish.Channel
	if !model.IsValidChannelIdentifier(name) || len(name) > model.ChannelNameMaxLength {
		p.Wrong("%q cannot be the name of a channel. It is the word in the channel's address: small letters a to z, digits, hyphens and underscores.", name)
		return survey.ErrEnough
	}
	if p.team.Id == "" {
		p.laterChannel()
		return nil
	}
	channel, err := p.client.channelNamed(ctx, p.team.Id, name)
	switch {
	case refused(err, http.StatusNotFound):
		p.laterChannel()
		return nil
	case err != nil:
		return err
	case channel.DeleteAt != 0:
		p.Wrong("The channel %q in the team %q is archived. Please unarchive it, or name another.", name, p.wish.Team)
		return survey.ErrEnough
	}
	p.channel = channel
	p.Found("channel %q", name)
	return nil
}

func (p *Plan) laterChannel() {
	p.Later("made", func(ctx context.Context) (err error) {
		p.channel, err = p.client.createChannel(ctx, &model.Channel{
			TeamId: p.team.Id, Name: p.wish.Channel, DisplayName: p.wish.Channel, Type: model.ChannelTypeOpen,
		})
		return err
	}, "channel %q (public within the team)", p.wish.Channel)
}
