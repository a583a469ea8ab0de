package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/lib/pq"

	"beirat/board"
)

// By is who causes a change, for the record.
type By struct {
	Person board.ID // 0: Beirat itself
	Log    string   // the id that finds the log lines
}

// Tx is a transaction. It is valid inside the function it is given to, in
// that function's goroutine. An error that comes from the database itself, or
// from a context that ended, spoils the whole transaction: nothing of it is
// kept, whatever the function returns.
type Tx struct {
	db      *DB
	ctx     context.Context // of the caller; looked at before every statement
	run     context.Context // what statements run under
	session *session
	by      By
	reading bool
	single  bool // takes one statement only
	over    bool
	spoiled error
	plan    plan
}

// Read runs do in a transaction that sees one state of the database and
// cannot change it (ErrReadOnly).
func (db *DB) Read(ctx context.Context, do func(tx *Tx) error) error {
	begin := "BEGIN"
	if db.kind == "postgres" {
		begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
	}
	tx := &Tx{db: db, reading: true}
	return db.transact(ctx, db.readers, begin, tx, do)
}

// ReadOne is Read for a single statement; a second one fails. By itself it sees
// one state of the database, so on SQLite it needs no transaction.
func (db *DB) ReadOne(ctx context.Context, do func(tx *Tx) error) error {
	single := func(tx *Tx) error {
		tx.single = true
		return do(tx)
	}
	if db.kind == "postgres" { // there BEGIN finds out whether the connection still lives
		return db.Read(ctx, single)
	}
	s, _, err := db.readers.borrow(ctx)
	if err != nil {
		return err
	}
	tx := &Tx{db: db, reading: true, ctx: ctx, run: context.WithoutCancel(ctx), session: s}
	defer func() { db.readers.giveBack(s, tx.spoiled == nil) }()
	return tx.do(single)
}

// Write runs do in a transaction and commits it before it returns. If do
// fails or panics, nothing is kept. On SQLite do runs exactly once, and other
// writes wait for it, so it must not wait for anything: the network, or another
// Write, which would wait for ever. On PostgreSQL it runs again, a few times at
// most, when the server undid it because of others; then nothing of the earlier
// try was kept.
func (db *DB) Write(ctx context.Context, by By, do func(tx *Tx) error) error {
	plan, err := db.write(ctx, by, do)
	if at, planned := plan.soonest(); err == nil && planned {
		db.waking.planned(at, milli(db.now()))
	}
	return err
}

func (db *DB) write(ctx context.Context, by By, do func(tx *Tx) error) (plan, error) {
	if db.kind == "sqlite" {
		tx := &Tx{db: db, by: by}
		err := db.group.write(ctx, func(s *session) error {
			tx.ctx, tx.run, tx.session = ctx, context.WithoutCancel(ctx), s
			return tx.do(do)
		})
		return tx.plan, err
	}
	pause := backoff.NewExponentialBackOff()
	pause.InitialInterval = 5 * time.Millisecond
	for try := 1; ; try++ {
		tx := &Tx{db: db, by: by}
		err := db.transact(ctx, db.writers, "BEGIN ISOLATION LEVEL READ COMMITTED", tx, do)
		if try == 6 || !transient(err) {
			return tx.plan, err
		}
		select {
		case <-ctx.Done():
			return plan{}, ctx.Err()
		case <-time.After(pause.NextBackOff()):
		}
	}
}

// do runs the function, then the work it planned, and tells whether all of it
// may be committed.
func (tx *Tx) do(do func(tx *Tx) error) error {
	defer func() { tx.over = true }()
	if err := do(tx); err != nil {
		return err
	}
	if tx.spoiled != nil {
		return tx.spoiled
	}
	if tx.reading {
		return nil
	}
	return tx.flush()
}

// transact runs a transaction on a session of a pool.
func (db *DB) transact(ctx context.Context, from *pool, begin string, tx *Tx, do func(tx *Tx) error) error {
	s, err := db.begin(ctx, from, begin)
	if err != nil {
		return err
	}
	tx.ctx, tx.run, tx.session = ctx, ctx, s
	if db.kind == "sqlite" {
		tx.run = context.WithoutCancel(ctx) // an interrupt costs a goroutine for every statement
	}
	sound, committed := false, false
	defer func() { // also when do panics or ends the goroutine
		if !committed {
			sound = db.end(ctx, s, "ROLLBACK") == nil && !outdated(tx.spoiled)
		}
		from.giveBack(s, sound)
	}()
	if err := tx.do(do); err != nil {
		return err
	}
	if err := db.end(ctx, s, "COMMIT"); err != nil {
		return fmt.Errorf("commit: %w", db.explain(err))
	}
	sound, committed = true, true
	return nil
}

// end commits or undoes. A caller who no longer waits does not stop it, for
// then nobody would know what came of it; a server that is gone does.
func (db *DB) end(ctx context.Context, s *session, how string) error {
	ctx = context.WithoutCancel(ctx)
	if db.kind == "postgres" {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Minute)
		defer cancel()
	}
	return s.run(ctx, how)
}

// begin starts a transaction on a session; one whose connection has gone
// stale is dropped for the next.
func (db *DB) begin(ctx context.Context, from *pool, begin string) (*session, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s, used, err := from.borrow(ctx)
		if err != nil {
			return nil, db.explain(err)
		}
		if err = s.run(ctx, begin); err == nil {
			return s, nil
		}
		from.giveBack(s, false)
		if !used || ctx.Err() != nil {
			return nil, db.explain(err)
		}
	}
}

// outdated tells whether prepared statements no longer fit the server: after
// a migration by another process, or behind a proxy that lost them.
func outdated(err error) bool { return pq.As(err, "0A000", "26000") != nil }

func (tx *Tx) ready() error {
	switch {
	case tx.over:
		return errors.New("a transaction was used after its end")
	case tx.spoiled != nil:
		return tx.spoiled
	}
	if tx.spoiled = tx.ctx.Err(); tx.spoiled == nil && tx.single {
		tx.over = true
	}
	return tx.spoiled
}

func (tx *Tx) failed(err error) error {
	missing := errors.Is(err, sql.ErrNoRows)
	err = tx.db.explain(err)
	if !missing {
		tx.spoiled = err
	}
	return err
}

// get reads one row: ErrNotFound if there is none.
func (tx *Tx) get(into any, query string, args ...any) error {
	if err := tx.ready(); err != nil {
		return err
	}
	statement, err := tx.session.prepare(tx.run, query)
	if err != nil {
		return tx.failed(err)
	}
	return tx.failed(statement.GetContext(tx.run, into, args...))
}

// all reads every row.
func (tx *Tx) all(into any, query string, args ...any) error {
	if err := tx.ready(); err != nil {
		return err
	}
	statement, err := tx.session.prepare(tx.run, query)
	if err != nil {
		return tx.failed(err)
	}
	return tx.failed(statement.SelectContext(tx.run, into, args...))
}

// each reads row after row into the same places and calls do after each.
func (tx *Tx) each(query string, args, places []any, do func()) error {
	if err := tx.ready(); err != nil {
		return err
	}
	statement, err := tx.session.prepare(tx.run, query)
	if err != nil {
		return tx.failed(err)
	}
	rows, err := statement.Stmt.QueryContext(tx.run, args...)
	if err != nil {
		return tx.failed(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return tx.failed(err)
		}
		do()
	}
	return tx.failed(rows.Err())
}

// exec changes something and tells how many rows.
func (tx *Tx) exec(query string, args ...any) (int64, error) {
	if err := tx.ready(); err != nil {
		return 0, err
	}
	if tx.reading {
		return 0, ErrReadOnly
	}
	statement, err := tx.session.prepare(tx.run, query)
	if err != nil {
		return 0, tx.failed(err)
	}
	result, err := statement.ExecContext(tx.run, args...)
	if err != nil {
		return 0, tx.failed(err)
	}
	return result.RowsAffected()
}

// must is exec of a change that has to meet a row: ErrNotFound if it does not.
func (tx *Tx) must(query string, args ...any) error {
	rows, err := tx.exec(query, args...)
	if err == nil && rows == 0 {
		return ErrNotFound
	}
	return err
}

// insert adds a row by a text that ends in RETURNING id.
func (tx *Tx) insert(query string, args ...any) (board.ID, error) {
	if tx.reading {
		return 0, ErrReadOnly
	}
	var id board.ID
	return id, tx.get(&id, query, args...)
}

// now is the time in stored form.
func (tx *Tx) now() int64 { return milli(tx.db.now()) }

// milli is a time as it is stored: milliseconds UTC, 0 for none.
func milli(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// moment is a stored time, in UTC.
func moment(milli int64) time.Time {
	if milli == 0 {
		return time.Time{}
	}
	return time.UnixMilli(milli).UTC()
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// optional is an id as it is stored where a row may refer to nothing.
func optional(id board.ID) any {
	if id == 0 {
		return nil
	}
	return int64(id)
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrConnDone) {
		return nil
	}
	return err
}
