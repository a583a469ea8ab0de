package storagetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// visionReads are the methods of Tx of these things that change nothing.
const visionReads = " VisionRounds VisionRound LockVisionRound WorkingGroups WorkingGroup Drawings " +
	"Statement LockStatement StatementNumber Statements StatementsTitled Suggestion SuggestionNumber Suggestions OpenSuggestions "

// visionChanges are a call of every other one.
func (w *world) visionChanges(b beirat) map[string]func(tx *storage.Tx) error {
	r, ends := w.visionRound(b, 10), w.visionRound(b, 10)
	s := w.statement(b, r, "Alles geht online.")
	g := w.suggestion(b, s, "Alles geht auch online.")
	return map[string]func(tx *storage.Tx) error{
		"OpenVisionRound": func(tx *storage.Tx) error {
			_, err := tx.OpenVisionRound(board.VisionRound{Board: b.ID, Groups: 2}, board.Drawing{})
			return err
		},
		"DrawAgain":        func(tx *storage.Tx) error { return tx.DrawAgain(ends, drawing(b, 11, "neu")) },
		"JoinWorkingGroup": func(tx *storage.Tx) error { return tx.JoinWorkingGroup(r, b.seats[10].ID, 1) },
		"EndVisionRound":   func(tx *storage.Tx) error { return tx.EndVisionRound(ends.ID) },
		"ProposeStatement": func(tx *storage.Tx) error {
			_, err := tx.ProposeStatement(board.Statement{Board: b.ID, Round: r.ID, Author: b.people[0], Text: "Neu"})
			return err
		},
		"SaveStatement": func(tx *storage.Tx) error { return tx.SaveStatement(s, board.Revision{What: "revised"}) },
		"Suggest": func(tx *storage.Tx) error {
			_, err := tx.Suggest(board.Suggestion{Board: b.ID, Statement: s.ID, Author: b.people[0]})
			return err
		},
		"DecideSuggestion": func(tx *storage.Tx) error {
			g.State = board.SuggestionDeclined
			return tx.DecideSuggestion(g)
		},
	}
}

// drawing draws the first so many seats.
func drawing(b beirat, seats int, seed string) board.Drawing {
	var filled []board.Seat
	for i, seat := range b.seats[:seats] {
		seat.Holder = b.people[i]
		filled = append(filled, seat)
	}
	return board.Drawing{Seed: seed, Drawn: board.Draw(filled, 2, seed)}
}

func (w *world) visionRound(b beirat, seats int) board.VisionRound {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.VisionRound, error) {
		return tx.OpenVisionRound(board.VisionRound{Board: b.ID, Question: "Wie soll die Stadt aussehen?", Horizon: 2036, Groups: 2}, drawing(b, seats, "seed"))
	})
}

func (w *world) statement(b beirat, r board.VisionRound, text string) board.Statement {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Statement, error) {
		return tx.ProposeStatement(board.Statement{Board: b.ID, Round: r.ID, Group: 1, Author: b.people[0], Text: text})
	})
}

func (w *world) suggestion(b beirat, s board.Statement, text string) board.Suggestion {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Suggestion, error) {
		return tx.Suggest(board.Suggestion{Board: b.ID, Statement: s.ID, Author: b.people[1], Version: s.Version, Before: s.Text, Text: text, Reason: "Weil."})
	})
}

var visions = map[string]func(*testing.T, *world){
	"a round keeps its draw, its groups and their seats": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		r := w.visionRound(b, 10)
		want := board.VisionRound{ID: r.ID, Board: b.ID, Number: 1, Question: "Wie soll die Stadt aussehen?", Horizon: 2036, Groups: 2, By: 77, Opened: w.clock.Now()}
		for how, got := range map[string]board.VisionRound{
			"made": r, "by id": read1(w, func(tx *storage.Tx) (board.VisionRound, error) { return tx.VisionRound(r.ID) }),
			"held":      write1(w, func(tx *storage.Tx) (board.VisionRound, error) { return tx.LockVisionRound(r.ID) }),
			"in a list": read1(w, func(tx *storage.Tx) ([]board.VisionRound, error) { return tx.VisionRounds(b.ID, 1) })[0],
		} {
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s", how, diff)
			}
		}
		drawn := drawing(b, 10, "seed")
		groups := read1(w, func(tx *storage.Tx) ([]board.WorkingGroup, error) { return tx.WorkingGroups(r.ID) })
		if len(groups) != 2 || len(groups[0].Seats) != 5 || len(groups[1].Seats) != 5 {
			t.Fatalf("%+v", groups)
		}
		for _, lot := range drawn.Drawn {
			if got := board.GroupOf(groups, lot.Seat).Number; got != lot.Group {
				t.Errorf("seat %s: group %d, want %d", lot.Sign, got, lot.Group)
			}
		}
		one := read1(w, func(tx *storage.Tx) (board.WorkingGroup, error) { return tx.WorkingGroup(groups[1].ID) })
		if diff := cmp.Diff(groups[1], one); diff != "" {
			t.Error(diff)
		}
		drawings := read1(w, func(tx *storage.Tx) ([]board.Drawing, error) { return tx.Drawings(r.ID) })
		drawn.ID, drawn.Round, drawn.Number, drawn.Person, drawn.At = drawings[0].ID, r.ID, 1, 77, w.clock.Now()
		if diff := cmp.Diff([]board.Drawing{drawn}, drawings); diff != "" {
			t.Error(diff)
		}
		if rounds := read1(w, func(tx *storage.Tx) ([]board.VisionRound, error) { return tx.VisionRounds(other.ID, 9) }); len(rounds) > 0 {
			t.Errorf("the other board sees %v", rounds)
		}
	},
	"who is drawn anew leaves the old group, and every draw stays": func(t *testing.T, w *world) {
		b := w.beirat("one")
		r := w.visionRound(b, 10)
		w.write(func(tx *storage.Tx) error { return tx.JoinWorkingGroup(r, b.seats[10].ID, 2) })
		if err := w.try(func(tx *storage.Tx) error { return tx.JoinWorkingGroup(r, b.seats[10].ID, 1) }); !errors.Is(err, storage.ErrExists) {
			t.Errorf("a second group: %v", err)
		}
		again := drawing(b, 11, "anders")
		again.Decision = "Beschluss 4"
		w.clock.move(time.Hour)
		w.write(func(tx *storage.Tx) error { return tx.DrawAgain(r, again) })
		groups := read1(w, func(tx *storage.Tx) ([]board.WorkingGroup, error) { return tx.WorkingGroups(r.ID) })
		if len(groups[0].Seats)+len(groups[1].Seats) != 11 {
			t.Errorf("%+v", groups)
		}
		drawings := read1(w, func(tx *storage.Tx) ([]board.Drawing, error) { return tx.Drawings(r.ID) })
		if len(drawings) != 2 || drawings[0].Number != 2 || drawings[0].Decision != "Beschluss 4" || drawings[1].Seed != "seed" || len(drawings[1].Drawn) != 10 {
			t.Errorf("%+v", drawings)
		}
	},
	"a round ends once": func(t *testing.T, w *world) {
		b := w.beirat("one")
		r := w.visionRound(b, 10)
		w.clock.move(time.Hour)
		end := func(tx *storage.Tx) error { return tx.EndVisionRound(r.ID) }
		w.write(end)
		if err := w.try(end); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("ended twice: %v", err)
		}
		if got := read1(w, func(tx *storage.Tx) (board.VisionRound, error) { return tx.VisionRound(r.ID) }); !got.Ended.Equal(w.clock.Now()) || got.Open() {
			t.Errorf("%+v", got)
		}
	},
	"a statement keeps every text that it had, and is found by number and part": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		r := w.visionRound(b, 10)
		w.statement(b, r, "Grünes für alle.")
		s := w.statement(b, r, "Ämter\n\nohne Wege – 100 %.")
		want := board.Statement{ID: s.ID, Board: b.ID, Round: r.ID, Number: 2, Group: 1, Author: b.people[0], Text: s.Text, Version: 1, State: board.StatementOpen, Proposed: w.clock.Now()}
		found := func(part string) []board.Statement {
			return read1(w, func(tx *storage.Tx) ([]board.Statement, error) { return tx.StatementsTitled(b.ID, part, 9) })
		}
		check := func() {
			t.Helper()
			for how, got := range map[string]board.Statement{
				"by id":     read1(w, func(tx *storage.Tx) (board.Statement, error) { return tx.Statement(s.ID) }),
				"held":      write1(w, func(tx *storage.Tx) (board.Statement, error) { return tx.LockStatement(s.ID) }),
				"by number": read1(w, func(tx *storage.Tx) (board.Statement, error) { return tx.StatementNumber(b.ID, 2) }),
				"in a list": read1(w, func(tx *storage.Tx) ([]board.Statement, error) { return tx.Statements(b.ID) })[1],
			} {
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s: %s", how, diff)
				}
			}
		}
		check()
		if got := found("aemter"); len(got) != 1 || got[0].ID != s.ID {
			t.Errorf("%v", got)
		}
		p := w.poll(b, "Fertig?")
		w.clock.move(time.Hour)
		want.Text, want.Version, want.Poll = "Ämter ohne Wege.", 2, p.ID
		w.write(func(tx *storage.Tx) error {
			return tx.SaveStatement(want, board.Revision{What: "revised", Text: want.Text, Detail: "3"})
		})
		check()
		want.Poll, want.State, want.Ended = 0, board.StatementFinished, w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.SaveStatement(want, board.Revision{What: "finished"}) })
		check()
		if got := found("100 %"); len(got) != 0 {
			t.Errorf("by its old text: %v", got)
		}
		var history []string
		for _, r := range read1(w, func(tx *storage.Tx) ([]board.Revision, error) {
			return tx.Revisions(b.ID, storage.Entity("statement", s.ID), 9)
		}) {
			history = append(history, r.What+":"+r.Text+":"+r.Detail)
		}
		if diff := cmp.Diff([]string{"finished::", "revised:Ämter ohne Wege.:3", "proposed:" + s.Text + ":"}, history); diff != "" {
			t.Error(diff)
		}
		err := w.db.Read(context.Background(), func(tx *storage.Tx) error { _, err := tx.StatementNumber(other.ID, 2); return err })
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("of the other board: %v", err)
		}
	},
	"a suggestion is decided once": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		s := w.statement(b, w.visionRound(b, 10), "Alles geht online.")
		g, stays := w.suggestion(b, s, "Alles geht auch online."), w.suggestion(b, s, "Nichts.")
		want := board.Suggestion{ID: g.ID, Board: b.ID, Statement: s.ID, Number: 1, Author: b.people[1], Version: 1, Before: s.Text, Text: "Alles geht auch online.",
			Reason: "Weil.", State: board.SuggestionOpen, Made: w.clock.Now()}
		read := func() board.Suggestion {
			return read1(w, func(tx *storage.Tx) (board.Suggestion, error) { return tx.Suggestion(g.ID) })
		}
		if diff := cmp.Diff(want, read()); diff != "" {
			t.Error(diff)
		}
		w.clock.move(time.Hour)
		g.State, g.Why, g.Decider = board.SuggestionDeclined, "Zu lang.", b.people[0].ID
		decide := func(tx *storage.Tx) error { return tx.DecideSuggestion(g) }
		w.write(decide)
		if err := w.try(decide); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("decided twice: %v", err)
		}
		want.State, want.Why, want.Decider, want.Decided = g.State, g.Why, g.Decider, w.clock.Now()
		if diff := cmp.Diff(want, read()); diff != "" {
			t.Error(diff)
		}
		all := read1(w, func(tx *storage.Tx) ([]board.Suggestion, error) { return tx.Suggestions(s.ID) })
		open := read1(w, func(tx *storage.Tx) ([]board.Suggestion, error) { return tx.OpenSuggestions(b.ID) })
		if len(all) != 2 || len(open) != 1 || open[0].ID != stays.ID {
			t.Errorf("%v, open %v", all, open)
		}
		if open := read1(w, func(tx *storage.Tx) ([]board.Suggestion, error) { return tx.OpenSuggestions(other.ID) }); len(open) > 0 {
			t.Errorf("the other board sees %v", open)
		}
		err := w.db.Read(context.Background(), func(tx *storage.Tx) error { _, err := tx.SuggestionNumber(other.ID, 2); return err })
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("of the other board: %v", err)
		}
	},
	"who has become another person goes on with their statements": func(t *testing.T, w *world) {
		b := w.beirat("one")
		s := w.statement(b, w.visionRound(b, 10), "Alles geht online.")
		more := w.meet("elsewhere", "same person")
		stays, err := w.join(more.ID, b.people[0].ID)
		w.must(err)
		if got := read1(w, func(tx *storage.Tx) (board.Statement, error) { return tx.Statement(s.ID) }); got.Author.ID != stays {
			t.Errorf("author %d, who is %d now", got.Author.ID, stays)
		}
	},
}
