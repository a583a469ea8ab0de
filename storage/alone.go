package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
)

// aloneKey is the advisory lock of a program that works on a database alone.
const aloneKey = 0x6265697261740001

// alonePatience is how long a claim waits for another to end: the server
// takes a moment to notice that a process was killed.
const alonePatience = "3s"

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
	err = claimAlone(ctx, conn)
	if pq.As(err, pqerror.LockNotAvailable) != nil {
		err = fmt.Errorf("%s: %w; end the other Beirat first, or name another database", db.path, ErrLocked)
	}
	if err != nil {
		_ = conn.Close() // the first error says more
		return nil, db.explain(err)
	}
	return func() error { // a connection that goes back to the pool keeps its locks
		_, err := conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(aloneKey))
		return errors.Join(err, conn.Close())
	}, nil
}

// claimAlone takes the lock for the session of conn. The transaction is only
// for the patience: the lock outlives it.
func claimAlone(ctx context.Context, conn *sql.Conn) error {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err = tx.ExecContext(ctx, "SET LOCAL lock_timeout = '"+alonePatience+"'"); err == nil {
		_, err = tx.ExecContext(ctx, "SELECT pg_advisory_lock($1)", int64(aloneKey))
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
