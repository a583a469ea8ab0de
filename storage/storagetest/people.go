package storagetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

var people = map[string]func(*testing.T, *world){
	"an account that is met twice is one person": func(t *testing.T, w *world) {
		first := w.person("alice")
		if again := w.person("alice"); again != first {
			t.Errorf("got %v, then %v", first, again)
		}
		if other := w.person("bob"); other.ID == first.ID {
			t.Error("two accounts are one person")
		}
	},
	"one that 16 meet at once is one person": func(t *testing.T, w *world) {
		ids := make(chan board.ID, 16)
		atOnce(16, func(int) {
			var person board.Person
			err := w.try(func(tx *storage.Tx) (err error) {
				person, err = tx.Meet("console", "alice", "Alice")
				return err
			})
			if err != nil {
				t.Error(err)
			}
			ids <- person.ID
		})
		first := <-ids
		for range 15 {
			if id := <-ids; id != first {
				t.Errorf("met as %d and %d", first, id)
			}
		}
	},
	"a name that the platform changed is taken over, an empty one is not": func(t *testing.T, w *world) {
		person := w.person("alice")
		met := write1(w, func(tx *storage.Tx) (board.Person, error) { return tx.Meet("console", "alice", "Dr. Alice") })
		if met.Name != "Dr. Alice" || met.ID != person.ID {
			t.Errorf("met %v", met)
		}
		write1(w, func(tx *storage.Tx) (board.Person, error) { return tx.Meet("console", "alice", "") })
		if now := read1(w, func(tx *storage.Tx) (board.Person, error) { return tx.Person(person.ID) }); now.Name != "Dr. Alice" {
			t.Errorf("is called %q", now.Name)
		}
	},
	"a person has a name, and the program itself has none": func(t *testing.T, w *world) {
		person := w.person("alice")
		if name := read1(w, func(tx *storage.Tx) (string, error) { return tx.PersonName(person.ID) }); name != person.Name || name == "" {
			t.Errorf("the person is called %q", name)
		}
		if name := read1(w, func(tx *storage.Tx) (string, error) { return tx.PersonName(0) }); name != "" {
			t.Errorf("the program is called %q", name)
		}
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.PersonName(4711); return err }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("somebody who is not there: %v", err)
		}
	},
	"who was never met is not found": func(t *testing.T, w *world) {
		err := w.try(func(tx *storage.Tx) error { _, err := tx.PersonOf("console", "nobody"); return err })
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("PersonOf: %v", err)
		}
		err = w.try(func(tx *storage.Tx) error { return tx.SetLanguage(4711, "en") })
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("SetLanguage: %v", err)
		}
	},
	"a language is kept": func(t *testing.T, w *world) {
		person := w.person("alice")
		w.write(func(tx *storage.Tx) error { return tx.SetLanguage(person.ID, "en") })
		if now := read1(w, func(tx *storage.Tx) (board.Person, error) { return tx.PersonOf("console", "alice") }); now.Language != "en" {
			t.Errorf("language %q", now.Language)
		}
	},
	"an account is unreachable since the first failure, until a message arrives": func(t *testing.T, w *world) {
		person, since := w.person("alice"), w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.SetReachable("console", "alice", "forbidden") })
		w.clock.move(time.Hour)
		w.write(func(tx *storage.Tx) error { return tx.SetReachable("console", "alice", "gone") })
		accounts := read1(w, func(tx *storage.Tx) ([]storage.Account, error) { return tx.Accounts(person.ID) })
		want := []storage.Account{{Person: person.ID, Platform: "console", Account: "alice", Name: "alice", Unreachable: since, Why: "gone"}}
		if diff := cmp.Diff(want, accounts); diff != "" {
			t.Error(diff)
		}
		w.write(func(tx *storage.Tx) error { return tx.SetReachable("console", "alice", "") })
		accounts = read1(w, func(tx *storage.Tx) ([]storage.Account, error) { return tx.Accounts(person.ID) })
		if !accounts[0].Unreachable.IsZero() || accounts[0].Why != "" {
			t.Errorf("still unreachable: %v", accounts[0])
		}
		err := w.try(func(tx *storage.Tx) error { return tx.SetReachable("console", "nobody", "gone") })
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("nobody: %v", err)
		}
	},
}
