package mattermost

import (
	"context"
	"errors"
	"net/http"

	"beirat/chat"
)

// filesMost is how many files a post shows; the server refuses more.
const filesMost = 10

// file is uploaded before the message that shows it.
type file struct {
	Name    string
	Content []byte
}

// bag holds what goes along with a message, as long as there is room.
type bag struct {
	files []file
	room  int
}

// takes puts a file into the bag; false if it cannot go along.
func (b *bag) takes(name string, content []byte) bool {
	if len(b.files) >= b.room || len(content) == 0 { // the server takes no empty ones
		return false
	}
	b.files = append(b.files, file{Name: chat.PlainName(name), Content: content})
	return true
}

// posting is a message on its way into a channel.
type posting struct {
	channel string
	root    string // the post to which it is an answer; empty: to none
	key     string // empty: said once, and not again
	message chat.Message
	reader  reader
	again   bool // an earlier try has failed, or none will follow
}

// loaded is a message with its files uploaded. Where the server does not take
// them the message goes without, and says so.
func (m *Mattermost) loaded(ctx context.Context, p posting) (rendered, []string, error) {
	full := m.render(p.message, p.reader)
	ids, err := m.upload(ctx, p.channel, full.Files)
	if err == nil || !inVain(err, p.again) {
		return full, ids, err
	}
	m.log.Warn("a message goes without its files", "error", err)
	return m.render(p.message, p.reader.without()), []string{}, nil
}

// upload gives the ids of files that a post may show.
func (m *Mattermost) upload(ctx context.Context, channel string, files []file) ([]string, error) {
	ids := make([]string, 0, len(files))
	for _, f := range files {
		id, err := m.server.upload(ctx, channel, f)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// inVain tells whether no further try to upload can be expected to succeed: the
// server refuses what is asked, or it is there and failed before.
func inVain(err error, again bool) bool {
	var r *refusal
	var l *lost
	switch {
	case errors.As(err, &l):
		return again && l.reached
	case !errors.As(err, &r), refused(err, http.StatusUnauthorized, http.StatusRequestTimeout, http.StatusTooManyRequests):
		return false
	case r.status >= 400 && r.status < 500, r.status == http.StatusNotImplemented:
		return true
	}
	return again && r.id != "" // the server itself, and not what stands before it
}
