package storage

import (
	"context"
	"database/sql/driver"
	"errors"
	"regexp"
	"sync"

	"github.com/jmoiron/sqlx"
)

// session is one connection with the statements prepared on it. It is used by
// one transaction at a time.
type session struct {
	conn       *sqlx.Conn
	statements map[string]*sqlx.Stmt
	adapt      func(string) string
	finalize   bool
}

func (s *session) prepare(ctx context.Context, query string) (*sqlx.Stmt, error) {
	if known, ok := s.statements[query]; ok {
		return known, nil
	}
	statement, err := s.conn.PreparexContext(ctx, s.adapt(query))
	if err != nil {
		return nil, err
	}
	s.statements[query] = statement
	return statement, nil
}

// run executes a statement without result, as BEGIN.
func (s *session) run(ctx context.Context, query string) error {
	statement, err := s.prepare(ctx, query)
	if err != nil {
		return err
	}
	_, err = statement.ExecContext(ctx)
	return err
}

// drop closes the connection itself, so that nothing of it is used again.
// SQLite keeps a closed connection, with its locks, until its statements are
// closed too; PostgreSQL forgets them by itself, even if it cannot be reached.
func (s *session) drop() error {
	var errs []error
	if s.finalize {
		for _, statement := range s.statements {
			errs = append(errs, ignoreDone(statement.Close()))
		}
	}
	_ = s.conn.Raw(func(any) error { return driver.ErrBadConn })
	return errors.Join(append(errs, ignoreDone(s.conn.Close()))...)
}

// pool lends sessions. database/sql has its own pool, but it closes prepared
// statements with the connection that is given back, or prepares them on
// another one, which waits for ever when all are taken.
type pool struct {
	handle *sqlx.DB
	adapt  func(string) string
	slots  chan struct{} // one for every session that is lent
	over   chan struct{}

	mu     sync.Mutex
	idle   []*session
	closed bool
}

func newPool(handle *sqlx.DB, size int, adapt func(string) string) *pool {
	handle.SetMaxOpenConns(0)
	return &pool{handle: handle, adapt: adapt, slots: make(chan struct{}, size), over: make(chan struct{})}
}

// borrow lends a session; used tells that it has served before, so its
// connection may have gone stale.
func (p *pool) borrow(ctx context.Context) (s *session, used bool, err error) {
	select {
	case p.slots <- struct{}{}:
	case <-p.over:
		return nil, false, ErrClosed
	case <-ctx.Done():
		return nil, false, ctx.Err()
	}
	p.mu.Lock()
	closed := p.closed
	if last := len(p.idle) - 1; last >= 0 && !closed {
		s, p.idle = p.idle[last], p.idle[:last]
	}
	p.mu.Unlock()
	if s != nil {
		return s, true, nil
	}
	if closed {
		<-p.slots
		return nil, false, ErrClosed
	}
	conn, err := p.handle.Connx(ctx)
	if err != nil {
		<-p.slots
		return nil, false, err
	}
	return &session{conn: conn, statements: map[string]*sqlx.Stmt{}, adapt: p.adapt, finalize: p.handle.DriverName() == "sqlite"}, false, nil
}

// giveBack takes a session back; one that is not sound is closed.
func (p *pool) giveBack(s *session, sound bool) {
	p.mu.Lock()
	keep := sound && !p.closed
	if keep {
		p.idle = append(p.idle, s)
	}
	p.mu.Unlock()
	if !keep {
		_ = s.drop()
	}
	<-p.slots
}

// close waits for lent sessions and closes all.
func (p *pool) close() error {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil
	}
	p.closed = true
	idle := p.idle
	p.idle = nil
	p.mu.Unlock()
	close(p.over)
	for range cap(p.slots) {
		p.slots <- struct{}{}
	}
	var errs []error
	for _, s := range idle {
		errs = append(errs, s.drop())
	}
	return errors.Join(append(errs, p.handle.Close())...)
}

// Parts of a text in {{ }} are for PostgreSQL only: row locks, which SQLite
// neither knows nor needs with its one writer.
var postgresOnly = regexp.MustCompile(`\{\{(.*?)\}\}`)

func unwrap(query string) string { return postgresOnly.ReplaceAllString(query, "$1") }
func strip(query string) string  { return postgresOnly.ReplaceAllString(query, "") }
