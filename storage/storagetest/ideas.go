package storagetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// ideaReads are the methods of Tx of these things that change nothing.
const ideaReads = " Idea IdeaNumber Ideas OpenIdeas IdeasTitled Bundled MeasureIdeas Sifted IdeasOf "

// ideaChanges are a call of every other one.
func (w *world) ideaChanges(b beirat) map[string]func(tx *storage.Tx) error {
	one, other, third := w.idea(b, 0, "Bänke"), w.idea(b, 1, "Brunnen"), w.idea(b, 2, "Bäume")
	bundle := write1(w, func(tx *storage.Tx) (board.Idea, error) {
		return tx.Bundle(board.Idea{Board: b.ID, Title: "Grün", Sender: b.people[0].ID}, []board.Idea{third})
	})
	return map[string]func(tx *storage.Tx) error{
		"CreateIdea": func(tx *storage.Tx) error {
			_, err := tx.CreateIdea(board.Idea{Board: b.ID, Kind: board.Problem, Text: "Das Licht am Markt", Sender: b.people[0].ID})
			return err
		},
		"LockIdea": func(tx *storage.Tx) error { _, err := tx.LockIdea(one.ID); return err },
		"Bundle": func(tx *storage.Tx) error {
			_, err := tx.Bundle(board.Idea{Board: b.ID, Title: "Markt", Sender: b.people[0].ID}, []board.Idea{one, other})
			return err
		},
		"Unbundle":  func(tx *storage.Tx) error { return tx.Unbundle(bundle) },
		"NextRound": func(tx *storage.Tx) error { _, err := tx.NextRound(b.ID); return err },
		"SiftIdea":  func(tx *storage.Tx) error { return tx.SiftIdea(one, 1) },
		"AnswerIdea": func(tx *storage.Tx) error {
			one.State = board.IdeaDropped
			return tx.AnswerIdea(one)
		},
	}
}

// idea is one that somebody of the board sends.
func (w *world) idea(b beirat, person int, text string) board.Idea {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Idea, error) {
		return tx.CreateIdea(board.Idea{Board: b.ID, Kind: board.PlainIdea, Text: text, Sender: b.people[person].ID})
	})
}

func (w *world) ideaNow(id board.ID) board.Idea {
	w.Helper()
	return read1(w, func(tx *storage.Tx) (board.Idea, error) { return tx.Idea(id) })
}

// numbersOf are the numbers of a list of ideas.
func (w *world) numbersOf(list func(tx *storage.Tx) ([]board.Idea, error)) []int {
	w.Helper()
	var numbers []int
	for _, i := range read1(w, list) {
		numbers = append(numbers, i.Number)
	}
	return numbers
}

var ideas = map[string]func(*testing.T, *world){
	"an idea is kept as it was sent, and numbered within its board": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		w.idea(other, 0, "Anderswo")
		w.idea(b, 0, "Zuerst")
		sent := board.Idea{Board: b.ID, Kind: board.Problem, Text: "Die Tür klemmt.\n- links\n- rechts", Occasion: "Impuls", Sender: b.people[1].ID}
		made := write1(w, func(tx *storage.Tx) (board.Idea, error) { return tx.CreateIdea(sent) })
		sent.ID, sent.Number, sent.State, sent.Sent = made.ID, 2, board.IdeaOpen, w.clock.Now()
		if diff := cmp.Diff(sent, w.ideaNow(made.ID)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(sent, read1(w, func(tx *storage.Tx) (board.Idea, error) { return tx.IdeaNumber(b.ID, 2) })); diff != "" {
			t.Error(diff)
		}
		w.read(func(tx *storage.Tx) error {
			if _, err := tx.IdeaNumber(other.ID, 2); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("of another board: %v", err)
			}
			return nil
		})
	},
	"the same sent twice, even at once, is one idea as long as nobody has answered": func(t *testing.T, w *world) {
		b := w.beirat("one")
		errs := make([]error, 6)
		atOnce(len(errs), func(i int) {
			errs[i] = w.try(func(tx *storage.Tx) error {
				_, err := tx.CreateIdea(board.Idea{Board: b.ID, Kind: board.PlainIdea, Text: []string{"Mehr Bänke", "mehr  bänke."}[i%2], Sender: b.people[0].ID})
				return err
			})
		})
		kept := 0
		for _, err := range errs {
			switch {
			case err == nil:
				kept++
			case !errors.Is(err, storage.ErrExists):
				t.Error(err)
			}
		}
		if kept != 1 {
			t.Errorf("%d were kept", kept)
		}
		if again := w.idea(b, 1, "Mehr Bänke"); again.Number != 2 {
			t.Errorf("of somebody else: number %d", again.Number)
		}
		first := read1(w, func(tx *storage.Tx) (board.Idea, error) { return tx.IdeaNumber(b.ID, 1) })
		first.State = board.IdeaDropped
		w.write(func(tx *storage.Tx) error { return tx.AnswerIdea(first) })
		if again := w.idea(b, 0, "Mehr Bänke"); again.Number != 3 {
			t.Errorf("after an answer: number %d", again.Number)
		}
	},
	"of many who put an idea to the vote at once one does": func(t *testing.T, w *world) {
		b := w.beirat("one")
		idea := w.idea(b, 0, "Bänke")
		atOnce(8, func(int) {
			err := w.try(func(tx *storage.Tx) error {
				now, err := tx.LockIdea(idea.ID)
				if err != nil || now.Poll != 0 {
					return err
				}
				_, err = tx.CreatePoll(board.Poll{Board: b.ID, Question: "Behalten?", State: board.Open, About: board.Subject{Kind: board.AboutIdea, ID: idea.ID}}, nil)
				return errors.Join(err, tx.SiftIdea(now, 1))
			})
			if err != nil {
				t.Error(err)
			}
		})
		if polls := read1(w, func(tx *storage.Tx) ([]board.Poll, error) { return tx.OpenPolls(b.ID) }); len(polls) != 1 {
			t.Errorf("%d votes about one idea", len(polls))
		}
	},
	"ideas are listed by state, found by a part, and those of a bundle stand in it": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		w.idea(other, 0, "Bänke")
		bench, well, tree := w.idea(b, 0, "Mehr BÄNKE"), w.idea(b, 1, "Ein Brunnen"), w.idea(b, 2, "Bäume")
		tree.State = board.IdeaLater
		w.write(func(tx *storage.Tx) error { return tx.AnswerIdea(tree) })
		list := func(states ...board.IdeaState) []int {
			return w.numbersOf(func(tx *storage.Tx) ([]board.Idea, error) { return tx.Ideas(b.ID, states, 0, 10) })
		}
		if diff := cmp.Diff([]int{2, 1}, list(board.IdeaOpen)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int{3, 2, 1}, list(board.IdeaOpen, board.IdeaLater)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int{1}, w.numbersOf(func(tx *storage.Tx) ([]board.Idea, error) {
			return tx.Ideas(b.ID, []board.IdeaState{board.IdeaOpen}, 2, 10)
		})); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int{1}, w.numbersOf(func(tx *storage.Tx) ([]board.Idea, error) { return tx.IdeasTitled(b.ID, "baenke", 10) })); diff != "" {
			t.Error(diff)
		}
		bundle := write1(w, func(tx *storage.Tx) (board.Idea, error) {
			return tx.Bundle(board.Idea{Board: b.ID, Title: "Am Markt", Sender: b.people[5].ID}, []board.Idea{bench, well})
		})
		if bundle.Number != 4 || bundle.Kind != board.IdeaBundle {
			t.Errorf("%+v", bundle)
		}
		if diff := cmp.Diff([]int{4}, list(board.IdeaOpen)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int{1, 2}, w.numbersOf(func(tx *storage.Tx) ([]board.Idea, error) { return tx.Bundled(bundle.ID) })); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int{1}, w.numbersOf(func(tx *storage.Tx) ([]board.Idea, error) { return tx.IdeasOf(b.ID, b.people[0].ID, 10) })); diff != "" {
			t.Error(diff)
		}
	},
	"a bundle that is put into another is undone, and one that is taken apart lets its ideas go": func(t *testing.T, w *world) {
		b := w.beirat("one")
		one, two, three := w.idea(b, 0, "Eins"), w.idea(b, 1, "Zwei"), w.idea(b, 2, "Drei")
		make := func(title string, of ...board.Idea) board.Idea {
			return write1(w, func(tx *storage.Tx) (board.Idea, error) {
				return tx.Bundle(board.Idea{Board: b.ID, Title: title, Sender: b.people[0].ID}, of)
			})
		}
		inner, outer := make("Innen", one, two), make("Außen", three)
		outer.Title = "Alles"
		outer = write1(w, func(tx *storage.Tx) (board.Idea, error) { return tx.Bundle(outer, []board.Idea{outer, inner}) })
		if diff := cmp.Diff([]int{1, 2, 3}, w.numbersOf(func(tx *storage.Tx) ([]board.Idea, error) { return tx.Bundled(outer.ID) })); diff != "" {
			t.Error(diff)
		}
		if gone := w.ideaNow(inner.ID); gone.State != board.IdeaUndone {
			t.Errorf("%+v", gone)
		}
		if found := w.numbersOf(func(tx *storage.Tx) ([]board.Idea, error) { return tx.IdeasTitled(b.ID, "Innen", 10) }); found != nil {
			t.Errorf("found %v", found)
		}
		if now := w.ideaNow(outer.ID); now.Title != "Alles" {
			t.Errorf("%+v", now)
		}
		w.write(func(tx *storage.Tx) error { return tx.Unbundle(outer) })
		if diff := cmp.Diff([]int{1, 2, 3}, w.numbersOf(func(tx *storage.Tx) ([]board.Idea, error) { return tx.OpenIdeas(b.ID, 10) })); diff != "" {
			t.Error(diff)
		}
	},
	"what came of a bundle came of everything in it, and leads from the measure to the ideas": func(t *testing.T, w *world) {
		b := w.beirat("one")
		one, two := w.idea(b, 0, "Eins"), w.idea(b, 1, "Zwei")
		alone := w.idea(b, 2, "Drei")
		bundle := write1(w, func(tx *storage.Tx) (board.Idea, error) {
			return tx.Bundle(board.Idea{Board: b.ID, Title: "Beides", Sender: b.people[0].ID}, []board.Idea{one, two})
		})
		round := write1(w, func(tx *storage.Tx) (int, error) { return tx.NextRound(b.ID) })
		w.write(func(tx *storage.Tx) error { return tx.SiftIdea(bundle, round) })
		poll := write1(w, func(tx *storage.Tx) (board.Poll, error) {
			return tx.CreatePoll(board.Poll{Board: b.ID, Question: "Behalten?", State: board.Open, About: board.Subject{Kind: board.AboutIdea, ID: bundle.ID}}, nil)
		})
		if now := w.ideaNow(bundle.ID); now.Poll != poll.ID || now.Round != round {
			t.Errorf("%+v", now)
		}
		if diff := cmp.Diff([]int{3}, w.numbersOf(func(tx *storage.Tx) ([]board.Idea, error) { return tx.OpenIdeas(b.ID, 10) })); diff != "" {
			t.Error(diff)
		}
		poll.State = board.Closed
		w.write(func(tx *storage.Tx) error { return tx.SavePoll(poll) })
		w.clock.move(time.Hour)
		bundle.State, bundle.Answer = board.IdeaKept, "Gern."
		measure := write1(w, func(tx *storage.Tx) (board.Measure, error) {
			return tx.CreateMeasure(board.Measure{Board: b.ID, Title: "Beides", State: board.MeasureIdea,
				Links: board.MeasureLinks{Ideas: []board.ID{one.ID, two.ID, bundle.ID}}})
		})
		w.write(func(tx *storage.Tx) error { return tx.AnswerIdea(bundle) })
		for _, id := range []board.ID{bundle.ID, one.ID, two.ID} {
			if i := w.ideaNow(id); i.State != board.IdeaKept || i.Answer != "Gern." || i.Measure != measure.ID || i.Poll != 0 || !i.Answered.Equal(w.clock.Now()) {
				t.Errorf("%+v", i)
			}
		}
		if i := w.ideaNow(alone.ID); i.State != board.IdeaOpen {
			t.Errorf("%+v", i)
		}
		if diff := cmp.Diff([]int{1, 2, 4}, w.numbersOf(func(tx *storage.Tx) ([]board.Idea, error) { return tx.MeasureIdeas(measure.ID) })); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int{4}, w.numbersOf(func(tx *storage.Tx) ([]board.Idea, error) { return tx.Sifted(b.ID, round) })); diff != "" {
			t.Error(diff)
		}
		if history := read1(w, func(tx *storage.Tx) ([]board.Revision, error) {
			return tx.Revisions(b.ID, storage.Entity("idea", bundle.ID), 10)
		}); len(history) != 3 || history[0].What != "kept" || history[0].Text != "Gern." {
			t.Errorf("%+v", history)
		}
	},
}
