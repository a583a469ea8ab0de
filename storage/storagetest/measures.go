package storagetest

import (
	"testing"

	"beirat/storage"
)

// measureReads are the methods of Tx of these things that change nothing.
const measureReads = " "

// measureChanges are a call of every other one.
func (w *world) measureChanges(beirat) map[string]func(tx *storage.Tx) error {
	return map[string]func(tx *storage.Tx) error{}
}

var measures = map[string]func(*testing.T, *world){}
