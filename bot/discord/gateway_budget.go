package discord

import (
	"slices"
	"sync"
	"time"
)

const (
	sessionsFree  = 6               // new ones within an hour without a pause
	sessionsPause = 5 * time.Minute // after these; then twice that, and so on
	sessionsRest  = 20 * time.Minute
)

// budget is how often a session may be made anew, far below the thousand a day
// after which Discord takes the token away. The zero budget is unspent.
type budget struct {
	mu    sync.Mutex
	spent []time.Time // within the last hour
}

func (b *budget) spend(now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.spent = append(b.spent, now)
}

func (b *budget) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.spent)
}

// pause is how long to wait before another session.
func (b *budget) pause(now time.Time) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.spent = slices.DeleteFunc(b.spent, func(t time.Time) bool { return now.Sub(t) >= time.Hour })
	over := len(b.spent) - sessionsFree
	if over < 0 {
		return 0
	}
	pause := min(sessionsPause<<min(over, 8), sessionsRest)
	return max(0, b.spent[len(b.spent)-1].Add(pause).Sub(now))
}
