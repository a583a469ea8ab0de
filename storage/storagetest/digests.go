package storagetest

import (
	"testing"

	"beirat/storage"
)

// digestReads are the methods of Tx of digests and what can be undone that change nothing.
const digestReads = "  "

// digestChanges are a call of every other one.
func (w *world) digestChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return nil
}

var digests = map[string]func(*testing.T, *world){}
