package mattermost

import (
	"context"

	"beirat/chat"
)

// Send says something in a channel or to a person; ref is the post's id.
func (m *Mattermost) Send(ctx context.Context, o chat.Outgoing) (ref string, err error) {
	panic("soon")
}

// Edit makes a post equal to o.
func (m *Mattermost) Edit(ctx context.Context, ref string, o chat.Outgoing) error { panic("soon") }

// sendDirect says something to a person at once, where the worker has no part
// in it: what follows a click or a form.
func (m *Mattermost) sendDirect(ctx context.Context, account string, message rendered) (ref string, err error) {
	panic("soon")
}
