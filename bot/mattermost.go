package bot

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"beirat/bot/mattermost"
	"beirat/chat"
	"beirat/config"
	"beirat/storage"
	"beirat/words"
)

// newMattermost is the configured server.
func newMattermost(settings config.Config, seal []byte, db *storage.DB, log *slog.Logger) (*remote, error) {
	typist, err := newTypist(db, settings.Prefix)
	if err != nil {
		return nil, err
	}
	m := settings.Mattermost
	adapter := mattermost.New(mattermost.Options{
		URL: m.URL, Token: m.Token.Reveal(), Callback: m.Callback, Networks: m.Networks,
		Secret: seal, Memory: db, Log: log.With("platform", mattermost.Name), Line: typist.line,
	})
	r := &remote{
		Platform: adapter, connected: adapter.Connected, typed: m.Callback == "",
		listen: func(ctx context.Context, b *Bot) error { return adapter.Listen(ctx, b) },
	}
	if m.Callback != "" {
		r.callbacks = func(b *Bot) http.Handler { return below(m.Callback, adapter.Callbacks(b)) }
	}
	return r, nil
}

// below serves a handler under the path of the callback's address too: some
// proxies keep it, others cut it off.
func below(callback string, h http.Handler) http.Handler {
	path := pathOf(callback)
	if path == "" {
		return h
	}
	mux := http.NewServeMux()
	mux.Handle("/", h)
	mux.Handle(path+"/", http.StripPrefix(path, h))
	return mux
}

// pathOf is the path of an address, without a slash at its end; empty if it has
// none.
func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimRight(u.Path, "/")
}

// InWords is a form as text, where none can open.
func (b *Bot) InWords(l words.Language, f *chat.Form) chat.Message { return b.book.InWords(l, f) }
