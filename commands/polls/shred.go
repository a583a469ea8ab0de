package polls

import (
	"context"

	"beirat/storage"
)

// ShredKind is the work after the end of a secret vote, and after named ballots
// were discarded: nothing in the database's files shall tell of them. The key
// is always the same, for one time is enough for all.
const ShredKind = "poll.shred"

// planShred plans it. It belongs into the transaction that makes it necessary,
// and runs after that.
func (f *Polls) planShred(tx *storage.Tx) error { return tx.Later(ShredKind, "", f.db.Now(), nil) }

// Shred does the work of ShredKind.
func (f *Polls) Shred(ctx context.Context, _ storage.Job) error { return f.db.Shred(ctx) }
