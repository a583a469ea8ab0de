package storagetest

import (
	"testing"

	"beirat/storage"
)

// invitationReads are the methods of Tx of invitations and answers that change nothing.
const invitationReads = " Invitations Attendances "

// invitationChanges are a call of every other one.
func (w *world) invitationChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return nil
}

var invitations = map[string]func(*testing.T, *world){}
