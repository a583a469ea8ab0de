package storage

import (
	"context"
	"errors"
)

// Remember keeps a value under a name within a space, in place of an earlier
// one. It is for what adapters and the program itself must know after a
// restart; nothing of a board belongs here.
func (db *DB) Remember(ctx context.Context, space, name string, value []byte) error {
	if value == nil {
		value = []byte{}
	}
	return db.Write(ctx, By{}, func(tx *Tx) error {
		return tx.must(`INSERT INTO memory (space, name, content) VALUES (?, ?, ?)
			ON CONFLICT (space, name) DO UPDATE SET content = excluded.content`, space, name, value)
	})
}

// RememberFirst keeps a value unless the name has one already, and gives the
// one that is kept: of many who ask at once all get the same.
func (db *DB) RememberFirst(ctx context.Context, space, name string, value []byte) (kept []byte, err error) {
	err = db.Write(ctx, By{}, func(tx *Tx) error {
		_, err := tx.exec("INSERT INTO memory (space, name, content) VALUES (?, ?, ?) ON CONFLICT (space, name) DO NOTHING", space, name, value)
		if err != nil {
			return err
		}
		return tx.get(&kept, "SELECT content FROM memory WHERE space = ? AND name = ?", space, name)
	})
	return kept, err
}

// Recall gives a value back; false if there is none.
func (db *DB) Recall(ctx context.Context, space, name string) (value []byte, known bool, err error) {
	err = db.Read(ctx, func(tx *Tx) error {
		return tx.get(&value, "SELECT content FROM memory WHERE space = ? AND name = ?", space, name)
	})
	if errors.Is(err, ErrNotFound) {
		return nil, false, nil
	}
	return value, err == nil, err
}

// Recollect gives every value of a space whose name begins with prefix.
func (db *DB) Recollect(ctx context.Context, space, prefix string) (map[string][]byte, error) {
	found := map[string][]byte{}
	err := db.Read(ctx, func(tx *Tx) error {
		var rows []struct {
			Name    string `db:"name"`
			Content []byte `db:"content"`
		}
		err := tx.all(&rows, `SELECT name, content FROM memory WHERE space = ? AND name LIKE ? ESCAPE '\'`, space, like(prefix)+"%")
		for _, r := range rows {
			if len(r.Name) >= len(prefix) && r.Name[:len(prefix)] == prefix { // SQLite's LIKE does not tell capitals
				found[r.Name] = r.Content
			}
		}
		return err
	})
	return found, err
}

// Forget drops a value; one that is not there is no error.
func (db *DB) Forget(ctx context.Context, space, name string) error {
	return db.Write(ctx, By{}, func(tx *Tx) error {
		_, err := tx.exec("DELETE FROM memory WHERE space = ? AND name = ?", space, name)
		return err
	})
}
