package storagetest

import (
	"testing"

	"beirat/storage"
)

// agendaReads are the methods of Tx of agendas and guests that change nothing.
const agendaReads = " Agenda MeetingGuests "

// agendaChanges are a call of every other one.
func (w *world) agendaChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return nil
}

var agenda = map[string]func(*testing.T, *world){}
