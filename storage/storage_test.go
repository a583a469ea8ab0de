package storage_test

import (
	"context"
	"testing"
	"time"

	"go.uber.org/goleak"

	"beirat/storage"
	"beirat/storage/storagetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestSQLiteKeepsEveryPromise(t *testing.T) {
	storagetest.Exercise(t, func(t *testing.T, now func() time.Time) *storage.DB {
		return opened(t, storagetest.MigratedSQLite(t), now)
	})
}

func TestPostgreSQLKeepsEveryPromise(t *testing.T) {
	storagetest.Postgres(t) // skips once, not for every promise
	storagetest.Exercise(t, func(t *testing.T, now func() time.Time) *storage.DB {
		return opened(t, storagetest.MigratedPostgres(t), now)
	})
}

// opened is a migrated database that is closed at the end of the test.
func opened(t testing.TB, url string, now func() time.Time) *storage.DB {
	t.Helper()
	db, err := storage.Open(context.Background(), url, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return db
}
