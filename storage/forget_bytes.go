package storage

import (
	"context"
	"fmt"
	"slices"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
)

// vacuumPersonal writes every table that tells of people anew, without the rows
// that were deleted or replaced, and so what the server has noted of its most
// frequent values, for planning.
func (db *DB) vacuumPersonal(ctx context.Context) (err error) {
	s, _, err := db.writers.borrow(ctx)
	if err != nil {
		return fmt.Errorf("overwriting what was forgotten: %w", db.explain(err))
	}
	defer func() { db.writers.giveBack(s, err == nil) }()
	if _, err := s.conn.ExecContext(ctx, "SET lock_timeout = '3s'"); err != nil {
		return fmt.Errorf("overwriting what was forgotten: %w", db.explain(err))
	}
	var done []string
	for _, c := range PersonalData() {
		if slices.Contains(done, c.Table) {
			continue
		}
		done = append(done, c.Table)
		_, err := s.conn.ExecContext(ctx, "VACUUM (FULL, ANALYZE) "+pq.QuoteIdentifier(c.Table))
		if pq.As(err, pqerror.LockNotAvailable) != nil {
			err = fmt.Errorf("%s: %w: %w", db.path, ErrBusy, err)
		}
		if err != nil {
			return fmt.Errorf("writing %s anew: %w", c.Table, db.explain(err))
		}
	}
	_, err = s.conn.ExecContext(ctx, "RESET lock_timeout")
	return err
}
