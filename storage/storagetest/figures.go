package storagetest

import (
	"testing"

	"beirat/storage"
)

// figureReads are the methods of Tx of figures of a term that change nothing.
const figureReads = " TermFigures "

// figureChanges are a call of every other one.
func (w *world) figureChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return nil
}

var figures = map[string]func(*testing.T, *world){}
