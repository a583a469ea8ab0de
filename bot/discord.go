package bot

import (
	"context"
	"log/slog"

	"beirat/bot/discord"
	"beirat/config"
	"beirat/storage"
)

// newDiscord is the configured application.
func newDiscord(settings config.Config, seal []byte, db *storage.DB, log *slog.Logger) (*remote, error) {
	specs, err := specsOf(settings)
	if err != nil {
		return nil, err
	}
	adapter := discord.New(discord.Options{
		URL: settings.Discord.URL, Token: settings.Discord.Token.Reveal(), Secret: seal,
		Memory: db, Specs: specs, Log: log.With("platform", discord.Name),
	})
	return &remote{
		Platform: adapter, connected: adapter.Connected,
		listen: func(ctx context.Context, b *Bot) error { return adapter.Listen(ctx, b) },
	}, nil
}
