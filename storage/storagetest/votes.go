package storagetest

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"beirat/board"
	"beirat/storage"
)

var votes = map[string]func(*testing.T, *world){
	"P01 who leaves the board votes no more, but a ballot that was cast counts": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		_, err := w.vote(p.ID, b.seats[0].ID, b.people[0].ID, board.Yes)
		w.must(err)
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.LeaveSeat(b.seats[0].ID), tx.LeaveSeat(b.seats[1].ID))
		})
		for i := range 2 {
			if _, err := w.vote(p.ID, b.seats[i].ID, b.people[i].ID, board.No); !errors.Is(err, board.ErrNoElector) {
				t.Errorf("seat %d: %v", i, err)
			}
		}
		if c := w.count(p.ID); c != (storage.Count{Voted: 1, Electors: 11}) {
			t.Errorf("count %+v", c)
		}
		if owed := w.owed(b, b.people[1]); len(owed) != 0 {
			t.Errorf("owes %v", owed)
		}
	},
	"P02 who joins while a poll runs has no vote in it": func(t *testing.T, w *world) {
		b, next := w.beirat("one"), w.person("next")
		w.write(func(tx *storage.Tx) error { return tx.LeaveSeat(b.seats[1].ID) })
		p := w.poll(b, "Frage")
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.TakeSeat(b.seats[0].ID, next.ID, ""), tx.TakeSeat(b.seats[1].ID, next.ID, ""))
		})
		for i := range 2 {
			if _, err := w.vote(p.ID, b.seats[i].ID, next.ID, board.Yes); !errors.Is(err, board.ErrNoElector) {
				t.Errorf("seat %d: %v", i, err)
			}
		}
		if owed := w.owed(b, next); len(owed) != 0 {
			t.Errorf("owes %v", owed)
		}
		if c := w.count(p.ID); c != (storage.Count{Electors: 10}) {
			t.Errorf("count %+v", c)
		}
	},
	"P03 the last ballot of a seat counts": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		var before board.Choice
		for _, choice := range []board.Choice{board.Yes, board.Yes, board.No, board.Abstain} {
			w.clock.move(time.Minute)
			previous, err := w.vote(p.ID, b.seats[0].ID, b.people[0].ID, choice)
			w.must(err)
			if previous != before {
				t.Errorf("before %s: %q, want %q", choice, previous, before)
			}
			before = choice
		}
		if c := w.count(p.ID); c != (storage.Count{Voted: 1, Electors: 11}) {
			t.Errorf("count %+v", c)
		}
		if piles := w.piles(p); !slices.Equal(piles, []board.Pile{{Choice: board.Abstain, N: 1}}) {
			t.Errorf("piles %+v", piles)
		}
		ballot := read1(w, func(tx *storage.Tx) (board.Ballot, error) { return tx.Ballot(p.ID, b.seats[0].ID) })
		if ballot != (board.Ballot{Poll: p.ID, Seat: b.seats[0].ID, Person: b.people[0].ID, Choice: board.Abstain, At: w.clock.Now()}) {
			t.Errorf("ballot %+v", ballot)
		}
		err := w.db.Read(context.Background(), func(tx *storage.Tx) error { _, err := tx.Ballot(p.ID, b.seats[1].ID); return err })
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("no ballot: %v", err)
		}
	},
	"P03 a ballot in place of another gives the one before, and needs one": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		seat, mayor, delegate := b.seats[10], b.people[10], w.person("delegate")
		first := board.Ballot{Poll: p.ID, Seat: seat.ID, Person: mayor.ID, Choice: board.Yes}
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.Recast(first); return err }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("recast without a ballot: %v", err)
		}
		if before := write1(w, func(tx *storage.Tx) (board.Ballot, error) { return tx.Cast(first) }); before != (board.Ballot{}) {
			t.Errorf("before the first ballot: %+v", before)
		}
		first.At = w.clock.Now()
		w.clock.move(time.Minute)
		second := board.Ballot{Poll: p.ID, Seat: seat.ID, Person: delegate.ID, Choice: board.No}
		if before := write1(w, func(tx *storage.Tx) (board.Ballot, error) { return tx.Cast(second) }); before != first {
			t.Errorf("before the second: %+v, want %+v", before, first)
		}
		second.At = w.clock.Now()
		if before := write1(w, func(tx *storage.Tx) (board.Ballot, error) { return tx.Recast(first) }); before != second {
			t.Errorf("before the third: %+v, want %+v", before, second)
		}
	},
	"P11 a recused seat leaves the vote, and one that has voted cannot": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		_, err := w.vote(p.ID, b.seats[0].ID, b.people[0].ID, board.Yes)
		w.must(err)
		if err := w.try(func(tx *storage.Tx) error { return tx.Recuse(p.ID, b.seats[0].ID) }); !errors.Is(err, storage.ErrExists) {
			t.Errorf("recuse after the ballot: %v", err)
		}
		w.write(func(tx *storage.Tx) error { return tx.Recuse(p.ID, b.seats[1].ID) })
		err = w.try(func(tx *storage.Tx) error {
			_, err := tx.Cast(board.Ballot{Poll: p.ID, Seat: b.seats[1].ID, Person: b.people[1].ID, Choice: board.Yes})
			return err
		})
		if !errors.Is(err, board.ErrRecused) {
			t.Errorf("cast by the recused: %v", err)
		}
		if c := w.count(p.ID); c != (storage.Count{Voted: 1, Electors: 11, Recused: 1}) {
			t.Errorf("count %+v", c)
		}
		if missing := read1(w, func(tx *storage.Tx) ([]board.Elector, error) { return tx.Missing(p.ID) }); len(missing) != 9 {
			t.Errorf("%d missing", len(missing))
		}
		if owed := w.owed(b, b.people[1]); len(owed) != 0 {
			t.Errorf("the recused owes %v", owed)
		}
	},
	"P16 of mayor and delegate exactly one has the vote, and switching is recorded": func(t *testing.T, w *world) {
		b, delegate := w.beirat("one"), w.person("delegate")
		p, city, mayor := w.poll(b, "Frage"), b.seats[10], b.people[10]
		may := func(person board.Person, want bool) {
			t.Helper()
			_, err := w.vote(p.ID, city.ID, person.ID, board.Yes)
			if (err == nil) != want {
				t.Errorf("%s votes: %v", person.Name, err)
			}
		}
		if owed := w.owed(b, mayor); len(owed) != 1 {
			t.Errorf("the mayor owes %v", owed)
		}
		w.write(func(tx *storage.Tx) error { return tx.Delegate(city.ID, delegate.ID) })
		if owed := w.owed(b, mayor); len(owed) != 0 {
			t.Errorf("the mayor owes %v with a delegate", owed)
		}
		if owed := w.owed(b, delegate); len(owed) != 1 {
			t.Errorf("the delegate owes %v", owed)
		}
		may(mayor, false)
		may(delegate, true)
		w.write(func(tx *storage.Tx) error { return tx.Delegate(city.ID, 0) })
		may(delegate, false)
		may(mayor, true)
		if c := w.count(p.ID); c.Voted != 1 {
			t.Errorf("count %+v", c)
		}
		audits := read1(w, func(tx *storage.Tx) ([]storage.Audit, error) {
			return tx.Audits(b.ID, storage.Entity("seat", city.ID), 2)
		})
		if len(audits) != 2 || audits[0].What != "seat.delegate" || audits[1].Detail != storage.Entity("person", delegate.ID) {
			t.Errorf("audit %+v", audits)
		}
	},
	"who is not in the electorate has no ballot": func(t *testing.T, w *world) {
		one, other := w.beirat("one"), w.beirat("other")
		p := w.poll(one, "Frage")
		err := w.try(func(tx *storage.Tx) error {
			_, err := tx.Cast(board.Ballot{Poll: p.ID, Seat: other.seats[0].ID, Person: other.people[0].ID, Choice: board.Yes})
			return err
		})
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("cast: %v", err)
		}
	},
	"where presence is by name only the present are missing and owe": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := read1(w, func(tx *storage.Tx) (board.Profile, error) { return tx.Profile(b.ID) })
		meeting := write1(w, func(tx *storage.Tx) (board.Poll, error) {
			var electors []board.Elector
			for i, seat := range b.seats {
				electors = append(electors, board.Elector{Seat: seat.ID, Person: b.people[i], Present: i < 3})
			}
			return tx.CreatePoll(board.Poll{Board: b.ID, Profile: p.ID, State: board.Open, Closes: w.clock.Now().Add(time.Hour), PresentByName: true}, electors)
		})
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.SetPresent(meeting.ID, b.seats[0].ID, false), tx.SetPresent(meeting.ID, b.seats[5].ID, true), tx.Recuse(meeting.ID, b.seats[1].ID))
		})
		if c := w.count(meeting.ID); c != (storage.Count{Electors: 11, Recused: 1, Present: 2}) {
			t.Errorf("count %+v", c)
		}
		missing := read1(w, func(tx *storage.Tx) ([]board.Elector, error) { return tx.Missing(meeting.ID) })
		if len(missing) != 2 || missing[0].Seat != b.seats[2].ID || missing[1].Seat != b.seats[5].ID {
			t.Errorf("missing %+v", missing)
		}
		if len(w.owed(b, b.people[0])) != 0 || len(w.owed(b, b.people[5])) != 1 {
			t.Error("owed does not follow presence")
		}
	},
	"what a person owes is open, not voted, and the soonest comes first": func(t *testing.T, w *world) {
		b := w.beirat("one")
		late := w.poll(b, "spät")
		soon := w.poll(b, "bald")
		soon.Closes = w.clock.Now().Add(time.Hour)
		over := w.poll(b, "vorbei")
		over.Closes = w.clock.Now()
		closed := w.poll(b, "zu")
		closed.State = board.Closed
		voted := w.poll(b, "erledigt")
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.SavePoll(soon), tx.SavePoll(over), tx.SavePoll(closed))
		})
		_, err := w.vote(voted.ID, b.seats[0].ID, b.people[0].ID, board.Yes)
		w.must(err)
		owed := w.owed(b, b.people[0])
		if len(owed) != 2 || owed[0].ID != soon.ID || owed[1].ID != late.ID {
			t.Errorf("owed %+v", owed)
		}
	},
	"what is owed is what the rules allow": func(t *testing.T, w *world) {
		b, delegate := w.beirat("one"), w.person("delegate")
		w.poll(b, "Frage")
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.Delegate(b.seats[0].ID, delegate.ID), tx.Delegate(b.seats[10].ID, delegate.ID), tx.LeaveSeat(b.seats[1].ID),
				tx.TakeSeat(b.seats[2].ID, b.people[1].ID, ""), tx.Recuse(1, b.seats[3].ID))
		})
		for _, person := range append(b.people, delegate) {
			want := 0
			w.read(func(tx *storage.Tx) error {
				p, err := tx.PollNumber(b.ID, 1)
				w.must(err)
				electors, err := tx.ElectorsFor(p.ID, person.ID)
				w.must(err)
				for _, e := range electors {
					seat, err := tx.Seat(e.Seat)
					w.must(err)
					if p.MayVote(e, seat, person.ID) == nil {
						want = 1
					}
				}
				return nil
			})
			if owed := w.owed(b, person); len(owed) != want {
				t.Errorf("%s owes %d, may vote in %d", person.Name, len(owed), want)
			}
		}
	},
	"objections are one per seat": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.Object(p.ID, b.seats[0].ID, b.people[0].ID), tx.Object(p.ID, b.seats[0].ID, b.people[0].ID), tx.Object(p.ID, b.seats[1].ID, b.people[1].ID))
		})
		if n := read1(w, func(tx *storage.Tx) (int, error) { return tx.Objections(p.ID) }); n != 2 {
			t.Errorf("%d objections", n)
		}
	},
	"32 that vote at once are counted exactly": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		atOnce(32, func(i int) {
			for n := range 8 {
				seat := (i + n) % 11
				if _, err := w.vote(p.ID, b.seats[seat].ID, b.people[seat].ID, board.Choices()[(i+n)%3]); err != nil {
					t.Error(err)
				}
			}
		})
		if c := w.count(p.ID); c.Voted != 11 {
			t.Errorf("count %+v", c)
		}
		audits := read1(w, func(tx *storage.Tx) ([]storage.Audit, error) {
			return tx.Audits(b.ID, storage.Entity("poll", p.ID), 1000)
		})
		if len(audits) != 1+32*8 {
			t.Errorf("%d rows in the audit", len(audits))
		}
	},
	"a double click is one ballot": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		var first atomic.Int64
		atOnce(8, func(int) {
			previous, err := w.vote(p.ID, b.seats[0].ID, b.people[0].ID, board.Yes)
			if err != nil {
				t.Error(err)
			}
			if previous == "" {
				first.Add(1)
			}
		})
		if c := w.count(p.ID); c.Voted != 1 || first.Load() != 1 {
			t.Errorf("count %+v, %d were the first", c, first.Load())
		}
	},
	"no ballot that was accepted is missing from the count of the close": func(t *testing.T, w *world) {
		b := w.beirat("one")
		for range 5 {
			p := w.poll(b, "Frage")
			var accepted atomic.Int64
			atOnce(12, func(i int) {
				if i == 11 {
					err := w.try(func(tx *storage.Tx) error {
						p, err := tx.LockPoll(p.ID, true)
						if err != nil {
							return err
						}
						c, err := tx.Count(p.ID)
						if err != nil {
							return err
						}
						p.State, p.Counts = board.Closed, board.Tally{Members: c.Electors, Yes: c.Voted}
						return tx.SavePoll(p)
					})
					if err != nil {
						t.Error(err)
					}
					return
				}
				_, err := w.vote(p.ID, b.seats[i].ID, b.people[i].ID, board.Yes)
				switch {
				case err == nil:
					accepted.Add(1)
				case !errors.Is(err, board.ErrClosed):
					t.Error(err)
				}
			})
			p = read1(w, func(tx *storage.Tx) (board.Poll, error) { return tx.Poll(p.ID) })
			if stored := w.count(p.ID).Voted; p.Counts.Yes != int(accepted.Load()) || stored != p.Counts.Yes {
				t.Errorf("%d accepted, %d stored, %d counted", accepted.Load(), stored, p.Counts.Yes)
			}
		}
	},
	"a recusal and a ballot at once: one of both": func(t *testing.T, w *world) {
		b := w.beirat("one")
		for range 5 {
			p := w.poll(b, "Frage")
			errs := make([]error, 2)
			atOnce(2, func(i int) {
				if i == 0 {
					errs[0] = w.try(func(tx *storage.Tx) error { return tx.Recuse(p.ID, b.seats[0].ID) })
				} else {
					_, errs[1] = w.vote(p.ID, b.seats[0].ID, b.people[0].ID, board.Yes)
				}
			})
			if c := w.count(p.ID); c.Recused+c.Voted != 1 || (errs[0] == nil) == (errs[1] == nil) {
				t.Errorf("count %+v, errors %v", c, errs)
			}
		}
	},
}

func (w *world) owed(b beirat, person board.Person) []board.Poll {
	w.Helper()
	return read1(w, func(tx *storage.Tx) ([]board.Poll, error) { return tx.Owed(person.ID, b.ID, 10) })
}
