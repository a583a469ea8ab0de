package storage_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"beirat/board"
	"beirat/storage"
	"beirat/storage/storagetest"

	"github.com/jmoiron/sqlx"
)

// TestShreddingWaitsForWhoChangesAnotherDatabase: on a server that is shared a
// transaction of others keeps deleted rows too, and they must not be taken for
// gone.
func TestShreddingWaitsForWhoChangesAnotherDatabase(t *testing.T) {
	v := newSecretVote(t, storagetest.Postgres(t), true)
	other, err := sqlx.Connect("postgres", storagetest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	long, err := other.Beginx()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = long.Rollback() }()
	if _, err := long.Exec("CREATE TABLE others (id BIGINT)"); err != nil {
		t.Fatal(err)
	}
	for i := range v.all {
		v.cast(i, storage.Paper{Choice: board.Yes})
	}
	if err := v.db.Shred(context.Background()); !errors.Is(err, storage.ErrBusy) {
		t.Errorf("while somebody changes another database: %v", err)
	}
	if err := long.Commit(); err != nil {
		t.Fatal(err)
	}
	v.close()
	for _, table := range []string{"roll", "urn"} {
		for row := range strings.Lines(storagetest.Dump(t, v.url)) {
			if strings.HasPrefix(row, table+" ") && strings.Contains(row, `seat_id="1"`) && !strings.Contains(row, `ctid="(0,1)"`) {
				t.Errorf("something lies before the first row: %s", row)
			}
		}
	}
}
