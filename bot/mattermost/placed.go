package mattermost

import (
	"context"
	"errors"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
	"golang.org/x/time/rate"

	"beirat/bot/kept"
	"beirat/chat"
)

const (
	lookRate = 2 // a second
	lookMost = 20
)

// places are what we know of where people click.
type places struct {
	teams   *kept.Things[string]        // of channels
	members *kept.Things[bool]          // "CHANNEL/USER", and "TEAM/USER" where we are not in the channel
	looks   *kept.Things[*rate.Limiter] // how often a person may make us ask the server
}

func newPlaces() *places {
	return &places{
		teams:   kept.New[string](postsMost, believed),
		members: kept.New[bool](peopleMost, believed),
		looks:   kept.New[*rate.Limiter](peopleMost, 0),
	}
}

// placed is where a click was, if it was where it says; errNotOurs otherwise. An
// action that is everybody's needs a post of the bot's in that channel. The
// server tells nobody the id of a private answer: there the seal, which is the
// person's alone, stands for the post, unless the post is known and somebody
// else's.
func (m *Mattermost) placed(ctx context.Context, r model.PostActionIntegrationRequest, bound bool) (chat.Place, error) {
	if _, is, _ := m.posts.recall(r.PostId); !is {
		if err := m.mayLook(r.UserId); err != nil {
			return chat.Place{}, err
		}
	}
	channel, err := m.ownPost(ctx, r.PostId)
	hidden := bound && errors.Is(err, errNoPost)
	switch {
	case err != nil && !hidden:
		return chat.Place{}, err
	case !hidden && channel != r.ChannelId:
		return chat.Place{}, errNotOurs
	case r.TeamId == "" || privateChannel(r.ChannelName):
		return chat.Place{}, nil
	}
	return m.inTeam(ctx, r, bound)
}

// inTeam is the place of a click in a channel of a team: the team must be that
// of the channel, and for an action that is a person's alone the person must be
// there. Where the bot is not, no board can be at home, and the channel is
// taken for none.
func (m *Mattermost) inTeam(ctx context.Context, r model.PostActionIntegrationRequest, bound bool) (chat.Place, error) {
	team, err := m.teamOf(ctx, r)
	switch {
	case refused(err, http.StatusForbidden, http.StatusNotFound):
		return m.outside(ctx, r)
	case err != nil:
		return chat.Place{}, err
	case team != r.TeamId:
		return chat.Place{}, errNotOurs
	}
	place := chat.Place{Server: r.TeamId, Channel: r.ChannelId}
	if !bound {
		return place, nil
	}
	in, err := m.member(r.ChannelId, r.UserId, func() (bool, error) { return m.server.reads(ctx, r.ChannelId, r.UserId) })
	switch {
	case refused(err, http.StatusForbidden):
		return m.outside(ctx, r)
	case err != nil:
		return chat.Place{}, err
	case !in:
		return chat.Place{}, errNotOurs
	}
	return place, nil
}

// outside is the place of a click in a channel where the bot is not: the
// team, if the person is in it.
func (m *Mattermost) outside(ctx context.Context, r model.PostActionIntegrationRequest) (chat.Place, error) {
	in, err := m.member(r.TeamId, r.UserId, func() (bool, error) { return m.server.belongs(ctx, r.TeamId, r.UserId) })
	switch {
	case refused(err, http.StatusForbidden):
		return chat.Place{}, nil
	case err != nil:
		return chat.Place{}, err
	case !in:
		return chat.Place{}, errNotOurs
	}
	return chat.Place{Server: r.TeamId}, nil
}

// member tells what is known of who is where, or asks. Who is not there is asked
// for again: they may come.
func (m *Mattermost) member(where, user string, ask func() (bool, error)) (bool, error) {
	name := where + "/" + user
	if in, is := m.places.members.Recall(name); is {
		return in, nil
	}
	if err := m.mayLook(user); err != nil {
		return false, err
	}
	in, err := ask()
	if err == nil && in {
		m.places.members.Keep(name, true)
	}
	return in, err
}

// teamOf is the team of the channel of a click.
func (m *Mattermost) teamOf(ctx context.Context, r model.PostActionIntegrationRequest) (string, error) {
	if team, is := m.places.teams.Recall(r.ChannelId); is {
		return team, nil
	}
	if err := m.mayLook(r.UserId); err != nil {
		return "", err
	}
	channel, err := m.server.channel(ctx, r.ChannelId)
	if err != nil {
		return "", err
	}
	m.places.teams.Keep(channel.Id, channel.TeamId)
	return channel.TeamId, nil
}

// mayLook lets one person make us ask the server so often and not more, so that
// what others do is not held up.
func (m *Mattermost) mayLook(user string) error {
	look, is := m.places.looks.Recall(user)
	if !is {
		look = rate.NewLimiter(lookRate, lookMost)
		m.places.looks.Keep(user, look)
	}
	if !look.Allow() {
		return deny(http.StatusTooManyRequests, "too many places")
	}
	return nil
}
