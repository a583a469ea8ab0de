package polls

import (
	"context"

	"beirat/board"
	"beirat/storage"
)

// ShredKind is the work after the end of a secret vote, and after named ballots
// were discarded: nothing in the database's files shall tell of them. Its key
// is the poll.
const ShredKind = "poll.shred"

// planShred plans it. It belongs into the transaction that makes it necessary,
// and runs after that.
func (f *Polls) planShred(tx *storage.Tx, poll board.ID) error {
	return tx.Later(ShredKind, storage.JobKey(poll), f.db.Now(), nil)
}

// Shred does the work of ShredKind.
func (f *Polls) Shred(ctx context.Context, j storage.Job) error {
	return f.db.ShredFor(ctx, j)
}
