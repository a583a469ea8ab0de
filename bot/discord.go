package bot

import (
	"context"
	"log/slog"

	"beirat/bot/discord"
	"beirat/chat"
	"beirat/commands/boards"
	"beirat/commands/polls"
	"beirat/config"
	"beirat/storage"
)

// newDiscord is the configured application.
func newDiscord(settings config.Config, seal []byte, db *storage.DB, log *slog.Logger) (*remote, error) {
	specs, err := specsOf(settings.Prefix)
	if err != nil {
		return nil, err
	}
	adapter := discord.New(discord.Options{
		URL: settings.Discord.URL, Token: settings.Discord.Token.Reveal(),
		Secret: seal, Memory: db, Specs: specs, Log: log.With("platform", discord.Name),
	})
	return &remote{
		Platform: adapter, connected: adapter.Connected,
		listen: func(ctx context.Context, b *Bot) error { return adapter.Listen(ctx, b) },
	}, nil
}

// specsOf are the commands as Discord registers them.
func specsOf(prefix string) ([]chat.Spec, error) {
	book, err := newBook(boards.New(nil, boards.Offers{}), polls.New(nil))
	if err != nil {
		return nil, err
	}
	return book.WithPrefix(prefix).Specs(), nil
}
