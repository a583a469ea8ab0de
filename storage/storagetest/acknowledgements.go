package storagetest

import (
	"testing"

	"beirat/storage"
)

// acknowledgementReads are the methods of Tx of what people said they have read that change nothing.
const acknowledgementReads = " "

// acknowledgementChanges are a call of every other one.
func (w *world) acknowledgementChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return nil
}

var acknowledgements = map[string]func(*testing.T, *world){}
