package mattermost

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"

	"beirat/chat"
)

// Announce pins the post that shows an appointment, and takes it off again when
// that is over. Pinning twice is pinning once.
func (m *Mattermost) Announce(ctx context.Context, a chat.Announcement) (ref string, err error) {
	ahead := a.State == chat.AnnouncedAhead || a.State == chat.AnnouncedOpen
	switch {
	case ahead && a.Card == "":
		return "", chat.ErrNoCard
	case ahead && a.Ref != "" && a.Ref != a.Card:
		if err := m.unpin(ctx, a.Ref); err != nil {
			return "", err
		}
	case !ahead: // it may have been pinned unheard
		return "", m.unpin(ctx, cmp.Or(a.Ref, a.Card))
	}
	err = m.server.pin(ctx, a.Card, "pin")
	if refused(err, http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound) {
		err = fmt.Errorf("%w: %w", chat.ErrNotAnnounced, err)
	}
	if err != nil {
		return "", fmt.Errorf("pinning post %s: %w", a.Card, err)
	}
	return a.Card, nil
}

// unpin takes a post off, unless it is gone.
func (m *Mattermost) unpin(ctx context.Context, ref string) error {
	if ref == "" {
		return nil
	}
	err := m.server.pin(ctx, ref, "unpin")
	if err != nil && !refused(err, http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound) {
		return fmt.Errorf("unpinning post %s: %w", ref, err)
	}
	return nil
}

// pin pins a post or unpins it.
func (c *client) pin(ctx context.Context, id, how string) error {
	return c.call(ctx, http.MethodPost, "/posts/"+url.PathEscape(id)+"/"+how, nil, nil)
}
