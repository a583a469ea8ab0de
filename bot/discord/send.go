package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"beirat/chat"
	"beirat/words"
)

// What Discord answers (https://docs.discord.com/developers/topics/opcodes-and-status-codes).
const (
	codeUnknownChannel = 10003
	codeUnknownMember  = 10007
	codeUnknownMessage = 10008
	codeUnknownUser    = 10013
	codeNoAccess       = 50001
	codeNotOurs        = 50005
	codeNoDirect       = 50007
	codeNoRecipient    = 50033
	codeNoCommonGuild  = 50278
)

const (
	lookPages = 5             // of a channel, in which an earlier try is looked for
	lookBack  = 100           // messages of a page
	lookHours = 2 * time.Hour // an earlier try is younger
	epoch     = 1420070400000 // in milliseconds of Unix time, from where Discord counts
)

// Send says something in a channel or to a person; ref is channel and message.
// Whoever takes no messages from the bot is chat.ErrUnreachable.
func (d *Discord) Send(ctx context.Context, o chat.Outgoing) (ref string, err error) {
	channel := o.Channel
	if channel == "" {
		if channel, err = d.people.conversation(ctx, o.Account); err != nil {
			return "", fmt.Errorf("writing to %s: %w", o.Account, unreachable(err))
		}
	}
	b, err := d.render(ctx, o.Message, readerOf(o))
	if err != nil {
		return "", err
	}
	ref, err = d.once(ctx, channel, o, b)
	switch {
	case err != nil && o.Channel == "":
		return "", fmt.Errorf("writing to %s: %w", o.Account, unreachable(err))
	case err != nil:
		return "", fmt.Errorf("posting in channel %s: %w", channel, err)
	}
	d.converse(ctx, ref, o)
	return ref, nil
}

func readerOf(o chat.Outgoing) reader {
	r := reader{language: words.Language(o.Language), account: o.Account}
	if o.Channel != "" {
		r.account = ""
	}
	return r
}

// once posts a message once for a key. Discord keeps to the nonce for some
// minutes; where an earlier try may be older it is looked for.
func (d *Discord) once(ctx context.Context, channel string, o chat.Outgoing, b body) (ref string, err error) {
	if _, doubted := d.doubts.Recall(o.Key); o.Again || doubted {
		switch ref, err := d.earlier(ctx, channel, b); {
		case err != nil:
			return "", fmt.Errorf("looking for an earlier try: %w", err)
		case ref != "":
			return ref, nil
		}
	}
	ref, err = d.post(ctx, channel, o.Key, b)
	if err != nil && mayBeDone(err) {
		d.doubts.Keep(o.Key, true)
		return "", fmt.Errorf("%w: %w", chat.ErrMaybeSent, err)
	}
	return ref, err
}

// post posts a message; with a key Discord shows it once.
func (d *Discord) post(ctx context.Context, channel, key string, b body) (ref string, err error) {
	if key != "" {
		b.Nonce, b.Enforce = d.seal.nonce(key+"/"+channel), true
	}
	var posted message
	r := request{method: http.MethodPost, path: "/channels/" + channel + "/messages", body: b, files: b.files}
	err = d.client.call(ctx, r, &posted)
	if len(b.files) > 0 && refusedStatus(err, http.StatusRequestEntityTooLarge) {
		d.log.Warn("a message goes without its files", "error", err)
		return d.post(ctx, channel, key, b.withoutFiles())
	}
	if err != nil {
		return "", err
	}
	ref = reference(channel, posted.ID)
	d.sent.Keep(ref, true)
	return ref, nil
}

// earlier is a message of ours that says the same and was posted a short while
// ago, by a try of which we did not hear; empty if there is none.
func (d *Discord) earlier(ctx context.Context, channel string, b body) (ref string, err error) {
	me, err := d.people.bot(ctx)
	if err != nil {
		return "", err
	}
	before := ""
	for range lookPages {
		var latest []message
		r := request{method: http.MethodGet, path: "/channels/" + channel + "/messages?limit=" + strconv.Itoa(lookBack) + before}
		if err := d.client.call(ctx, r, &latest); err != nil {
			return "", err
		}
		for _, m := range latest {
			ref := reference(channel, m.ID)
			if _, known := d.sent.Recall(ref); !known && m.Author.ID == me && young(m) && (m.says(b) || m.says(b.withoutFiles())) {
				d.sent.Keep(ref, true)
				return ref, nil
			}
		}
		if len(latest) < lookBack || !young(latest[len(latest)-1]) {
			break
		}
		before = "&before=" + latest[len(latest)-1].ID
	}
	return "", nil
}

// young tells whether a message may be an earlier try.
func young(m message) bool { return time.Since(posted(m.ID)) < lookHours }

// posted is when something came to be, which its id tells.
func posted(id string) time.Time {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(n>>22 + epoch)
}

// says tells whether a message has these words and buttons.
func (m message) says(b body) bool {
	if strings.TrimSpace(m.Content) != strings.TrimSpace(b.Content) || len(m.Embeds) < len(b.Embeds) || len(m.Attachments) != len(b.Attachments) {
		return false
	}
	for i, e := range b.Embeds {
		if strings.TrimSpace(m.Embeds[i].Description) != strings.TrimSpace(e.Description) {
			return false
		}
	}
	return equalIDs(m.Components, b.Components)
}

func equalIDs(a, b []component) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if mark(a[i].CustomID) != mark(b[i].CustomID) || !equalIDs(a[i].Components, b[i].Components) {
			return false
		}
	}
	return true
}

// mark is a custom id as far as it is the same whenever it is made.
func mark(id string) string {
	if strings.HasPrefix(id, closedIDs) {
		return closedIDs
	}
	return id
}

// Edit makes a message equal to o; chat.ErrGone if it is there no more.
func (d *Discord) Edit(ctx context.Context, ref string, o chat.Outgoing) error {
	channel, id, ok := referred(ref)
	if !ok {
		return fmt.Errorf("editing message %q: %w: it is none of Discord's", ref, chat.ErrGone)
	}
	b, err := d.render(ctx, o.Message, readerOf(o))
	if err != nil {
		return err
	}
	r := request{method: http.MethodPatch, path: "/channels/" + channel + "/messages/" + id, bucket: "edit/" + channel, body: b, files: b.files}
	err = d.client.call(ctx, r, nil)
	if len(b.files) > 0 && refusedStatus(err, http.StatusRequestEntityTooLarge) {
		r.body, r.files = b.withoutFiles(), nil
		err = d.client.call(ctx, r, nil)
	}
	switch {
	case refused(err, codeUnknownMessage, codeUnknownChannel, codeNotOurs): // of an earlier account, we may not edit it
		return fmt.Errorf("editing message %s: %w: %w", ref, chat.ErrGone, err)
	case err != nil:
		return fmt.Errorf("editing message %s: %w", ref, err)
	}
	d.converse(ctx, ref, o)
	return nil
}

// unreachable tells a person who cannot be written to from a Discord that cannot
// be asked.
func unreachable(err error) error {
	if refused(err, codeNoDirect, codeNoRecipient, codeNoCommonGuild, codeUnknownUser, codeUnknownChannel) && !errors.Is(err, chat.ErrUnreachable) {
		return fmt.Errorf("%w: %w", chat.ErrUnreachable, err)
	}
	return err
}
