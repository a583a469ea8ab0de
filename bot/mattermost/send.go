package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/words"
)

const (
	markProp   = "beirat" // holds the mark of a post's key
	botProp    = "from_bot"
	lookBack   = 200 // posts of a channel among which an earlier try is looked for
	doubtsMost = 5000
)

// Send says something in a channel or to a person; ref is the post's id.
// Whoever is deactivated or may not be written to is chat.ErrUnreachable.
func (m *Mattermost) Send(ctx context.Context, o chat.Outgoing) (ref string, err error) {
	if o.Channel != "" {
		if ref, err = m.sendTo(ctx, o.Channel, o); err != nil {
			return "", fmt.Errorf("posting in channel %s: %w", o.Channel, err)
		}
		return ref, nil
	}
	channel, err := m.conversation(ctx, o.Account)
	if err == nil {
		ref, err = m.sendTo(ctx, channel, o)
	}
	if err != nil {
		return "", fmt.Errorf("writing to %s: %w", o.Account, unreachable(err))
	}
	return ref, nil
}

func (m *Mattermost) sendTo(ctx context.Context, channel string, o chat.Outgoing) (ref string, err error) {
	r := m.readerOf(ctx, o)
	shown, err := m.typable(ctx, o.Message, r)
	if err != nil {
		return "", err
	}
	ref, err = m.say(ctx, posting{channel: channel, key: o.Key, message: shown, reader: r, again: o.Again})
	if err != nil || o.Channel == "" || o.Message.Thread.IsZero() {
		return ref, err
	}
	return ref, m.converse(ctx, ref, o, r)
}

// sendDirect says something to a person at once, where the worker has no part
// in it: what follows a click or a form.
func (m *Mattermost) sendDirect(ctx context.Context, account string, message chat.Message, r reader) (ref string, err error) {
	channel, err := m.people.channel(ctx, account)
	if err == nil {
		ref, err = m.create(ctx, posting{channel: channel, message: message, reader: r, again: true})
	}
	if err != nil {
		return "", fmt.Errorf("writing to %s: %w", account, unreachable(err))
	}
	return ref, nil
}

// Edit makes a post equal to o. Of a private message only the buttons change:
// its words cannot after a while. chat.ErrGone if somebody deleted it.
func (m *Mattermost) Edit(ctx context.Context, ref string, o chat.Outgoing) error {
	if err := m.edit(ctx, ref, o); err != nil {
		return fmt.Errorf("editing post %s: %w", ref, err)
	}
	return nil
}

func (m *Mattermost) edit(ctx context.Context, ref string, o chat.Outgoing) error {
	r := m.readerOf(ctx, o)
	shown, err := m.typable(ctx, o.Message, r)
	if err != nil {
		return err
	}
	message, files := m.render(shown, r), []string{}
	if len(message.Files) > 0 {
		channel, err := m.ownPost(ctx, ref)
		if err != nil {
			return m.gone(ctx, ref, err)
		}
		if message, files, err = m.loaded(ctx, posting{channel: channel, message: shown, reader: r, again: o.Again}); err != nil {
			return err
		}
	}
	post, err := m.server.patchPost(ctx, ref, patch{Props: m.props(o.Key, message), FileIDs: files})
	if err != nil {
		return m.gone(ctx, ref, err)
	}
	m.posts.channels.Keep(post.Id, post.ChannelId)
	return nil
}

// gone asks why the server did not let a post be edited: it refuses one that
// was deleted like one that is another's.
func (m *Mattermost) gone(ctx context.Context, ref string, failed error) error {
	if !errors.Is(failed, errNotOurs) && !refused(failed, http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound) {
		return failed
	}
	post, err := m.server.post(ctx, ref)
	if refused(err, http.StatusNotFound) || err == nil && post.DeleteAt != 0 {
		return fmt.Errorf("%w: %w", chat.ErrGone, failed)
	}
	return failed
}

// readerOf is for whom a message is. Where the server does not say what clock
// somebody's is, the message goes without a word about it.
func (m *Mattermost) readerOf(ctx context.Context, o chat.Outgoing) reader {
	r := reader{language: words.Language(o.Language), account: o.Account, props: o.Channel != ""}
	if r.props {
		r.account = ""
		return r
	}
	if a, err := m.people.account(ctx, o.Account); err == nil {
		r.zone = a.Timezone
	}
	return r
}

// say posts a message once for a key. Where an earlier try may have been shown,
// it is looked for first.
func (m *Mattermost) say(ctx context.Context, p posting) (ref string, err error) {
	if _, doubted := m.posts.doubts.Recall(p.key); p.again || doubted {
		switch ref, err := m.find(ctx, p.channel, p.key); {
		case err != nil:
			return "", err
		case ref != "":
			return ref, nil
		}
	}
	ref, err = m.create(ctx, p)
	if errors.Is(err, chat.ErrMaybeSent) {
		m.posts.doubts.Keep(p.key, true)
	}
	return ref, err
}

// find is the post of a key among the latest of a channel; empty if there is none.
func (m *Mattermost) find(ctx context.Context, channel, key string) (ref string, err error) {
	me, err := m.people.bot(ctx)
	if err != nil {
		return "", err
	}
	latest, err := m.server.latest(ctx, channel, lookBack)
	if err != nil {
		return "", fmt.Errorf("looking for an earlier try: %w", err)
	}
	mark := m.mark(key)
	for _, post := range latest {
		if said, _ := post.GetProp(markProp).(string); said == mark && post.UserId == me.ID {
			m.posts.channels.Keep(post.Id, channel)
			return post.Id, nil
		}
	}
	return "", nil
}

func (m *Mattermost) create(ctx context.Context, p posting) (ref string, err error) {
	me, err := m.people.bot(ctx)
	if err != nil {
		return "", err
	}
	message, files, err := m.loaded(ctx, p)
	if err != nil {
		return "", err // nothing is said yet
	}
	post := &model.Post{ChannelId: p.channel, RootId: p.root, Message: message.Text, FileIds: files}
	post.SetProps(m.props(p.key, message))
	if p.key != "" {
		post.PendingPostId = me.ID + ":" + m.seal.mark("pending/"+p.channel+"/"+p.key)
	}
	created, err := m.server.createPost(ctx, post)
	switch {
	case mayBeDone(err):
		return "", fmt.Errorf("%w: %w", chat.ErrMaybeSent, err)
	case err != nil:
		return "", err
	}
	m.posts.channels.Keep(created.Id, p.channel)
	return created.Id, nil
}

// props are all props of a post: an edit replaces what it does not name.
func (m *Mattermost) props(key string, message rendered) model.StringInterface {
	attachments := message.Attachments
	if attachments == nil {
		attachments = []*model.MessageAttachment{}
	}
	props := model.StringInterface{botProp: "true", model.PostPropsAttachments: attachments}
	if key != "" {
		props[markProp] = m.mark(key)
	}
	return props
}

// mark is how a post says, to us only, which key it shows.
func (m *Mattermost) mark(key string) string { return m.seal.mark("key/" + key) }

// conversation is the channel with a person who can read it. The server takes
// what is said to somebody deactivated, and nobody would know.
func (m *Mattermost) conversation(ctx context.Context, account string) (channel string, err error) {
	to, err := m.people.now(ctx, account)
	if err != nil {
		return "", err
	}
	if to.Gone {
		return "", fmt.Errorf("%w: the account is deactivated", chat.ErrUnreachable)
	}
	return m.people.channel(ctx, account)
}

// unreachable tells a person who cannot be written to from a server that cannot
// be asked. Restricted conversations are a bad request to the server.
func unreachable(err error) error {
	var r *refusal
	if errors.As(err, &r) && (r.status == http.StatusForbidden || r.status == http.StatusNotFound || strings.Contains(r.id, "restricted_dm")) {
		return fmt.Errorf("%w: %w", chat.ErrUnreachable, err)
	}
	return err
}
