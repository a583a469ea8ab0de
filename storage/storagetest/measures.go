package storagetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// measureReads are the methods of Tx of these things that change nothing.
const measureReads = " Measure MeasureNumber LockMeasure Measures MeasuresTitled MeasuresOfIdea Round LastRound "

// measureChanges are a call of every other one.
func (w *world) measureChanges(b beirat) map[string]func(tx *storage.Tx) error {
	m, p := w.measure(b, "Bestehende"), w.poll(b, "Reihenfolge")
	return map[string]func(tx *storage.Tx) error{
		"CreateMeasure": func(tx *storage.Tx) error {
			_, err := tx.CreateMeasure(board.Measure{Board: b.ID, Title: "Neue", State: board.MeasureIdea, Links: board.MeasureLinks{After: []board.ID{m.ID}}})
			return err
		},
		"ReviseMeasure": func(tx *storage.Tx) error { return tx.ReviseMeasure(m) },
		"MoveMeasure":   func(tx *storage.Tx) error { return tx.MoveMeasure(m) },
		"EndRound":      func(tx *storage.Tx) error { return tx.EndRound(b.ID, p.ID, map[board.ID]int{m.ID: 1}) },
	}
}

func (w *world) measure(b beirat, title string, after ...board.ID) board.Measure {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Measure, error) {
		return tx.CreateMeasure(board.Measure{Board: b.ID, Title: title, Text: "Was zu tun ist.", Author: b.people[0].ID, State: board.MeasureWorkedOut,
			Links: board.MeasureLinks{After: after}})
	})
}

var measures = map[string]func(*testing.T, *world){
	"a measure has what it was made with, and a number of its board": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		first := w.measure(b, "Glasfaser")
		school, bus := w.field(b, 0, "Schule"), w.field(b, 1, "Bus")
		vision := w.statement(b, w.visionRound(b, 2), "Alle sind am Netz.")
		made := write1(w, func(tx *storage.Tx) (board.Measure, error) {
			return tx.CreateMeasure(board.Measure{Board: b.ID, Title: "WLAN", Text: "Überall.\n\n- auch hier", Author: b.people[1].ID, State: board.MeasureIdea,
				Links: board.MeasureLinks{Fields: []board.ID{bus.ID, school.ID, bus.ID}, Statements: []board.ID{vision.ID}, After: []board.ID{first.ID}, Ideas: []board.ID{9, 8}}})
		})
		want := board.Measure{ID: made.ID, Board: b.ID, Number: 2, Title: "WLAN", Text: "Überall.\n\n- auch hier", Author: b.people[1].ID, At: w.clock.Now(), Version: 1,
			State: board.MeasureIdea, Moved: w.clock.Now(),
			Links: board.MeasureLinks{Fields: []board.ID{school.ID, bus.ID}, Statements: []board.ID{vision.ID}, After: []board.ID{first.ID}, Ideas: []board.ID{8, 9}}}
		for how, read := range map[string]func(tx *storage.Tx) (board.Measure, error){
			"by id":     func(tx *storage.Tx) (board.Measure, error) { return tx.Measure(made.ID) },
			"by number": func(tx *storage.Tx) (board.Measure, error) { return tx.MeasureNumber(b.ID, 2) },
			"in a list": func(tx *storage.Tx) (board.Measure, error) {
				all, err := tx.Measures(b.ID)
				if err == nil && len(all) != 2 {
					t.Errorf("%d measures", len(all))
				}
				return all[len(all)-1], err
			},
		} {
			if diff := cmp.Diff(want, read1(w, read)); diff != "" {
				t.Errorf("%s: %s", how, diff)
			}
		}
		if n := w.measure(other, "Anderswo").Number; n != 1 {
			t.Errorf("the first of another board has the number %d", n)
		}
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.LockMeasure(other.ID, made.ID); return err }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("locked from another board: %v", err)
		}
		history := read1(w, func(tx *storage.Tx) ([]board.Revision, error) {
			return tx.Revisions(b.ID, storage.Entity("measure", made.ID), 10)
		})
		if len(history) != 1 || history[0].What != "added" || history[0].Text != want.Text || history[0].Detail != "idea" {
			t.Errorf("history %+v", history)
		}
	},
	"measures are found by a part of the title, in their board": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		w.measure(b, "Glasfaser für Schulen")
		w.measure(b, "WLAN im Bürgerbüro")
		w.measure(other, "Glasfaser")
		for part, want := range map[string]int{"GLAS": 1, "buergerbuero": 1, "": 2, "%": 0} {
			found := read1(w, func(tx *storage.Tx) ([]board.Measure, error) { return tx.MeasuresTitled(b.ID, part, 10) })
			if len(found) != want {
				t.Errorf("%q finds %d, want %d", part, len(found), want)
			}
		}
	},
	"a revised measure has new text and links, and keeps where it came from": func(t *testing.T, w *world) {
		b := w.beirat("one")
		first, school := w.measure(b, "Glasfaser"), w.field(b, 0, "Schule")
		vision := w.statement(b, w.visionRound(b, 2), "Alle sind am Netz.")
		m := write1(w, func(tx *storage.Tx) (board.Measure, error) {
			return tx.CreateMeasure(board.Measure{Board: b.ID, Title: "WLAN", State: board.MeasureIdea, Links: board.MeasureLinks{Fields: []board.ID{school.ID}, Ideas: []board.ID{8}}})
		})
		w.clock.move(time.Hour)
		m.Title, m.Text, m.Version, m.Links = "WLAN überall", "Auch im Freibad.", 2, board.MeasureLinks{Statements: []board.ID{vision.ID}, After: []board.ID{first.ID}, Ideas: []board.ID{8}}
		changed := m
		changed.Links.Ideas, changed.State, changed.Version = []board.ID{99}, board.MeasureDone, 7
		w.write(func(tx *storage.Tx) error { return tx.ReviseMeasure(changed) })
		if diff := cmp.Diff(m, read1(w, func(tx *storage.Tx) (board.Measure, error) { return tx.Measure(m.ID) })); diff != "" {
			t.Error(diff)
		}
		if found := read1(w, func(tx *storage.Tx) ([]board.Measure, error) { return tx.MeasuresTitled(b.ID, "ueberall", 10) }); len(found) != 1 {
			t.Errorf("found %+v", found)
		}
		if err := w.try(func(tx *storage.Tx) error { m.Board = 4711; return tx.ReviseMeasure(m) }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("of another board: %v", err)
		}
	},
	"a moved measure has its state with reason and time, and a history of all": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.measure(b, "Glasfaser")
		w.clock.move(time.Hour)
		m.State, m.Why, m.Moved = board.MeasureDropped, "zu teuer", w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.MoveMeasure(m) })
		if diff := cmp.Diff(m, read1(w, func(tx *storage.Tx) (board.Measure, error) { return tx.Measure(m.ID) })); diff != "" {
			t.Error(diff)
		}
		history := read1(w, func(tx *storage.Tx) ([]board.Revision, error) {
			return tx.Revisions(b.ID, storage.Entity("measure", m.ID), 10)
		})
		if len(history) != 2 || history[0].What != "moved.dropped" || history[0].Detail != "zu teuer" || history[0].Person != 77 {
			t.Errorf("history %+v", history)
		}
	},
	"of two that move a measure at once one waits for the other": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.measure(b, "Glasfaser")
		var moved [8]bool
		atOnce(8, func(i int) {
			err := w.try(func(tx *storage.Tx) error {
				m, err := tx.LockMeasure(b.ID, m.ID)
				if err != nil {
					return err
				}
				if err := m.MayMove(board.MeasureInProgress, ""); err != nil {
					return err
				}
				m.State = board.MeasureInProgress
				return tx.MoveMeasure(m)
			})
			if moved[i] = err == nil; err != nil && !errors.Is(err, board.ErrSameState) {
				t.Error(err)
			}
		})
		if n := len(slices.DeleteFunc(moved[:], func(did bool) bool { return !did })); n != 1 {
			t.Errorf("%d of them moved it", n)
		}
	},
	"a round gives places until the next one does, and each counts once": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		one, two, three := w.measure(b, "Eins"), w.measure(b, "Zwei"), w.measure(b, "Drei")
		first, void, second := w.poll(b, "Erste"), w.poll(b, "Ungültig"), w.poll(b, "Zweite")
		end := func(of, poll board.ID, places map[board.ID]int) error {
			w.clock.move(time.Hour)
			return w.try(func(tx *storage.Tx) error { return tx.EndRound(of, poll, places) })
		}
		w.must(end(b.ID, first.ID, map[board.ID]int{one.ID: 2, two.ID: 1}))
		if err := end(b.ID, first.ID, map[board.ID]int{three.ID: 1}); !errors.Is(err, storage.ErrExists) {
			t.Errorf("the same round again: %v", err)
		}
		w.must(end(b.ID, void.ID, nil))
		if last := read1(w, func(tx *storage.Tx) (storage.Round, error) { return tx.LastRound(b.ID) }); last.Poll != first.ID || !last.Ordered {
			t.Errorf("the last round is %+v", last)
		}
		if round := read1(w, func(tx *storage.Tx) (storage.Round, error) { return tx.Round(b.ID, void.ID) }); round != (storage.Round{Poll: void.ID, Over: w.clock.Now()}) {
			t.Errorf("the void round is %+v", round)
		}
		w.must(end(b.ID, second.ID, map[board.ID]int{three.ID: 1, one.ID: 2}))
		var order []string
		for _, m := range board.Roadmap(read1(w, func(tx *storage.Tx) ([]board.Measure, error) { return tx.Measures(b.ID) })) {
			order = append(order, m.Title)
		}
		if diff := cmp.Diff([]string{"Drei", "Eins", "Zwei"}, order); diff != "" {
			t.Error(diff)
		}
		got := read1(w, func(tx *storage.Tx) (board.Measure, error) { return tx.Measure(two.ID) })
		if got.Place != 1 || got.Round != first.ID {
			t.Errorf("what was in the first round only: %+v", got)
		}
		if err := end(other.ID, w.poll(other, "Fremd").ID, map[board.ID]int{one.ID: 1}); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("a measure of another board: %v", err)
		}
	},
	"an idea knows what became of it": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		for _, of := range []beirat{b, other} {
			write1(w, func(tx *storage.Tx) (board.Measure, error) {
				return tx.CreateMeasure(board.Measure{Board: of.ID, Title: "Aus " + of.Name, State: board.MeasureIdea, Links: board.MeasureLinks{Ideas: []board.ID{4, 6}}})
			})
		}
		if of := read1(w, func(tx *storage.Tx) ([]board.Measure, error) { return tx.MeasuresOfIdea(b.ID, 6) }); len(of) != 1 || of[0].Title != "Aus one" {
			t.Errorf("%+v", of)
		}
	},
}
