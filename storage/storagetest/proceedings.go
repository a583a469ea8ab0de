package storagetest

import (
	"testing"

	"beirat/storage"
)

// proceedingReads are the methods of Tx of meetings that are held that change nothing.
const proceedingReads = " Presences MeetingNotes MeetingTasks OpenTasks ItemRecusals "

// proceedingChanges are a call of every other one.
func (w *world) proceedingChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return nil
}

var proceedings = map[string]func(*testing.T, *world){}
