package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"net/url"

	"beirat/bot/mattermost"
	"beirat/chat"
	"beirat/config"
	"beirat/storage"
	"beirat/web"
	"beirat/words"

	"golang.org/x/sync/errgroup"
)

// remote is a platform behind a network: people's doing arrives by callbacks and
// by what it tells while it is listened to.
type remote interface {
	chat.Platform
	Callbacks(mattermost.Host) http.Handler
	Listen(context.Context, mattermost.Host) error
}

// newMattermost is the configured server. It is called whether the server
// answers or not.
func newMattermost(ctx context.Context, settings config.Config, db *storage.DB, log *slog.Logger) (remote, error) {
	seal, err := sealing(ctx, db, settings.Secret)
	if err != nil {
		return nil, err
	}
	typist, err := newTypist(db, settings.Prefix)
	if err != nil {
		return nil, err
	}
	m := settings.Mattermost
	return mattermost.New(mattermost.Options{
		URL: m.URL, Token: m.Token.Reveal(), Callback: m.Callback, Networks: m.Networks,
		Secret: seal, Memory: db, Log: log.With("platform", mattermost.Name), Line: typist.line,
	}), nil
}

// sealing seals what buttons and forms carry: the operator's, else one that was
// made at the first start and is the same for all replicas.
func sealing(ctx context.Context, db *storage.DB, given config.Secret) ([]byte, error) {
	if given != "" {
		return []byte(given.Reveal()), nil
	}
	made := make([]byte, 32)
	_, _ = rand.Read(made) // never fails
	return db.RememberFirst(ctx, "program", "secret", made)
}

// meet lets people reach the program, until ctx ends and those who were being
// answered have their answer.
func (b *Bot) meet(ctx context.Context, t remote, settings config.Config, log *slog.Logger) error {
	group, ctx := errgroup.WithContext(ctx)
	if settings.Mattermost.Callback != "" {
		group.Go(func() error {
			handler := below(settings.Mattermost.Callback, t.Callbacks(b))
			return web.Serve(ctx, settings.Listen, handler, log.With("for", "callbacks"))
		})
	}
	group.Go(func() error {
		if err := t.Listen(ctx, b); ctx.Err() == nil || !errors.Is(err, ctx.Err()) {
			return err
		}
		return nil
	})
	return group.Wait()
}

// below serves a handler under the path of the callback's address too: some
// proxies keep it, others cut it off.
func below(callback string, h http.Handler) http.Handler {
	address, err := url.Parse(callback)
	if err != nil || address.Path == "" {
		return h
	}
	mux := http.NewServeMux()
	mux.Handle("/", h)
	mux.Handle(address.Path+"/", http.StripPrefix(address.Path, h))
	return mux
}

// InWords is a form as text, where none can open.
func (b *Bot) InWords(l words.Language, f *chat.Form) chat.Message { return b.book.InWords(l, f) }
