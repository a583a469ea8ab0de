package bot

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"beirat/config"
	"beirat/storage"
)

// runBackup copies the database while everything goes on.
func runBackup(ctx context.Context, s Streams, args []string) (err error) {
	set := flags(s, "backup")
	to := set.String("to", "", "the new `file`; one that exists is not overwritten")
	config.Flags(set, "database")
	settings, err := settings(set, s, args)
	if err != nil {
		return err
	}
	if *to == "" {
		fmt.Fprintln(s.Err, "beirat backup: please name the new file with --to FILE")
		return errMisuse
	}
	path, isFile := strings.CutPrefix(settings.Database, "sqlite:")
	if !isFile {
		return elsewhere(s, "back up", settings.Database, pgDump(settings.Database, *to))
	}
	if _, err := os.Stat(path); err != nil { // opening it would make it
		return fmt.Errorf("there is no database to back up: %w", err)
	}
	db, err := storage.Open(ctx, settings.Database, time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.Backup(ctx, *to); err != nil {
		return err
	}
	info, err := os.Stat(*to)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "%s is backed up in %s (%d kB), and the copy is sound. Keep it as safe as the database: it holds who voted how.\n",
		path, *to, (info.Size()+1023)/1024)
	return err
}

// runRestore puts a backup in the place of the database, which nobody may use
// meanwhile.
func runRestore(ctx context.Context, s Streams, args []string) error {
	set := flags(s, "restore")
	from := set.String("from", "", "the `file` that beirat backup made")
	skip := set.Int("skip", 0, "so many `numbers` of polls are left out, for those that were given after the backup; only needed if the database before cannot be read")
	config.Flags(set, "database")
	settings, err := settings(set, s, args)
	if err != nil {
		return err
	}
	if *from == "" || *skip < 0 {
		fmt.Fprintln(s.Err, "beirat restore: please name the backup with --from FILE, and with --skip, if at all, a number from 0")
		return errMisuse
	}
	if !strings.HasPrefix(settings.Database, "sqlite:") {
		return elsewhere(s, "restore", settings.Database, pgRestore(settings.Database, *from))
	}
	unlock, err := storage.Lock(settings.Database)
	if err != nil {
		return err
	}
	restored, err := storage.Restore(ctx, settings.Database, *from, storage.RestoreOptions{Skip: *skip, Now: time.Now()})
	if err = errors.Join(err, unlock()); err != nil {
		return err
	}
	return tell(s, settings.Database, *from, restored)
}

func tell(s Streams, database, from string, r storage.Restored) error {
	said := fmt.Sprintf("%s is %s now (version %d).\n", strings.TrimPrefix(database, "sqlite:"), from, r.Version)
	switch {
	case r.Kept == "":
	case r.Numbers:
		said += fmt.Sprintf("The database that stood there is kept as %s; the numbers it had given are not given again.\n", r.Kept)
	default:
		said += fmt.Sprintf("The database that stood there is kept as %s, but could not be read. If polls were opened after the backup, restore once more with --skip and their number: buttons of theirs are still in the chat.\n", r.Kept)
	}
	_, err := fmt.Fprint(s.Out, said)
	return err
}

// elsewhere says with which program a PostgreSQL server does it.
func elsewhere(s Streams, what, database, command string) error {
	fmt.Fprintf(s.Err, "beirat: a PostgreSQL database has its own programs for that. To %s %s:\n\n  %s\n\nThey ask for the password, or find it in PGPASSWORD or ~/.pgpass.\n",
		what, withoutPassword(database), command)
	return errFailed
}

func pgDump(database, to string) string {
	return fmt.Sprintf("(umask 077; pg_dump --format=custom --file=%s %s)", quoted(to), quoted(withoutPassword(database)))
}

func pgRestore(database, from string) string {
	return fmt.Sprintf("pg_restore --clean --if-exists --no-owner --single-transaction --exit-on-error --dbname=%s %s", quoted(withoutPassword(database)), quoted(from))
}

// withoutPassword is a database's address that may be printed.
func withoutPassword(database string) string {
	address, err := url.Parse(database)
	if err != nil {
		return "postgres://…"
	}
	if address.User != nil {
		address.User = url.User(address.User.Username())
	}
	query := address.Query()
	query.Del("password")
	address.RawQuery = query.Encode()
	return address.String()
}

// quoted is a word that a shell takes as it is.
func quoted(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }
