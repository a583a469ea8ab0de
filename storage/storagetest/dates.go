package storagetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// dateReads are the methods of Tx of dates and days that change nothing.
const dateReads = " SchoolHolidays DateSearch LockDateSearch OpenDateSearch LastDateSearch OpenDateSearches DateAnswers "

// dateChanges are a call of every other one.
func (w *world) dateChanges(b beirat) map[string]func(tx *storage.Tx) error {
	m, other := w.meeting(b, time.Time{}), w.meeting(b, time.Time{})
	s := w.dateSearch(b, m)
	return map[string]func(tx *storage.Tx) error{
		"CreateDateSearch": func(tx *storage.Tx) error {
			_, err := tx.CreateDateSearch(board.DateSearch{Board: b.ID, Meeting: other.ID, Closes: day(2026, 11, 27)})
			return err
		},
		"SaveDateSearch":       func(tx *storage.Tx) error { return tx.SaveDateSearch(s) },
		"AnswerDates":          func(tx *storage.Tx) error { return w.says(tx, s, b.people[0].ID, board.CanCome) },
		"ForgetDateAnswers":    func(tx *storage.Tx) error { return tx.ForgetDateAnswers(b.ID, m.ID) },
		"ImportSchoolHolidays": func(tx *storage.Tx) error { return tx.ImportSchoolHolidays(b.ID, christmas()) },
		"RemoveSchoolHolidays": func(tx *storage.Tx) error { return tx.RemoveSchoolHolidays(b.ID) },
	}
}

// dateSearch is one for a meeting, over two dates on both sides of a clock change.
func (w *world) dateSearch(b beirat, m board.Meeting) board.DateSearch {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.DateSearch, error) {
		return tx.CreateDateSearch(board.DateSearch{Board: b.ID, Meeting: m.ID, Closes: day(2026, 11, 27).Add(18 * time.Hour), Options: []board.DateOption{
			{Number: 1, Starts: day(2027, 3, 25).Add(18 * time.Hour)}, {Number: 2, Starts: day(2027, 4, 1).Add(18 * time.Hour)},
		}})
	})
}

// says answers every date of a search alike.
func (w *world) says(tx *storage.Tx, s board.DateSearch, person board.ID, answer board.Availability) error {
	all := map[board.ID]board.Availability{}
	for _, o := range s.Options {
		all[o.ID] = answer
	}
	return tx.AnswerDates(s, person, all)
}

func christmas() []board.SchoolHoliday {
	return []board.SchoolHoliday{{Name: "Weihnachtsferien", First: day(2026, 12, 23), Last: day(2027, 1, 6)}, {Name: "Pfingstferien", First: day(2027, 5, 18), Last: day(2027, 5, 18)}}
}

var dates = map[string]func(*testing.T, *world){
	"a search keeps its dates as the clock on the wall shows them, and one at a time is open for a meeting": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, time.Time{})
		s := w.dateSearch(b, m)
		want := board.DateSearch{ID: s.ID, Board: b.ID, Meeting: m.ID, State: board.SearchOpen, By: 77, Opened: w.clock.Now().In(day(2026, 1, 1).Location()),
			Closes: day(2026, 11, 27).Add(18 * time.Hour), Options: []board.DateOption{
				{ID: s.Options[0].ID, Number: 1, Starts: day(2027, 3, 25).Add(18 * time.Hour)}, {ID: s.Options[1].ID, Number: 2, Starts: day(2027, 4, 1).Add(18 * time.Hour)}}}
		for how, read := range map[string]func(tx *storage.Tx) (board.DateSearch, error){
			"by id": func(tx *storage.Tx) (board.DateSearch, error) { return tx.DateSearch(s.ID) },
			"open":  func(tx *storage.Tx) (board.DateSearch, error) { return tx.OpenDateSearch(m.ID) },
			"last":  func(tx *storage.Tx) (board.DateSearch, error) { return tx.LastDateSearch(m.ID) },
			"of all": func(tx *storage.Tx) (board.DateSearch, error) {
				all, err := tx.OpenDateSearches(b.ID)
				return all[0], err
			},
		} {
			if diff := cmp.Diff(want, read1(w, read)); diff != "" {
				t.Errorf("%s: %s", how, diff)
			}
		}
		second := board.DateSearch{Board: b.ID, Meeting: m.ID, Closes: s.Closes}
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.CreateDateSearch(second); return err }); !errors.Is(err, storage.ErrExists) {
			t.Errorf("a second one: %v", err)
		}
		s.State, s.Ended = board.SearchClosed, w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.SaveDateSearch(s) })
		w.read(func(tx *storage.Tx) error {
			if _, err := tx.OpenDateSearch(m.ID); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("one that is closed is open: %v", err)
			}
			return nil
		})
		if again := w.dateSearch(b, m); again.ID == s.ID || read1(w, func(tx *storage.Tx) (board.DateSearch, error) { return tx.LastDateSearch(m.ID) }).ID != again.ID {
			t.Errorf("search %d after %d", again.ID, s.ID)
		}
	},
	"of several answers of a person to a date the last one counts": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, time.Time{})
		s := w.dateSearch(b, m)
		anna, bert := b.people[0].ID, b.people[1].ID
		w.write(func(tx *storage.Tx) error { return w.says(tx, s, anna, board.CannotCome) })
		w.write(func(tx *storage.Tx) error { return w.says(tx, s, bert, board.CanCome) })
		w.clock.move(time.Minute)
		w.write(func(tx *storage.Tx) error {
			return tx.AnswerDates(s, anna, map[board.ID]board.Availability{s.Options[1].ID: board.IfNeedBe, 999: board.CanCome})
		})
		if diff := cmp.Diff([]string{"1 anna no", "1 bert yes", "2 anna if_need_be", "2 bert yes"}, w.answered(s, map[board.ID]string{anna: "anna", bert: "bert"})); diff != "" {
			t.Error(diff)
		}
		w.write(func(tx *storage.Tx) error { return tx.ForgetDateAnswers(b.ID, m.ID) })
		if left := w.answered(s, nil); len(left) > 0 {
			t.Errorf("of what is forgotten there is %v", left)
		}
	},
	"what two accounts of one person said of a date is one answer, the later one": func(t *testing.T, w *world) {
		b := w.beirat("one")
		s := w.dateSearch(b, w.meeting(b, time.Time{}))
		chat, elsewhere := w.meet("console", "zweite").ID, w.meet("elsewhere", "zweite").ID
		w.write(func(tx *storage.Tx) error { return w.says(tx, s, chat, board.CannotCome) })
		w.clock.move(time.Minute)
		w.write(func(tx *storage.Tx) error {
			return tx.AnswerDates(s, elsewhere, map[board.ID]board.Availability{s.Options[0].ID: board.CanCome})
		})
		stays, err := w.join(chat, elsewhere)
		w.must(err)
		if diff := cmp.Diff([]string{"1 who yes", "2 who no"}, w.answered(s, map[board.ID]string{stays: "who"})); diff != "" {
			t.Error(diff)
		}
	},
	"school holidays that are imported again replace those that they overlap, in their board alone": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		for _, of := range []beirat{b, other} {
			w.write(func(tx *storage.Tx) error { return tx.ImportSchoolHolidays(of.ID, christmas()) })
		}
		if diff := cmp.Diff(christmas(), read1(w, func(tx *storage.Tx) ([]board.SchoolHoliday, error) { return tx.SchoolHolidays(b.ID) })); diff != "" {
			t.Error(diff)
		}
		moved := []board.SchoolHoliday{{Name: "Osterferien", First: day(2027, 3, 22), Last: day(2027, 4, 3)}, {Name: "Weihnachtsferien", First: day(2027, 1, 6), Last: day(2027, 1, 8)}}
		for range 2 {
			w.write(func(tx *storage.Tx) error { return tx.ImportSchoolHolidays(b.ID, moved) })
		}
		want := []board.SchoolHoliday{moved[1], moved[0], christmas()[1]}
		if diff := cmp.Diff(want, read1(w, func(tx *storage.Tx) ([]board.SchoolHoliday, error) { return tx.SchoolHolidays(b.ID) })); diff != "" {
			t.Error(diff)
		}
		var many []board.SchoolHoliday
		for i := range 250 {
			many = append(many, board.SchoolHoliday{Name: fmt.Sprint(i), First: day(2030, 1, 1).AddDate(0, 0, i), Last: day(2030, 1, 1).AddDate(0, 0, i)})
		}
		w.write(func(tx *storage.Tx) error { return tx.ImportSchoolHolidays(b.ID, many) })
		if n := len(read1(w, func(tx *storage.Tx) ([]board.SchoolHoliday, error) { return tx.SchoolHolidays(b.ID) })); n != 253 {
			t.Errorf("%d of many", n)
		}
		w.write(func(tx *storage.Tx) error { return tx.RemoveSchoolHolidays(b.ID) })
		if left := read1(w, func(tx *storage.Tx) ([]board.SchoolHoliday, error) { return tx.SchoolHolidays(b.ID) }); len(left) > 0 {
			t.Errorf("%d are left", len(left))
		}
		if diff := cmp.Diff(christmas(), read1(w, func(tx *storage.Tx) ([]board.SchoolHoliday, error) { return tx.SchoolHolidays(other.ID) })); diff != "" {
			t.Error(diff)
		}
	},
}

// answered are the answers to a search as "number name answer".
func (w *world) answered(s board.DateSearch, names map[board.ID]string) []string {
	w.Helper()
	var said []string
	for _, a := range read1(w, func(tx *storage.Tx) ([]board.DateAnswer, error) { return tx.DateAnswers(s.ID) }) {
		for _, o := range s.Options {
			if o.ID == a.Option {
				said = append(said, fmt.Sprintf("%d %s %s", o.Number, names[a.Person], a.Says))
			}
		}
	}
	return said
}
