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
