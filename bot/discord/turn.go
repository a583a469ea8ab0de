package discord

import "sync"

// turns keep what one person does in its order; what several do goes on side by
// side. The zero turns are ready.
type turns struct {
	mu   sync.Mutex
	last map[string]chan struct{} // of each person who has something in hand
}

// turn is one's place in the order. The zero turn is that of nobody, which waits
// for nothing.
type turn struct {
	before <-chan struct{}
	over   func()
}

// queue is the turn after everything that this person has in hand.
func (t *turns) queue(who string) turn {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.last == nil {
		t.last = map[string]chan struct{}{}
	}
	before, own := t.last[who], make(chan struct{})
	t.last[who] = own
	leave := func() {
		close(own)
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.last[who] == own {
			delete(t.last, who)
		}
	}
	return turn{before: before, over: sync.OnceFunc(func() {
		if before == nil || over(before) {
			leave()
			return
		}
		go func() { <-before; leave() }() // what needs not to wait lets nobody overtake
	})}
}

func over(t <-chan struct{}) bool {
	select {
	case <-t:
		return true
	default:
		return false
	}
}

// wait lasts until it is one's turn.
func (t turn) wait() {
	if t.before != nil {
		<-t.before
	}
}

// end lets the next one begin; again it does nothing.
func (t turn) end() {
	if t.over != nil {
		t.over()
	}
}
