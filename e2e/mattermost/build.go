package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	_ "github.com/lib/pq" // PostgreSQL; the server brings it along
)

const (
	command = "github.com/mattermost/mattermost/server/v8/cmd/mattermost"
	module  = "github.com/mattermost/mattermost/server/v8"
)

// build makes the server in the folder, with the parts of its module that it
// looks for beside itself. The working directory is this module.
func build(ctx context.Context, folder string) error {
	compile := exec.CommandContext(ctx, "go", "build", "-o", filepath.Join(folder, "mattermost"), command)
	compile.Stdout, compile.Stderr = os.Stderr, os.Stderr
	if err := compile.Run(); err != nil {
		return fmt.Errorf("building the server: %w", err)
	}
	source, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	if err != nil {
		return fmt.Errorf("finding the server's module: %w", err)
	}
	for _, part := range []string{"i18n", "templates", "fonts"} {
		if err := os.Symlink(filepath.Join(strings.TrimSpace(string(source)), part), filepath.Join(folder, part)); err != nil {
			return err
		}
	}
	for _, own := range []string{"data", "config", "logs"} {
		if err := os.Mkdir(filepath.Join(folder, own), 0o700); err != nil {
			return err
		}
	}
	return nil
}

// free is an address that nobody listens on now, and the same after a restart.
func free(listen string) (string, error) {
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// freshDatabase makes a database and a way to drop it.
func freshDatabase(ctx context.Context, postgres string) (database string, drop func() error, err error) {
	at, err := url.Parse(postgres)
	if err != nil || at.Host == "" {
		return "", nil, errors.New("-postgres is no URL like postgres://user@127.0.0.1:5432/postgres?sslmode=disable")
	}
	db, err := sql.Open("postgres", postgres)
	if err != nil {
		return "", nil, err
	}
	name := "mattermost_e2e_" + strings.ToLower(rand.Text()[:12])
	if _, err := db.ExecContext(ctx, "CREATE DATABASE "+name); err != nil {
		return "", nil, errors.Join(fmt.Errorf("making a database: %w", err), db.Close())
	}
	at.Path = "/" + name
	return at.String(), func() error {
		_, err := db.Exec("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)")
		return errors.Join(err, db.Close())
	}, nil
}
