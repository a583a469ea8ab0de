package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"

	"beirat/chat"
	"beirat/config"
	"beirat/storage"
	"beirat/web"

	"golang.org/x/sync/errgroup"
)

// remote is a platform behind a network: people's doing arrives by what it tells
// while it is listened to, and where it calls, by callbacks.
type remote struct {
	chat.Platform
	listen    func(context.Context, *Bot) error // until the context ends; an error is for good
	connected func() bool
	callbacks func(*Bot) http.Handler // nil: it does not call
	typed     bool                    // no command and no button reaches us there
	off       atomic.Pointer[error]   // why it is not listened to any more
}

// errNotConnected is for who looks at the admin address.
var errNotConnected = errors.New("not connected")

// remotes are all configured platforms. None of them is called yet: a server
// may be down.
func remotes(ctx context.Context, settings config.Config, db *storage.DB, log *slog.Logger) (all []*remote, err error) {
	if len(settings.Platforms()) == 0 {
		return nil, nil
	}
	seal, err := sealing(ctx, db, settings.Secret)
	if err != nil {
		return nil, err
	}
	for _, made := range []struct {
		configured bool
		remote     func(config.Config, []byte, *storage.DB, *slog.Logger) (*remote, error)
	}{
		{settings.Mattermost.URL != "", newMattermost},
		{settings.Discord.Token != "", newDiscord},
	} {
		if !made.configured {
			continue
		}
		r, err := made.remote(settings, seal, db, log)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// state is nil while the platform tells what people do there, else why it does
// not.
func (r *remote) state() error {
	switch off := r.off.Load(); {
	case off != nil:
		return fmt.Errorf("off: %w", *off)
	case !r.connected():
		return errNotConnected
	}
	return nil
}

// onlyTyped tells whether nothing but lines that people type reaches the
// program.
func onlyTyped(all []*remote) bool {
	for _, r := range all {
		if !r.typed {
			return false
		}
	}
	return len(all) > 0
}

// meet lets people reach the program over every platform, until ctx ends and
// those who were being answered have their answer. A platform that has refused
// us for good is off, and the others go on; with the last one the program ends.
func (b *Bot) meet(ctx context.Context, all []*remote, settings config.Config, log *slog.Logger) error {
	group, ctx := errgroup.WithContext(ctx)
	left := atomic.Int32{}
	left.Store(int32(len(all)))
	if pages := b.pages(all, settings, log); pages != nil {
		group.Go(func() error { return web.Serve(ctx, settings.Listen, pages, log.With("for", "callbacks")) })
	}
	for _, r := range all {
		group.Go(func() error {
			err := r.listen(ctx, b)
			if err == nil || ctx.Err() != nil && errors.Is(err, ctx.Err()) {
				return nil
			}
			err = fmt.Errorf("%s: %w", r.Name(), err)
			r.off.Store(&err)
			b.off.Store(r.Name(), true)
			if left.Add(-1) == 0 {
				return errors.Join(why(all)...)
			}
			log.Error("a platform is off until the program is started again; the others go on", "platform", r.Name(), "error", err)
			return nil
		})
	}
	return group.Wait()
}

// served tells whether anything can be said on a platform here. What is for one
// that is not served, or that refuses us for good, waits.
func (b *Bot) served(platform string) bool {
	_, off := b.off.Load(platform)
	return b.platforms[platform] != nil && !off
}

// why lists why platforms are off.
func why(all []*remote) (errs []error) {
	for _, r := range all {
		if off := r.off.Load(); off != nil {
			errs = append(errs, *off)
		}
	}
	return errs
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

// named lists platforms for a line of the log.
func named(all []*remote) string {
	var names []string
	for _, r := range all {
		names = append(names, r.Name())
	}
	return strings.Join(names, ", ")
}
