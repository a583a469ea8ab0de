package storagetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"beirat/storage"
)

// MigratedSQLite is the URL of a database in a file of the test's own that has the
// newest schema and nothing in it. The schema is made once for the whole program.
func MigratedSQLite(t testing.TB) string {
	t.Helper()
	content, err := migratedFile()
	if err != nil {
		t.Fatal(err)
	}
	url := SQLite(t)
	if err := os.WriteFile(strings.TrimPrefix(url, "sqlite:"), content, 0o600); err != nil {
		t.Fatal(err)
	}
	return url
}

// migratedFile is what is in the file of such a database when it is closed.
var migratedFile = sync.OnceValues(func() (content []byte, err error) {
	folder, err := os.MkdirTemp("", "beirat-migrated-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	path := filepath.Join(folder, "beirat.db")
	if err := migrate("sqlite:" + path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func migrate(url string) error {
	ctx := context.Background()
	db, err := storage.Open(ctx, url, time.Now)
	if err != nil {
		return err
	}
	return errors.Join(db.Migrate(ctx), db.Close())
}

// MigratedPostgres is the URL of a database like that of Postgres that has the
// newest schema and nothing in it. It is a copy of one that is made once for this
// schema on the server, and stays there for the next program.
func MigratedPostgres(t testing.TB) string {
	t.Helper()
	server := serverOf(t)
	template, err := template(server)
	if err != nil {
		t.Fatalf("the database with the newest schema: %v", err)
	}
	return created(t, server, " TEMPLATE "+template)
}

// templates are the names of those that this program has seen, by server.
var templates sync.Map

// template is the name of a database with the newest schema. Of several programs
// that want one at once, one makes it.
func template(server string) (string, error) {
	if known, seen := templates.Load(server); seen {
		return known.(string), nil
	}
	schema, err := schema()
	if err != nil {
		return "", err
	}
	name := "beirat_schema_" + schema
	handle, err := sqlx.Connect("postgres", server)
	if err != nil {
		return "", err
	}
	defer handle.Close()
	handle.SetMaxOpenConns(1) // the lock belongs to a connection
	ctx := context.Background()
	if _, err := handle.ExecContext(ctx, "SELECT pg_advisory_lock(hashtext($1))", name); err != nil {
		return "", err
	}
	var there bool
	if err := handle.GetContext(ctx, &there, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", name); err != nil {
		return "", err
	}
	if !there {
		if err := makeTemplate(ctx, handle, server, name); err != nil {
			return "", err
		}
	}
	templates.Store(server, name)
	return name, nil
}

func makeTemplate(ctx context.Context, handle *sqlx.DB, server, name string) error {
	address, err := url.Parse(server)
	if err != nil {
		return errors.New("BEIRAT_TEST_POSTGRES is no URL")
	}
	making := name + "_made"
	address.Path = "/" + making
	for _, step := range []func() error{
		func() error { _, err := handle.ExecContext(ctx, "DROP DATABASE IF EXISTS "+making); return err },
		func() error { _, err := handle.ExecContext(ctx, "CREATE DATABASE "+making); return err },
		func() error { return migrate(address.String()) },
		func() error {
			_, err := handle.ExecContext(ctx, "ALTER DATABASE "+making+" RENAME TO "+name)
			return err
		},
	} {
		if err := step(); err != nil {
			return fmt.Errorf("making %s: %w", name, err)
		}
	}
	return nil
}

// schema names the newest schema by the migrations that make it.
func schema() (string, error) {
	_, here, _, _ := runtime.Caller(0)
	files, err := filepath.Glob(filepath.Join(filepath.Dir(here), "..", "migrations", "*.sql"))
	if err != nil || len(files) == 0 {
		return "", fmt.Errorf("no migrations beside %s", here)
	}
	sum := sha256.New()
	for _, file := range files { // in the order of their names
		content, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s %d\n%s", filepath.Base(file), len(content), content)
	}
	return hex.EncodeToString(sum.Sum(nil))[:16], nil
}
