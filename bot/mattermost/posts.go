package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

const postsMost = 20000

// errNotOurs is a post that the bot did not write, or none at all.
var errNotOurs = errors.New("not a post of the bot")

// posts are what we know of posts.
type posts struct {
	channels *kept[string] // of the bot's own, by id
	doubts   *kept[bool]   // keys whose post may stand unheard
}

func newPosts() *posts {
	return &posts{channels: newKept[string](postsMost, 0), doubts: newKept[bool](doubtsMost, 0)}
}

// ownPost is the channel of a post, which must be one of the bot's own:
// errNotOurs otherwise, and where there is none of that id.
func (m *Mattermost) ownPost(ctx context.Context, id string) (channel string, err error) {
	if channel, is := m.posts.channels.recall(id); is {
		return channel, nil
	}
	if !model.IsValidId(id) {
		return "", errNotOurs
	}
	me, err := m.people.bot(ctx)
	if err != nil {
		return "", err
	}
	post, err := m.server.post(ctx, id)
	if refused(err, http.StatusNotFound, http.StatusForbidden, http.StatusBadRequest) {
		return "", errNotOurs
	}
	if err != nil {
		return "", fmt.Errorf("asking whose post it is: %w", err)
	}
	if post.UserId != me.ID {
		return "", errNotOurs
	}
	m.posts.channels.keep(post.Id, post.ChannelId)
	return post.ChannelId, nil
}
