package storagetest

import (
	"testing"

	"beirat/storage"
)

// minuteReads are the methods of Tx of minutes that change nothing.
const minuteReads = "  "

// minuteChanges are a call of every other one.
func (w *world) minuteChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return nil
}

var minutes = map[string]func(*testing.T, *world){}
