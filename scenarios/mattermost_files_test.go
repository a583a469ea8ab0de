package scenarios

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image/png"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"

	"beirat/chat"
)

// attached is a file of a post, as the server speaks of it.
type attached struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Type    string `json:"mime_type"`
	content []byte
}

// longText is the file in which a message stands that is too long for a post:
// the words of a message, and no part of a story.
const longText = "beirat.txt"

// fetch reads the files of a post as somebody who reads the post. An edit may
// take files away meanwhile; then the post is read again.
func (p *post) fetch(ctx context.Context, who *person) error {
	for tries := 0; ; tries++ {
		err := p.download(ctx, who)
		if !answers(err, http.StatusNotFound) || tries == 3 {
			return err
		}
		if err := who.get(ctx, "/posts/"+p.ID, p); err != nil {
			return err
		}
	}
}

func (p *post) download(ctx context.Context, who *person) error {
	for i := range p.Metadata.Files {
		f := &p.Metadata.Files[i]
		var err error
		if f.content, err = who.file(ctx, f.ID); err != nil {
			return fmt.Errorf("%s reads %s: %w", who.name, f.Name, err)
		}
		if f.Type != "image/png" {
			continue
		}
		if _, err := png.Decode(bytes.NewReader(f.content)); err != nil {
			return fmt.Errorf("%s sees no picture in %s: %w", who.name, f.Name, err)
		}
	}
	return nil
}

// fileLines are the lines of the text files of a post, as the console shows them.
func (p *post) fileLines() []string {
	files := slices.Clone(p.Metadata.Files)
	slices.SortStableFunc(files, func(a, b attached) int { // as the post names them
		return slices.Index(p.FileIDs, a.ID) - slices.Index(p.FileIDs, b.ID)
	})
	var lines []string
	for _, f := range files {
		if f.Name != longText {
			lines = append(lines, chat.File{Type: f.Type, Content: f.content}.Lines()...)
		}
	}
	return lines
}

// attach sends a file of the stories to the bot, and waits until it has answered.
func (d *mattermostDriver) attach(ctx context.Context, who, name string) error {
	content, err := os.ReadFile(filepath.Join(storyFiles, name))
	if err != nil {
		return err
	}
	id, err := d.people[who].upload(ctx, d.direct[who], name, content)
	if err != nil {
		return err
	}
	var written identified
	sent := map[string]any{"channel_id": d.direct[who], "message": "", "file_ids": []string{id}}
	if err := d.people[who].post(ctx, "/posts", sent, &written); err != nil {
		return err
	}
	return d.look.answered(ctx, "post/"+written.ID)
}

// upload puts a file into a channel, as a client does before the post that shows it.
func (r rest) upload(ctx context.Context, channel, name string, content []byte) (id string, err error) {
	query := url.Values{"channel_id": {channel}, "filename": {name}}
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url+"/api/v4/files?"+query.Encode(), bytes.NewReader(content))
	if err != nil {
		return "", err
	}
	q.Header.Set("Authorization", "Bearer "+r.token)
	answer, err := restClient.Do(q)
	if err != nil {
		return "", err
	}
	data, err := io.ReadAll(answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return "", err
	}
	var uploaded struct {
		Infos []identified `json:"file_infos"`
	}
	if answer.StatusCode != http.StatusCreated || json.Unmarshal(data, &uploaded) != nil || len(uploaded.Infos) != 1 {
		return "", &restError{Status: answer.StatusCode, Message: string(data), did: "POST /files"}
	}
	return uploaded.Infos[0].ID, nil
}

// file is the content of a file, byte for byte.
func (r rest) file(ctx context.Context, id string) ([]byte, error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url+"/api/v4/files/"+id, nil)
	if err != nil {
		return nil, err
	}
	q.Header.Set("Authorization", "Bearer "+r.token)
	answer, err := restClient.Do(q)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return nil, err
	}
	if answer.StatusCode != http.StatusOK {
		return nil, &restError{Status: answer.StatusCode, Message: string(data), did: "GET /files/" + id}
	}
	return data, nil
}
