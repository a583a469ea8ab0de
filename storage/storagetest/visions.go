package storagetest

import (
	"testing"

	"beirat/storage"
)

// visionReads are the methods of Tx of these things that change nothing.
const visionReads = " "

// visionChanges are a call of every other one.
func (w *world) visionChanges(beirat) map[string]func(tx *storage.Tx) error {
	return map[string]func(tx *storage.Tx) error{}
}

var visions = map[string]func(*testing.T, *world){}
