package storagetest

import (
	"context"
	"errors"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"beirat/board"
	"beirat/storage"
)

// strategyReads are the methods of Tx of these things that change nothing.
const strategyReads = " Phases ConsentOf Consenting Strategy StrategyVersion Strategies StrategyNamed Writers StrategiesNaming Submission SubmissionNumber Submissions SubmissionsTo Considerations "

// strategyChanges are a call of every other one.
func (w *world) strategyChanges(b beirat) map[string]func(tx *storage.Tx) error {
	sent := w.submission(b, "Hauptausschuss", 3)
	return map[string]func(tx *storage.Tx) error{
		"OpenPhase": func(tx *storage.Tx) error {
			_, err := tx.OpenPhase(board.PhaseOpening{Board: b.ID, Phase: board.PhaseVision, Person: b.people[0].ID})
			return err
		},
		"SaveConsent": func(tx *storage.Tx) error {
			return tx.SaveConsent(board.Consent{Board: b.ID, Person: b.people[0].ID, Given: true, Version: 1})
		},
		"SaveStrategy": func(tx *storage.Tx) error {
			_, err := tx.SaveStrategy(board.Strategy{Board: b.ID, Version: 4711, Person: b.people[0].ID}, []board.ID{b.people[1].ID})
			return err
		},
		"Submit": func(tx *storage.Tx) error {
			_, err := tx.Submit(board.Submission{Board: b.ID, Strategy: sent.Strategy, Committee: "Rat", Day: day(2026, 12, 3), Person: b.people[0].ID})
			return err
		},
		"Consider": func(tx *storage.Tx) error {
			_, err := tx.Consider(board.Consideration{Submission: sent.ID, Outcome: board.ConsideredNoted, Day: day(2026, 12, 3), Person: b.people[0].ID})
			return err
		},
	}
}

// version keeps the next version of a board's strategy.
func (w *world) version(b beirat, content string, named ...board.ID) board.Strategy {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Strategy, error) {
		last, err := tx.Strategies(b.ID, 0, 1)
		w.must(err)
		next := 1
		if len(last) > 0 {
			next = last[0].Version + 1
		}
		return tx.SaveStrategy(board.Strategy{Board: b.ID, Version: next, Content: content, Checksum: "sum of " + content, Phase: board.PhaseFields,
			Person: b.people[0].ID, Made: w.clock.Now()}, named)
	})
}

// submission sends a new version to a committee, on a day of December.
func (w *world) submission(b beirat, committee string, on int) board.Submission {
	w.Helper()
	s := w.version(b, committee)
	return write1(w, func(tx *storage.Tx) (board.Submission, error) {
		return tx.Submit(board.Submission{Board: b.ID, Strategy: s.ID, Committee: committee, Day: day(2026, 12, on), Person: b.people[0].ID})
	})
}

var strategy = map[string]func(*testing.T, *world){
	"phases are listed with the last one first, each board's own": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		p := w.poll(b, "Soll die Phase beginnen?")
		var want []board.PhaseOpening
		for _, o := range []board.PhaseOpening{
			{Board: b.ID, Phase: board.PhaseVision, Basis: "Beschluss", Person: b.people[0].ID},
			{Board: b.ID, Phase: board.PhaseFields, Poll: p.ID},
		} {
			opened := write1(w, func(tx *storage.Tx) (board.PhaseOpening, error) { return tx.OpenPhase(o) })
			if opened.ID == 0 || !opened.Opened.Equal(w.clock.Now()) {
				t.Errorf("opened %+v", opened)
			}
			want = append([]board.PhaseOpening{opened}, want...)
			w.clock.move(time.Hour)
		}
		if d := cmp.Diff(want, w.phases(b, 8)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		if last := w.phases(b, 1); len(last) != 1 || last[0].Phase != board.PhaseFields {
			t.Errorf("the last one is %+v", last)
		}
		if none := w.phases(other, 8); len(none) != 0 {
			t.Errorf("another board has %+v", none)
		}
	},
	"a poll opens one phase only": func(t *testing.T, w *world) {
		b := w.beirat("one")
		o := board.PhaseOpening{Board: b.ID, Phase: board.PhaseVision, Poll: w.poll(b, "Soll sie?").ID}
		w.write(func(tx *storage.Tx) error { _, err := tx.OpenPhase(o); return err })
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.OpenPhase(o); return err }); !errors.Is(err, storage.ErrExists) {
			t.Errorf("the second time: %v", err)
		}
	},
	"of consent the last word holds, in this board, also of who became somebody else": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		first, second := w.meet("chat", "first"), w.meet("elsewhere", "second")
		says := func(person board.ID, given bool) {
			w.write(func(tx *storage.Tx) error {
				return tx.SaveConsent(board.Consent{Board: b.ID, Person: person, Given: given, Version: 1})
			})
		}
		if c := w.consent(b, first.ID); !c.Said.IsZero() || c.Given {
			t.Errorf("nothing was said: %+v", c)
		}
		says(b.people[0].ID, true)
		says(b.people[1].ID, true)
		says(b.people[1].ID, false)
		says(second.ID, true)
		if c := w.consent(b, 0); !c.Said.IsZero() {
			t.Errorf("nobody said %+v", c)
		}
		if d := cmp.Diff(map[board.ID]string{b.people[0].ID: b.people[0].Name, second.ID: "second"}, w.consenting(b)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		stays, err := w.join(first.ID, second.ID)
		w.must(err)
		if c := w.consent(b, stays); !c.Given || c.Version != 1 || !c.Said.Equal(w.clock.Now()) {
			t.Errorf("as one person: %+v", c)
		}
		named := w.consenting(b)
		if named[first.ID] != named[second.ID] || named[stays] == "" {
			t.Errorf("as one person: %v", named)
		}
		says(stays, false)
		if named := w.consenting(b); len(named) != 1 {
			t.Errorf("taken back: %v", named)
		}
		if named := w.consenting(other); len(named) != 0 {
			t.Errorf("in another board: %v", named)
		}
		w.write(func(tx *storage.Tx) error { _, err := tx.Part(stays, "", ""); return err })
		if named := w.consenting(b); len(named) != 1 || w.consent(b, second.ID).Given || w.consent(b, first.ID).Given {
			t.Errorf("taken back as one person, named as two: %v", named)
		}
	},
	"a version of the strategy is found by its number, with all of its content": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		first := w.version(b, "Grüße\n# \\ ' \" 😀")
		w.clock.move(time.Hour)
		second := w.version(b, "zwei", b.people[2].ID, b.people[1].ID)
		got := read1(w, func(tx *storage.Tx) (board.Strategy, error) { return tx.StrategyVersion(b.ID, 1) })
		if d := cmp.Diff(first, got, cmpopts.EquateApproxTime(0)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		if got := read1(w, func(tx *storage.Tx) (board.Strategy, error) { return tx.Strategy(second.ID) }); got.Content != "zwei" {
			t.Errorf("by its id: %+v", got)
		}
		list := read1(w, func(tx *storage.Tx) ([]board.Strategy, error) { return tx.Strategies(b.ID, 0, 5) })
		if len(list) != 2 || list[0].Version != 2 || list[1].Version != 1 || list[0].Content != "" {
			t.Errorf("the list is %+v", list)
		}
		if list := read1(w, func(tx *storage.Tx) ([]board.Strategy, error) { return tx.Strategies(b.ID, 2, 5) }); len(list) != 1 || list[0].Version != 1 {
			t.Errorf("before the second: %+v", list)
		}
		if named := read1(w, func(tx *storage.Tx) ([]board.ID, error) { return tx.StrategyNamed(second.ID) }); !cmp.Equal(named, []board.ID{b.people[1].ID, b.people[2].ID}) {
			t.Errorf("named are %v", named)
		}
		if naming := read1(w, func(tx *storage.Tx) ([]board.Strategy, error) { return tx.StrategiesNaming(b.ID, b.people[1].ID) }); len(naming) != 1 || naming[0].Version != 2 {
			t.Errorf("versions with the name: %+v", naming)
		}
		for _, person := range []board.ID{0, b.people[0].ID} {
			if naming := read1(w, func(tx *storage.Tx) ([]board.Strategy, error) { return tx.StrategiesNaming(b.ID, person) }); len(naming) != 0 {
				t.Errorf("versions that name person %d: %+v", person, naming)
			}
		}
		w.read(func(tx *storage.Tx) error {
			if _, err := tx.StrategyVersion(other.ID, 1); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("in another board: %v", err)
			}
			return nil
		})
	},
	"writers are those with a seat who wrote, by group and name, in this board": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		office := w.person("office")
		as := func(person board.ID, do func(tx *storage.Tx) error) {
			w.must(w.db.Write(context.Background(), storage.By{Person: person}, do))
		}
		as(b.people[6].ID, func(tx *storage.Tx) error {
			f, err := tx.DefineField(board.Field{Board: b.ID, Title: "Feld", Text: "Text", Definers: []board.Definer{{Person: b.people[6], Seat: b.seats[6].ID}}}, w.clock.Now())
			w.must(err)
			_, err = tx.AddContribution(board.Contribution{Board: b.ID, Field: f.ID, Author: b.people[6], Text: "Mehr", Written: w.clock.Now()}, b.seats[6].ID)
			return err
		})
		for _, person := range []board.ID{b.people[1].ID, b.people[0].ID, office.ID} {
			as(person, func(tx *storage.Tx) error {
				_, err := tx.CreateMeasure(board.Measure{Board: b.ID, Title: "Maßnahme", Text: "Text", State: board.MeasureIdea, Author: person})
				return err
			})
		}
		as(other.people[3].ID, func(tx *storage.Tx) error {
			_, err := tx.CreateMeasure(board.Measure{Board: other.ID, Title: "Maßnahme", Text: "Text", State: board.MeasureIdea, Author: other.people[3].ID})
			return err
		})
		w.idea(b, 7, "Bänke") // of which nothing was made
		sent := w.idea(b, 8, "Brunnen")
		as(b.people[0].ID, func(tx *storage.Tx) error {
			_, err := tx.CreateMeasure(board.Measure{Board: b.ID, Title: "Brunnen", State: board.MeasureIdea, Links: board.MeasureLinks{Ideas: []board.ID{sent.ID}}})
			return err
		})
		w.write(func(tx *storage.Tx) error { return tx.LeaveSeat(b.seats[1].ID) }) // wrote, and has left
		var got []string
		for _, one := range read1(w, func(tx *storage.Tx) ([]storage.Writer, error) { return tx.Writers(b.ID) }) {
			got = append(got, one.Person.Name+" "+one.Group.Key)
		}
		want := []string{b.people[0].Name + " citizens", b.people[1].Name + " citizens", b.people[6].Name + " business", b.people[8].Name + " business"}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	},
	"a committee gets one version a day, however it is written": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		sent := w.submission(b, "Digitalausschuss", 3)
		if sent.Number != 1 || sent.ID == 0 {
			t.Errorf("sent %+v", sent)
		}
		again := board.Submission{Board: b.ID, Strategy: sent.Strategy, Committee: "digitalausschuß ", Day: day(2026, 12, 3), Person: b.people[1].ID}
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.Submit(again); return err }); !errors.Is(err, storage.ErrExists) {
			t.Errorf("the same day: %v", err)
		}
		again.Day = day(2026, 12, 4)
		next := write1(w, func(tx *storage.Tx) (board.Submission, error) { return tx.Submit(again) })
		if next.Number != 2 {
			t.Errorf("the next day: %+v", next)
		}
		w.submission(other, "Digitalausschuss", 3)
		list := read1(w, func(tx *storage.Tx) ([]board.Submission, error) { return tx.SubmissionsTo(b.ID, "DIGITAL", 5) })
		if len(list) != 2 || list[0].Number != 2 || !list[0].Day.Equal(again.Day) || list[0].Version != 1 || list[0].Last != "" {
			t.Errorf("the list is %+v", list)
		}
		if list := read1(w, func(tx *storage.Tx) ([]board.Submission, error) { return tx.SubmissionsTo(b.ID, "rat", 5) }); len(list) != 0 {
			t.Errorf("to another committee: %+v", list)
		}
		if got := read1(w, func(tx *storage.Tx) (board.Submission, error) { return tx.SubmissionNumber(b.ID, 1) }); got.ID != sent.ID {
			t.Errorf("number 1 is %+v", got)
		}
	},
	"every result of a submission is kept, and the last one is told beside it": func(t *testing.T, w *world) {
		b := w.beirat("one")
		sent := w.submission(b, "Rat", 3)
		var want []board.Consideration
		for _, c := range []board.Consideration{
			{Submission: sent.ID, Outcome: board.ConsideredPostponed, Day: day(2026, 12, 4), Person: b.people[0].ID},
			{Submission: sent.ID, Outcome: board.ConsideredChanged, Day: day(2026, 12, 11), Reference: "X/12", Note: "Ö", Passage: "Leitsatz 2",
				Before: "soll", After: "wird", Person: b.people[1].ID},
		} {
			want = append(want, write1(w, func(tx *storage.Tx) (board.Consideration, error) { return tx.Consider(c) }))
		}
		got := read1(w, func(tx *storage.Tx) ([]board.Consideration, error) {
			return tx.Considerations(sent.ID, day(2026, 12, 4).Location())
		})
		if d := cmp.Diff(want, got, cmpopts.EquateApproxTime(0)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		if now := read1(w, func(tx *storage.Tx) (board.Submission, error) { return tx.Submission(sent.ID) }); now.Last != board.ConsideredChanged {
			t.Errorf("the last one is %q", now.Last)
		}
		if all := read1(w, func(tx *storage.Tx) ([]board.Submission, error) { return tx.Submissions(b.ID, 5) }); len(all) != 1 || all[0].Last != board.ConsideredChanged {
			t.Errorf("listed: %+v", all)
		}
	},
}

func (w *world) phases(b beirat, limit int) []board.PhaseOpening {
	w.Helper()
	return read1(w, func(tx *storage.Tx) ([]board.PhaseOpening, error) { return tx.Phases(b.ID, limit) })
}

func (w *world) consent(b beirat, person board.ID) board.Consent {
	w.Helper()
	return read1(w, func(tx *storage.Tx) (board.Consent, error) { return tx.ConsentOf(b.ID, person) })
}

func (w *world) consenting(b beirat) map[board.ID]string {
	w.Helper()
	return maps.Clone(read1(w, func(tx *storage.Tx) (map[board.ID]string, error) { return tx.Consenting(b.ID) }))
}
