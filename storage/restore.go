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
	"time"

	"github.com/jmoiron/sqlx"
)

// farther is by how much a restore moves the identifiers on. What was made
// after the backup is forgotten, but not by the chat: an old button must not
// mean something new by having its identifier.
const farther = 1_000_000

// RestoreOptions are how a restore goes on.
type RestoreOptions struct {
	Skip int       // short numbers that are left out, for what was numbered after the backup
	Now  time.Time // names what is kept
}

// Restored is what a restore did.
type Restored struct {
	Version int64
	Kept    string // where the database is that stood there before; empty: there was none
	Numbers bool   // numbers that the one before had given are not given again
}

// Restore puts a backup in the place of a SQLite database ("sqlite:PATH"), which it
// keeps beside it. Hold Lock. The backup itself is only read; what stands in
// its place is whole and sound or was not touched. Short numbers go on where
// the database before was, if it can be read.
func Restore(ctx context.Context, database, from string, o RestoreOptions) (r Restored, err error) {
	path, isFile := strings.CutPrefix(database, "sqlite:")
	if !isFile {
		return r, ErrNoFile
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	part, err := copied(from, path)
	if err != nil {
		return r, err
	}
	defer discard(part)
	if r.Version, err = proven(ctx, part); err != nil {
		return r, fmt.Errorf("proving the copy of %s: %w", from, err)
	}
	_, err = os.Lstat(path)
	stands := err == nil
	var given []counted
	if stands {
		given, r.Numbers = numbers(ctx, path)
	}
	if err := moveOn(ctx, part, given, o.Skip); err != nil {
		return r, fmt.Errorf("moving the numbers of the copy of %s on: %w", from, err)
	}
	if err := settle(part); err != nil {
		return r, fmt.Errorf("writing the copy of %s to the disk: %w", from, err)
	}
	if stands {
		if r.Kept, err = putAside(path, o.Now); err != nil {
			return r, err
		}
	}
	if err := os.Rename(part, path); err != nil {
		return r, fmt.Errorf("%s: %w: %w", path, ErrUnwritable, err)
	}
	return r, settleFolder(path)
}

// copied is a copy of a backup in the folder of the database.
func copied(from, path string) (part string, err error) {
	source, err := os.Open(from)
	if err != nil {
		return "", fmt.Errorf("the backup cannot be read: %w", err)
	}
	defer source.Close()
	if err := look(from); err != nil {
		return "", fmt.Errorf("the backup is none: %w", err)
	}
	if log, err := os.Stat(from + "-wal"); err == nil && log.Size() > 0 {
		return "", fmt.Errorf(`%s is a database with a log beside it, not a backup; make one with "beirat backup --db sqlite:%s --to FILE"`, from, from)
	}
	if part, err = beside(path); err != nil {
		return "", err
	}
	if err := pour(source, part); err != nil {
		discard(part)
		return "", fmt.Errorf("copying %s: %w", from, err)
	}
	return part, nil
}

// pour writes what it reads into a file, for its owner only.
func pour(source io.Reader, to string) error {
	file, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, source)
	return errors.Join(err, file.Close())
}

// counted is the last number that a board has given to a kind of thing.
type counted struct {
	Board int64  `db:"board_id"`
	Made  int64  `db:"created_at"` // when the board was: it is the same one
	Thing string `db:"thing"`
	Last  int64  `db:"last"`
}

// numbers are what a database has given; false if it cannot be read. It looks
// at a copy, for opening a damaged one may take its log away.
func numbers(ctx context.Context, path string) (given []counted, known bool) {
	part, err := beside(path)
	if err != nil {
		return nil, false
	}
	defer discard(part)
	for _, suffix := range []string{"", "-wal"} {
		source, err := os.Open(path + suffix)
		if errors.Is(err, fs.ErrNotExist) && suffix != "" {
			continue
		}
		if err != nil {
			return nil, false
		}
		if err := errors.Join(pour(source, part+suffix), source.Close()); err != nil {
			return nil, false
		}
	}
	if _, err := proven(ctx, part); err != nil {
		return nil, false
	}
	db, err := Open(ctx, "sqlite:"+part, noTime)
	if err != nil {
		return nil, false
	}
	err = db.Read(ctx, func(tx *Tx) error {
		return tx.all(&given, "SELECT c.board_id, b.created_at, c.thing, c.last FROM counter c JOIN board b ON b.id = c.board_id")
	})
	return given, errors.Join(err, db.Close()) == nil
}

// moveOn makes the copy give no identifier and no number again that may have
// been given after it was made.
func moveOn(ctx context.Context, part string, given []counted, skip int) (err error) {
	handle, err := sqlx.Open("sqlite", (&url.URL{Scheme: "file", Path: part}).String()+"?_synchronous=FULL&_error_rc=1")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, handle.Close()) }()
	tx, err := handle.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing, once it is committed
	for _, do := range []struct {
		statement string
		args      []any
	}{
		{"INSERT INTO sqlite_sequence (name, seq) SELECT name, 0 FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%' AND name NOT IN (SELECT name FROM sqlite_sequence)", nil},
		{"UPDATE sqlite_sequence SET seq = seq + ? WHERE name <> ?", []any{farther, versions}},
		{"INSERT INTO counter (board_id, thing, last) SELECT id, 'poll', 0 FROM board WHERE TRUE ON CONFLICT DO NOTHING", nil},
		{"UPDATE counter SET last = last + ?", []any{skip}},
	} {
		if _, err := tx.ExecContext(ctx, do.statement, do.args...); err != nil {
			return err
		}
	}
	for _, c := range given {
		_, err := tx.ExecContext(ctx, `INSERT INTO counter (board_id, thing, last) SELECT id, ?, ? FROM board WHERE id = ? AND created_at = ?
			ON CONFLICT (board_id, thing) DO UPDATE SET last = MAX(counter.last, excluded.last)`, c.Thing, c.Last, c.Board, c.Made)
		if err != nil {
			return err
		}
	}
	return tx.Commit()
}

// putAside keeps the database under another name. It stays under its own, too,
// until the new one takes that over, so that no moment has none; but its log
// goes first, for SQLite would read it into any database of that name.
func putAside(path string, now time.Time) (kept string, err error) {
	kept = path + ".before-" + now.UTC().Format("20060102T150405Z")
	for _, suffix := range []string{"", "-wal"} {
		err := os.Link(path+suffix, kept+suffix)
		if errors.Is(err, fs.ErrNotExist) && suffix != "" {
			continue
		}
		if err != nil && !errors.Is(err, fs.ErrExist) { // a file system without links
			err = os.Rename(path+suffix, kept+suffix)
		}
		if err != nil {
			return "", fmt.Errorf("keeping %s as %s: %w", path+suffix, kept+suffix, err)
		}
	}
	for _, suffix := range []string{"-wal", "-shm"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("%s: %w: %w", path+suffix, ErrUnwritable, err)
		}
	}
	return kept, nil
}

// noTime is the clock of a database that is only looked at.
func noTime() time.Time { return time.Time{} }
