package mattermost

import (
	"sync"
	"time"
)

// kept remembers what is cheap to ask again: at most so many things, the oldest
// forgotten first, each for at most so long.
type kept[T any] struct {
	most int
	life time.Duration // zero: for ever
	now  func() time.Time

	mu     sync.Mutex
	things map[string]remembered[T]
	order  []string // of arrival; names that were forgotten are in it too
}

type remembered[T any] struct {
	value T
	at    time.Time
}

func newKept[T any](most int, life time.Duration) *kept[T] {
	return &kept[T]{most: most, life: life, now: time.Now, things: map[string]remembered[T]{}}
}

func (k *kept[T]) keep(name string, value T) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, is := k.things[name]; !is {
		k.order = append(k.order, name)
	}
	k.things[name] = remembered[T]{value, k.now()}
	for len(k.order) > k.most || k.old(k.order[0]) {
		delete(k.things, k.order[0])
		k.order = k.order[1:]
	}
}

// old tells whether a thing has had its time.
func (k *kept[T]) old(name string) bool {
	return k.life > 0 && k.now().Sub(k.things[name].at) > k.life
}

func (k *kept[T]) recall(name string) (T, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	r, is := k.things[name]
	if !is || k.old(name) {
		var none T
		return none, false
	}
	return r.value, true
}
