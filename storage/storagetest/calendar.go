package storagetest

import (
	"testing"

	"beirat/storage"
)

// calendarReads are the methods of Tx of calendars that change nothing.
const calendarReads = "  "

// calendarChanges are a call of every other one.
func (w *world) calendarChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return nil
}

var calendar = map[string]func(*testing.T, *world){}
