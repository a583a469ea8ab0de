package discord

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"

	"beirat/chat"
)

// attached are the files that came along with what a person did. They lie at
// Discord until somebody opens them.
func (d *Discord) attached(files iter.Seq[sent]) []chat.Attachment {
	var all []chat.Attachment
	for file := range files {
		all = append(all, chat.Attachment{Ref: file.ID, Name: file.Filename, Size: file.Size, Open: func(ctx context.Context) (io.ReadCloser, error) {
			return d.download(ctx, file.URL)
		}})
	}
	return all
}

// download begins to read a file; the caller closes it. Only Discord is asked,
// wherever an address may point to, and without the token: who has the address
// may read the file. No error names it.
func (d *Discord) download(ctx context.Context, address string) (io.ReadCloser, error) {
	const what = "fetching a file: %w"
	if !d.keepsFiles(address) {
		return nil, fmt.Errorf(what, errors.New("its address is none of Discord's"))
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf(what, errors.New("its address is none"))
	}
	answer, err := d.client.http.Do(q)
	if err != nil {
		return nil, fmt.Errorf(what, unnamed(err))
	}
	if answer.StatusCode != http.StatusOK {
		return nil, errors.Join(fmt.Errorf(what, &refusal{status: answer.StatusCode}), answer.Body.Close())
	}
	return answer.Body, nil
}

// keepsFiles tells whether an address is one at which Discord keeps files
// (https://docs.discord.com/developers/reference#cdn-data), or where we were told
// that Discord is.
func (d *Discord) keepsFiles(address string) bool {
	at, err := url.Parse(address)
	if err != nil || at.User != nil {
		return false
	}
	if at.Scheme == "https" && (at.Host == "cdn.discordapp.com" || at.Host == "media.discordapp.net") {
		return true
	}
	own, err := url.Parse(d.options.URL)
	return err == nil && at.Scheme == own.Scheme && at.Host == own.Host
}
