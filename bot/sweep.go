package bot

import (
	"context"
	"fmt"
	"time"

	"beirat/storage"
)

// sweepKind is the work of forgetting work that was done long ago. Key: "jobs".
const sweepKind = "sweep"

const (
	sweepEvery  = 24 * time.Hour
	sweepAfter  = 30 * 24 * time.Hour
	forgetEvery = 10 * time.Minute
	forgetAfter = 25 * time.Hour // a post is heard again for up to a day
)

// tend plans what the program does for itself. Who is alone takes up what a
// killed program had in hand.
func (b *Bot) tend(ctx context.Context) error {
	if b.alone {
		if err := b.db.TakeUp(ctx); err != nil {
			return fmt.Errorf("taking up what was in hand: %w", err)
		}
	}
	if err := b.meetings.Begin(ctx); err != nil {
		return fmt.Errorf("looking after the meetings: %w", err)
	}
	if err := b.evaluation.Begin(ctx); err != nil {
		return fmt.Errorf("looking after the ends of terms: %w", err)
	}
	if err := b.erasure.Begin(ctx); err != nil {
		return fmt.Errorf("looking after what is kept too long: %w", err)
	}
	return b.planSweep(ctx, b.db.Now())
}

func (b *Bot) planSweep(ctx context.Context, at time.Time) error {
	return b.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error { return tx.Later(sweepKind, "jobs", at, nil) })
}

func (b *Bot) sweep(ctx context.Context, _ storage.Job) error {
	swept, err := b.db.Sweep(ctx, b.db.Now().Add(-sweepAfter))
	if err != nil {
		return err
	}
	b.log.Debug("forgot done jobs", "number", swept)
	return b.planSweep(ctx, b.db.Now().Add(sweepEvery))
}

// forget forgets, until the context ends, what was used once and can be used
// no more: there is some of it for every click. It is no job, for the time that
// counts here is the wall's.
func (b *Bot) forget(ctx context.Context) error {
	ticker := time.NewTicker(forgetEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
		if _, err := b.db.ForgetAnswered(ctx, b.db.Now().Add(-forgetAfter)); err != nil && ctx.Err() == nil {
			b.log.Error("what was used once is not forgotten", "error", err)
		}
	}
}
