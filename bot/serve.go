package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"beirat/config"
	"beirat/storage"
	"beirat/web"

	"golang.org/x/sync/errgroup"
)

// runServe runs every configured platform until it is told to stop. Without
// one there are health and metrics only, and it says so.
func runServe(ctx context.Context, s Streams, args []string) error {
	set := flags(s, "serve")
	config.Flags(set)
	settings, err := settings(set, s, args)
	if err != nil {
		return err
	}
	log := logger(s.Err, settings.Log)
	for _, warning := range settings.Warnings() {
		log.Warn(warning)
	}
	timing, err := timingOf(s.Environ)
	if err != nil {
		return err
	}
	unlock, err := storage.Lock(settings.Database)
	if err != nil {
		return err
	}
	err = serve(ctx, settings, timing, log)
	return errors.Join(err, unlock())
}

func serve(ctx context.Context, settings config.Config, timing timing, log *slog.Logger) error {
	db, err := storage.Open(ctx, settings.Database, timing.now)
	if err != nil {
		return err
	}
	defer func() {
		if err := db.Close(); err != nil {
			log.Error("closing the database", "error", err)
		}
	}()
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	metrics := web.NewMetrics(Version(), db.Now, settings.Platforms()...)
	o := Options{Prefix: settings.Prefix, CustomDays: customDays(settings), Site: settings.PublicURL, Log: log, Metrics: metrics, tempo: timing.tempo, alone: db.Kind() == "sqlite"}
	met, err := remotes(ctx, settings, db, log)
	if err != nil {
		return err
	}
	o.Typed = onlyTyped(met)
	for _, r := range met {
		o.Platforms = append(o.Platforms, timing.wrap(r.Platform))
		metrics.Connection(r.Name(), r.state)
	}
	b, err := New(db, o)
	if err != nil {
		return err
	}
	log.Info("beirat is running", "version", Version(), "database", db.Kind(), "platforms", named(met))
	if len(met) > 0 {
		if err := b.tend(ctx); err != nil {
			return err
		}
	}
	admin := timing.admin(b, web.Admin(db, metrics))
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return web.Serve(ctx, settings.AdminListen, admin, log.With("for", "admin")) })
	if len(met) == 0 { // nobody to send to: what is planned waits
		log.Warn("this program serves no platform: only health and metrics; use \"beirat chat\" to try the board out",
			"configured", strings.Join(settings.Platforms(), ", "))
		return group.Wait()
	}
	working, rest := context.WithCancel(context.WithoutCancel(ctx))
	group.Go(func() error {
		defer rest() // who was just answered may have left work
		return b.meet(ctx, met, settings, log)
	})
	group.Go(func() error { return b.forget(working) })
	if !timing.wound {
		group.Go(func() error { return b.Run(working) })
	}
	return group.Wait()
}

// logger writes structured lines, never with the text of a message.
func logger(w io.Writer, l config.Log) *slog.Logger {
	options := &slog.HandlerOptions{Level: l.Level}
	if l.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// runMigrate brings the database to this program's version.
func runMigrate(ctx context.Context, s Streams, args []string) error {
	set := flags(s, "migrate")
	config.Flags(set, "database")
	settings, err := settings(set, s, args)
	if err != nil {
		return err
	}
	unlock, err := storage.Lock(settings.Database)
	if err != nil {
		return err
	}
	return errors.Join(migrate(ctx, s, settings), unlock())
}

func migrate(ctx context.Context, s Streams, settings config.Config) error {
	db, err := storage.Open(ctx, settings.Database, time.Now)
	if err != nil {
		return err
	}
	before, _, err := db.Version(ctx)
	if err == nil {
		err = db.Migrate(ctx)
	}
	after, _, versionErr := db.Version(ctx)
	if err = errors.Join(err, versionErr, db.Close()); err != nil {
		return err
	}
	if before == after {
		_, err = fmt.Fprintf(s.Out, "The database is at version %d already; nothing was changed.\n", after)
		return err
	}
	_, err = fmt.Fprintf(s.Out, "The database is at version %d now (before: %d).\n", after, before)
	return err
}

// runHealth asks a running program whether it is alive, for a container's health check.
func runHealth(ctx context.Context, s Streams, args []string) error {
	set := flags(s, "health")
	config.Flags(set, "admin_listen")
	settings, err := settings(set, s, args)
	if err != nil {
		return err
	}
	return web.Health(ctx, settings.AdminListen)
}
