package bot

import (
	"log/slog"
	"net/http"

	"beirat/commands/calendars"
	"beirat/config"
	"beirat/web"
)

// pages is what the program answers where people and platforms reach it: their
// calls, and the calendars; nil if there is neither.
func (b *Bot) pages(all []*remote, settings config.Config, log *slog.Logger) http.Handler {
	mux, some := http.NewServeMux(), false
	for _, r := range all {
		if r.callbacks != nil { // of one platform at most
			mux.Handle("/", r.callbacks(b))
			some = true
		}
	}
	if settings.PublicURL != "" {
		feed := web.Feed(b.calendars.Feed, b.db.Now, log.With("for", "calendars"))
		mux.Handle(calendars.Path, feed)
		if path := pathOf(settings.PublicURL); path != "" { // some proxies keep it, others cut it off
			mux.Handle(path+calendars.Path, http.StripPrefix(path, feed))
		}
		some = true
	}
	if !some {
		return nil
	}
	return mux
}
