package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
)

// Shred overwrites what was deleted or replaced: afterwards the files of the
// database hold neither ballots that were discarded nor an urn as it was
// between two ballots, and their rows lie in the order of their keys, not in
// that of their writing. Other writes wait meanwhile. ErrBusy if somebody is
// reading who began before, and might still see the old; then ask again later.
// Backups, and the log that a PostgreSQL server keeps for restoring, are
// outside its reach.
func (db *DB) Shred(ctx context.Context) error {
	if db.kind == "sqlite" {
		return db.shredFile(ctx)
	}
	return db.shredTables(ctx)
}

// ShredAgain is when shredding is tried again where somebody reads an earlier state,
// who makes a dump for example.
const ShredAgain = 10 * time.Minute

// ShredFor is Shred as the work of a job: where it is ErrBusy, the job is planned
// anew for ShredAgain later.
func (db *DB) ShredFor(ctx context.Context, j Job) error { return db.shredFor(ctx, j, db.Shred) }

// ShredAllFor is ShredAll in the same way.
func (db *DB) ShredAllFor(ctx context.Context, j Job) error { return db.shredFor(ctx, j, db.ShredAll) }

func (db *DB) shredFor(ctx context.Context, j Job, shred func(context.Context) error) error {
	err := shred(ctx)
	if !errors.Is(err, ErrBusy) {
		return err
	}
	return db.Write(ctx, By{}, func(tx *Tx) error { return tx.Later(j.Kind, j.Key, db.Now().Add(ShredAgain), nil) })
}

// shredFile writes the whole file anew, and empties the write-ahead log, which
// keeps every page as it was after each commit.
func (db *DB) shredFile(ctx context.Context) error {
	err := db.group.apart(ctx, func(s *session) error {
		ctx := context.WithoutCancel(ctx)
		if err := s.run(ctx, "VACUUM"); err != nil {
			return db.explain(err)
		}
		if _, err := s.conn.ExecContext(ctx, "PRAGMA busy_timeout = 1000"); err != nil { // all writes wait for the readers now
			return db.explain(err)
		}
		var done struct {
			Busy         int `db:"busy"`
			Log          int `db:"log"`
			Checkpointed int `db:"checkpointed"`
		}
		if err := s.conn.GetContext(ctx, &done, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
			return db.explain(err)
		}
		if done.Busy != 0 {
			return fmt.Errorf("%s: %w; somebody reads an earlier state of it", db.path, ErrBusy)
		}
		_, err := s.conn.ExecContext(ctx, "PRAGMA busy_timeout = 5000")
		return err
	})
	if err != nil {
		return fmt.Errorf("overwriting what was deleted: %w", err)
	}
	return nil
}

// secretTables are the tables in which earlier versions of rows would tell who
// voted how, with the index in whose order they are written.
var secretTables = [...]string{"roll USING roll_pkey", "urn USING urn_pkey", "ballot USING ballot_pkey", "feedback_box USING feedback_box_pkey",
	"feedback_giver USING feedback_giver_pkey", "feedback_point USING feedback_point_pkey", "attachment USING attachment_pkey", "feedback_question USING feedback_question_pkey"}

// shredTables writes the tables anew: CLUSTER leaves out the versions of rows
// that nobody sees any more, as VACUUM FULL does, and sorts the others.
func (db *DB) shredTables(ctx context.Context) (err error) {
	s, _, err := db.writers.borrow(ctx)
	if err != nil {
		return fmt.Errorf("overwriting what was deleted: %w", db.explain(err))
	}
	defer func() { db.writers.giveBack(s, err == nil) }()
	if err := db.unseen(ctx, s); err != nil {
		return fmt.Errorf("overwriting what was deleted: %w", err)
	}
	if _, err := s.conn.ExecContext(ctx, "SET lock_timeout = '3s'"); err != nil { // whoever votes waits behind it
		return fmt.Errorf("overwriting what was deleted: %w", db.explain(err))
	}
	for _, table := range secretTables {
		_, err := s.conn.ExecContext(ctx, "CLUSTER "+table)
		if pq.As(err, pqerror.LockNotAvailable) != nil {
			err = fmt.Errorf("%s: %w: %w", db.path, ErrBusy, err)
		}
		if err != nil {
			return fmt.Errorf("writing %s anew: %w", table, db.explain(err))
		}
	}
	_, err = s.conn.ExecContext(ctx, "RESET lock_timeout")
	return err
}

// unseen waits until nobody is left who began before and might see what was
// deleted since; ErrBusy if that takes long. What is deleted stays also as long
// as somebody changes something who began before, in whatever database of the
// server: a new snapshot reaches back to them.
func (db *DB) unseen(ctx context.Context, s *session) error {
	var now string
	if err := s.conn.GetContext(ctx, &now, "SELECT CAST(pg_current_xact_id() AS text)"); err != nil {
		return db.explain(err)
	}
	pause := time.NewTicker(20 * time.Millisecond)
	defer pause.Stop()
	for range 250 {
		var older bool
		err := s.conn.GetContext(ctx, &older, `SELECT pg_snapshot_xmin(pg_current_snapshot()) <= CAST($1 AS xid8) OR EXISTS (
			SELECT 1 FROM pg_stat_activity WHERE (datname = current_database() OR datname IS NULL)
			AND pid <> pg_backend_pid() AND age(backend_xmin) > age(CAST(CAST($1 AS xid8) AS xid)))`, now)
		if err != nil || !older {
			return db.explain(err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-pause.C:
		}
	}
	return fmt.Errorf("%s: %w; a transaction that began earlier still runs", db.path, ErrBusy)
}

// ShredAll is Shred for everything that tells of people, after somebody was
// forgotten or periods were over; on PostgreSQL each table waits for a moment in
// which nobody uses it, and ErrBusy means that it is to be tried again.
func (db *DB) ShredAll(ctx context.Context) error {
	if db.kind == "sqlite" {
		return db.shredFile(ctx)
	}
	if err := db.shredTables(ctx); err != nil {
		return err
	}
	return db.vacuumPersonal(ctx)
}
