// Package storagetest is what makes two databases one: the suite of promises
// that package storage keeps on both, and helpers that give any test a fresh
// database. It is imported by tests only.
package storagetest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq" // the driver
)

// SQLite is the URL of a database in a file that does not exist yet, in a
// folder that goes with the test.
func SQLite(t testing.TB) string {
	return "sqlite:" + filepath.Join(t.TempDir(), "beirat.db")
}

// Postgres is the URL of a fresh, empty database that is dropped at the end of
// the test. The server is the one that the environment names in
// BEIRAT_TEST_POSTGRES (its user must be allowed to create databases), else
// one that is started, once for the whole test program, with the programs
// initdb and postgres on the PATH. Without either the test is skipped.
func Postgres(t testing.TB) string {
	t.Helper()
	return created(t, serverOf(t), "")
}

// serverOf is the URL of the server.
func serverOf(t testing.TB) string {
	t.Helper()
	server := os.Getenv("BEIRAT_TEST_POSTGRES")
	if server == "" {
		var err error
		if server, err = started(); errors.Is(err, exec.ErrNotFound) {
			t.Skip("no PostgreSQL: set BEIRAT_TEST_POSTGRES to the URL of a server, or put initdb and postgres on the PATH")
		} else if err != nil {
			t.Fatal(err)
		}
	}
	return server
}

// created makes a database as it is said, and is its URL.
func created(t testing.TB, server, as string) string {
	t.Helper()
	name := "beirat_test_" + strings.ToLower(rand.Text()[:16])
	command(t, server, "CREATE DATABASE "+name+as)
	t.Cleanup(func() { command(t, server, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") })
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal("BEIRAT_TEST_POSTGRES is no URL")
	}
	address.Path = "/" + name
	return address.String()
}

func command(t testing.TB, server, statement string) {
	t.Helper()
	handle, err := sqlx.Connect("postgres", server)
	if err != nil {
		t.Fatalf("connect to the PostgreSQL server for tests: %v", err)
	}
	defer handle.Close()
	if _, err := handle.ExecContext(context.Background(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// started is the URL of this program's own server. It ends when this program
// does, however that happens: a shell waits for the end of its input, which
// this program holds open.
var started = sync.OnceValues(func() (string, error) {
	initdb, err := exec.LookPath("initdb")
	if err != nil {
		return "", err
	}
	postgres, err := exec.LookPath("postgres")
	if err != nil {
		return "", err
	}
	folder, err := os.MkdirTemp("", "beirat-postgres-")
	if err != nil {
		return "", err
	}
	owner, err := unprivileged(folder)
	if err != nil {
		return "", err
	}
	make := exec.Command(initdb, "-D", filepath.Join(folder, "data"), "-U", "beirat", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	make.SysProcAttr, make.Dir = owner, folder
	if output, err := make.CombinedOutput(); err != nil {
		return "", fmt.Errorf("initdb: %w: %s", err, output)
	}
	port, err := freePort()
	if err != nil {
		return "", err
	}
	const script = `"$1" -D "$2/data" -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off >"$2/log" 2>&1 </dev/null &
		read -r nothing; kill -QUIT $!; wait $!; rm -rf "$2"`
	serve := exec.Command("/bin/sh", "-c", script, "sh", postgres, folder, strconv.Itoa(port))
	serve.SysProcAttr, serve.Dir = owner, folder
	input, hold, err := os.Pipe()
	if err != nil {
		return "", err
	}
	defer input.Close()
	serve.Stdin = input
	if err := serve.Start(); err != nil {
		return "", err
	}
	held.Store(0, hold) // never closed: the end of the program does it
	address := fmt.Sprintf("postgres://beirat@127.0.0.1:%d/postgres?sslmode=disable", port)
	return address, awake(address, filepath.Join(folder, "log"))
})

var held sync.Map // keeps the server's input from being collected, and so closed

// unprivileged lets root run the server as the user postgres, for it refuses root.
func unprivileged(folder string) (*syscall.SysProcAttr, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL does not run as root, and there is no user postgres: %w", exec.ErrNotFound)
	}
	uid, err := strconv.Atoi(account.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(account.Gid)
	if err != nil {
		return nil, err
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, os.Chown(folder, uid, gid)
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

// awake waits until the server answers.
func awake(address, log string) error {
	connect := func() (*sqlx.DB, error) { return sqlx.Connect("postgres", address) }
	handle, err := backoff.Retry(context.Background(), connect, backoff.WithBackOff(backoff.NewConstantBackOff(20*time.Millisecond)), backoff.WithMaxElapsedTime(time.Minute))
	if err != nil {
		said, _ := os.ReadFile(log)
		return fmt.Errorf("PostgreSQL did not start: %w: %s", err, said)
	}
	return handle.Close()
}
