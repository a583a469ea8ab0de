package console

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Clock is the board's clock. It stands still, unless it is wound up to run,
// and never runs back.
type Clock struct {
	mu   sync.Mutex
	at   time.Time
	from time.Time // wall time when it began to run; zero: it stands
}

// NewClock makes a clock that stands at t.
func NewClock(t time.Time) *Clock { return &Clock{at: t} }

// Now is the time it shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	if c.from.IsZero() {
		return c.at
	}
	return c.at.Add(time.Since(c.from)).Round(0)
}

// Set moves it to t; it stays where it is if t is earlier.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !t.After(c.now()) {
		return
	}
	c.at = t
	if !c.from.IsZero() {
		c.from = time.Now()
	}
}

// Run lets it run from now on.
func (c *Clock) Run() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.from = time.Now()
}

// Restore sets it to where the last run on this memory stopped, if that is
// later, and tells whether there was one.
func (c *Clock) Restore(ctx context.Context, memory Memory) (bool, error) {
	kept, known, err := memory.Recall(ctx, Name, "clock")
	if err != nil || !known {
		return false, err
	}
	at, err := time.Parse(time.RFC3339Nano, string(kept))
	if err != nil {
		return false, fmt.Errorf("console: remembered clock: %w", err)
	}
	c.Set(at)
	return true, nil
}

// Save remembers where it stands.
func (c *Clock) Save(ctx context.Context, memory Memory) error {
	return memory.Remember(ctx, Name, "clock", []byte(c.Now().UTC().Format(time.RFC3339Nano)))
}
