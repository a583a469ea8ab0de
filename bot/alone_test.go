package bot

import (
	"errors"
	"io"
	"testing"

	"beirat/storage"
	"beirat/storage/storagetest"
)

func TestASecondConsoleOnTheSameDatabaseIsRefused(t *testing.T) {
	for name, database := range map[string]func(testing.TB) string{"sqlite": storagetest.SQLite, "postgres": storagetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			options := ChatOptions{Database: database(t), Demo: true, Clock: "2026-11-26T10:00", Zone: "Europe/Berlin", Out: io.Discard}
			first, err := OpenChat(t.Context(), options)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := OpenChat(t.Context(), options); !errors.Is(err, storage.ErrLocked) {
				t.Errorf("a second console beside the first: %v", err)
			}
			if err := first.Close(); err != nil {
				t.Fatal(err)
			}
			again, err := OpenChat(t.Context(), options)
			if err != nil {
				t.Fatalf("after the first has ended: %v", err)
			}
			if err := again.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}
