package storage_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"beirat/board"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// TestEveryReleasedSchemaMigrates loads testdata/released/VERSION.sql (a
// dump of the schema with a few rows, made at each release) and migrates it.
func TestEveryReleasedSchemaMigrates(t *testing.T) {
	dumps, err := filepath.Glob("testdata/released/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, dump := range dumps {
		t.Run(filepath.Base(dump), func(t *testing.T) {
			db := loaded(t, dump)
			if err := db.Read(context.Background(), func(tx *storage.Tx) error { _, err := tx.Boards(); return err }); err != nil {
				t.Error(err)
			}
		})
	}
}

// loaded is a database made by a dump, and migrated.
func loaded(t *testing.T, dump string) *storage.DB {
	t.Helper()
	text, err := os.ReadFile(dump)
	if err != nil {
		t.Fatal(err)
	}
	url := storagetest.SQLite(t)
	handle, err := sqlx.Open("sqlite", "file:"+strings.TrimPrefix(url, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	defer handle.Close()
	if _, err := handle.Exec(string(text)); err != nil {
		t.Fatal(err)
	}
	return opened(t, url, func() time.Time { return time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC) })
}

func TestPollsFromBeforeVotesOverOptionsGoOn(t *testing.T) {
	db := loaded(t, "testdata/released/before-votes.sql")
	err := db.Write(t.Context(), storage.By{}, func(tx *storage.Tx) error {
		over, err := tx.PollNumber(1, 1)
		if err != nil {
			return err
		}
		piles, err := tx.Piles(over)
		if err != nil {
			return err
		}
		if over.Outcome != board.Adopted || over.Secret || len(over.Options) != 0 || !slices.Equal(piles, []board.Pile{{Choice: board.No, N: 1}, {Choice: board.Yes, N: 2}}) {
			t.Errorf("%+v with %+v", over, piles)
		}
		if owing, err := tx.Owing(1, 10); err != nil || len(owing) != 0 {
			t.Errorf("an answer is owed to what was adopted before: %v %v", owing, err)
		}
		if profile, err := tx.Profile(1); err != nil || !profile.RunOff || profile.WorkingDays {
			t.Errorf("%+v %v", profile, err)
		}
		owed, err := tx.Owed(2, 1, 10)
		if err != nil || len(owed) != 1 {
			t.Fatalf("owed %v %v", owed, err)
		}
		if err := tx.MakeSecret(owed[0].ID); err != nil {
			return err
		}
		for seat := board.ID(1); seat <= 2; seat++ {
			if err := tx.PutIntoUrn(owed[0].ID, seat, storage.Paper{Choice: board.Yes}); err != nil {
				return err
			}
		}
		if c, err := tx.Count(owed[0].ID); err != nil || c != (storage.Count{Electors: 4, Voted: 2}) {
			t.Errorf("count %+v %v", c, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
