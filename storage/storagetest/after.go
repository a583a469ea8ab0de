package storagetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// What is before a poll opens and beside the ballots, and what follows a verdict.
var after = map[string]func(*testing.T, *world){
	"a planned poll has no electors, is owed by nobody, and opens once": func(t *testing.T, w *world) {
		b := w.beirat("one")
		later, sooner := w.planned(b, "später"), w.planned(b, "bald")
		sooner.Opens = sooner.Opens.Add(-time.Minute)
		w.write(func(tx *storage.Tx) error { return tx.SavePoll(sooner) })
		list := func() (numbers []int) {
			for _, p := range read1(w, func(tx *storage.Tx) ([]board.Poll, error) { return tx.PlannedPolls(b.ID) }) {
				numbers = append(numbers, p.Number)
			}
			return numbers
		}
		if diff := cmp.Diff([]int{sooner.Number, later.Number}, list()); diff != "" {
			t.Error(diff)
		}
		open := func() int {
			return len(read1(w, func(tx *storage.Tx) ([]board.Poll, error) { return tx.OpenPolls(b.ID) }))
		}
		if owed, c := w.owed(b, b.people[0]), w.count(sooner.ID); len(owed) != 0 || c != (storage.Count{}) || open() != 0 {
			t.Errorf("owed %v, count %+v, %d open", owed, c, open())
		}
		if _, err := w.vote(sooner.ID, b.seats[0].ID, b.people[0].ID, board.Yes); !errors.Is(err, board.ErrPlanned) {
			t.Errorf("a ballot before the opening: %v", err)
		}
		w.clock.move(time.Hour)
		sooner.Opened, sooner.Closes, sooner.Statutory = w.clock.Now(), w.clock.Now().Add(time.Hour), 11
		electors := []board.Elector{{Seat: b.seats[0].ID, Person: b.people[0]}, {Seat: b.seats[1].ID, Person: b.people[1]}}
		begin := func(tx *storage.Tx) error { return tx.OpenPoll(sooner, electors) }
		w.write(begin)
		if err := w.try(begin); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("opened twice: %v", err)
		}
		sooner.State = board.Open
		if diff := cmp.Diff(sooner, read1(w, func(tx *storage.Tx) (board.Poll, error) { return tx.Poll(sooner.ID) })); diff != "" {
			t.Error(diff)
		}
		if owed, c := w.owed(b, b.people[0]), w.count(sooner.ID); len(owed) != 1 || c != (storage.Count{Electors: 2}) || open() != 1 {
			t.Errorf("after the opening: owed %v, count %+v, %d open", owed, c, open())
		}
		if diff := cmp.Diff([]int{later.Number}, list()); diff != "" {
			t.Error(diff)
		}
	},
	"a poll keeps everything that votes over options and secret votes need": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := board.Poll{
			Board: b.ID, Question: "Was zuerst?", Purpose: board.Election, Method: board.Ranked, Results: board.AtClose, State: board.Planned,
			Options: []board.Option{{Number: 1, Label: "Radweg"}, {Number: 2, Label: "Markthalle"}, {Number: 3, Label: "Lastenräder"}},
			Terms:   board.Terms{Rule: board.Simple, Counting: board.BySchulze, Budget: 5, RunOff: true, Lot: true},
			Opens:   w.clock.Now().Add(time.Hour), Closes: w.clock.Now().Add(2 * time.Hour), Repeat: board.Monthly,
			Secret: true, Receipts: true, RollCall: true, Seed: "GXTZ", Due: w.clock.Now().Add(time.Minute),
		}
		made := write1(w, func(tx *storage.Tx) (board.Poll, error) { return tx.CreatePoll(p, nil) })
		p.ID, p.Number = made.ID, 1
		read := func() board.Poll {
			return read1(w, func(tx *storage.Tx) (board.Poll, error) { return tx.Poll(p.ID) })
		}
		if diff := cmp.Diff(p, read()); diff != "" {
			t.Error(diff)
		}
		p.State, p.Opens, p.Opened, p.Due, p.Repeat = board.Closed, p.Opens.Add(time.Hour), w.clock.Now(), p.Due.Add(time.Hour), ""
		p.Withheld, p.Hands, p.Statutory, p.Outcome = true, true, 11, board.NeedsRunOff
		p.Options = []board.Option{{Number: 1, Label: "Radweg", Place: 2, Score: "2.5"}, {Number: 2, Label: "Markthalle", Place: 1, Score: "4", Won: true}, {Number: 3, Label: "Lastenräder", Place: 2, Score: "2.5"}}
		w.write(func(tx *storage.Tx) error { return tx.SavePoll(p) })
		if diff := cmp.Diff(p, read()); diff != "" {
			t.Error(diff)
		}
		if locked := write1(w, func(tx *storage.Tx) (board.Poll, error) { return tx.LockPoll(p.ID, true) }); len(locked.Options) != 3 {
			t.Errorf("locked with %v", locked.Options)
		}
	},
	"the copies of a poll are found, however many others there are": func(t *testing.T, w *world) {
		b := w.beirat("one")
		first := w.poll(b, "Wahl")
		var want []board.ID
		for _, of := range []board.ID{first.ID, 0, first.ID} {
			made := write1(w, func(tx *storage.Tx) (board.Poll, error) {
				return tx.CreatePoll(board.Poll{Board: b.ID, Question: "Stichwahl", State: board.Open, CopyOf: of}, nil)
			})
			if of != 0 {
				want = append(want, made.ID)
			}
		}
		var got []board.ID
		for _, p := range read1(w, func(tx *storage.Tx) ([]board.Poll, error) { return tx.Copies(first.ID) }) {
			got = append(got, p.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	},
	"options are numbered on, in each poll by itself": func(t *testing.T, w *world) {
		b := w.beirat("one")
		choose := func() board.Poll {
			return write1(w, func(tx *storage.Tx) (board.Poll, error) {
				return tx.CreatePoll(board.Poll{Board: b.ID, Method: board.OneOf, State: board.Open,
					Options: []board.Option{{Number: 1, Label: "A"}, {Number: 2, Label: "B"}}}, nil)
			})
		}
		one, other := choose(), choose()
		for n, label := range []string{"C", "D"} {
			if got := write1(w, func(tx *storage.Tx) (int, error) { return tx.AddOption(one.ID, label) }); got != n+3 {
				t.Errorf("%s has the number %d", label, got)
			}
		}
		want := []board.Option{{Number: 1, Label: "A"}, {Number: 2, Label: "B"}, {Number: 3, Label: "C"}, {Number: 4, Label: "D"}}
		for id, want := range map[board.ID][]board.Option{one.ID: want, other.ID: want[:2]} {
			if diff := cmp.Diff(want, read1(w, func(tx *storage.Tx) (board.Poll, error) { return tx.Poll(id) }).Options); diff != "" {
				t.Error(diff)
			}
		}
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.AddOption(4711, "E"); return err }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("no such poll: %v", err)
		}
	},
	"P12 who could not vote for a technical reason is noted, until a ballot comes": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.SetTechnical(p.ID, b.seats[0].ID, true), tx.SetTechnical(p.ID, b.seats[1].ID, true), tx.SetTechnical(p.ID, b.seats[1].ID, false), tx.SetTechnical(p.ID, b.seats[2].ID, true))
		})
		_, err := w.vote(p.ID, b.seats[2].ID, b.people[2].ID, board.Yes)
		w.must(err)
		if c := w.count(p.ID); c != (storage.Count{Electors: 11, Technical: 1, Voted: 1}) {
			t.Errorf("count %+v", c)
		}
		electors := read1(w, func(tx *storage.Tx) ([]board.Elector, error) { return tx.Electors(p.ID) })
		if !electors[0].Technical || electors[1].Technical {
			t.Errorf("%+v", electors[:2])
		}
		if err := w.try(func(tx *storage.Tx) error { return tx.SetTechnical(p.ID, 4711, true) }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("no elector: %v", err)
		}
		w.write(func(tx *storage.Tx) error { return tx.Recuse(p.ID, b.seats[0].ID) })
		if c := w.count(p.ID); c != (storage.Count{Electors: 11, Recused: 1, Voted: 1}) {
			t.Errorf("with the noted one recused: %+v", c)
		}
	},
	"a ballot by telephone has who wrote it down and how, and an own one takes its place": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		want := board.Ballot{Poll: p.ID, Seat: b.seats[0].ID, Person: b.people[0].ID, Choice: board.No, By: b.people[10].ID, Note: "rief um 9 Uhr an"}
		write1(w, func(tx *storage.Tx) (board.Ballot, error) { return tx.Cast(want) })
		want.At = w.clock.Now()
		kept := func() board.Ballot {
			return read1(w, func(tx *storage.Tx) (board.Ballot, error) { return tx.Ballot(p.ID, b.seats[0].ID) })
		}
		if diff := cmp.Diff(want, kept()); diff != "" {
			t.Error(diff)
		}
		w.clock.move(time.Minute)
		_, err := w.vote(p.ID, b.seats[0].ID, b.people[0].ID, board.Yes)
		w.must(err)
		want.Choice, want.By, want.Note, want.At = board.Yes, 0, "", w.clock.Now()
		if diff := cmp.Diff(want, kept()); diff != "" {
			t.Error(diff)
		}
	},
	"P18 a minority opinion is one a seat, changed and taken back": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		p := w.end(w.poll(b, "Frage"))
		mine := board.Dissent{Poll: p.ID, Seat: b.seats[1].ID, Person: b.people[1].ID, Text: "Zu teuer."}
		theirs := board.Dissent{Poll: p.ID, Seat: b.seats[0].ID, Person: b.people[0].ID, Text: "Zu spät,\nund zu wenig."}
		w.write(func(tx *storage.Tx) error { return errors.Join(tx.SaveDissent(mine), tx.SaveDissent(theirs)) })
		mine.At = w.clock.Now()
		w.clock.move(time.Hour)
		theirs.Text = "Viel zu spät."
		w.write(func(tx *storage.Tx) error { return tx.SaveDissent(theirs) })
		theirs.At = w.clock.Now()
		list := func() []board.Dissent {
			return read1(w, func(tx *storage.Tx) ([]board.Dissent, error) { return tx.Dissents(p.ID) })
		}
		if diff := cmp.Diff([]board.Dissent{theirs, mine}, list()); diff != "" {
			t.Error(diff)
		}
		withdraw := func(tx *storage.Tx) error { return tx.WithdrawDissent(p.ID, b.seats[0].ID) }
		w.write(withdraw)
		if err := w.try(withdraw); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("taken back twice: %v", err)
		}
		if diff := cmp.Diff([]board.Dissent{mine}, list()); diff != "" {
			t.Error(diff)
		}
		foreign := board.Dissent{Poll: p.ID, Seat: other.seats[0].ID, Person: other.people[0].ID, Text: "Von nebenan."}
		if err := w.try(func(tx *storage.Tx) error { return tx.SaveDissent(foreign) }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("of no elector: %v", err)
		}
	},
	"a recommendation owes an answer until a final one, the soonest due first": func(t *testing.T, w *world) {
		b := w.beirat("one")
		due := func(question string, in time.Duration) board.Poll {
			p := w.poll(b, question)
			p.State, p.Outcome = board.Closed, board.Adopted
			if in != 0 {
				p.Due = w.clock.Now().Add(in)
			}
			w.write(func(tx *storage.Tx) error { return tx.SavePoll(p) })
			return p
		}
		late, soon := due("spät", 72*time.Hour), due("bald", time.Hour)
		due("schuldet nichts", 0)
		w.poll(b, "läuft")
		owing := func(overdue ...board.ID) (ids []board.ID) {
			t.Helper()
			for _, p := range read1(w, func(tx *storage.Tx) ([]board.Poll, error) { return tx.Owing(b.ID, 10) }) {
				ids = append(ids, p.ID)
			}
			var over []board.ID
			for _, p := range read1(w, func(tx *storage.Tx) ([]board.Poll, error) { return tx.Overdue(b.ID, w.clock.Now()) }) {
				over = append(over, p.ID)
			}
			if diff := cmp.Diff(overdue, over); diff != "" {
				t.Error(diff)
			}
			return ids
		}
		answer := func(p board.Poll, state board.AnswerState) board.Answer {
			a := board.Answer{Poll: p.ID, State: state, Reason: "weil " + string(state), Person: b.people[10].ID}
			w.write(func(tx *storage.Tx) error { return tx.GiveAnswer(a) })
			a.At = w.clock.Now()
			return a
		}
		if diff := cmp.Diff([]board.ID{soon.ID, late.ID}, owing()); diff != "" {
			t.Error(diff)
		}
		w.clock.move(time.Hour)
		owing() // at the very moment it is not late
		w.clock.move(time.Millisecond)
		owing(soon.ID)
		given := []board.Answer{answer(soon, board.InProgress)}
		if diff := cmp.Diff([]board.ID{soon.ID, late.ID}, owing(soon.ID)); diff != "" {
			t.Error(diff)
		}
		w.clock.move(time.Hour)
		given = append(given, answer(soon, board.Declined))
		answer(late, board.Accepted)
		if left := owing(); len(left) != 0 {
			t.Errorf("still owing: %v", left)
		}
		given = append(given, answer(soon, board.InProgress)) // taken up again
		if diff := cmp.Diff([]board.ID{soon.ID}, owing(soon.ID)); diff != "" {
			t.Error(diff)
		}
		answers := read1(w, func(tx *storage.Tx) ([]board.Answer, error) { return tx.Answers(soon.ID) })
		for i := range answers {
			answers[i].ID = 0
		}
		if diff := cmp.Diff(given, answers); diff != "" {
			t.Error(diff)
		}
		err := w.try(func(tx *storage.Tx) error {
			return tx.GiveAnswer(board.Answer{Poll: 4711, State: board.Accepted, Person: b.people[0].ID})
		})
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("no such poll: %v", err)
		}
	},
	"a template has one name however that is written, and all its values": func(t *testing.T, w *world) {
		b := w.beirat("one")
		values := map[string]string{"question": "Wie war der Monat?", "options": "gut; schlecht\nmittel", "empty": ""}
		save := func(name string, values map[string]string) {
			w.write(func(tx *storage.Tx) error { return tx.SaveTemplate(b.ID, name, values) })
		}
		save("Rückblick  März", map[string]string{"reasons": "alt"})
		save("Ausblick", nil)
		w.clock.move(time.Minute)
		save("RUECKBLICK März ", values)
		list := read1(w, func(tx *storage.Tx) ([]storage.Template, error) { return tx.Templates(b.ID) })
		if len(list) != 2 || list[0].Name != "Ausblick" || list[1].Name != "RUECKBLICK März " {
			t.Fatalf("%+v", list)
		}
		got := read1(w, func(tx *storage.Tx) (storage.Template, error) { return tx.Template(b.ID, "rückblick märz") })
		if diff := cmp.Diff(storage.Template{ID: list[1].ID, Name: "RUECKBLICK März ", Values: values, Saved: w.clock.Now()}, got); diff != "" {
			t.Error(diff)
		}
		remove := func(tx *storage.Tx) error { return tx.RemoveTemplate(b.ID, "Rückblick März") }
		w.write(remove)
		if err := w.try(remove); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("removed twice: %v", err)
		}
		if list := read1(w, func(tx *storage.Tx) ([]storage.Template, error) { return tx.Templates(b.ID) }); len(list) != 1 {
			t.Errorf("%+v", list)
		}
	},
	"boards do not see each other's plans, templates and what they wait for": func(t *testing.T, w *world) {
		one, other := w.beirat("one"), w.beirat("other")
		w.planned(one, "Frage")
		owing := w.poll(one, "Frage")
		owing.State, owing.Due = board.Closed, w.clock.Now().Add(-time.Hour)
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.SavePoll(owing), tx.SaveTemplate(one.ID, "Vorlage", map[string]string{"question": "Frage"}))
		})
		seen := func(of board.ID) string {
			var text string
			w.read(func(tx *storage.Tx) error {
				planned, err := tx.PlannedPolls(of)
				w.must(err)
				owing, err := tx.Owing(of, 10)
				w.must(err)
				overdue, err := tx.Overdue(of, w.clock.Now())
				w.must(err)
				templates, err := tx.Templates(of)
				w.must(err)
				text = fmt.Sprint(len(planned), len(owing), len(overdue), len(templates))
				return nil
			})
			return text
		}
		if mine, theirs := seen(one.ID), seen(other.ID); mine != "1 1 1 1" || theirs != "0 0 0 0" {
			t.Errorf("%s, and the other board %s", mine, theirs)
		}
		err := w.db.Read(context.Background(), func(tx *storage.Tx) error { _, err := tx.Template(other.ID, "Vorlage"); return err })
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("a template of the other board: %v", err)
		}
		if err := w.try(func(tx *storage.Tx) error { return tx.RemoveTemplate(other.ID, "Vorlage") }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("removing a template of the other board: %v", err)
		}
	},
}
