package storagetest

import (
	"testing"

	"beirat/storage"
)

// dateReads are the methods of Tx of dates and days that change nothing.
const dateReads = " SchoolHolidays "

// dateChanges are a call of every other one.
func (w *world) dateChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return nil
}

var dates = map[string]func(*testing.T, *world){}
