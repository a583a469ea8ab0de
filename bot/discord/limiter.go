package discord

import (
	"context"
	"errors"
	"maps"
	"sync"
	"time"
)

const bucketsMost = 256 // without a look for those that may go

var errLimit = errors.New("the rate limit lasts longer than there is time")

// limiter holds calls back before Discord refuses them. Calls that fall under
// the same limit are in the same bucket; of a bucket that Discord said nothing
// about one call is under way at a time. A bucket goes when it holds nobody back
// any more.
type limiter struct {
	now func() time.Time

	mu      sync.Mutex
	buckets map[string]*bucket
	global  time.Time // until then nothing is asked
	swept   int       // how many buckets the last look left
}

type bucket struct {
	flying    int // calls under way
	known     bool
	most      int       // calls until a reset; 0: without a limit
	remaining int       // of these
	reset     time.Time // of remaining
	changed   chan struct{}
}

func newLimiter(now func() time.Time) *limiter {
	return &limiter{now: now, buckets: map[string]*bucket{}}
}

// enter waits until a call may be made, unless the context ends before: then it
// does not wait at all, and the error is a *lost. Who enters leaves.
func (l *limiter) enter(ctx context.Context, key string) error {
	for {
		pause, changed := l.admit(key)
		if pause == 0 && changed == nil {
			return nil
		}
		if err := waitFor(ctx, pause, changed); err != nil {
			return &lost{err: err, final: true}
		}
	}
}

// admit lets a call in, or tells how long it waits at most, and what ends the
// waiting earlier; a pause of 0 is only ended so.
func (l *limiter) admit(key string) (time.Duration, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if l.global.After(now) {
		return l.global.Sub(now), nil
	}
	l.sweep(now)
	b, is := l.buckets[key]
	if !is {
		b = &bucket{changed: make(chan struct{})}
		l.buckets[key] = b
	}
	if b.known && b.most > 0 && !b.reset.After(now) {
		b.remaining = max(1, b.most-b.flying)
		b.reset = now.Add(callTime) // the next answer tells better
	}
	switch {
	case !b.known && b.flying > 0:
		return 0, b.changed
	case b.known && b.most > 0 && b.remaining == 0:
		return b.reset.Sub(now), b.changed
	}
	b.flying++
	if b.remaining > 0 {
		b.remaining--
	}
	return 0, nil
}

// leave ends a call that entered, with what its answer said.
func (l *limiter) leave(key string, said limits) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	b := l.buckets[key]
	b.flying--
	switch {
	case said.after > 0 && said.global:
		l.global = now.Add(said.after)
	case said.after > 0:
		b.known, b.most, b.remaining, b.reset = true, max(1, b.most), 0, now.Add(said.after)
	case said.known:
		b.known, b.most, b.remaining, b.reset = true, said.most, max(0, said.remaining-b.flying), now.Add(said.reset)
	case !b.known:
		b.known = true // and without a limit
	}
	close(b.changed)
	b.changed = make(chan struct{})
	if b.idle(now) {
		delete(l.buckets, key)
	}
}

// idle tells whether a bucket may go.
func (b *bucket) idle(now time.Time) bool {
	return b.flying == 0 && (b.most == 0 || !b.reset.After(now))
}

// sweep lets idle buckets go whenever there are twice as many as the last look
// left.
func (l *limiter) sweep(now time.Time) {
	if len(l.buckets) < max(bucketsMost, 2*l.swept) {
		return
	}
	maps.DeleteFunc(l.buckets, func(_ string, b *bucket) bool { return b.idle(now) })
	l.swept = len(l.buckets)
}

// waitFor waits for a pause, 0 for as long as it takes, or until changed is
// closed.
func waitFor(ctx context.Context, pause time.Duration, changed <-chan struct{}) error {
	var over <-chan time.Time
	if pause > 0 {
		if deadline, ends := ctx.Deadline(); ends && time.Until(deadline) < pause {
			return errLimit
		}
		if pause > pauseMost {
			return errLimit
		}
		timer := time.NewTimer(pause)
		defer timer.Stop()
		over = timer.C
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-over:
	case <-changed:
	}
	return nil
}
