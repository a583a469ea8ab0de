package storagetest

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// What changes nothing that is stored, what is recorded without a name, and what is the bot's own memory and leaves no record.
const (
	reads = " Person PersonName PersonOf Accounts Board BoardAt Boards BoardsOf Homes Groups HolderAt Seats Seat Standing RoleHolders Away Profile ProfileByID Profiles " +
		"Poll PollNumber OpenPolls Polls PollsTitled PollsAbout Electors ElectorsFor Missing Ballot Count Objections Owed Deliveries ShownOf Audits ActAs Tenures Record Piles Papers " +
		"PlannedPolls SecrecyDemands SecretOnDemand Dissents Answers Owing Copies Overdue Template Templates Caller Link LinkMisses ShownAt Selves NowID Revisions Writings Gatherings Coordinators Everybody " +
		fieldReads + visionReads + measureReads + ideaReads + strategyReads +
		meetingReads + dateReads + agendaReads + invitationReads + proceedingReads + minuteReads + calendarReads + digestReads +
		feedbackReads + attachmentReads + feedbackAnswerReads + figureReads + termReads + acknowledgementReads + erasureReads
	nameless   = " PutIntoUrn PutIntoFeedbackBox ReplyNamelessly "
	unrecorded = " EraseOrder LockPoll LockBoard LockIdea LockFeedbackRound LockPerson SaveShown ForgetShown Later Drop DropAll Use MissLink ShowLink Today " + digestQuiet + calendarQuiet
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
			if strings.Contains(nameless, " "+name+" ") {
				if a := added[0]; a.Person != 0 || a.Log != "" || a.Detail != "" || a.What == "" {
					t.Errorf("%s: %+v", name, a)
				}
				continue
			}
			for _, a := range added {
				if a.Person != 77 || a.Log != "LOG1" || !a.At.Equal(w.clock.Now()) || a.What == "" || a.Entity == "" {
					t.Errorf("%s: %+v", name, a)
				}
			}
		}
	},
	"the times in which somebody had a seat or voted for one are kept, the ended ones too, of this board only": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		seat, office, person := b.seats[0], b.seats[10], b.people[0]
		first := w.clock.Now()
		w.clock.move(time.Hour)
		w.write(func(tx *storage.Tx) error { return tx.LeaveSeat(seat.ID) })
		w.clock.move(time.Hour)
		w.write(func(tx *storage.Tx) error { return tx.Delegate(office.ID, person.ID) })
		w.clock.move(time.Hour)
		w.write(func(tx *storage.Tx) error { return tx.TakeSeat(seat.ID, person.ID, "Verein") })
		w.write(func(tx *storage.Tx) error { return tx.TakeSeat(other.seats[0].ID, person.ID, "") })
		citizens := board.Group{ID: seat.Group.ID, Board: b.ID, Key: "citizens", Name: "Bürgerschaft"}
		city := board.Group{ID: office.Group.ID, Board: b.ID, Key: "city", Name: "Stadt"}
		want := []storage.Tenure{
			{Group: citizens, From: first, Until: first.Add(time.Hour)},
			{Group: city, Delegate: true, From: first.Add(2 * time.Hour)},
			{Group: citizens, Organisation: "Verein", From: first.Add(3 * time.Hour)},
		}
		got := read1(w, func(tx *storage.Tx) ([]storage.Tenure, error) { return tx.Tenures(b.ID, person.ID) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if got := read1(w, func(tx *storage.Tx) ([]storage.Tenure, error) { return tx.Tenures(b.ID, other.people[1].ID) }); len(got) > 0 {
			t.Errorf("a member of another board: %v", got)
		}
	},
	"what a board keeps about a person is counted, and nothing of others": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		person := b.people[0]
		p := w.poll(b, "Frage")
		w.poll(b, "Noch eine")
		w.poll(other, "Dort")
		for i, choice := range board.Choices() {
			_, err := w.vote(p.ID, b.seats[i].ID, b.people[i].ID, choice)
			w.must(err)
		}
		w.write(func(tx *storage.Tx) error { return tx.Object(p.ID, b.seats[0].ID, person.ID) })
		w.write(func(tx *storage.Tx) error { return tx.Object(p.ID, b.seats[1].ID, b.people[1].ID) })
		secret := w.secret(b)
		for i := range 2 {
			w.must(w.put(secret.ID, b.seats[i].ID, storage.Paper{Choice: board.Yes}))
			w.write(func(tx *storage.Tx) error {
				_, err := tx.DemandSecrecy(p.ID, b.seats[i].ID)
				return errors.Join(err, tx.SaveDissent(board.Dissent{Poll: p.ID, Seat: b.seats[i].ID, Person: b.people[i].ID, Text: "Anders."}),
					tx.GiveAnswer(board.Answer{Poll: p.ID, State: board.InProgress, Person: b.people[i].ID}))
			})
		}
		w.write(func(tx *storage.Tx) error {
			_, err := tx.Cast(board.Ballot{Poll: p.ID, Seat: b.seats[4].ID, Person: b.people[4].ID, Choice: board.No, By: person.ID})
			return err
		})
		w.must(w.db.Write(context.Background(), storage.By{Person: person.ID}, func(tx *storage.Tx) error {
			return tx.SetAway(b.ID, person.ID, board.Absence{From: w.clock.Now(), Until: w.clock.Now().Add(time.Hour)})
		}))
		for _, test := range []struct {
			of, person board.ID
			want       storage.Record
		}{
			{b.ID, person.ID, storage.Record{Electorates: 3, Ballots: 1, OnRoll: 1, Taken: 1, Objections: 1, Demands: 1, Dissents: 1, Answers: 1, Proposed: 2, Changes: 1}},
			{b.ID, b.people[3].ID, storage.Record{Electorates: 3}},
			{b.ID, b.people[4].ID, storage.Record{Electorates: 3, Ballots: 1}},
			{other.ID, person.ID, storage.Record{}},
		} {
			if got := read1(w, func(tx *storage.Tx) (storage.Record, error) { return tx.Record(test.of, test.person) }); got != test.want {
				t.Errorf("person %d in board %d: %+v, want %+v", test.person, test.of, got, test.want)
			}
		}
	},
	"what a person wrote is counted, of each kind, in its own board": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		one := w.field(b, 0, "Mobilität")
		w.added(b, one, 1, "Räder")
		said := w.statement(b, w.visionRound(b, 11), "Alle kommen überall hin.")
		w.suggestion(b, said, "Alle kommen gut überall hin.")
		w.measure(b, "Radweg")
		w.idea(b, 0, "Bänke")
		w.write(func(tx *storage.Tx) error {
			return tx.SaveConsent(board.Consent{Board: b.ID, Person: b.people[0].ID, Given: true, Version: board.ConsentText})
		})
		whole := storage.Writings{}
		for _, person := range b.people {
			whole = whole.And(read1(w, func(tx *storage.Tx) (storage.Writings, error) { return tx.Writings(b.ID, person.ID) }))
			if none := read1(w, func(tx *storage.Tx) (storage.Writings, error) { return tx.Writings(other.ID, person.ID) }); none != (storage.Writings{}) {
				t.Errorf("in the other board: %+v", none)
			}
		}
		if want := (storage.Writings{Fields: 1, Contributions: 1, Statements: 1, Suggestions: 1, Measures: 1, Ideas: 1, Consents: 1}); whole != want {
			t.Errorf("%+v, want %+v", whole, want)
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
