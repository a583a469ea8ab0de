package storagetest

import (
	"testing"

	"beirat/storage"
)

// strategyReads are the methods of Tx of these things that change nothing.
const strategyReads = " "

// strategyChanges are a call of every other one.
func (w *world) strategyChanges(beirat) map[string]func(tx *storage.Tx) error {
	return map[string]func(tx *storage.Tx) error{}
}

var strategy = map[string]func(*testing.T, *world){}
