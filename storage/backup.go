package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/jmoiron/sqlx"
)

// ErrNoFile is what Backup and Restore say of a PostgreSQL database: it has
// programs of its own for that.
var ErrNoFile = errors.New("the database is not a file")

// Backup copies a SQLite database, as it is at one moment, into a new file,
// while others read and write: everything committed before it begins is in it.
// The file is its owner's only, and has its name when it is whole, sound, of
// the database's version and on disk; ErrExists if the name is taken.
func (db *DB) Backup(ctx context.Context, to string) error {
	if db.kind != "sqlite" {
		return ErrNoFile
	}
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return taken(to, err)
	}
	part, err := beside(to)
	if err != nil {
		return err
	}
	defer discard(part)
	if err := db.copyInto(ctx, part); err != nil {
		return fmt.Errorf("copying %s to %s: %w", db.path, to, db.explain(err))
	}
	want, _, err := db.Version(ctx)
	if err != nil {
		return err
	}
	have, err := proven(ctx, part)
	if err == nil && have != want {
		err = fmt.Errorf("the copy has version %d, the database %d; it was migrated meanwhile, please begin again", have, want)
	}
	if err != nil {
		return fmt.Errorf("proving the copy of %s: %w", db.path, err)
	}
	if err := settle(part); err != nil {
		return fmt.Errorf("writing %s to the disk: %w", to, err)
	}
	return name(part, to)
}

// copyInto takes a connection of its own, for those that read may write no
// file at all.
func (db *DB) copyInto(ctx context.Context, part string) (err error) {
	handle, err := sqlx.Open("sqlite", db.url)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, handle.Close()) }()
	handle.SetMaxOpenConns(1)
	_, err = handle.ExecContext(ctx, "VACUUM INTO ?", part)
	return err
}

// proven tells the version of a database that nobody uses, once it is known to
// be one, and sound. The write-ahead log is emptied into it.
func proven(ctx context.Context, path string) (version int64, err error) {
	db, err := Open(ctx, "sqlite:"+path, noTime)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.Sound(ctx); err != nil {
		return 0, err
	}
	have, want, err := db.Version(ctx)
	switch {
	case err != nil:
		return 0, err
	case have == 0:
		return 0, fmt.Errorf("%s: it is a database, but none of Beirat's", path)
	case have > want:
		return 0, db.newer(have, want)
	}
	return have, nil
}

// beside makes an empty file, for its owner only, in the folder of path.
func beside(path string) (string, error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".part-*")
	if err != nil {
		return "", fmt.Errorf("%s: %w: %w", path, ErrUnwritable, err)
	}
	return file.Name(), file.Close()
}

// discard removes what was begun and not finished.
func discard(part string) {
	for _, file := range []string{part, part + "-wal", part + "-shm"} {
		_ = os.Remove(file) // usually there is none any more
	}
}

// settle brings a file to the disk.
func settle(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// name gives a finished file its name, unless something else has it meanwhile.
func name(part, to string) error {
	err := os.Link(part, to)
	if errors.Is(err, fs.ErrExist) {
		return taken(to, nil)
	}
	if err != nil { // a file system without links
		err = os.Rename(part, to)
	}
	if err != nil {
		return fmt.Errorf("%s: %w: %w", to, ErrUnwritable, err)
	}
	return settleFolder(to)
}

// settleFolder brings the names in the folder of path to the disk.
func settleFolder(path string) error {
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func taken(path string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w: %w", path, ErrUnwritable, err)
	}
	return fmt.Errorf("%s: %w, and nothing is overwritten; name another file", path, ErrExists)
}
