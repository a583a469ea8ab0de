package storagetest

import (
	"testing"

	"beirat/storage"
)

// ideaReads are the methods of Tx of these things that change nothing.
const ideaReads = " "

// ideaChanges are a call of every other one.
func (w *world) ideaChanges(beirat) map[string]func(tx *storage.Tx) error {
	return map[string]func(tx *storage.Tx) error{}
}

var ideas = map[string]func(*testing.T, *world){}
