package mattermost

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// createPost says something. A repeat with the same PendingPostId within half a
// minute gives the post that stands.
func (c *client) createPost(ctx context.Context, p *model.Post) (*model.Post, error) {
	return answered[model.Post](ctx, c, http.MethodPost, "/posts", p)
}

// patch is what an edit changes: never the message, which may be edited for a
// while only.
type patch struct {
	Props   model.StringInterface `json:"props"`
	FileIDs []string              `json:"file_ids"`
}

// patchPost replaces the props of a post and its files, all of them.
func (c *client) patchPost(ctx context.Context, id string, p patch) (*model.Post, error) {
	return answered[model.Post](ctx, c, http.MethodPut, "/posts/"+url.PathEscape(id)+"/patch", p)
}

// post reads a post that is not deleted.
func (c *client) post(ctx context.Context, id string) (*model.Post, error) {
	return answered[model.Post](ctx, c, http.MethodGet, "/posts/"+url.PathEscape(id), nil)
}

// latest are the last posts of a channel, the newest first.
func (c *client) latest(ctx context.Context, channel string, count int) ([]*model.Post, error) {
	list, err := answered[model.PostList](ctx, c, http.MethodGet, "/channels/"+url.PathEscape(channel)+"/posts?per_page="+strconv.Itoa(count), nil)
	if err != nil {
		return nil, err
	}
	return ordered(list), nil
}

// since are the posts of a channel that were written or changed after a moment,
// the newest first.
func (c *client) since(ctx context.Context, channel string, moment time.Time) ([]*model.Post, error) {
	list, err := answered[model.PostList](ctx, c, http.MethodGet, "/channels/"+url.PathEscape(channel)+"/posts?since="+strconv.FormatInt(moment.UnixMilli(), 10), nil)
	if err != nil {
		return nil, err
	}
	return ordered(list), nil
}

func ordered(list *model.PostList) []*model.Post {
	posts := make([]*model.Post, 0, len(list.Posts))
	for _, post := range list.Posts {
		if post != nil {
			posts = append(posts, post)
		}
	}
	slices.SortFunc(posts, func(a, b *model.Post) int { return cmp.Compare(b.CreateAt, a.CreateAt) })
	return posts
}

func (c *client) me(ctx context.Context) (*model.User, error) {
	return answered[model.User](ctx, c, http.MethodGet, "/users/me", nil)
}

func (c *client) user(ctx context.Context, id string) (*model.User, error) {
	return answered[model.User](ctx, c, http.MethodGet, "/users/"+url.PathEscape(id), nil)
}

func (c *client) userNamed(ctx context.Context, name string) (*model.User, error) {
	return answered[model.User](ctx, c, http.MethodGet, "/users/username/"+url.PathEscape(name), nil)
}

// belongs tells whether a user is in a team.
func (c *client) belongs(ctx context.Context, team, user string) (bool, error) {
	member, err := answered[model.TeamMember](ctx, c, http.MethodGet, "/teams/"+url.PathEscape(team)+"/members/"+url.PathEscape(user), nil)
	if refused(err, http.StatusNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return member.DeleteAt == 0, nil
}

// reads tells whether a user is in a channel.
func (c *client) reads(ctx context.Context, channel, user string) (bool, error) {
	_, err := answered[model.ChannelMember](ctx, c, http.MethodGet, "/channels/"+url.PathEscape(channel)+"/members/"+url.PathEscape(user), nil)
	if refused(err, http.StatusNotFound) {
		return false, nil
	}
	return err == nil, err
}

func (c *client) channel(ctx context.Context, id string) (*model.Channel, error) {
	return answered[model.Channel](ctx, c, http.MethodGet, "/channels/"+url.PathEscape(id), nil)
}

// channels are all channels of the bot in all teams, direct ones included.
func (c *client) channels(ctx context.Context) ([]*model.Channel, error) {
	list, err := answered[[]*model.Channel](ctx, c, http.MethodGet, "/users/me/channels", nil)
	if err != nil {
		return nil, err
	}
	return *list, nil
}

// directChannel opens the private conversation of two users, or finds it.
func (c *client) directChannel(ctx context.Context, one, other string) (*model.Channel, error) {
	return answered[model.Channel](ctx, c, http.MethodPost, "/channels/direct", []string{one, other})
}

const openPath = "/actions/dialogs/open"

// openDialog opens a form for the person whose click or command gave the trigger.
func (c *client) openDialog(ctx context.Context, r model.OpenDialogRequest) error {
	return c.call(ctx, http.MethodPost, openPath, r, nil)
}

// clientConfig is what the server tells everybody about itself.
func (c *client) clientConfig(ctx context.Context) (map[string]string, error) {
	config, err := answered[map[string]string](ctx, c, http.MethodGet, "/config/client?format=old", nil)
	if err != nil {
		return nil, err
	}
	return *config, nil
}

// autocompleted are the commands of a team as everybody sees them.
func (c *client) autocompleted(ctx context.Context, team string) ([]*model.Command, error) {
	list, err := answered[[]*model.Command](ctx, c, http.MethodGet, "/teams/"+url.PathEscape(team)+"/commands/autocomplete", nil)
	if err != nil {
		return nil, err
	}
	return *list, nil
}

// upload puts a file into a channel, where a post can show it.
func (c *client) upload(ctx context.Context, channel string, f file) (id string, err error) {
	query := url.Values{"channel_id": {channel}, "filename": {f.Name}}
	var uploaded model.FileUploadResponse
	r := request{method: http.MethodPost, url: c.url + "/api/v4/files?" + query.Encode(), kind: "application/octet-stream", body: f.Content, token: c.token}
	if err := c.send(ctx, r, &uploaded); err != nil {
		return "", fmt.Errorf("uploading a file of %d bytes: %w", len(f.Content), err)
	}
	if len(uploaded.FileInfos) != 1 || uploaded.FileInfos[0] == nil {
		return "", fmt.Errorf("uploading a file of %d bytes: the server names no file", len(f.Content))
	}
	return uploaded.FileInfos[0].Id, nil
}

// respond answers a command late, at the path of the address that came with it:
// the server is called where we know it, whatever host the address names.
func (c *client) respond(ctx context.Context, address string, answer *model.CommandResponse) error {
	to, err := url.Parse(address)
	if err != nil {
		return errors.New("answering a command late: the address is none")
	}
	before, id := path.Split(to.Path)
	if !strings.HasSuffix(before, "/hooks/commands/") || !model.IsValidId(id) {
		return errors.New("answering a command late: the address is not one for that")
	}
	body, err := json.Marshal(answer)
	if err != nil {
		return fmt.Errorf("answering a command late: %w", err)
	}
	r := request{method: http.MethodPost, url: c.url + "/hooks/commands/" + id, kind: "application/json", body: body, urgent: true}
	if err := c.send(ctx, r, nil); err != nil {
		return fmt.Errorf("answering a command late: %w", err)
	}
	return nil
}

// answered is a call whose answer is a T.
func answered[T any](ctx context.Context, c *client, method, path string, in any) (*T, error) {
	var out T
	if err := c.call(ctx, method, path, in, &out); err != nil {
		return nil, err
	}
	return &out, nil
}
