package polls

import (
	"testing"
	"time"

	"beirat/storage"
	"beirat/storage/storagetest"
)

func TestWhatCannotBeShreddedYetIsTriedAgain(t *testing.T) {
	ctx, now := t.Context(), time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	db, err := storage.Open(ctx, storagetest.SQLite(t), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	f := New(db)
	plan := func() {
		t.Helper()
		if err := db.Write(ctx, storage.By{}, func(tx *storage.Tx) error { return f.planShred(tx, 1) }); err != nil {
			t.Fatal(err)
		}
	}
	// work does what is due and tells when it is due again.
	work := func() (time.Time, bool) {
		t.Helper()
		jobs, err := db.Claim(ctx, []string{ShredKind}, 10, time.Minute)
		if err != nil || len(jobs) != 1 {
			t.Fatal(jobs, err)
		}
		if err := f.Shred(ctx, jobs[0]); err != nil {
			t.Fatal(err)
		}
		if err := db.Finish(ctx, jobs[0]); err != nil {
			t.Fatal(err)
		}
		at, waits, err := db.NextDue(ctx, []string{ShredKind})
		if err != nil {
			t.Fatal(err)
		}
		return at, waits
	}
	plan()
	err = db.Read(ctx, func(tx *storage.Tx) error {
		if _, err := tx.Boards(); err != nil {
			return err
		}
		if err := db.Remember(ctx, "test", "later", nil); err != nil {
			return err
		}
		if at, waits := work(); !waits || !at.Equal(now.Add(storage.ShredAgain)) {
			t.Errorf("again at %v (%t)", at, waits)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(storage.ShredAgain)
	if at, waits := work(); waits {
		t.Errorf("again at %v, though nobody is in the way", at)
	}
}
