package storage

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lib/pq"
)

// channel is the PostgreSQL channel on which processes tell each other of planned work.
const channel = "beirat_job"

// waking tells workers that work was planned. On PostgreSQL it also tells the
// other processes: by its own statement after the commit, because NOTIFY
// inside a transaction makes every commit of the server wait for the one
// before. One that is lost is made up for by the worker looking from time to
// time, which it must do anyway.
type waking struct {
	signal   chan struct{}
	next     atomic.Int64  // when the next work is due, as NextDue said last; 0: not known
	changed  chan struct{} // to the notifier; nil on SQLite
	listen   sync.Once
	mu       sync.Mutex
	listener *pq.Listener
	closed   bool
	stop     context.CancelFunc
	running  sync.WaitGroup
}

// Wake gives a signal after work was planned, or may have become due sooner
// than was known. Signals that nobody took are one. The first call on
// PostgreSQL begins to listen to other processes.
func (db *DB) Wake() <-chan struct{} {
	if db.kind == "postgres" {
		db.waking.listen.Do(func() { db.waking.hear(db.url) })
	}
	return db.waking.signal
}

func (w *waking) wake() {
	select {
	case w.signal <- struct{}{}:
	default:
	}
}

// look forgets what is known of the next work before it is asked for anew, so
// that what is planned meanwhile does wake; known takes the answer.
func (w *waking) look() (known func(due int64)) {
	w.next.Store(0)
	return w.next.Store
}

// planned wakes this process, and tells the others, of work for a time. Who
// knows of other work that is due before looks by then anyway: the ballots of a
// burst all plan the same card, and only the first must be heard of.
func (w *waking) planned(at, now int64) {
	if next := w.next.Load(); now < next && next <= at {
		return
	}
	w.wake()
	if w.changed != nil {
		select {
		case w.changed <- struct{}{}:
		default:
		}
	}
}

// tell starts the goroutine that notifies other processes, once for all that
// was planned since it did so last.
func (w *waking) tell(db *DB) {
	ctx, stop := context.WithCancel(context.Background())
	w.stop, w.changed = stop, make(chan struct{}, 1)
	w.running.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-w.changed:
				_ = db.notify(ctx)
			}
		}
	})
}

func (db *DB) notify(ctx context.Context) error {
	s, _, err := db.writers.borrow(ctx)
	if err != nil {
		return err
	}
	err = s.run(ctx, "NOTIFY "+channel)
	db.writers.giveBack(s, err == nil)
	return err
}

func (w *waking) hear(url string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return
	}
	w.listener = pq.NewListener(url, time.Second, time.Minute, nil)
	listener := w.listener
	w.running.Go(func() {
		for range listener.Notify { // nil after a lost connection: something may have been missed
			w.wake()
		}
	})
	w.running.Go(func() { _ = listener.Listen(channel) }) // waits for the first connection, which may take long
}

func (w *waking) close() {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return
	}
	w.closed = true
	listener := w.listener
	w.mu.Unlock()
	if w.stop != nil {
		w.stop()
	}
	if listener != nil {
		_ = listener.Close()
	}
	w.running.Wait()
}

func sortJobs(jobs []Job) {
	slices.SortFunc(jobs, func(a, b Job) int { return cmp.Or(a.RunAt.Compare(b.RunAt), cmp.Compare(a.ID, b.ID)) })
}
