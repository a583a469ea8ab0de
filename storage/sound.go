package storage

import (
	"context"
	"fmt"
)

// Sound looks through the whole of a SQLite database for damage; ErrDamaged.
// It takes as long as reading the file. A PostgreSQL server looks after that itself.
func (db *DB) Sound(ctx context.Context) error {
	if db.kind != "sqlite" {
		return nil
	}
	var verdict string
	err := db.Read(ctx, func(tx *Tx) error { return tx.get(&verdict, "PRAGMA quick_check(1)") })
	if err == nil && verdict != "ok" {
		err = fmt.Errorf("%s: %w: %s; keep a copy of the file, then restore the last backup", db.path, ErrDamaged, verdict)
	}
	return err
}
