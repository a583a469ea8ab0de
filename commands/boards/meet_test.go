package boards

import (
	"errors"
	"testing"
	"time"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
	"beirat/storage/storagetest"
)

func TestWhoIsForgottenAfterTheyWereFoundIsNobody(t *testing.T) {
	db, err := storage.Open(t.Context(), storagetest.SQLite(t), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), storage.By{}, func(tx *storage.Tx) error {
		found, err := tx.Meet("console", "anna", "anna")
		if err != nil {
			return err
		}
		if who, err := meet(tx, &commands.Call{}, found); err != nil || who != (board.Person{ID: found.ID, Name: "anna"}) {
			t.Errorf("before: %+v, %v", who, err)
		}
		if _, err := tx.Forget(found.ID, "N. N.", ""); err != nil {
			return err
		}
		var mistake *commands.Error
		if _, err := meet(tx, &commands.Call{}, found); !errors.As(err, &mistake) || mistake.Field != "person" {
			t.Errorf("after: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
