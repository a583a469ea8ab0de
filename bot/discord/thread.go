package discord

import (
	"context"
	"errors"
	"net/http"
	"time"

	"beirat/chat"
	"beirat/words"
)

const (
	codeThreadThere = 160004

	threadMost    = 100         // of a thread's name
	threadArchive = 7 * 24 * 60 // minutes without a message until Discord puts a thread away
	threadLife    = time.Hour   // until it is tried again what the bot may not do
)

// startThread is how a thread begins with a message.
type startThread struct {
	Name    string `json:"name"`
	Archive int    `json:"auto_archive_duration"`
}

// converse begins the thread of a message in a channel that is to have one, and
// has none yet. What was said stands with it and without: that it fails is
// logged, and tried again when the message changes.
func (d *Discord) converse(ctx context.Context, ref string, o chat.Outgoing) {
	if o.Channel == "" || o.Message.Thread.IsZero() {
		return
	}
	if _, settled := d.threads.Recall(ref); settled {
		return
	}
	channel, id, _ := referred(ref)
	name := plain(words.Language(o.Language)).Print(o.Message.Thread)
	r := request{method: http.MethodPost, path: "/channels/" + channel + "/messages/" + id + "/threads", twice: true,
		body: startThread{Name: name[:within(name, threadMost)], Archive: threadArchive}}
	err := d.client.call(ctx, r, nil)
	said, answered := errors.AsType[*refusal](err)
	switch {
	case err == nil, refused(err, codeThreadThere):
	case answered && said.status < http.StatusInternalServerError && said.status != http.StatusTooManyRequests:
		d.log.Warn("a message has no thread: may the bot create public threads there?", "channel", channel, "error", err)
	default:
		d.log.Warn("a message has no thread yet", "error", err)
		return
	}
	d.threads.Keep(ref, true)
}
