package answers

import (
	"sync"
	"time"

	"beirat/board"
)

// Keys are not looked at any more when somebody typed so many wrong ones within an
// hour.
const (
	mostTries  = 3
	triesLast  = time.Hour
	mostTryers = 1000 // people that are remembered
)

// tries remembers who typed keys that were none. It is kept in memory only: a
// database that knew it would tell who thinks that a point is theirs.
type tries struct {
	mu     sync.Mutex
	missed map[board.ID][]time.Time
}

func newTries() *tries { return &tries{missed: map[board.ID][]time.Time{}} }

// spent tells whether somebody typed too many.
func (t *tries) spent(person board.ID, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.recent(person, now)) >= mostTries
}

// miss remembers a key that was none.
func (t *tries) miss(person board.ID, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	recent := t.recent(person, now)
	if len(t.missed) >= mostTryers && len(recent) == 0 {
		clear(t.missed) // so many never type at once by chance, and no key is found by trying
	}
	t.missed[person] = append(recent, now)
}

func (t *tries) recent(person board.ID, now time.Time) []time.Time {
	var recent []time.Time
	for _, at := range t.missed[person] {
		if now.Sub(at) < triesLast {
			recent = append(recent, at)
		}
	}
	if len(recent) == 0 {
		delete(t.missed, person)
	}
	return recent
}
