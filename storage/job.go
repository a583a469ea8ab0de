package storage

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"
)

// Job is work with a time, planned by Tx.Later in the transaction that caused
// it. It runs at least once; its ID never comes again.
type Job struct {
	ID        int64
	Kind, Key string
	RunAt     time.Time // when it was wanted
	Attempt   int       // 1 the first time
	Asked     int64     // as of its claim; see Finish
	Payload   []byte    // JSON; nil if none was given
	LastError string
	Created   time.Time
}

type jobRow struct {
	ID        int64  `db:"id"`
	Kind      string `db:"kind"`
	Key       string `db:"job_key"`
	RunAt     int64  `db:"run_at"`
	Attempt   int    `db:"attempt"`
	Claimed   int64  `db:"claimed"`
	Payload   []byte `db:"payload"`
	LastError string `db:"last_error"`
	Created   int64  `db:"created_at"`
}

func (r jobRow) job() Job {
	return Job{ID: r.ID, Kind: r.Kind, Key: r.Key, RunAt: moment(r.RunAt), Attempt: r.Attempt, Asked: r.Claimed,
		Payload: r.Payload, LastError: r.LastError, Created: moment(r.Created)}
}

const jobColumns = "id, kind, job_key, run_at, attempt, claimed, payload, last_error, created_at"

// Claim takes up to limit due jobs of the kinds named, oldest first, for the
// length of lease; after that another Claim may take them. Jobs of other
// kinds wait. No two claims get the same job while its lease lasts.
func (db *DB) Claim(ctx context.Context, kinds []string, limit int, lease time.Duration) ([]Job, error) {
	if len(kinds) == 0 {
		return nil, nil
	}
	var rows []jobRow
	err := db.work(ctx, func(tx *Tx) error {
		rows = nil
		now := tx.now()
		args := []any{milli(db.now().Add(lease)), milli(db.now().Add(lease)), now, now, now}
		for _, kind := range kinds {
			args = append(args, kind)
		}
		return tx.all(&rows, `UPDATE job SET due_at = ?, lease_until = ?, attempt = attempt + 1,
				claimed = CASE WHEN again_at > ? THEN claimed ELSE asked END,
				again_at = CASE WHEN again_at > ? THEN again_at ELSE 0 END
			WHERE id IN (SELECT id FROM job WHERE done_at = 0 AND parked_at = 0 AND due_at <= ? AND `+ofKinds(len(kinds))+`
				ORDER BY due_at, id LIMIT `+strconv.Itoa(limit)+` {{FOR UPDATE SKIP LOCKED}})
			RETURNING `+jobColumns, args...)
	})
	jobs := make([]Job, 0, len(rows))
	for _, row := range rows {
		jobs = append(jobs, row.job())
	}
	sortJobs(jobs)
	return jobs, err
}

// work is a transaction of the worker.
func (db *DB) work(ctx context.Context, do func(tx *Tx) error) error {
	_, err := db.write(ctx, By{}, do)
	return err
}

// ofKinds is a condition that no index serves, on purpose: the jobs shall be
// walked in the order of their time until there are enough. For the same
// reason a limit is written out: PostgreSQL plans for a part of all rows
// where it is a parameter.
func ofKinds(n int) string { return "kind || '' IN (?" + strings.Repeat(", ?", n-1) + ")" }

// Renew prolongs the lease of a claimed job; ErrNotFound if it is done,
// dropped or parked.
func (db *DB) Renew(ctx context.Context, id int64, lease time.Duration) error {
	until := milli(db.now().Add(lease))
	return db.work(ctx, func(tx *Tx) error {
		return tx.must("UPDATE job SET due_at = ?, lease_until = ? WHERE id = ? AND done_at = 0 AND parked_at = 0 AND lease_until <> 0", until, until, id)
	})
}

// TakeUp ends every lease. It is for a program that is alone on the database
// and has just begun: what was in hand is its own to do again, at once.
func (db *DB) TakeUp(ctx context.Context) error {
	return db.work(ctx, func(tx *Tx) error {
		now := tx.now()
		_, err := tx.exec("UPDATE job SET due_at = ?, lease_until = ? WHERE lease_until > ? AND done_at = 0 AND parked_at = 0", now, now, now)
		return err
	})
}

// Finish ends a claimed job, unless it was asked for again since it was
// claimed: then it waits for the time it was asked for. Nothing happens, and
// there is no error, if it was dropped or its lease passed to another claim.
func (db *DB) Finish(ctx context.Context, j Job) error {
	return db.settle(ctx, j, `
		done_at = CASE WHEN asked = claimed THEN CAST(? AS BIGINT) ELSE 0 END,
		run_at = CASE WHEN asked = claimed THEN run_at ELSE again_at END,
		due_at = CASE WHEN asked = claimed THEN due_at ELSE again_at END,
		attempt = CASE WHEN asked = claimed THEN attempt ELSE 0 END,
		last_error = '', again_at = 0, lease_until = 0`, milli(db.now()))
}

// Retry lets a claimed job wait until at, or until the time it was asked for
// meanwhile if that is sooner.
func (db *DB) Retry(ctx context.Context, j Job, at time.Time, why string) error {
	next := milli(at)
	return db.settle(ctx, j, `
		due_at = CASE WHEN again_at <> 0 AND again_at < ? THEN again_at ELSE CAST(? AS BIGINT) END,
		last_error = ?, again_at = 0, lease_until = 0`, next, next, why)
}

// Park puts a claimed job aside for good: it is listed by Parked and runs only
// if it is asked for again. If that has happened since it was claimed, it waits
// for that time instead.
func (db *DB) Park(ctx context.Context, j Job, why string) error {
	return db.settle(ctx, j, `
		parked_at = CASE WHEN asked = claimed THEN CAST(? AS BIGINT) ELSE 0 END,
		run_at = CASE WHEN asked = claimed THEN run_at ELSE again_at END,
		due_at = CASE WHEN asked = claimed THEN due_at ELSE again_at END,
		last_error = ?, again_at = 0, lease_until = 0`, milli(db.now()), why)
}

func (db *DB) settle(ctx context.Context, j Job, set string, args ...any) error {
	err := db.work(ctx, func(tx *Tx) error {
		_, err := tx.exec("UPDATE job SET "+set+" WHERE id = ? AND attempt = ? AND done_at = 0 AND parked_at = 0 AND lease_until <> 0",
			append(args, j.ID, j.Attempt)...)
		return err
	})
	if err == nil {
		db.waking.wake()
	}
	return err
}

// Parked lists the jobs that were put aside, longest ago first.
func (db *DB) Parked(ctx context.Context) ([]Job, error) {
	var rows []jobRow
	err := db.Read(ctx, func(tx *Tx) error {
		return tx.all(&rows, "SELECT "+jobColumns+" FROM job WHERE done_at = 0 AND parked_at <> 0 ORDER BY parked_at, id")
	})
	jobs := make([]Job, len(rows))
	for i, row := range rows {
		jobs[i] = row.job()
	}
	return jobs, err
}

// NextDue is when the next job of the kinds named can be claimed: the earliest
// time wanted, or the end of a lease. False if none waits. Work that is planned
// for later than that gives no signal to Wake any more.
func (db *DB) NextDue(ctx context.Context, kinds []string) (time.Time, bool, error) {
	if len(kinds) == 0 {
		return time.Time{}, false, nil
	}
	args := make([]any, len(kinds))
	for i, kind := range kinds {
		args[i] = kind
	}
	var due int64
	known := db.waking.look()
	err := db.ReadOne(ctx, func(tx *Tx) error {
		return tx.get(&due, "SELECT due_at FROM job WHERE done_at = 0 AND parked_at = 0 AND "+ofKinds(len(kinds))+" ORDER BY due_at, id LIMIT 1", args...)
	})
	if errors.Is(err, ErrNotFound) {
		return time.Time{}, false, nil
	}
	if err == nil {
		known(due)
	}
	return moment(due), err == nil, err
}

// Backlog tells how many jobs are due and not claimed, how many are parked,
// and since when the oldest due one has waited; zero if none is due.
func (db *DB) Backlog(ctx context.Context) (waiting, parked int64, oldest time.Time, err error) {
	var row struct {
		Waiting int64 `db:"waiting"`
		Parked  int64 `db:"parked"`
		Oldest  int64 `db:"oldest"`
	}
	err = db.Read(ctx, func(tx *Tx) error {
		now := tx.now()
		return tx.get(&row, `SELECT
			(SELECT COUNT(*) FROM job WHERE done_at = 0 AND parked_at = 0 AND due_at <= ?) AS waiting,
			(SELECT COUNT(*) FROM job WHERE done_at = 0 AND parked_at <> 0) AS parked,
			COALESCE((SELECT MIN(due_at) FROM job WHERE done_at = 0 AND parked_at = 0 AND due_at <= ?), 0) AS oldest`, now, now)
	})
	return row.Waiting, row.Parked, moment(row.Oldest), err
}

// Sweep deletes jobs that were done before a time and tells how many.
func (db *DB) Sweep(ctx context.Context, before time.Time) (int64, error) {
	var swept int64
	err := db.work(ctx, func(tx *Tx) error {
		var err error
		swept, err = tx.exec("DELETE FROM job WHERE done_at <> 0 AND done_at < ?", milli(before))
		return err
	})
	return swept, err
}
