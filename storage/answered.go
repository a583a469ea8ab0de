package storage

import (
	"context"
	"time"
)

// Once uses a key that may be used once. To exactly one of all who ever ask it
// says first, also of several processes; the others hear with what body the
// first came, and what was answered then: nil if nothing is yet. A key is
// forgotten by ForgetAnswered.
func (db *DB) Once(ctx context.Context, space, key, body string) (first bool, was string, answer []byte, err error) {
	var used struct {
		Body     string `db:"body"`
		Answer   []byte `db:"answer"`
		Answered bool   `db:"answered"` // SQLite gives an empty answer as nil too
	}
	err = db.Write(ctx, By{}, func(tx *Tx) error {
		rows, err := tx.exec("INSERT INTO answered (space, name, body, used_at) VALUES (?, ?, ?, ?) ON CONFLICT (space, name) DO NOTHING",
			space, key, body, tx.now())
		if first = rows == 1; first || err != nil {
			return err
		}
		return tx.get(&used, "SELECT body, answer, answer IS NOT NULL AS answered FROM answered WHERE space = ? AND name = ?", space, key)
	})
	if used.Answered && used.Answer == nil {
		used.Answer = []byte{}
	}
	return first && err == nil, used.Body, used.Answer, err
}

// Answered keeps what was answered to a key that was used; one that was
// forgotten meanwhile stays so.
func (db *DB) Answered(ctx context.Context, space, key string, answer []byte) error {
	if answer == nil {
		answer = []byte{}
	}
	return db.Write(ctx, By{}, func(tx *Tx) error {
		_, err := tx.exec("UPDATE answered SET answer = ? WHERE space = ? AND name = ?", answer, space, key)
		return err
	})
}

// ForgetAnswered forgets the keys that were used before a time and tells how many.
func (db *DB) ForgetAnswered(ctx context.Context, before time.Time) (forgotten int64, err error) {
	err = db.Write(ctx, By{}, func(tx *Tx) error {
		forgotten, err = tx.exec("DELETE FROM answered WHERE used_at < ?", milli(before))
		return err
	})
	return forgotten, err
}
