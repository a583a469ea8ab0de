package storagetest

import (
	"testing"

	"beirat/storage"
)

// erasureReads are the methods of Tx of people and things that are forgotten that change nothing.
const erasureReads = " "

// erasureChanges are a call of every other one.
func (w *world) erasureChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return nil
}

var erasures = map[string]func(*testing.T, *world){}
