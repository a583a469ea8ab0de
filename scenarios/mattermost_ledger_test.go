package scenarios

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"beirat/words"

	"github.com/jmoiron/sqlx"
)

// ledger sees, beside the program, which callbacks and typed messages it has
// answered. An answer in several messages is complete when it stands there.
type ledger struct {
	db     *sqlx.DB
	shared bool            // of several processes
	dead   map[string]bool // those that a killed process will never answer
}

func openLedger(database string) (*ledger, error) {
	db, err := openAside(database)
	return &ledger{db: db, shared: strings.HasPrefix(database, "postgres"), dead: map[string]bool{}}, err
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

// answered waits until a message that somebody wrote is answered.
func (l *ledger) answered(ctx context.Context, post string) error {
	return l.wait(ctx, "the message is not answered", func() (bool, error) {
		var done int
		err := l.db.GetContext(ctx, &done, "SELECT COUNT(*) FROM answered WHERE name = 'post/"+post+"' AND answer IS NOT NULL")
		return done > 0, err
	})
}

// settled waits until nothing is being answered.
func (l *ledger) settled(ctx context.Context) error {
	return l.wait(ctx, "something is not answered", func() (bool, error) {
		open, err := l.open(ctx)
		return len(open) == 0, err
	})
}

// open are the names of what is being answered.
func (l *ledger) open(ctx context.Context) ([]string, error) {
	var all, open []string
	err := l.db.SelectContext(ctx, &all, "SELECT name FROM answered WHERE answer IS NULL")
	for _, name := range all {
		if !l.dead[name] {
			open = append(open, name)
		}
	}
	return open, err
}

// giveUp expects no answer to what a killed process had in hand.
func (l *ledger) giveUp() error {
	open, err := l.open(context.Background())
	for _, name := range open {
		l.dead[name] = true
	}
	return err
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

// pointers are the sentences that only say where the answer is.
func pointers() []string {
	var all []string
	for _, l := range words.Languages() {
		if words.Has(l, "mattermost.see_direct") {
			all = append(all, plainLines(words.Printer{Language: l, Bold: "**"}.Say("mattermost.see_direct", nil))...)
		}
	}
	return all
}
