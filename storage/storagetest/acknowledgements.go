package storagetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// acknowledgementReads are the methods of Tx of what people said they have read that change nothing.
const acknowledgementReads = " Acknowledged Acknowledging Own ToldColumns "

// acknowledgementChanges are a call of every other one.
func (w *world) acknowledgementChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return map[string]func(tx *storage.Tx) error{
		"Acknowledge": func(tx *storage.Tx) error {
			_, err := tx.Acknowledge(b.ID, b.people[0].ID, board.SecrecyNotice)
			return err
		},
	}
}

var acknowledgements = map[string]func(*testing.T, *world){
	"what somebody read is kept once, with its time": func(t *testing.T, w *world) {
		b, who := w.beirat("Rat"), w.person("anna")
		began := w.clock.Now()
		acknowledge := func() bool {
			return write1(w, func(tx *storage.Tx) (bool, error) { return tx.Acknowledge(b.ID, who.ID, board.SecrecyNotice) })
		}
		if !acknowledge() {
			t.Error("the first time is not new")
		}
		w.clock.move(time.Hour)
		if acknowledge() {
			t.Error("the second time is new")
		}
		want := board.Acknowledgement{Board: b.ID, Person: who.ID, Notice: board.SecrecyNotice, Version: board.SecrecyNotice.Version(), At: began}
		got := read1(w, func(tx *storage.Tx) (board.Acknowledgement, error) {
			return tx.Acknowledged(b.ID, who.ID, board.SecrecyNotice)
		})
		if d := cmp.Diff(want, got); d != "" || !got.Holds() {
			t.Errorf("kept (-want +got):\n%s", d)
		}
		other := read1(w, func(tx *storage.Tx) (board.Acknowledgement, error) {
			return tx.Acknowledged(b.ID, who.ID, board.PrivacyNotice)
		})
		if other.Holds() {
			t.Error("the other notice counts as read")
		}
	},
	"what somebody read belongs to the board": func(t *testing.T, w *world) {
		b, other, who := w.beirat("Rat"), w.beirat("Nachbar"), w.person("anna")
		write1(w, func(tx *storage.Tx) (bool, error) { return tx.Acknowledge(b.ID, who.ID, board.SecrecyNotice) })
		for of, want := range map[board.ID]map[board.ID]bool{b.ID: {who.ID: true}, other.ID: {}} {
			got := read1(w, func(tx *storage.Tx) (map[board.ID]bool, error) { return tx.Acknowledging(of, board.SecrecyNotice) })
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("of board %d (-want +got):\n%s", of, d)
			}
		}
	},
	"what somebody read holds for whom they become": func(t *testing.T, w *world) {
		b, first, second := w.beirat("Rat"), w.account("town", "anna"), w.account("chat", "anna2")
		write1(w, func(tx *storage.Tx) (bool, error) { return tx.Acknowledge(b.ID, second, board.SecrecyNotice) })
		stays := write1(w, func(tx *storage.Tx) (board.ID, error) { return tx.Join(first, second) })
		got := read1(w, func(tx *storage.Tx) (board.Acknowledgement, error) {
			return tx.Acknowledged(b.ID, stays, board.SecrecyNotice)
		})
		said := read1(w, func(tx *storage.Tx) (map[board.ID]bool, error) { return tx.Acknowledging(b.ID, board.SecrecyNotice) })
		if d := cmp.Diff(map[board.ID]bool{stays: true}, said); d != "" || !got.Holds() {
			t.Errorf("%v (-want +got):\n%s", got, d)
		}
	},
}

// account is the person of an account on a platform.
func (w *world) account(platform, name string) board.ID {
	w.Helper()
	who := write1(w, func(tx *storage.Tx) (board.Person, error) { return tx.Meet(platform, name, name) })
	return who.ID
}
