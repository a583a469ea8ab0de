package storagetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"beirat/board"
	"beirat/storage"
)

// fieldReads are the methods of Tx of these things that change nothing.
const fieldReads = " Field FieldNumber Fields FieldsTitled DefinedBefore LockField Contribution Contributions AllContributions OwnContributions " +
	"Contributors Merger Mergers Asking Collection Collecting LockCollection "

// fieldChanges are a call of every other one.
func (w *world) fieldChanges(b beirat) map[string]func(tx *storage.Tx) error {
	w.Helper()
	one := w.field(b, 0, "Mobilität")
	added := w.added(b, one, 1, "Leihräder")
	other, third := w.field(b, 3, "Bildung"), w.field(b, 4, "Handel")
	asked := w.asked(b, one, other)
	declined := w.asked(b, one, third)
	running := write1(w, func(tx *storage.Tx) (board.Collection, error) {
		return tx.StartCollection(board.Collection{Board: b.ID, Closes: w.clock.Now().Add(time.Hour)})
	})
	running.Ended = w.clock.Now()
	w.write(func(tx *storage.Tx) error { return tx.SaveCollection(running) })
	return map[string]func(tx *storage.Tx) error{
		"DefineField": func(tx *storage.Tx) error {
			_, err := tx.DefineField(defined(b, 2, "Verwaltung"), b.Term.Start)
			return err
		},
		"ReviseField":   func(tx *storage.Tx) error { return tx.ReviseField(one) },
		"WithdrawField": func(tx *storage.Tx) error { return tx.WithdrawField(one, "") },
		"AddContribution": func(tx *storage.Tx) error {
			_, err := tx.AddContribution(board.Contribution{Board: b.ID, Field: one.ID, Author: b.people[1], Text: "Mehr"}, b.seats[1].ID)
			return err
		},
		"AskMerger": func(tx *storage.Tx) error {
			_, err := tx.AskMerger(board.Merger{Board: b.ID, First: other.ID, Second: third.ID, Person: b.people[3].ID})
			return err
		},
		"AgreeMerger":   func(tx *storage.Tx) error { return tx.AgreeMerger(asked.ID, b.people[3].ID) },
		"DeclineMerger": func(tx *storage.Tx) error { return tx.DeclineMerger(declined.ID) },
		"MergeFields":   func(tx *storage.Tx) error { return tx.MergeFields(board.Merger{}, other, third) },
		"StartCollection": func(tx *storage.Tx) error {
			_, err := tx.StartCollection(board.Collection{Board: b.ID, Closes: w.clock.Now().Add(time.Hour)})
			return err
		},
		"SaveCollection":       func(tx *storage.Tx) error { return tx.SaveCollection(running) },
		"EditContribution":     func(tx *storage.Tx) error { return tx.EditContribution(added) },
		"TakeBackContribution": func(tx *storage.Tx) error { return tx.TakeBackContribution(added) },
		"MarkContribution":     func(tx *storage.Tx) error { return tx.MarkContribution(added) },
	}
}

func defined(b beirat, seat int, title string) board.Field {
	return board.Field{Board: b.ID, Title: title, Text: title + " für alle", Definers: []board.Definer{{Person: b.people[seat], Seat: b.seats[seat].ID}}}
}

// field is one that the holder of a seat has defined.
func (w *world) field(b beirat, seat int, title string) board.Field {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Field, error) {
		return tx.DefineField(defined(b, seat, title), b.Term.Start)
	})
}

// added is what the holder of a seat has added to a field.
func (w *world) added(b beirat, one board.Field, seat int, text string) board.Contribution {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Contribution, error) {
		return tx.AddContribution(board.Contribution{Board: b.ID, Field: one.ID, Author: b.people[seat], Text: text, Written: w.clock.Now()}, b.seats[seat].ID)
	})
}

// asked is the proposal of the first field's definer that two become one.
func (w *world) asked(b beirat, first, second board.Field) board.Merger {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Merger, error) {
		return tx.AskMerger(board.Merger{Board: b.ID, First: first.ID, Second: second.ID, Title: "Beides", Person: first.Definers[0].Person.ID})
	})
}

var fields = map[string]func(*testing.T, *world){
	"a field has its number, its definer and the state of what was added": func(t *testing.T, w *world) {
		b := w.beirat("one")
		one, two := w.field(b, 0, "Mobilität"), w.field(b, 1, "Verwaltung")
		if one.Number != 1 || two.Number != 2 || one.Edition != 1 || one.State != board.FieldActive || !one.Defined.Equal(w.clock.Now()) {
			t.Errorf("%+v and %+v", one, two)
		}
		added := w.added(b, one, 1, "Leihräder")
		w.added(b, one, 2, "Busse")
		added.Mark, added.Marked = board.Taken, w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.MarkContribution(added) })
		got := read1(w, func(tx *storage.Tx) (board.Field, error) { return tx.FieldNumber(b.ID, 1) })
		if got.Marked[board.Taken] != 1 || got.Marked[board.Undecided] != 1 || got.Contributions() != 2 {
			t.Errorf("marked %v", got.Marked)
		}
		if d := got.Definers; len(d) != 1 || d[0].Person != b.people[0] || d[0].Seat != b.seats[0].ID || d[0].Group.Key != "citizens" {
			t.Errorf("defined by %+v", d)
		}
	},
	"a revised field keeps every earlier text": func(t *testing.T, w *world) {
		b := w.beirat("one")
		one := w.field(b, 0, "Mobilität")
		one.Title, one.Text = "Verkehr", "Neu"
		w.write(func(tx *storage.Tx) error { return tx.ReviseField(one) })
		got := read1(w, func(tx *storage.Tx) (board.Field, error) { return tx.Field(one.ID) })
		if got.Title != "Verkehr" || got.Text != "Neu" || got.Edition != 2 || got.EditedBy != 77 {
			t.Errorf("%+v", got)
		}
		history := read1(w, func(tx *storage.Tx) ([]board.Revision, error) {
			return tx.Revisions(b.ID, storage.Entity("field", one.ID), 10)
		})
		if len(history) != 2 || history[1].Text != "Mobilität für alle" || history[0].Text != "Neu" || history[0].Title != "Verkehr" {
			t.Errorf("%+v", history)
		}
		for part, want := range map[string]int{"verk": 1, "mobil": 0, "%": 0} {
			if found := read1(w, func(tx *storage.Tx) ([]board.Field, error) { return tx.FieldsTitled(b.ID, part, 10) }); len(found) != want {
				t.Errorf("%q finds %v", part, found)
			}
		}
	},
	"a withdrawn field is not among those worked on, but stays readable, and so do those that went into it": func(t *testing.T, w *world) {
		b := w.beirat("one")
		one, other := w.field(b, 0, "Mobilität"), w.field(b, 1, "Verwaltung")
		w.write(func(tx *storage.Tx) error { return tx.MergeFields(board.Merger{}, one, other) })
		w.write(func(tx *storage.Tx) error { return tx.WithdrawField(one, "Grund") })
		if list := read1(w, func(tx *storage.Tx) ([]board.Field, error) { return tx.Fields(b.ID, 0, 10) }); len(list) != 0 {
			t.Errorf("worked on: %+v", list)
		}
		for seat, want := range []board.Field{one, other} {
			list := write1(w, func(tx *storage.Tx) ([]board.Field, error) { return tx.DefinedBefore(b.seats[seat].ID, 0) })
			if len(list) != 1 || list[0].ID != want.ID || list[0].State != board.FieldWithdrawn || list[0].Text != want.Text {
				t.Errorf("of seat %d: %+v", seat, list)
			}
		}
		if err := w.try(func(tx *storage.Tx) error { return tx.WithdrawField(one, "") }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("withdrawn twice: %v", err)
		}
	},
	"merging loses nothing and names everybody": func(t *testing.T, w *world) {
		b := w.beirat("one")
		one, two, three := w.field(b, 0, "Mobilität"), w.field(b, 1, "Verwaltung"), w.field(b, 2, "Bildung")
		kept, moved := w.added(b, one, 4, "Busse"), w.added(b, three, 5, "Schulen")
		w.write(func(tx *storage.Tx) error { return tx.MergeFields(board.Merger{Title: "Amt und Schule"}, two, three) })
		two = read1(w, func(tx *storage.Tx) (board.Field, error) { return tx.Field(two.ID) })
		asked := w.merger(b, one, two)
		w.write(func(tx *storage.Tx) error { return tx.MergeFields(asked, one, two) })
		got := read1(w, func(tx *storage.Tx) (board.Field, error) { return tx.Field(one.ID) })
		var by []board.ID
		for _, d := range got.Definers {
			by = append(by, d.Person.ID)
		}
		if !slices.Equal(by, []board.ID{b.people[0].ID, b.people[1].ID, b.people[2].ID}) {
			t.Errorf("defined by %v", by)
		}
		list := read1(w, func(tx *storage.Tx) ([]board.Contribution, error) { return tx.Contributions(one.ID, 0, 10) })
		type text struct {
			text   string
			author board.ID
			from   board.ID
		}
		var texts []text
		for _, c := range list {
			texts = append(texts, text{c.Text, c.Author.ID, c.From})
		}
		want := []text{{kept.Text, b.people[4].ID, 0}, {moved.Text, b.people[5].ID, three.ID}, {"Bildung für alle", b.people[2].ID, three.ID}, {"Verwaltung für alle", b.people[1].ID, two.ID}}
		if !slices.Equal(texts, want) {
			t.Errorf("contributions %v, want %v", texts, want)
		}
		for _, id := range []board.ID{two.ID, three.ID} {
			if f := read1(w, func(tx *storage.Tx) (board.Field, error) { return tx.Field(id) }); f.State != board.FieldMerged || f.Into != one.ID {
				t.Errorf("merged: %+v", f)
			}
		}
		if open := read1(w, func(tx *storage.Tx) ([]board.Merger, error) { return tx.Mergers(b.ID) }); len(open) != 0 {
			t.Errorf("still asked: %+v", open)
		}
	},
	"a contribution is changed, marked and taken back, and its history says so": func(t *testing.T, w *world) {
		b := w.beirat("one")
		one := w.field(b, 0, "Mobilität")
		added := w.added(b, one, 1, "Leihräder")
		added.Mark, added.Reason, added.Marked = board.NotTaken, "zu teuer", w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.MarkContribution(added) })
		got := read1(w, func(tx *storage.Tx) (board.Contribution, error) { return tx.Contribution(b.ID, added.Number) })
		if got.Mark != board.NotTaken || got.Reason != "zu teuer" || got.MarkedBy.ID != 77 || !got.Marked.Equal(w.clock.Now()) || got.Author != b.people[1] {
			t.Errorf("marked: %+v", got)
		}
		got.Text = "Lastenräder"
		w.write(func(tx *storage.Tx) error { return tx.EditContribution(got) })
		got = read1(w, func(tx *storage.Tx) (board.Contribution, error) { return tx.Contribution(b.ID, added.Number) })
		if got.Text != "Lastenräder" || got.Edition != 2 || got.Mark != board.Undecided || got.Reason != "" || got.Edited.IsZero() {
			t.Errorf("edited: %+v", got)
		}
		own := func() []board.Contribution {
			return read1(w, func(tx *storage.Tx) ([]board.Contribution, error) {
				return tx.OwnContributions(b.ID, b.people[1].ID, 10)
			})
		}
		contributors := func() []board.ID {
			return read1(w, func(tx *storage.Tx) ([]board.ID, error) { return tx.Contributors(b.ID, got.Written) })
		}
		if len(own()) != 1 || !slices.Equal(contributors(), []board.ID{b.people[1].ID}) {
			t.Errorf("own %v, contributed %v", own(), contributors())
		}
		w.write(func(tx *storage.Tx) error { return tx.TakeBackContribution(got) })
		list := read1(w, func(tx *storage.Tx) ([]board.Contribution, error) { return tx.AllContributions(b.ID) })
		if len(own()) != 0 || len(contributors()) != 0 || len(list) != 0 {
			t.Errorf("taken back: own %v, all %v", own(), list)
		}
		var what []string
		for _, r := range read1(w, func(tx *storage.Tx) ([]board.Revision, error) {
			return tx.Revisions(b.ID, storage.Entity("contribution", added.ID), 10)
		}) {
			what = append(what, r.What)
		}
		if !slices.Equal(what, []string{"taken_back", "edited", "not_taken", "added"}) {
			t.Errorf("history %v", what)
		}
	},
	"who became another person goes by that one among definers and authors": func(t *testing.T, w *world) {
		b := w.beirat("one")
		account := write1(w, func(tx *storage.Tx) (board.Person, error) { return tx.Meet("discord", "second", "second") })
		one := w.field(b, 0, "Mobilität")
		added := write1(w, func(tx *storage.Tx) (board.Contribution, error) {
			return tx.AddContribution(board.Contribution{Board: b.ID, Field: one.ID, Author: account, Text: "Busse", Written: w.clock.Now()}, b.seats[1].ID)
		})
		w.write(func(tx *storage.Tx) error { _, err := tx.Join(b.people[1].ID, account.ID); return err })
		if got := read1(w, func(tx *storage.Tx) (board.Contribution, error) { return tx.Contribution(b.ID, added.Number) }); got.Author.ID != b.people[1].ID {
			t.Errorf("written by %+v", got.Author)
		}
	},
	"a merger knows who proposed it and who agreed, whatever accounts they link": func(t *testing.T, w *world) {
		b := w.beirat("one")
		asked := w.asked(b, w.field(b, 0, "Mobilität"), w.field(b, 1, "Verwaltung"))
		w.write(func(tx *storage.Tx) error { return tx.AgreeMerger(asked.ID, b.people[1].ID) })
		var now []board.ID
		for seat := range 2 {
			account := write1(w, func(tx *storage.Tx) (board.Person, error) { return tx.Meet("discord", b.people[seat].Name, "") })
			w.write(func(tx *storage.Tx) error {
				err := errors.Join(tx.LeaveSeat(b.seats[seat].ID), tx.TakeSeat(b.seats[seat].ID, account.ID, ""))
				stays, failed := tx.Join(account.ID, b.people[seat].ID)
				now = append(now, stays)
				return errors.Join(err, failed)
			})
			if now[seat] != account.ID {
				t.Fatalf("person %d stays", now[seat])
			}
		}
		got := read1(w, func(tx *storage.Tx) (board.Merger, error) { return tx.Merger(asked.ID) })
		if got.Person != now[0] || !slices.Equal(got.Agreed, now[1:]) {
			t.Errorf("%+v, not %v", got, now)
		}
		for _, want := range []bool{true, false} {
			if asking := read1(w, func(tx *storage.Tx) (bool, error) { return tx.Asking(asked.ID) }); asking != want {
				t.Errorf("it is asked: %t", asking)
			}
			if want {
				w.write(func(tx *storage.Tx) error { return tx.DeclineMerger(asked.ID) })
			}
		}
	},
	"what a person defined is theirs on any seat and under any name, and again their own once they are parted": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		w.field(b, 1, "Verwaltung")
		w.field(other, 0, "Anderswo")
		account := write1(w, func(tx *storage.Tx) (board.Person, error) { return tx.Meet("discord", "second", "second") })
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.LeaveSeat(b.seats[0].ID), tx.TakeSeat(b.seats[0].ID, account.ID, ""))
		})
		theirs := write1(w, func(tx *storage.Tx) (board.Field, error) {
			f := defined(b, 0, "Mobilität")
			f.Definers[0].Person = account
			return tx.DefineField(f, b.Term.Start)
		})
		before := func(seat int, person board.ID) (numbers []int) {
			for _, f := range write1(w, func(tx *storage.Tx) ([]board.Field, error) { return tx.DefinedBefore(b.seats[seat].ID, person) }) {
				numbers = append(numbers, f.Number)
			}
			return numbers
		}
		w.write(func(tx *storage.Tx) error { return tx.LeaveSeat(b.seats[0].ID) })
		if got := before(3, b.people[3].ID); len(got) != 0 {
			t.Errorf("of others: %v", got)
		}
		w.write(func(tx *storage.Tx) error { _, err := tx.Join(b.people[3].ID, account.ID); return err })
		if got := before(3, b.people[3].ID); !slices.Equal(got, []int{theirs.Number}) {
			t.Errorf("as one person: %v", got)
		}
		w.write(func(tx *storage.Tx) error { _, err := tx.Part(b.people[3].ID, "discord", "second"); return err })
		if got := before(3, b.people[3].ID); len(got) != 0 {
			t.Errorf("as two again: %v", got)
		}
		if got := before(0, b.people[3].ID); !slices.Equal(got, []int{theirs.Number}) {
			t.Errorf("of the seat: %v", got)
		}
	},
	"only one collection runs on a board": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		start := func(of board.ID) error {
			return w.try(func(tx *storage.Tx) error {
				_, err := tx.StartCollection(board.Collection{Board: of, Person: 5, Closes: w.clock.Now().Add(time.Hour)})
				return err
			})
		}
		w.must(start(b.ID))
		w.must(start(other.ID))
		if err := start(b.ID); !errors.Is(err, storage.ErrExists) {
			t.Errorf("a second one: %v", err)
		}
		running := read1(w, func(tx *storage.Tx) (board.Collection, error) { return tx.Collecting(b.ID) })
		if running.Person != 5 || !running.Opened.Equal(w.clock.Now()) || !running.Closes.Equal(w.clock.Now().Add(time.Hour)) {
			t.Errorf("%+v", running)
		}
		running.Ended = w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.SaveCollection(running) })
		err := w.try(func(tx *storage.Tx) error { _, err := tx.Collecting(b.ID); return err })
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("after its end: %v", err)
		}
	},
	"boards do not see each other's fields": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		one := w.field(b, 0, "Mobilität")
		w.added(b, one, 1, "Busse")
		w.read(func(tx *storage.Tx) error {
			fields, err := tx.Fields(other.ID, 0, 10)
			w.must(err)
			titled, err := tx.FieldsTitled(other.ID, "mobil", 10)
			w.must(err)
			added, err := tx.AllContributions(other.ID)
			w.must(err)
			own, err := tx.OwnContributions(other.ID, b.people[1].ID, 10)
			w.must(err)
			if len(fields)+len(titled)+len(added)+len(own) != 0 {
				t.Errorf("%v %v %v %v", fields, titled, added, own)
			}
			return nil
		})
		for what, look := range map[string]func(tx *storage.Tx) error{
			"field":        func(tx *storage.Tx) error { _, err := tx.FieldNumber(other.ID, one.Number); return err },
			"contribution": func(tx *storage.Tx) error { _, err := tx.Contribution(other.ID, 1); return err },
		} {
			if err := w.try(look); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("%s: %v", what, err)
			}
		}
	},
	"of mergers in a circle, and who adds, marks and withdraws at once, none loses anything": func(t *testing.T, w *world) {
		b := w.beirat("one")
		fields := []board.Field{w.field(b, 0, "Mobilität"), w.field(b, 1, "Verwaltung"), w.field(b, 2, "Bildung"), w.field(b, 3, "Handel")}
		added := []board.Contribution{w.added(b, fields[0], 4, "Busse"), w.added(b, fields[1], 4, "Ämter"), w.added(b, fields[2], 4, "Schulen")}
		both := func(tx *storage.Tx, one, other board.ID) (first, second board.Field, err error) {
			for _, id := range []board.ID{min(one, other), max(one, other)} {
				held, err := tx.LockField(id)
				if err != nil {
					return first, second, err
				}
				if id == one {
					first = held
				} else {
					second = held
				}
			}
			return first, second, nil
		}
		acts := []func(tx *storage.Tx, i int) error{
			func(tx *storage.Tx, i int) error {
				first, second, err := both(tx, fields[i].ID, fields[(i+1)%3].ID)
				if err != nil || board.MayMerge(first, second) != nil {
					return err
				}
				return tx.MergeFields(board.Merger{}, first, second)
			},
			func(tx *storage.Tx, i int) error {
				one, err := tx.LockField(fields[i].ID)
				if err != nil || one.Takes() != nil {
					return err
				}
				_, err = tx.AddContribution(board.Contribution{Board: b.ID, Field: one.ID, Author: b.people[5], Text: "Mehr", Written: w.clock.Now()}, b.seats[5].ID)
				return err
			},
			func(tx *storage.Tx, i int) error {
				one, err := tx.LockField(fields[3].ID)
				if err != nil || one.Takes() != nil {
					return err
				}
				return tx.WithdrawField(one, "")
			},
			func(tx *storage.Tx, i int) error {
				first, second, err := both(tx, fields[i].ID, fields[3].ID)
				if err != nil || board.MayMerge(first, second) != nil {
					return err
				}
				return tx.MergeFields(board.Merger{}, first, second)
			},
		}
		atOnce(12, func(i int) {
			if err := w.try(func(tx *storage.Tx) error { return acts[i%4](tx, i%3) }); err != nil {
				t.Error(err)
			}
		})
		for _, f := range fields {
			now := read1(w, func(tx *storage.Tx) (board.Field, error) { return tx.Field(f.ID) })
			if now.State != board.FieldMerged {
				continue
			}
			into := read1(w, func(tx *storage.Tx) (board.Field, error) { return tx.Field(now.Into) })
			if into.State != board.FieldActive || now.Contributions() != 0 {
				t.Errorf("%s went into %s, which is %s, and keeps %d", now.Title, into.Title, into.State, now.Contributions())
			}
		}
		for _, a := range added {
			got := read1(w, func(tx *storage.Tx) (board.Contribution, error) { return tx.Contribution(b.ID, a.Number) })
			in := read1(w, func(tx *storage.Tx) (board.Field, error) { return tx.Field(got.Field) })
			if got.Text != a.Text || in.State != board.FieldActive {
				t.Errorf("%+v is in a field that is %s", got, in.State)
			}
		}
	},
	"of many who define a field for one seat at once one does": func(t *testing.T, w *world) {
		b := w.beirat("one")
		atOnce(8, func(int) {
			err := w.try(func(tx *storage.Tx) error {
				before, err := tx.DefinedBefore(b.seats[0].ID, b.people[0].ID)
				if err != nil {
					return err
				}
				if _, err := (board.Defining{Person: b.people[0].ID, Seat: b.seats[0].ID, Seats: b.seats, Term: b.Term}).May(before); err != nil {
					return err
				}
				_, err = tx.DefineField(defined(b, 0, "Mobilität"), b.Term.Start)
				return err
			})
			if err != nil && !errors.Is(err, board.ErrFieldTaken) {
				t.Error(err)
			}
		})
		if list := read1(w, func(tx *storage.Tx) ([]board.Field, error) { return tx.Fields(b.ID, 0, 10) }); len(list) != 1 {
			t.Errorf("%d fields", len(list))
		}
	},
}

// merger is one that everybody asked for has agreed to.
func (w *world) merger(b beirat, first, second board.Field) board.Merger {
	w.Helper()
	asked := w.asked(b, first, second)
	person := second.Definers[0].Person.ID
	w.write(func(tx *storage.Tx) error { return tx.AgreeMerger(asked.ID, person) })
	w.write(func(tx *storage.Tx) error { return tx.AgreeMerger(asked.ID, person) }) // pressed twice
	got := read1(w, func(tx *storage.Tx) (board.Merger, error) { return tx.Merger(asked.ID) })
	if !slices.Equal(got.Agreed, []board.ID{person}) || got.Title != "Beides" || len(got.Missing(first, second, b.seats)) != len(second.Definers)-1 {
		w.Errorf("merger %+v", got)
	}
	return got
}
