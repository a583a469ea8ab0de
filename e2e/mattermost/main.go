// Command mattermost builds the real Mattermost server as a Go tool and runs
// it on loopback for the tests of Beirat. It is a module of its own because
// the server is under the AGPL: it is a tool of the tests and never linked
// into the program, vendored or shipped.
//
//	go build -o e2e . && ./e2e -postgres URL -env FILE
//
// runs until SIGTERM; then the server has ended, and its database and its
// files are gone. FILE holds what the tests need, for a shell to read, and
// appears when the server is ready.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e/mattermost:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) (err error) {
	if len(args) == 2 && args[0] == "restart" {
		return askRestart(ctx, args[1])
	}
	set := flag.NewFlagSet("e2e/mattermost", flag.ContinueOnError)
	postgres := set.String("postgres", os.Getenv("BEIRAT_TEST_POSTGRES"), "URL of a PostgreSQL server on which a database may be made")
	listen := set.String("listen", "127.0.0.1:0", "the address of the server, on loopback")
	environment := set.String("env", "", "file for the environment of the tests; empty: standard output")
	if err := set.Parse(args); err != nil {
		return err
	}
	if *postgres == "" {
		return errors.New("please name a PostgreSQL server with -postgres or BEIRAT_TEST_POSTGRES")
	}
	folder, err := os.MkdirTemp("", "mattermost-e2e.")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	address, err := free(*listen)
	if err != nil {
		return err
	}
	database, drop, err := freshDatabase(ctx, *postgres)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, drop()) }()
	if err := build(ctx, folder); err != nil {
		return err
	}
	s := &server{folder: folder, address: address, database: database}
	if err := s.start(ctx); err != nil {
		return errors.Join(err, s.stop())
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	token, err := s.firstUser(ctx)
	if err != nil {
		return err
	}
	door, err := openDoor(folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, door.Close()) }()
	if err := tell(*environment, s.url(), token, door.command()); err != nil {
		return err
	}
	return s.serve(ctx, door)
}

// tell writes the environment of the tests, whole or not at all.
func tell(file, url, token, restart string) error {
	text := fmt.Sprintf("export BEIRAT_TEST_MATTERMOST='%s'\nexport BEIRAT_TEST_MATTERMOST_ADMIN_TOKEN='%s'\nexport BEIRAT_TEST_MATTERMOST_RESTART='%s'\n",
		url, token, restart)
	if file == "" {
		_, err := io.WriteString(os.Stdout, text)
		return err
	}
	if err := os.WriteFile(file+".new", []byte(text), 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}
