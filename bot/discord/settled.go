package discord

import (
	"context"
	"sync"
)

// inHand counts what was begun and is not over. The zero inHand is ready.
type inHand struct {
	mu   sync.Mutex
	n    int
	none chan struct{} // closed when nothing is; nil: nobody waits
}

func (h *inHand) begin() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.n++
}

func (h *inHand) end() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.n--; h.n == 0 && h.none != nil {
		close(h.none)
		h.none = nil
	}
}

func (h *inHand) wait(ctx context.Context) error {
	h.mu.Lock()
	if h.n == 0 {
		h.mu.Unlock()
		return nil
	}
	if h.none == nil {
		h.none = make(chan struct{})
	}
	none := h.none
	h.mu.Unlock()
	select {
	case <-none:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Settled returns when nothing that the gateway told before is in hand any more:
// everything is answered to its end.
func (d *Discord) Settled(ctx context.Context) error { return d.inHand.wait(ctx) }
