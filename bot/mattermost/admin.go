package mattermost

import (
	"context"
	"net/http"
	"net/url"

	"github.com/mattermost/mattermost/server/public/model"
)

// What only an administrator's token may ask for or do.

// settings are those of the server's settings that a board depends on.
type settings struct {
	ServiceSettings struct {
		SiteURL                             string
		EnableCommands                      *bool
		EnableBotAccountCreation            *bool
		EnableUserAccessTokens              *bool
		DisableBotsWhenOwnerIsDeactivated   *bool
		AllowedUntrustedInternalConnections string
	}
	LocalizationSettings struct{ DefaultClientLocale string }
	FileSettings         struct{ EnableFileAttachments *bool }
}

func (c *client) settings(ctx context.Context) (*settings, error) {
	return answered[settings](ctx, c, http.MethodGet, "/config", nil)
}

// change sets settings of the section that bots and commands depend on.
func (c *client) change(ctx context.Context, values map[string]any) error {
	return c.call(ctx, http.MethodPut, "/config/patch", map[string]any{"ServiceSettings": values}, nil)
}

func (c *client) teamNamed(ctx context.Context, name string) (*model.Team, error) {
	return answered[model.Team](ctx, c, http.MethodGet, "/teams/name/"+url.PathEscape(name), nil)
}

func (c *client) team(ctx context.Context, id string) (*model.Team, error) {
	return answered[model.Team](ctx, c, http.MethodGet, "/teams/"+url.PathEscape(id), nil)
}

func (c *client) createTeam(ctx context.Context, t *model.Team) (*model.Team, error) {
	return answered[model.Team](ctx, c, http.MethodPost, "/teams", t)
}

func (c *client) channelNamed(ctx context.Context, team, name string) (*model.Channel, error) {
	return answered[model.Channel](ctx, c, http.MethodGet, "/teams/"+url.PathEscape(team)+"/channels/name/"+url.PathEscape(name)+"?include_deleted=true", nil)
}

func (c *client) createChannel(ctx context.Context, ch *model.Channel) (*model.Channel, error) {
	return answered[model.Channel](ctx, c, http.MethodPost, "/channels", ch)
}

func (c *client) joinTeam(ctx context.Context, team, user string) error {
	member := map[string]string{"team_id": team, "user_id": user}
	return c.call(ctx, http.MethodPost, "/teams/"+url.PathEscape(team)+"/members", member, nil)
}

func (c *client) joinChannel(ctx context.Context, channel, user string) error {
	return c.call(ctx, http.MethodPost, "/channels/"+url.PathEscape(channel)+"/members", map[string]string{"user_id": user}, nil)
}

func (c *client) bot(ctx context.Context, user string) (*model.Bot, error) {
	return answered[model.Bot](ctx, c, http.MethodGet, "/bots/"+url.PathEscape(user)+"?include_deleted=true", nil)
}

func (c *client) createBot(ctx context.Context, name, display, about string) (*model.Bot, error) {
	bot := map[string]string{"username": name, "display_name": display, "description": about}
	return answered[model.Bot](ctx, c, http.MethodPost, "/bots", bot)
}

func (c *client) enableBot(ctx context.Context, user string) error {
	return c.call(ctx, http.MethodPost, "/bots/"+url.PathEscape(user)+"/enable", nil, nil)
}

func (c *client) assignBot(ctx context.Context, user, owner string) error {
	return c.call(ctx, http.MethodPost, "/bots/"+url.PathEscape(user)+"/assign/"+url.PathEscape(owner), nil, nil)
}

// tokens are those of an account, without what is secret in them.
func (c *client) tokens(ctx context.Context, user string) ([]*model.UserAccessToken, error) {
	list, err := answered[[]*model.UserAccessToken](ctx, c, http.MethodGet, "/users/"+url.PathEscape(user)+"/tokens?per_page=200", nil)
	if err != nil {
		return nil, err
	}
	return *list, nil
}

func (c *client) createToken(ctx context.Context, user, about string) (*model.UserAccessToken, error) {
	return answered[model.UserAccessToken](ctx, c, http.MethodPost, "/users/"+url.PathEscape(user)+"/tokens", map[string]string{"description": about})
}

func (c *client) revokeToken(ctx context.Context, id string) error {
	return c.call(ctx, http.MethodPost, "/users/tokens/revoke", map[string]string{"token_id": id}, nil)
}

// commands are the custom commands of a team with all there is to them; every
// adds those of the server and of plugins, without addresses and tokens.
func (c *client) commands(ctx context.Context, team string, every bool) ([]*model.Command, error) {
	path := "/commands?custom_only=true&team_id="
	if every {
		path = "/commands?team_id="
	}
	list, err := answered[[]*model.Command](ctx, c, http.MethodGet, path+url.QueryEscape(team), nil)
	if err != nil {
		return nil, err
	}
	return *list, nil
}

func (c *client) createCommand(ctx context.Context, cmd *model.Command) (*model.Command, error) {
	return answered[model.Command](ctx, c, http.MethodPost, "/commands", cmd)
}

func (c *client) updateCommand(ctx context.Context, cmd *model.Command) error {
	return c.call(ctx, http.MethodPut, "/commands/"+url.PathEscape(cmd.Id), cmd, nil)
}
