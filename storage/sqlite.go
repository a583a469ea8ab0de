package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
	"github.com/jmoiron/sqlx"
	_ "modernc.org/sqlite" // the driver
)

// openSQLite opens the file twice: one connection that writes, and a few that
// cannot. With the write-ahead log readers never wait for the writer; every
// commit is on disk before it returns (synchronous FULL).
func (db *DB) openSQLite(ctx context.Context, path string) error {
	db.kind, db.path = "sqlite", path
	if err := look(path); err != nil {
		return err
	}
	if err := create(path); err != nil {
		return err
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	file := url.URL{Scheme: "file", Path: absolute}
	options := "?_busy_timeout=5000&_foreign_keys=1&_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_error_rc=1&_pragma=cache_size(-16384)"
	db.url = file.String() + options
	handle, err := sqlx.Open("sqlite", db.url)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if db.group, err = newGroup(ctx, newPool(handle, 1, strip), db.explain); err != nil {
		return db.explain(err)
	}
	if handle, err = sqlx.Open("sqlite", db.url+"&_query_only=1"); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	db.readers = newPool(handle, sqliteReaders, strip)
	return db.Read(ctx, func(tx *Tx) error {
		var tables int
		return tx.get(&tables, "SELECT COUNT(*) FROM sqlite_master")
	})
}

// create makes the file, if there is none, for its owner only: it will hold
// who voted how. SQLite gives the files beside it the same rights.
func create(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil
	case err != nil:
		return fmt.Errorf("%s: %w; give Beirat's user the right to write its folder: %w", path, ErrUnwritable, err)
	}
	return file.Close()
}

// look refuses what is no database before the driver touches it, in words for people.
func look(path string) error {
	if path == "" || strings.HasPrefix(path, ":memory:") {
		return errors.New(`a SQLite database needs the path of a file: "sqlite:beirat.db"`)
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		folder, err := os.Stat(filepath.Dir(path))
		if err != nil || !folder.IsDir() {
			return fmt.Errorf("%s: %w: there is no folder %s; create it first", path, ErrUnwritable, filepath.Dir(path))
		}
		return nil
	case err != nil:
		return fmt.Errorf("%s: %w: %w", path, ErrUnwritable, err)
	case info.IsDir():
		return fmt.Errorf("%s: %w: it is a folder; name a file in it, as %s", path, ErrUnwritable, filepath.Join(path, "beirat.db"))
	case info.Size() == 0:
		return nil
	}
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", path, ErrUnwritable, err)
	}
	defer file.Close()
	head := make([]byte, 16)
	if _, err := io.ReadFull(file, head); err != nil || string(head) != "SQLite format 3\x00" {
		return fmt.Errorf("%s: %w: it is no SQLite database; keep a copy of the file, then restore the last backup or name another file", path, ErrDamaged)
	}
	return nil
}

// Lock takes the lock file beside a SQLite database ("PATH.lock") until it is
// released or the process ends; ErrLocked if another process has it. For
// PostgreSQL it does nothing: any number of processes may share one.
func Lock(url string) (release func() error, err error) {
	path, isFile := strings.CutPrefix(url, "sqlite:")
	if !isFile {
		return func() error { return nil }, nil
	}
	if err := look(path); err != nil && !errors.Is(err, ErrDamaged) {
		return nil, err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil { // one file has one lock, by whatever name it is reached
		path = real
	}
	lock := flock.New(path + ".lock")
	got, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("%s: %w; give Beirat's user the right to write its folder: %w", path+".lock", ErrUnwritable, err)
	}
	if !got {
		return nil, fmt.Errorf("%s: %w; end the other Beirat first, or name another database", path, ErrLocked)
	}
	return lock.Unlock, nil
}
