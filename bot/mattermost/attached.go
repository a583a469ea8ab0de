package mattermost

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
)

// attached are the files of a post that somebody wrote to the bot. The server is
// asked what they are, and not for what is in them before somebody opens them.
func (m *Mattermost) attached(ctx context.Context, ids []string) []chat.Attachment {
	var files []chat.Attachment
	for _, id := range ids {
		file := chat.Attachment{Ref: id, Size: -1, Open: func(ctx context.Context) (io.ReadCloser, error) { return m.server.download(ctx, id) }}
		if info, err := m.server.fileInfo(ctx, id); err == nil {
			file.Name, file.Size = info.Name, info.Size
		} else {
			file.Open = func(context.Context) (io.ReadCloser, error) { return nil, err }
		}
		files = append(files, file)
	}
	return files
}

// fileInfo is what the server tells of a file.
func (c *client) fileInfo(ctx context.Context, id string) (*model.FileInfo, error) {
	return answered[model.FileInfo](ctx, c, http.MethodGet, "/files/"+url.PathEscape(id)+"/info", nil)
}

// download begins to read a file; the caller closes it. It ends after callTime,
// and is not tried again.
func (c *client) download(ctx context.Context, id string) (io.ReadCloser, error) {
	const what = "GET /files/…: %w"
	if err := c.pace.Wait(ctx); err != nil {
		return nil, fmt.Errorf(what, err)
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, c.url+"/api/v4/files/"+url.PathEscape(id), nil)
	if err != nil {
		return nil, fmt.Errorf(what, errors.New("the address is none"))
	}
	q.Header.Set("Authorization", "Bearer "+c.token)
	answer, err := c.http.Do(q)
	if err != nil {
		return nil, fmt.Errorf(what, unnamed(err))
	}
	if answer.StatusCode != http.StatusOK {
		content, _ := io.ReadAll(io.LimitReader(answer.Body, refusalMost)) // what it says is told as far as it goes
		return nil, errors.Join(fmt.Errorf(what, refusalOf(answer, content)), answer.Body.Close())
	}
	return answer.Body, nil
}

// refusalMost is how much is read of an answer that says no.
const refusalMost = 64 << 10
