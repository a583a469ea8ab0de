// Package kept remembers for a while what is cheap to ask again, or what must
// not be written down: within one process, and never more than a fixed number
// of things. It knows nothing of what it remembers.
package kept

import (
	"sync"
	"time"
)

// Things remembers at most so many things, the oldest forgotten first, each for
// at most so long. Its methods may be called at the same time.
type Things[T any] struct {
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

// New remembers at most so many things, each for a life; zero: for ever. The
// time is the wall's.
func New[T any](most int, life time.Duration) *Things[T] {
	return &Things[T]{most: most, life: life, now: time.Now, things: map[string]remembered[T]{}}
}

// Keep remembers a value under a name, in place of an earlier one.
func (k *Things[T]) Keep(name string, value T) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.keep(name, value)
}

func (k *Things[T]) keep(name string, value T) {
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
func (k *Things[T]) old(name string) bool {
	return k.life > 0 && k.now().Sub(k.things[name].at) > k.life
}

// Recall gives the value of a name; false if it is not remembered.
func (k *Things[T]) Recall(name string) (T, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.recall(name)
}

func (k *Things[T]) recall(name string) (T, bool) {
	r, is := k.things[name]
	if !is || k.old(name) {
		var none T
		return none, false
	}
	return r.value, true
}

// First keeps a value and tells whether the name had none: of many who ask at
// once one is the first.
func (k *Things[T]) First(name string, value T) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, is := k.recall(name); is {
		return false
	}
	k.keep(name, value)
	return true
}
