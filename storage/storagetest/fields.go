package storagetest

import (
	"testing"

	"beirat/storage"
)

// fieldReads are the methods of Tx of these things that change nothing.
const fieldReads = " "

// fieldChanges are a call of every other one.
func (w *world) fieldChanges(beirat) map[string]func(tx *storage.Tx) error {
	return map[string]func(tx *storage.Tx) error{}
}

var fields = map[string]func(*testing.T, *world){}
