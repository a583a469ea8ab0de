package storagetest

import (
	"testing"

	"beirat/storage"
)

// attachmentReads are the methods of Tx of pictures and files that change nothing.
const attachmentReads = " Attachment KeepAttachment RemoveAttachment "

// attachmentChanges are a call of every other one.
func (w *world) attachmentChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return nil
}

var attachments = map[string]func(*testing.T, *world){}
