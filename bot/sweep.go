package bot

import (
	"context"
	"time"

	"beirat/storage"
)

// sweepKind is the work of forgetting work that was done long ago. Key: "jobs".
const sweepKind = "sweep"

const (
	sweepEvery = 24 * time.Hour
	sweepAfter = 30 * 24 * time.Hour
)

// tend plans what the program does for itself.
func (b *Bot) tend(ctx context.Context) error { return b.planSweep(ctx, b.db.Now()) }

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
