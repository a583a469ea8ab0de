package storage

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// group lets concurrent writes of a SQLite file share one commit, because the
// commit (the disk's flush) costs more than a vote. Its goroutine gives one
// write after the other its turn within one transaction, each inside its own
// savepoint, as long as another one is waiting already, and then commits for
// all. A write runs in the goroutine of its caller, so a panic stays there.
// Nobody hears of success before the commit, and no write ever runs twice.
type group struct {
	pool    *pool
	explain func(error) error
	queue   chan *turn
	outside chan *turn // outside of any transaction
	stop    chan struct{}
	stopped chan struct{}
	once    sync.Once
	session *session // the goroutine's; nil after it was found unsound
}

// One commit is shared by at most so many, and begun at most so long ago, so
// that nobody waits for others without end.
const (
	groupSize = 256
	groupTime = 20 * time.Millisecond
)

// turn is one waiting write.
type turn struct {
	taken atomic.Bool // by the group, or by its caller who no longer waits
	begin chan begun  // the group: go
	ended chan bool   // the caller: keep it?
	done  chan error  // the group: committed
}

type begun struct {
	session *session
	err     error
}

func newGroup(ctx context.Context, p *pool, explain func(error) error) (*group, error) {
	g := &group{pool: p, explain: explain, queue: make(chan *turn), outside: make(chan *turn), stop: make(chan struct{}), stopped: make(chan struct{})}
	s, _, err := p.borrow(ctx)
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	g.session = s
	go g.loop()
	return g, nil
}

func (g *group) close() error {
	g.once.Do(func() { close(g.stop) })
	<-g.stopped
	return g.pool.close()
}

// write runs do in its turn and returns when it is on disk, or undone.
func (g *group) write(ctx context.Context, do func(*session) error) error {
	return g.enter(ctx, g.queue, do)
}

// apart runs do between two transactions, for what none can hold. If it fails,
// the connection is given up.
func (g *group) apart(ctx context.Context, do func(*session) error) error {
	return g.enter(ctx, g.outside, do)
}

func (g *group) enter(ctx context.Context, queue chan<- *turn, do func(*session) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	t := &turn{begin: make(chan begun, 1), ended: make(chan bool, 1), done: make(chan error, 1)}
	select {
	case queue <- t:
	case <-g.stop:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	var now begun
	select {
	case now = <-t.begin:
	case <-ctx.Done():
		if t.taken.CompareAndSwap(false, true) {
			return ctx.Err()
		}
		now = <-t.begin
	}
	if now.err != nil {
		return now.err
	}
	if err := t.run(now.session, do); err != nil {
		return err
	}
	return <-t.done
}

// run calls do and reports the end of the turn, also when do panics or ends
// its goroutine.
func (t *turn) run(s *session, do func(*session) error) (err error) {
	keep := false
	defer func() { t.ended <- keep }()
	err = do(s)
	keep = err == nil
	return err
}

func (g *group) loop() {
	defer close(g.stopped)
	defer func() {
		if g.session != nil {
			g.pool.giveBack(g.session, true)
		}
	}()
	for {
		select {
		case <-g.stop:
			return
		case t := <-g.queue:
			g.share(t)
		case t := <-g.outside:
			if t.taken.CompareAndSwap(false, true) {
				g.lend(t)
			}
		}
	}
}

// lend lets t have the connection outside of any transaction.
func (g *group) lend(t *turn) {
	if err := g.connect(context.Background()); err != nil {
		t.begin <- begun{err: g.explain(err)}
		return
	}
	t.begin <- begun{session: g.session}
	if keep := <-t.ended; !keep {
		g.abandon()
	}
	t.done <- nil
}

// share runs one transaction, beginning with t.
func (g *group) share(t *turn) {
	var kept []*turn
	began := time.Now()
	for more := true; more; {
		if t.taken.CompareAndSwap(false, true) {
			stays, err := g.give(t, len(kept))
			if err != nil { // the transaction itself is lost, with all in it
				g.answer(kept, err)
				return
			}
			if stays {
				kept = append(kept, t)
			}
		}
		if more = len(kept) < groupSize && time.Since(began) < groupTime; more {
			select {
			case t = <-g.queue:
			default:
				more = false
			}
		}
	}
	if len(kept) == 0 {
		return
	}
	err := g.session.run(context.Background(), "COMMIT")
	if err != nil {
		err = fmt.Errorf("commit: %w", g.explain(err))
		g.abandon()
	}
	g.answer(kept, err)
}

func (g *group) answer(turns []*turn, err error) {
	for _, t := range turns {
		t.done <- err
	}
}

// give lets one write run. The first needs no savepoint: while nobody else is
// in the transaction, all of it can be undone. The error is that of a
// transaction that is lost.
func (g *group) give(t *turn, others int) (stays bool, err error) {
	ctx := context.Background()
	if others == 0 {
		if err := g.start(ctx); err != nil {
			t.begin <- begun{err: g.explain(err)}
			return false, nil
		}
	} else if err := g.session.run(ctx, "SAVEPOINT turn"); err != nil {
		err = fmt.Errorf("undone together with another change: %w", g.explain(err))
		t.begin <- begun{err: err}
		g.abandon()
		return false, err
	}
	t.begin <- begun{session: g.session}
	keep := <-t.ended
	switch {
	case others == 0 && keep:
		return true, nil
	case others == 0:
		if g.session.run(ctx, "ROLLBACK") != nil {
			g.abandon()
		}
		return false, nil
	case !keep:
		err = g.session.run(ctx, "ROLLBACK TO turn")
	}
	if err == nil {
		err = g.session.run(ctx, "RELEASE turn")
	}
	if err != nil {
		err = fmt.Errorf("undone together with another change: %w", g.explain(err))
		g.abandon()
		if keep {
			t.done <- err
		}
		return false, err
	}
	return keep, nil
}

// connect makes sure of a connection.
func (g *group) connect(ctx context.Context) error {
	if g.session != nil {
		return nil
	}
	s, _, err := g.pool.borrow(ctx)
	if err != nil {
		return err
	}
	g.session = s
	return nil
}

func (g *group) start(ctx context.Context) error {
	if err := g.connect(ctx); err != nil {
		return err
	}
	err := g.session.run(ctx, "BEGIN IMMEDIATE")
	if err != nil {
		g.abandon()
	}
	return err
}

// abandon closes a connection whose state is not known; closing undoes what
// was not committed.
func (g *group) abandon() {
	if g.session != nil {
		g.pool.giveBack(g.session, false)
		g.session = nil
	}
}
