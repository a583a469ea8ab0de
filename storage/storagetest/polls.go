package storagetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

var polls = map[string]func(*testing.T, *world){
	"a poll has everything it was opened with": func(t *testing.T, w *world) {
		b := w.beirat("one")
		first := w.poll(b, "erste")
		p := first
		p.Number, p.Question, p.PresentCount, p.PresentByName, p.CopyOf, p.Closes = 0, "zweite", 7, true, first.ID, w.clock.Now().Add(time.Hour+time.Millisecond)
		p.Terms.SecondCall = true
		p.ID = 0
		made := write1(w, func(tx *storage.Tx) (board.Poll, error) {
			return tx.CreatePoll(p, []board.Elector{{Seat: b.seats[3].ID, Person: b.people[3], Present: true}})
		})
		p.ID, p.Number = made.ID, 2
		if diff := cmp.Diff(p, read1(w, func(tx *storage.Tx) (board.Poll, error) { return tx.Poll(made.ID) })); diff != "" {
			t.Error(diff)
		}
		electors := read1(w, func(tx *storage.Tx) ([]board.Elector, error) { return tx.Electors(made.ID) })
		want := []board.Elector{{Poll: made.ID, Seat: b.seats[3].ID, Person: b.people[3], Present: true}}
		if diff := cmp.Diff(want, electors); diff != "" {
			t.Error(diff)
		}
	},
	"what a poll is about stays with it, and what each option stands for": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		about := func(of beirat, s board.Subject) board.Poll {
			return write1(w, func(tx *storage.Tx) (board.Poll, error) {
				return tx.CreatePoll(board.Poll{Board: of.ID, Question: "Was zuerst?", Purpose: board.Internal, Method: board.OneOf, State: board.Open, About: s,
					Options: []board.Option{{Number: 1, Label: "Radweg", Thing: 31}, {Number: 2, Label: "Markthalle"}}}, nil)
			})
		}
		idea := board.Subject{Kind: board.AboutIdea, ID: 7}
		first, second := about(b, idea), about(b, idea)
		for _, near := range []board.Subject{{}, {Kind: board.AboutIdea, ID: 8}, {Kind: board.AboutStatement, ID: 7}, {Kind: board.AboutIdea, ID: 7, What: "vision"}} {
			about(b, near)
		}
		about(other, idea)
		changed := first
		changed.State, changed.About = board.Closed, board.Subject{}
		changed.Options = []board.Option{{Number: 1, Label: "Radweg", Place: 1, Score: "4", Won: true}, {Number: 2, Label: "Markthalle", Place: 2, Score: "1"}}
		w.write(func(tx *storage.Tx) error { return tx.SavePoll(changed) })
		w.write(func(tx *storage.Tx) error { _, err := tx.AddOption(first.ID, "Lastenräder"); return err })
		want := changed
		want.About = idea
		want.Options = []board.Option{{Number: 1, Label: "Radweg", Thing: 31, Place: 1, Score: "4", Won: true}, {Number: 2, Label: "Markthalle", Place: 2, Score: "1"}, {Number: 3, Label: "Lastenräder"}}
		if diff := cmp.Diff(want, read1(w, func(tx *storage.Tx) (board.Poll, error) { return tx.Poll(first.ID) })); diff != "" {
			t.Error(diff)
		}
		found := func(s board.Subject, limit int) (ids []board.ID) {
			for _, p := range read1(w, func(tx *storage.Tx) ([]board.Poll, error) { return tx.PollsAbout(b.ID, s, limit) }) {
				ids = append(ids, p.ID)
			}
			return ids
		}
		for name, c := range map[string]struct {
			about board.Subject
			limit int
			want  []board.ID
		}{
			"all":                   {idea, 10, []board.ID{second.ID, first.ID}},
			"the newest":            {idea, 1, []board.ID{second.ID}},
			"of nothing":            {board.Subject{}, 10, nil},
			"of what nobody opened": {board.Subject{Kind: board.AboutIdea, ID: 9}, 10, nil},
		} {
			if diff := cmp.Diff(c.want, found(c.about, c.limit)); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	},
	"numbers have no gaps, neither after a failure nor with many at once": func(t *testing.T, w *world) {
		b, broken := w.beirat("one"), errors.New("broken")
		atOnce(16, func(i int) {
			err := w.try(func(tx *storage.Tx) error {
				if _, err := w.open(tx, b, "Frage"); err != nil {
					return err
				}
				if i%4 == 3 {
					return broken
				}
				return nil
			})
			if err != nil && !errors.Is(err, broken) {
				t.Error(err)
			}
		})
		all := read1(w, func(tx *storage.Tx) ([]board.Poll, error) { return tx.Polls(b.ID, 0, 100) })
		if len(all) != 12 || all[0].Number != 12 || all[11].Number != 1 {
			t.Errorf("%d polls, the newest has number %d", len(all), all[0].Number)
		}
	},
	"polls are listed in pages, newest first": func(t *testing.T, w *world) {
		b := w.beirat("one")
		for range 5 {
			w.poll(b, "Frage")
		}
		numbers := func(before int) (list []int) {
			for _, p := range read1(w, func(tx *storage.Tx) ([]board.Poll, error) { return tx.Polls(b.ID, before, 2) }) {
				list = append(list, p.Number)
			}
			return list
		}
		if diff := cmp.Diff([][]int{{5, 4}, {3, 2}, {1}, nil}, [][]int{numbers(0), numbers(4), numbers(2), numbers(1)}); diff != "" {
			t.Error(diff)
		}
	},
	"a title is found in capitals, with umlauts either way, and literally": func(t *testing.T, w *world) {
		b := w.beirat("one")
		w.poll(b, "Online-Termine im Bürgerbüro?")
		w.poll(b, "100% digital_er Straßenplan")
		for part, want := range map[string]int{"BÜRGER": 1, "buergerbuero": 1, "Bu\u0308rger": 1, "termine": 1, "0% d": 1, "l_e": 1, "_": 1, "%": 1, "strasse": 1, "nichts": 0, "i": 2, `\`: 0} {
			if found := read1(w, func(tx *storage.Tx) ([]board.Poll, error) { return tx.PollsTitled(b.ID, part, 10) }); len(found) != want {
				t.Errorf("%q finds %d, want %d", part, len(found), want)
			}
		}
	},
	"what is saved of a poll is what can change": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		p.Closes, p.State, p.Ended, p.EndedBy, p.Why, p.Outcome, p.PresentCount = p.Closes.Add(time.Hour), board.Closed, w.clock.Now(), b.people[3].ID, "weil", board.Adopted, 5
		p.Counts = board.Tally{Members: 11, Present: 9, Yes: 4, No: 3, Abstain: 2, Invalid: 1, Chair: board.Yes, Objections: 1}
		changed := p
		changed.Question = "andere"
		w.write(func(tx *storage.Tx) error { return tx.SavePoll(changed) })
		if diff := cmp.Diff(p, read1(w, func(tx *storage.Tx) (board.Poll, error) { return tx.PollNumber(b.ID, 1) })); diff != "" {
			t.Error(diff)
		}
		if open := read1(w, func(tx *storage.Tx) ([]board.Poll, error) { return tx.OpenPolls(b.ID) }); len(open) != 0 {
			t.Errorf("still open: %v", open)
		}
		err := w.try(func(tx *storage.Tx) error { return tx.SavePoll(board.Poll{ID: 4711}) })
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("no such poll: %v", err)
		}
	},
	"a large electorate is kept whole": func(t *testing.T, w *world) {
		b := write1(w, func(tx *storage.Tx) (board.Board, error) {
			return tx.CreateBoard(board.Board{Name: "large", Zone: "UTC"}, []board.Group{{Key: "all", Seats: 251}}, storage.Home{Platform: "console", Channel: "large"})
		})
		person := w.person("alice")
		var electors []board.Elector
		for _, seat := range read1(w, func(tx *storage.Tx) ([]board.Seat, error) { return tx.Seats(b.ID) }) {
			electors = append(electors, board.Elector{Seat: seat.ID, Person: person})
		}
		p := write1(w, func(tx *storage.Tx) (board.Poll, error) {
			return tx.CreatePoll(board.Poll{Board: b.ID, State: board.Open}, electors)
		})
		for i := range electors {
			electors[i].Poll = p.ID
		}
		if diff := cmp.Diff(electors, read1(w, func(tx *storage.Tx) ([]board.Elector, error) { return tx.Electors(p.ID) })); diff != "" {
			t.Error(diff)
		}
		if c := w.count(p.ID); c.Electors != 251 {
			t.Errorf("count %+v", c)
		}
	},
	"deliveries are kept per seat": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.SetDelivery(p.ID, b.seats[0].ID, "failed", w.clock.Now()), tx.SetDelivery(p.ID, b.seats[1].ID, "sent", w.clock.Now()),
				tx.SetDelivery(p.ID, b.seats[0].ID, "sent", w.clock.Now().Add(time.Minute)))
		})
		want := []storage.Delivery{{Poll: p.ID, Seat: b.seats[0].ID, State: "sent", At: w.clock.Now().Add(time.Minute)}, {Poll: p.ID, Seat: b.seats[1].ID, State: "sent", At: w.clock.Now()}}
		if diff := cmp.Diff(want, read1(w, func(tx *storage.Tx) ([]storage.Delivery, error) { return tx.Deliveries(p.ID) })); diff != "" {
			t.Error(diff)
		}
	},
	"a shown message is one per view and place": func(t *testing.T, w *world) {
		s := storage.Shown{Entity: "poll:1", View: "public", Platform: "discord", Server: "g", Channel: "c", Ref: "m1", Hash: "h1"}
		private := s
		private.Account, private.View = "alice", "private"
		w.write(func(tx *storage.Tx) error { return errors.Join(tx.SaveShown(s), tx.SaveShown(private)) })
		private.At = w.clock.Now()
		w.clock.move(time.Second)
		s.Ref, s.Hash, s.At = "m2", "h2", w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.SaveShown(s) })
		list := read1(w, func(tx *storage.Tx) ([]storage.Shown, error) { return tx.ShownOf("poll:1") })
		if len(list) != 2 {
			t.Fatalf("shown: %+v", list)
		}
		s.ID, private.ID = list[0].ID, list[1].ID
		if diff := cmp.Diff([]storage.Shown{s, private}, list); diff != "" {
			t.Error(diff)
		}
		w.write(func(tx *storage.Tx) error { return errors.Join(tx.ForgetShown(s.ID), tx.ForgetShown(s.ID)) })
		if list := read1(w, func(tx *storage.Tx) ([]storage.Shown, error) { return tx.ShownOf("poll:1") }); len(list) != 1 {
			t.Errorf("shown: %+v", list)
		}
	},
}
