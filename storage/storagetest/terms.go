package storagetest

import (
	"testing"

	"beirat/storage"
)

// termReads are the methods of Tx of terms that are over that change nothing.
const termReads = " "

// termChanges are a call of every other one.
func (w *world) termChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return nil
}

var terms = map[string]func(*testing.T, *world){}
