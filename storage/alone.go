package storage

import (
	"context"
	"errors"
	"fmt"
)

// aloneKey is the advisory lock of a program that works on a database alone.
const aloneKey = 0x6265697261740001

// Alone claims the whole database for this process until it is released or
// the process ends; ErrLocked if another has claimed it so. SQLite needs no
// more than Lock, so there nothing happens. On PostgreSQL it keeps out others
// that ask for the same, not replicas that share the work.
func (db *DB) Alone(ctx context.Context) (release func() error, err error) {
	if db.kind != "postgres" {
		return func() error { return nil }, nil
	}
	conn, err := db.readers.handle.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", db.path, err)
	}
	var got bool
	if err := conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", int64(aloneKey)).Scan(&got); err != nil {
		_ = conn.Close() // the first error says more
		return nil, db.explain(err)
	}
	if !got {
		_ = conn.Close()
		return nil, fmt.Errorf("%s: %w; end the other Beirat first, or name another database", db.path, ErrLocked)
	}
	return func() error { // a connection that goes back to the pool keeps its locks
		_, err := conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(aloneKey))
		return errors.Join(err, conn.Close())
	}, nil
}
