package storage

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"
)

// DB is an open database. Its methods may be called from any goroutine.
type DB struct {
	kind string // "sqlite" or "postgres"
	url  string // what to connect with; never shown, it may hold a password
	path string // how errors name the database
	now  func() time.Time

	readers *pool
	writers *pool  // postgres only; the same as readers
	group   *group // sqlite only

	zones     sync.Map // IANA name → *time.Location
	migrating sync.Mutex
	waking    waking
	shuffle   func(n int, swap func(i, j int)) // by chance
}

// How many connections read a SQLite file at once, and how many are used of a
// PostgreSQL server by one process.
const (
	sqliteReaders       = 4
	postgresConnections = 16
)

// Open connects to "sqlite:PATH" or "postgres://…". It creates a missing
// SQLite file (not its folder) and looks whether the file is a sound database,
// but does not migrate: call Migrate, or look at Version. The clock now is
// used for every time that is stored or compared. Close must be called; the
// context is only for opening.
func Open(ctx context.Context, url string, now func() time.Time) (*DB, error) {
	bindDriver()
	db := &DB{now: now, waking: waking{signal: make(chan struct{}, 1)}, shuffle: rand.Shuffle}
	scheme, rest, _ := strings.Cut(url, ":")
	switch scheme {
	case "sqlite":
		return db, closeUnless(db, db.openSQLite(ctx, rest))
	case "postgres", "postgresql":
		return db, closeUnless(db, db.openPostgres(ctx, url))
	}
	return nil, errors.New(`a database is named "sqlite:PATH" or "postgres://USER@HOST/NAME"`)
}

func closeUnless(db *DB, err error) error {
	if err != nil {
		return errors.Join(err, db.Close())
	}
	return nil
}

var bindDriver = sync.OnceFunc(func() { sqlx.BindDriver("sqlite", sqlx.QUESTION) })

// Close ends what was begun (a write that has its turn is finished, those
// that wait are refused with ErrClosed) and waits for every goroutine of the
// database. It may be called more than once.
func (db *DB) Close() error {
	db.waking.close()
	var errs []error
	if db.readers != nil {
		errs = append(errs, db.readers.close())
	}
	if db.group != nil { // last, for only a connection that writes can empty the write-ahead log into the file
		errs = append(errs, db.group.close())
	}
	return errors.Join(errs...)
}

// Kind is "sqlite" or "postgres".
func (db *DB) Kind() string { return db.kind }

// Now is the time of the clock the database was opened with.
func (db *DB) Now() time.Time { return db.now() }

// Ping tells whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	return db.Read(ctx, func(tx *Tx) error {
		var one int
		return tx.get(&one, "SELECT 1")
	})
}

// Skew is how far the clock of the PostgreSQL server is ahead of this
// machine's wall clock, to about half the time of a round trip; 0 for SQLite.
func (db *DB) Skew(ctx context.Context) (time.Duration, error) {
	if db.kind == "sqlite" {
		return 0, nil
	}
	var skew time.Duration
	err := db.Read(ctx, func(tx *Tx) error {
		var there int64
		before := time.Now()
		if err := tx.get(&there, "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"); err != nil {
			return err
		}
		here := before.Add(time.Since(before) / 2)
		skew = time.UnixMicro(there).Sub(here)
		return nil
	})
	return skew, err
}

// zone is the location of an IANA name; loading one reads files, so they are kept.
func (db *DB) zone(name string) (*time.Location, error) {
	if known, ok := db.zones.Load(name); ok {
		return known.(*time.Location), nil
	}
	location, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("time zone %q: %w", name, err)
	}
	db.zones.Store(name, location)
	return location, nil
}

// openPostgres connects. Without sslmode in the URL a server on this machine
// (loopback or a socket) is spoken to in the clear, every other one must
// offer TLS: sslmode=require, which does not check the certificate;
// sslmode=verify-full does.
func (db *DB) openPostgres(ctx context.Context, given string) error {
	parsed, err := url.Parse(given)
	if err != nil {
		return errors.New("the database's postgres:// address cannot be read") // the error of url.Parse repeats the password
	}
	db.kind, db.path = "postgres", parsed.Redacted()
	query := parsed.Query()
	unless := func(name, value string) {
		if query.Get(name) == "" {
			query.Set(name, value)
		}
	}
	if local(parsed.Hostname(), query.Get("host")) {
		unless("sslmode", "disable")
	}
	unless("sslmode", "require")
	unless("application_name", "beirat")
	unless("connect_timeout", "10")
	unless("plan_cache_mode", "force_generic_plan") // planning a statement anew costs more than running it
	parsed.RawQuery = query.Encode()
	db.url = parsed.String()
	handle, err := sqlx.Open("postgres", db.url)
	if err != nil {
		return fmt.Errorf("%s: %w", db.path, err)
	}
	db.readers = newPool(handle, postgresConnections, func(query string) string { return sqlx.Rebind(sqlx.DOLLAR, unwrap(query)) })
	db.writers = db.readers
	if err := db.Ping(ctx); err != nil {
		return fmt.Errorf("%s cannot be reached; check address, user and password: %w", db.path, err)
	}
	db.waking.tell(db)
	return nil
}

func local(host, parameter string) bool {
	if host == "" {
		host = parameter
	}
	return host == "" || host == "localhost" || host == "::1" || strings.HasPrefix(host, "127.") || strings.HasPrefix(host, "/")
}
