package storage

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What can go wrong, the same on both databases; test with errors.Is. The
// error itself names the database and says what to do.
var (
	ErrNotFound   = errors.New("not found")
	ErrExists     = errors.New("exists already")
	ErrNewer      = errors.New("the database is from a newer version of Beirat")
	ErrLocked     = errors.New("the database is in use by another process")
	ErrDamaged    = errors.New("the database is damaged")
	ErrUnwritable = errors.New("the database cannot be written")
	ErrFull       = errors.New("the disk is full")
	ErrBusy       = errors.New("the database is busy")
	ErrReadOnly   = errors.New("a read cannot change anything")
	ErrClosed     = errors.New("the database is closed")
	ErrSealed     = errors.New("the urn stays sealed until the poll is closed")
	// ErrReceiptTaken: the receipt of a paper was drawn before.
	ErrReceiptTaken = errors.New("another paper in the urn has the receipt")
)

// explain gives an error of a driver the meaning that callers can test for,
// and the person who reads it something to do. It looks at codes only.
func (db *DB) explain(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return db.explainSQLite(e)
	}
	if e := pq.As(err); e != nil {
		return explainPostgres(e)
	}
	return err
}

func (db *DB) explainSQLite(e *sqlite.Error) error {
	switch e.Code() {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return fmt.Errorf("%w: %w", ErrExists, e)
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return fmt.Errorf("refers to something that does not exist: %w: %w", ErrNotFound, e)
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%s: %w; keep a copy of the file, then restore the last backup: %w", db.path, ErrDamaged, e)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%s: %w; nothing of this change was kept, free some space and try again: %w", db.path, ErrFull, e)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return fmt.Errorf("%s: %w; give Beirat's user the right to write this file and its folder: %w", db.path, ErrUnwritable, e)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%s: %w; another program holds it, end that one or try again: %w", db.path, ErrBusy, e)
	case sqlite3.SQLITE_IOERR:
		return fmt.Errorf("%s: the disk did not read or write (%w); nothing of this change was kept, check disk and file system", db.path, e)
	}
	return e
}

func explainPostgres(e *pq.Error) error {
	switch e.Code {
	case pqerror.UniqueViolation:
		return fmt.Errorf("%w: %w", ErrExists, e)
	case pqerror.ForeignKeyViolation:
		return fmt.Errorf("refers to something that does not exist: %w: %w", ErrNotFound, e)
	case pqerror.DataCorrupted, pqerror.IndexCorrupted:
		return fmt.Errorf("%w; restore the last backup: %w", ErrDamaged, e)
	case pqerror.DiskFull:
		return fmt.Errorf("%w; nothing of this change was kept, free some space on the database server: %w", ErrFull, e)
	case pqerror.InsufficientPrivilege, pqerror.ReadOnlySQLTransaction:
		return fmt.Errorf("%w; give Beirat's database user the right to write: %w", ErrUnwritable, e)
	case pqerror.TooManyConnections:
		return fmt.Errorf("%w; the server allows no more connections: %w", ErrBusy, e)
	}
	return e
}

// transient tells whether a PostgreSQL transaction was undone only because of
// others, so that the same work may succeed when done again.
func transient(err error) bool {
	return pq.As(err, pqerror.TRSerializationFailure, pqerror.TRDeadlockDetected) != nil
}
