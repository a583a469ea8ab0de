package storagetest

import (
	"reflect"
	"strings"
	"testing"

	"beirat/board"
	"beirat/storage"
)

// What changes nothing that is stored, and what is the bot's own memory and leaves no record.
const (
	reads = " Person PersonOf Accounts Board BoardAt Boards BoardsOf Homes Groups Seats Seat Standing RoleHolders Away Profile ProfileByID Profiles " +
		"Poll PollNumber OpenPolls Polls PollsTitled Electors ElectorsFor Missing Ballot Count Objections Owed Deliveries ShownOf Audits ActAs "
	unrecorded = " LockPoll LockBoard SaveShown ForgetShown Later Drop DropAll "
)

var records = map[string]func(*testing.T, *world){
	"every method that changes something is known to this suite": func(t *testing.T, w *world) {
		b := w.beirat("one")
		changes := w.changes(b, w.poll(b, "Frage"))
		for m := range reflect.TypeFor[*storage.Tx]().Methods() {
			name := m.Name
			if _, known := changes[name]; !known && !strings.Contains(reads, " "+name+" ") {
				t.Errorf("Tx.%s is in neither list: does it change something?", name)
			}
		}
	},
	"every change is one row in the audit, with who, what and when": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		for name, change := range w.changes(b, p) {
			before := w.records(b)
			w.write(change)
			added := w.records(b)[len(before):]
			want := 1
			if strings.Contains(unrecorded, " "+name+" ") {
				want = 0
			}
			if name == "CreateBoard" { // has a board of its own
				added = read1(w, func(tx *storage.Tx) ([]storage.Audit, error) { return tx.Audits(b.ID+1, "", 10) })
			}
			if len(added) != want {
				t.Errorf("%s: %+v", name, added)
				continue
			}
			for _, a := range added {
				if a.Person != 77 || a.Log != "LOG1" || !a.At.Equal(w.clock.Now()) || a.What == "" || a.Entity == "" {
					t.Errorf("%s: %+v", name, a)
				}
			}
		}
	},
	"the audit does not tell how somebody voted": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		for i, choice := range board.Choices() {
			_, err := w.vote(p.ID, b.seats[i].ID, b.people[i].ID, choice)
			w.must(err)
		}
		for _, a := range w.records(b) {
			if a.What != "poll.cast" {
				continue
			}
			for _, choice := range board.Choices() {
				if strings.Contains(a.Detail, string(choice)) {
					t.Errorf("%+v", a)
				}
			}
		}
	},
}

// records lists the audit of a board and of the installation, oldest first.
func (w *world) records(b beirat) (all []storage.Audit) {
	w.Helper()
	w.read(func(tx *storage.Tx) error {
		for _, of := range []board.ID{0, b.ID} {
			list, err := tx.Audits(of, "", 10000)
			w.must(err)
			all = append(all, list...)
		}
		return nil
	})
	byID := map[board.ID]storage.Audit{}
	var most board.ID
	for _, a := range all {
		byID[a.ID], most = a, max(most, a.ID)
	}
	all = nil
	for id := board.ID(1); id <= most; id++ {
		if a, there := byID[id]; there {
			all = append(all, a)
		}
	}
	return all
}
