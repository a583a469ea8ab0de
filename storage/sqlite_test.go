package storage_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"beirat/board"
	"beirat/storage"
	"beirat/storage/storagetest"
)

func TestWhatIsNoDatabaseIsRefusedInWordsThatHelp(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "text.db")
	if err := os.WriteFile(text, []byte("this is a letter, and a long one"), 0o600); err != nil {
		t.Fatal(err)
	}
	short := filepath.Join(folder, "short.db")
	if err := os.WriteFile(short, []byte("SQLite"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		url   string
		is    error
		names string
	}{
		"a folder":            {"sqlite:" + folder, storage.ErrUnwritable, folder},
		"no such folder":      {"sqlite:" + filepath.Join(folder, "none", "x.db"), storage.ErrUnwritable, filepath.Join(folder, "none")},
		"a file in a file":    {"sqlite:" + filepath.Join(text, "x.db"), storage.ErrUnwritable, text},
		"a text":              {"sqlite:" + text, storage.ErrDamaged, text},
		"a part of a file":    {"sqlite:" + short, storage.ErrDamaged, short},
		"no path":             {"sqlite:", nil, "sqlite:beirat.db"},
		"memory":              {"sqlite::memory:", nil, "sqlite:beirat.db"},
		"another kind":        {"mysql://x", nil, "postgres://"},
		"nothing":             {"", nil, "postgres://"},
		"a server that is no": {"postgres://beirat:geheim@127.0.0.1:1/x", nil, "127.0.0.1:1"},
	} {
		t.Run(name, func(t *testing.T) {
			db, err := storage.Open(context.Background(), test.url, time.Now)
			if err == nil {
				db.Close()
				t.Fatal("it was opened")
			}
			if test.is != nil && !errors.Is(err, test.is) || !strings.Contains(err.Error(), test.names) || strings.Contains(err.Error(), "geheim") {
				t.Errorf("%v", err)
			}
		})
	}
	if got, err := os.ReadFile(text); err != nil || !strings.HasPrefix(string(got), "this is a letter") {
		t.Errorf("the file was changed: %q %v", got, err)
	}
}

func TestAFileThatCannotBeWrittenIsRefused(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Log("root may write everything; a folder that is a device stands for it")
	}
	if _, err := storage.Open(context.Background(), "sqlite:/proc/beirat.db", time.Now); !errors.Is(err, storage.ErrUnwritable) || !strings.Contains(err.Error(), "/proc/beirat.db") {
		t.Errorf("%v", err)
	}
	if _, err := storage.Lock("sqlite:/proc/beirat.db"); !errors.Is(err, storage.ErrUnwritable) {
		t.Errorf("lock: %v", err)
	}
}

func TestADamagedFileIsReportedAndNotMadeWorse(t *testing.T) {
	url := storagetest.SQLite(t)
	path := strings.TrimPrefix(url, "sqlite:")
	db := opened(t, url, time.Now)
	for i := range 50 {
		meet(t, db, strings.Repeat("x", i+1))
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	damaged := append([]byte(nil), sound...)
	for i := 4096; i < len(damaged); i++ { // the first page, with the schema, stays
		damaged[i] = 0xa5
	}
	if err := os.WriteFile(path, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err = storage.Open(context.Background(), url, time.Now)
	if err == nil {
		defer db.Close()
		err = db.Write(context.Background(), storage.By{}, func(tx *storage.Tx) error { _, err := tx.Meet("console", "new", ""); return err })
	}
	if !errors.Is(err, storage.ErrDamaged) || !strings.Contains(err.Error(), path) {
		t.Errorf("%v", err)
	}
}

func TestAFullDiskKeepsNothingOfTheChangeAndAllOfTheRest(t *testing.T) {
	url := storagetest.SQLite(t)
	db := opened(t, url, time.Now)
	meet(t, db, "before")
	storage.LimitPages(db, 0)
	full := func() error {
		return db.Write(context.Background(), storage.By{}, func(tx *storage.Tx) error {
			for i := range 200 {
				if _, err := tx.Meet("console", strings.Repeat("x", 500)+string(rune('a'+i)), ""); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := full(); !errors.Is(err, storage.ErrFull) || !strings.Contains(err.Error(), strings.TrimPrefix(url, "sqlite:")) {
		t.Errorf("%v", err)
	}
	storage.LimitPages(db, 1_000_000)
	if err := full(); err != nil {
		t.Errorf("with space again: %v", err)
	}
	if err := db.Read(context.Background(), func(tx *storage.Tx) error { _, err := tx.PersonOf("console", "before"); return err }); err != nil {
		t.Errorf("what was there: %v", err)
	}
}

func TestADatabaseFromTheFutureIsRefused(t *testing.T) {
	for kind, fresh := range kinds {
		t.Run(kind, func(t *testing.T) {
			db := opened(t, fresh(t), time.Now)
			_, want, err := db.Version(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			storage.SetVersion(db, want+1)
			if err := db.Migrate(context.Background()); !errors.Is(err, storage.ErrNewer) {
				t.Errorf("%v", err)
			}
			if have, _, err := db.Version(context.Background()); have != want+1 || err != nil {
				t.Errorf("version %d %v", have, err)
			}
		})
	}
}

func TestAnEmptyDatabaseHasVersionZeroUntilItIsMigrated(t *testing.T) {
	for kind, fresh := range kinds {
		t.Run(kind, func(t *testing.T) {
			db, err := storage.Open(context.Background(), fresh(t), time.Now)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if have, want, err := db.Version(context.Background()); have != 0 || want == 0 || err != nil {
				t.Errorf("%d %d %v", have, want, err)
			}
			errs := make(chan error, 3)
			for range 3 {
				go func() { errs <- db.Migrate(context.Background()) }()
			}
			for range 3 {
				if err := <-errs; err != nil {
					t.Error(err)
				}
			}
			if have, want, err := db.Version(context.Background()); have != want || err != nil {
				t.Errorf("%d %d %v", have, want, err)
			}
		})
	}
}

func TestWhatWasWrittenOutlivesAProcessThatIsKilled(t *testing.T) {
	url := storagetest.SQLite(t)
	path := strings.TrimPrefix(url, "sqlite:")
	db := opened(t, url, time.Now)
	meet(t, db, "kept")
	// What a killed process leaves is its files as they are, log included, in the middle of a write.
	again := storagetest.SQLite(t)
	err := db.Write(context.Background(), storage.By{}, func(tx *storage.Tx) error {
		if _, err := tx.Meet("console", "lost", ""); err != nil {
			return err
		}
		for _, end := range []string{"", "-wal"} {
			content, err := os.ReadFile(path + end)
			if err != nil {
				return err
			}
			if err := os.WriteFile(strings.TrimPrefix(again, "sqlite:")+end, content, 0o600); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	revived := opened(t, again, time.Now)
	for name, want := range map[string]bool{"kept": true, "lost": false} {
		err := revived.Read(context.Background(), func(tx *storage.Tx) error { _, err := tx.PersonOf("console", name); return err })
		if (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	meet(t, revived, "more")
}

func TestTwoProcessesDoNotHoldTheLock(t *testing.T) {
	url := storagetest.SQLite(t)
	release, err := storage.Lock(url)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := storage.Lock(url); !errors.Is(err, storage.ErrLocked) || !strings.Contains(err.Error(), strings.TrimPrefix(url, "sqlite:")) {
		t.Errorf("%v", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	release, err = storage.Lock(url)
	if err != nil {
		t.Fatal(err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := storage.Lock("postgres://x/y"); err != nil {
			t.Error(err)
		}
	}
}

func TestAPathMayHoldAnyCharacters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Beirat 100% ?x=1#ä.db")
	meet(t, opened(t, "sqlite:"+path, time.Now), "alice")
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestAnotherProgramThatWritesIsWaitedFor(t *testing.T) {
	url := storagetest.SQLite(t)
	db := opened(t, url, time.Now)
	other, err := sqlx.Open("sqlite", "file:"+strings.TrimPrefix(url, "sqlite:")+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	held, err := other.Beginx()
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		done <- db.Write(context.Background(), storage.By{}, func(tx *storage.Tx) error { _, err := tx.Meet("console", "alice", ""); return err })
	}()
	if err := held.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func meet(t testing.TB, db *storage.DB, account string) board.Person {
	t.Helper()
	var person board.Person
	err := db.Write(context.Background(), storage.By{}, func(tx *storage.Tx) (err error) {
		person, err = tx.Meet("console", account, "")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return person
}

func TestTheFileIsForItsOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "beirat.db")
	db, err := storage.Open(t.Context(), "sqlite:"+path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) < 2 { // the database and its write-ahead log
		t.Fatal(files, err)
	}
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s may be read by others: %v", filepath.Base(file), info.Mode())
		}
	}
}

func TestALinkToALockedDatabaseIsLockedToo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "beirat.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	release, err := storage.Lock("sqlite:" + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := release(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := storage.Lock("sqlite:" + link); !errors.Is(err, storage.ErrLocked) {
		t.Errorf("by another name: %v", err)
	}
}
