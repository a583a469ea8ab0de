package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/bot/kept"
)

const (
	postsMost = 20000
	otherTime = time.Minute // how long it holds that a post is not ours
)

var (
	errNotOurs = errors.New("not a post of the bot")
	// errNoPost is errNotOurs where no post of that id stands anywhere, as with
	// a private answer, whose id the server tells nobody.
	errNoPost = fmt.Errorf("no post at all: %w", errNotOurs)
)

// posts are what we know of posts.
type posts struct {
	channels *kept.Things[string] // of the bot's own, by id
	others   *kept.Things[error]  // why they are not ours, by id
	doubts   *kept.Things[bool]   // keys whose post may stand unheard
}

func newPosts() *posts {
	return &posts{
		channels: kept.New[string](postsMost, 0),
		others:   kept.New[error](postsMost, otherTime),
		doubts:   kept.New[bool](doubtsMost, 0),
	}
}

// ownPost is the channel of a post, which must be one of the bot's own:
// errNotOurs otherwise, and errNoPost where there is none of that id.
func (m *Mattermost) ownPost(ctx context.Context, id string) (channel string, err error) {
	if channel, is, err := m.posts.recall(id); is {
		return channel, err
	}
	me, err := m.people.bot(ctx)
	if err != nil {
		return "", err
	}
	post, err := m.server.post(ctx, id)
	switch {
	case refused(err, http.StatusNotFound):
		err = errNoPost
	case refused(err, http.StatusForbidden, http.StatusBadRequest), err == nil && post.UserId != me.ID:
		err = errNotOurs
	case err != nil:
		return "", fmt.Errorf("asking whose post it is: %w", err)
	default:
		m.posts.channels.Keep(post.Id, post.ChannelId)
		return post.ChannelId, nil
	}
	m.posts.others.Keep(id, err)
	return "", err
}

// recall is what ownPost says where the server need not be asked.
func (p *posts) recall(id string) (channel string, is bool, err error) {
	if channel, is := p.channels.Recall(id); is {
		return channel, true, nil
	}
	if !model.IsValidId(id) {
		return "", true, errNotOurs
	}
	err, is = p.others.Recall(id)
	return "", is, err
}
