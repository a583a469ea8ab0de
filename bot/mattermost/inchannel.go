package mattermost

import (
	"context"
	"net/http"
)

// InChannel tells whether a person is in a channel, as the server says it now.
// In a channel that is gone or closed to the bot nobody is.
func (m *Mattermost) InChannel(ctx context.Context, _, channel, account string) (bool, error) {
	in, err := m.server.reads(ctx, channel, account)
	if refused(err, http.StatusForbidden, http.StatusNotFound, http.StatusBadRequest) {
		return false, nil
	}
	return in, err
}

// ChannelName is what people call a channel.
func (m *Mattermost) ChannelName(ctx context.Context, _, channel string) (string, error) {
	c, err := m.server.channel(ctx, channel)
	if err != nil {
		return "", err
	}
	return c.DisplayName, nil
}
