package mattermost

import (
	"context"
	"fmt"
	"net/http"

	"beirat/chat"
)

// converse begins the conversation of a post: here that is the answers to it, so
// the first one says what the place is for. Where the server takes no answer the
// post stands without; other errors are those of Send, which is repeatable.
func (m *Mattermost) converse(ctx context.Context, ref string, o chat.Outgoing, r reader) error {
	first := chat.Say(chat.T("mattermost.thread", "name", o.Message.Thread))
	_, err := m.say(ctx, posting{channel: o.Channel, root: ref, key: o.Key + "/thread", message: first, reader: r, again: o.Again})
	if refused(err, http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound) {
		m.log.Warn("a post begins no conversation", "post", ref, "error", err)
		return nil
	}
	if err != nil {
		return fmt.Errorf("beginning the conversation of post %s: %w", ref, err)
	}
	return nil
}
