package polls

import (
	"context"
	"errors"
	"time"

	"beirat/board"
	"beirat/storage"
)

// ShredKind is the work after the end of a secret vote, and after named ballots
// were discarded: nothing in the database's files shall tell of them. Its key
// is the poll.
const ShredKind = "poll.shred"

// shredAgain is when it is tried again where somebody reads an earlier state,
// who makes a dump for example.
const shredAgain = 10 * time.Minute

// planShred plans it. It belongs into the transaction that makes it necessary,
// and runs after that.
func (f *Polls) planShred(tx *storage.Tx, poll board.ID) error {
	return tx.Later(ShredKind, storage.JobKey(poll), f.db.Now(), nil)
}

// Shred does the work of ShredKind.
func (f *Polls) Shred(ctx context.Context, j storage.Job) error {
	err := f.db.Shred(ctx)
	if !errors.Is(err, storage.ErrBusy) {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error { return tx.Later(ShredKind, j.Key, f.db.Now().Add(shredAgain), nil) })
}
