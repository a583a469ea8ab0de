package storage

import (
	"context"
	"fmt"

	"beirat/board"
)

// LimitPages makes the writer's disk full at so many pages (SQLite takes the
// present size if it is more).
func LimitPages(db *DB, pages int) {
	err := db.group.write(context.Background(), func(s *session) error {
		var now int
		return s.conn.GetContext(context.Background(), &now, fmt.Sprintf("PRAGMA max_page_count = %d", max(pages, 1)))
	})
	if err != nil {
		panic(err)
	}
}

// SetVersion pretends that another program has migrated.
func SetVersion(db *DB, version int64) {
	applied := "1"
	if db.kind == "postgres" {
		applied = "true"
	}
	err := db.Write(context.Background(), By{}, func(tx *Tx) error {
		_, err := tx.exec("INSERT INTO "+versions+" (version_id, is_applied) VALUES (?, "+applied+")", version)
		return err
	})
	if err != nil {
		panic(err)
	}
}

// ForgetMigrating takes the wall clock of the migrations out of a database.
func ForgetMigrating(db *DB) {
	err := db.Write(context.Background(), By{}, func(tx *Tx) error {
		_, err := tx.exec("UPDATE " + versions + " SET tstamp = '2026-01-01 00:00:00'")
		return err
	})
	if err != nil {
		panic(err)
	}
}

// Unshuffled lets what is put into an order by chance stay in that of its text.
func Unshuffled(db *DB) { db.shuffle = func(int, func(i, j int)) {} }

// Expiring are the tables from which something goes when the period of a kind is over.
func Expiring(kind board.Retained) (tables []string) {
	for _, e := range expirings(kind) {
		tables = append(tables, e.table)
	}
	return tables
}
