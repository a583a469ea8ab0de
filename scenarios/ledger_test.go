package scenarios

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
)

// ledger sees, beside the program, which typed messages it has answered. An
// answer in several messages is complete when it stands there. To clicks,
// commands and forms the answer is there when the server has answered.
type ledger struct {
	db     *sqlx.DB
	shared bool // of several processes
}

func openLedger(database string) (*ledger, error) {
	db, err := openAside(database)
	return &ledger{db: db, shared: strings.HasPrefix(database, "postgres")}, err
}

// openAside opens a database to look at it beside the program.
func openAside(database string) (*sqlx.DB, error) {
	driver, source := "postgres", database
	if path, isFile := strings.CutPrefix(database, "sqlite:"); isFile {
		driver, source = "sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(10000)"
	}
	db, err := sqlx.Open(driver, source)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

func (l *ledger) close() error { return l.db.Close() }

// answered waits until what somebody wrote is answered, by the name under which
// the platform's adapter remembers it.
func (l *ledger) answered(ctx context.Context, name string) error {
	return l.wait(ctx, "the message is not answered", func() (bool, error) {
		var done int
		err := l.db.GetContext(ctx, &done, "SELECT COUNT(*) FROM answered WHERE name = '"+name+"' AND answer IS NOT NULL")
		return done > 0, err
	})
}

// taken waits until what somebody wrote is in hand.
func (l *ledger) taken(ctx context.Context, name string) error {
	return l.wait(ctx, "the message is not heard", func() (bool, error) {
		var there int
		err := l.db.GetContext(ctx, &there, "SELECT COUNT(*) FROM answered WHERE name = '"+name+"'")
		return there > 0, err
	})
}

func (l *ledger) wait(ctx context.Context, problem string, done func() (bool, error)) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		is, err := done()
		if is || err != nil && ctx.Err() == nil {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(fmt.Errorf("%s: %w", problem, ctx.Err()), err)
		case <-tick.C:
		}
	}
}
