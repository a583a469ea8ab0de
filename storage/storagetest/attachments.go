package storagetest

import (
	"bytes"
	"errors"
	"testing"

	"beirat/board"
	"beirat/storage"
)

// attachmentReads are the methods of Tx of pictures and files that change nothing,
// or nothing that is recorded: the record is that of what a file was given with.
const attachmentReads = " Attachment KeepAttachment RemoveAttachment "

// attachmentChanges are a call of every other one.
func (w *world) attachmentChanges(beirat) map[string]func(tx *storage.Tx) error { return nil }

var attachments = map[string]func(*testing.T, *world){
	"a file is kept as it came and nothing tells who gave it": func(t *testing.T, w *world) {
		b := w.beirat("a")
		content := bytes.Repeat([]byte{0, 1, 0xff, '\n'}, board.MostAttachment/4)
		before := len(read1(w, func(tx *storage.Tx) ([]storage.Audit, error) { return tx.Audits(b.ID, "", 100) }))
		kept := write1(w, func(tx *storage.Tx) (board.Attachment, error) {
			return tx.KeepAttachment(board.Attachment{Board: b.ID, Name: "bild.png", Type: "image/png", Content: content})
		})
		other := write1(w, func(tx *storage.Tx) (board.Attachment, error) {
			return tx.KeepAttachment(board.Attachment{Board: b.ID, Name: "liste.txt", Type: "text/plain", Content: []byte("x"), Kept: w.clock.Now()})
		})
		if len(kept.ID) < 20 || kept.ID == other.ID {
			t.Errorf("the ids %q and %q are not drawn", kept.ID, other.ID)
		}
		again := read1(w, func(tx *storage.Tx) (board.Attachment, error) { return tx.Attachment(b.ID, kept.ID) })
		if !bytes.Equal(again.Content, content) || again.Name != "bild.png" || again.Type != "image/png" || !again.Kept.IsZero() {
			t.Errorf("kept as %q, %q, %d bytes, at %v", again.Name, again.Type, len(again.Content), again.Kept)
		}
		again = read1(w, func(tx *storage.Tx) (board.Attachment, error) { return tx.Attachment(b.ID, other.ID) })
		if !again.Kept.Equal(w.clock.Now()) {
			t.Errorf("kept at %v", again.Kept)
		}
		if after := len(read1(w, func(tx *storage.Tx) ([]storage.Audit, error) { return tx.Audits(b.ID, "", 100) })); after != before {
			t.Errorf("the record has %d lines more", after-before)
		}
	},
	"a file belongs to its board and is gone when it is removed": func(t *testing.T, w *world) {
		b, other := w.beirat("a"), w.beirat("b")
		kept := write1(w, func(tx *storage.Tx) (board.Attachment, error) {
			return tx.KeepAttachment(board.Attachment{Board: b.ID, Name: "bild.png", Type: "image/png", Content: []byte("x")})
		})
		missing := func(of board.ID) {
			t.Helper()
			err := w.try(func(tx *storage.Tx) error { _, err := tx.Attachment(of, kept.ID); return err })
			if !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("board %d reads it: %v", of, err)
			}
			if err := w.try(func(tx *storage.Tx) error { return tx.RemoveAttachment(of, kept.ID) }); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("board %d removes it: %v", of, err)
			}
		}
		missing(other.ID)
		w.write(func(tx *storage.Tx) error { return tx.RemoveAttachment(b.ID, kept.ID) })
		missing(b.ID)
	},
}
