package feedback

import (
	"crypto/rand"
	"slices"
	"sync"
	"time"

	"beirat/board"
)

// What waits of the keys that were told.
const (
	drawnLife = time.Hour
	drawnMost = 1000
)

// drawn are the keys that were told, until the form opens in which each stands. They
// wait in memory only: the message of a button lies on the server of the chat, and
// what the button carries with it. Its methods may be called at the same time.
type drawn struct {
	mu      sync.Mutex
	waiting []drawnKey // the oldest first
}

type drawnKey struct {
	key, token string
	whose      board.ID
	at         time.Time
}

// draw is a fresh key for a person, and the token by which only they find it.
func (d *drawn) draw(whose board.ID, now time.Time) (key, token string) {
	one := drawnKey{newKey(), rand.Text(), whose, now}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.forget(now)
	if len(d.waiting) == drawnMost {
		d.waiting = slices.Delete(d.waiting, 0, 1)
	}
	d.waiting = append(d.waiting, one)
	return one.key, one.token
}

// find is the key of a token; empty where it is another's, or waits no more: after a
// while, a restart, or in another replica.
func (d *drawn) find(whose board.ID, token string, now time.Time) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.forget(now)
	at := slices.IndexFunc(d.waiting, func(one drawnKey) bool { return one.whose == whose && one.token == token })
	if at < 0 {
		return ""
	}
	return d.waiting[at].key
}

// forget drops what has waited too long.
func (d *drawn) forget(now time.Time) {
	d.waiting = slices.DeleteFunc(d.waiting, func(one drawnKey) bool { return now.Sub(one.at) >= drawnLife })
}
