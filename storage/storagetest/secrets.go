package storagetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

var secrets = map[string]func(*testing.T, *world){
	"P07 the urn has the same order whoever came first, and nothing of it says who that was": func(t *testing.T, w *world) {
		b := w.beirat("one")
		papers := []storage.Paper{{Receipt: "K4", Choice: board.No}, {Receipt: "A7", Choice: board.Yes}, {Receipt: "Z1", Choice: board.Abstain}, {Receipt: "B2", Choice: board.Yes}}
		want := []storage.Paper{papers[1], papers[3], papers[0], papers[2]}
		for _, order := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}} {
			p := w.secret(b)
			for seat, i := range order {
				w.must(w.put(p.ID, b.seats[seat].ID, papers[i]))
			}
			p = w.end(p)
			if diff := cmp.Diff(want, read1(w, func(tx *storage.Tx) ([]storage.Paper, error) { return tx.Papers(p) })); diff != "" {
				t.Errorf("%v: %s", order, diff)
			}
			if piles := w.piles(p); !slices.Equal(piles, []board.Pile{{Choice: board.Abstain, N: 1}, {Choice: board.No, N: 1}, {Choice: board.Yes, N: 2}}) {
				t.Errorf("%v: %+v", order, piles)
			}
		}
	},
	"the ballots of every method come out of the urn as they went in": func(t *testing.T, w *world) {
		b := w.beirat("one")
		for _, receipt := range []string{"", "K4"} {
			for _, choice := range []board.Choice{board.Yes, board.Abstain, "3", "1,4", "1=5,3=2", "2>1=3", "10>2"} {
				p := w.secret(b)
				paper := storage.Paper{Receipt: receipt, Choice: choice}
				w.must(w.put(p.ID, b.seats[0].ID, paper))
				p = w.end(p)
				if papers := read1(w, func(tx *storage.Tx) ([]storage.Paper, error) { return tx.Papers(p) }); !slices.Equal(papers, []storage.Paper{paper}) {
					t.Errorf("%+v comes out as %+v", paper, papers)
				}
			}
		}
		empty := w.end(w.secret(b))
		if papers := read1(w, func(tx *storage.Tx) ([]storage.Paper, error) { return tx.Papers(empty) }); len(papers) != 0 || len(w.piles(empty)) != 0 {
			t.Errorf("an empty urn: %+v", papers)
		}
	},
	"the urn stays sealed until the poll is closed": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.secret(b)
		w.must(w.put(p.ID, b.seats[0].ID, storage.Paper{Choice: board.Yes}))
		for _, state := range []board.State{board.Planned, board.Open, board.Withdrawn} {
			p.State = state
			for name, look := range map[string]func(tx *storage.Tx) error{
				"papers": func(tx *storage.Tx) error { _, err := tx.Papers(p); return err },
				"piles":  func(tx *storage.Tx) error { _, err := tx.Piles(p); return err },
			} {
				if err := w.db.Read(context.Background(), look); !errors.Is(err, storage.ErrSealed) {
					t.Errorf("%s of one that is %s: %v", name, state, err)
				}
			}
		}
	},
	"a seat puts one paper into the urn, and a receipt is there once": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		p := w.secret(b)
		w.must(w.put(p.ID, b.seats[0].ID, storage.Paper{Receipt: "K4", Choice: board.Yes}))
		w.write(func(tx *storage.Tx) error { return tx.Recuse(p.ID, b.seats[1].ID) })
		for name, test := range map[string]struct {
			seat    board.ID
			receipt string
			want    error
		}{
			"twice":               {b.seats[0].ID, "A7", storage.ErrExists},
			"twice, same receipt": {b.seats[0].ID, "K4", storage.ErrExists},
			"the recused":         {b.seats[1].ID, "B2", board.ErrRecused},
			"no elector":          {other.seats[0].ID, "C3", storage.ErrNotFound},
			"a receipt again":     {b.seats[2].ID, "K4", storage.ErrReceiptTaken},
		} {
			if err := w.put(p.ID, test.seat, storage.Paper{Receipt: test.receipt, Choice: board.No}); !errors.Is(err, test.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := w.try(func(tx *storage.Tx) error { return tx.Recuse(p.ID, b.seats[0].ID) }); !errors.Is(err, storage.ErrExists) {
			t.Errorf("recused after the ballot: %v", err)
		}
		if c := w.count(p.ID); c != (storage.Count{Electors: 11, Recused: 1, Voted: 1}) {
			t.Errorf("count %+v", c)
		}
		p = w.end(p)
		if papers := read1(w, func(tx *storage.Tx) ([]storage.Paper, error) { return tx.Papers(p) }); !slices.Equal(papers, []storage.Paper{{Receipt: "K4", Choice: board.Yes}}) {
			t.Errorf("papers %+v", papers)
		}
	},
	"who stands on the roll has voted: is not missing, and owes nothing": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.secret(b)
		w.must(w.put(p.ID, b.seats[0].ID, storage.Paper{Choice: board.Yes}))
		w.read(func(tx *storage.Tx) error {
			missing, err := tx.Missing(p.ID)
			w.must(err)
			all, err := tx.Electors(p.ID)
			w.must(err)
			mine, err := tx.ElectorsFor(p.ID, b.people[0].ID)
			w.must(err)
			if len(missing) != 10 || missing[0].Seat != b.seats[1].ID || !all[0].Voted || all[1].Voted || len(mine) != 1 || !mine[0].Voted {
				t.Errorf("missing %+v, all %+v, mine %+v", missing, all[:2], mine)
			}
			return nil
		})
		if mine, theirs := w.owed(b, b.people[0]), w.owed(b, b.people[1]); len(mine) != 0 || len(theirs) != 1 {
			t.Errorf("owed: %v and %v", mine, theirs)
		}
	},
	"32 that vote secretly at once are counted exactly": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.secret(b)
		var refused [32]error
		atOnce(32, func(i int) {
			refused[i] = w.put(p.ID, b.seats[i%11].ID, storage.Paper{Receipt: fmt.Sprint("R", i), Choice: board.Choices()[i%3]})
		})
		kept := 0
		for i, err := range refused {
			if err == nil {
				kept++
			} else if !errors.Is(err, storage.ErrExists) {
				t.Errorf("%d: %v", i, err)
			}
		}
		p = w.end(p)
		if papers := read1(w, func(tx *storage.Tx) ([]storage.Paper, error) { return tx.Papers(p) }); kept != 11 || len(papers) != 11 || w.count(p.ID).Voted != 11 {
			t.Errorf("%d kept, %d papers, count %+v", kept, len(papers), w.count(p.ID))
		}
	},
	"the order that is erased leaves roll and urn as they are, of this poll and of others": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p, next := w.secret(b), w.secret(b)
		for i, seat := range []int{7, 2, 9, 0} {
			w.must(w.put(p.ID, b.seats[seat].ID, storage.Paper{Choice: board.Choices()[i%3]}))
			w.must(w.put(next.ID, b.seats[seat+1].ID, storage.Paper{Choice: board.Yes}))
		}
		state := func() (all []any) {
			w.read(func(tx *storage.Tx) error {
				for _, poll := range []board.Poll{p, next} {
					poll.State = board.Closed
					electors, err := tx.Electors(poll.ID)
					w.must(err)
					papers, err := tx.Papers(poll)
					w.must(err)
					all = append(all, electors, papers)
				}
				return nil
			})
			return all
		}
		before := state()
		w.write(func(tx *storage.Tx) error { return tx.EraseOrder(p.ID) })
		if diff := cmp.Diff(before, state()); diff != "" {
			t.Error(diff)
		}
	},
	"each seat asks for secrecy once, and only a seat of the electorate": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		p, next := w.poll(b, "Frage"), w.poll(b, "Noch eine")
		demand := func(poll, seat board.ID, want int) {
			t.Helper()
			if n := write1(w, func(tx *storage.Tx) (int, error) { return tx.DemandSecrecy(poll, seat) }); n != want {
				t.Errorf("%d demands, want %d", n, want)
			}
		}
		demand(p.ID, b.seats[0].ID, 1)
		demand(p.ID, b.seats[0].ID, 1)
		demand(p.ID, b.seats[1].ID, 2)
		demand(next.ID, b.seats[0].ID, 1)
		err := w.try(func(tx *storage.Tx) error { _, err := tx.DemandSecrecy(p.ID, other.seats[0].ID); return err })
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("no elector: %v", err)
		}
		w.write(func(tx *storage.Tx) error { return tx.Recuse(p.ID, b.seats[0].ID) })
		if n := read1(w, func(tx *storage.Tx) (int, error) { return tx.SecrecyDemands(p.ID) }); n != 1 {
			t.Errorf("%d demands after one recused itself, want 1", n)
		}
		onDemand := func(want bool) {
			t.Helper()
			if got := read1(w, func(tx *storage.Tx) (bool, error) { return tx.SecretOnDemand(p.ID) }); got != want {
				t.Errorf("secret on demand: %t", got)
			}
		}
		onDemand(false)
		w.write(func(tx *storage.Tx) error { return tx.MakeSecret(p.ID) })
		onDemand(true)
		w.write(func(tx *storage.Tx) error { return tx.Recuse(p.ID, b.seats[1].ID) })
		onDemand(true)
	},
	"a poll that becomes secret discards its named ballots, and everybody may vote anew": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p, next := w.poll(b, "Frage"), w.poll(b, "Noch eine")
		for _, poll := range []board.Poll{p, next} {
			for i, choice := range board.Choices() {
				_, err := w.vote(poll.ID, b.seats[i].ID, b.people[i].ID, choice)
				w.must(err)
			}
		}
		w.write(func(tx *storage.Tx) error { return tx.MakeSecret(p.ID) })
		err := w.db.Read(context.Background(), func(tx *storage.Tx) error { _, err := tx.Ballot(p.ID, b.seats[0].ID); return err })
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("a named ballot: %v", err)
		}
		if c, other := w.count(p.ID), w.count(next.ID); c.Voted != 0 || other.Voted != 3 {
			t.Errorf("count %+v, of the other poll %+v", c, other)
		}
		if owed := w.owed(b, b.people[0]); len(owed) != 1 || owed[0].ID != p.ID || !owed[0].Secret {
			t.Errorf("owed %+v", owed)
		}
		w.must(w.put(p.ID, b.seats[0].ID, storage.Paper{Choice: board.No}))
		p = w.end(p)
		if piles := w.piles(p); !slices.Equal(piles, []board.Pile{{Choice: board.No, N: 1}}) || !p.Secret {
			t.Errorf("piles %+v of %+v", piles, p)
		}
		if err := w.try(func(tx *storage.Tx) error { return tx.MakeSecret(4711) }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("no such poll: %v", err)
		}
	},
	"P19 a poll that becomes secret shows no interim result, and no casting vote decides": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		p.Results, p.Counts.Chair = board.Live, board.Yes
		live := write1(w, func(tx *storage.Tx) (board.Poll, error) { return tx.CreatePoll(p, nil) })
		w.write(func(tx *storage.Tx) error { return tx.MakeSecret(live.ID) })
		if p := read1(w, func(tx *storage.Tx) (board.Poll, error) { return tx.Poll(live.ID) }); p.Results != board.AtClose || p.Counts.Chair != "" || !p.Secret {
			t.Errorf("%+v", p)
		}
	},
	"P07 the audit of a secret ballot has its time, and nobody": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.secret(b)
		before := len(w.records(b))
		for i := range 3 {
			w.clock.move(time.Minute)
			w.must(w.put(p.ID, b.seats[i].ID, storage.Paper{Receipt: fmt.Sprint("R", i), Choice: board.Choices()[i]}))
		}
		added := w.records(b)[before:]
		for i := range added {
			added[i].ID, added[i].At = 0, time.Time{}
			if want := (storage.Audit{Board: b.ID, What: "poll.cast", Entity: storage.Entity("poll", p.ID)}); added[i] != want {
				t.Errorf("%+v, want %+v", added[i], want)
			}
		}
		if len(added) != 3 {
			t.Errorf("%+v", added)
		}
	},
}

// secret is an open secret poll in which all of a board may vote.
func (w *world) secret(b beirat) board.Poll {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Poll, error) {
		var electors []board.Elector
		for i, seat := range b.seats {
			electors = append(electors, board.Elector{Seat: seat.ID, Person: b.people[i], ExOfficio: seat.Group.ExOfficio})
		}
		return tx.CreatePoll(board.Poll{Board: b.ID, Question: "Geheim?", Purpose: board.Recommendation, Method: board.YesNo, Results: board.AtClose,
			Secret: true, Receipts: true, State: board.Open, Opened: w.clock.Now(), Closes: w.clock.Now().Add(time.Hour)}, electors)
	})
}

func (w *world) put(poll, seat board.ID, paper storage.Paper) error {
	return w.try(func(tx *storage.Tx) error {
		if _, err := tx.LockPoll(poll, true); err != nil {
			return err
		}
		return tx.PutIntoUrn(poll, seat, paper)
	})
}

// end closes a poll, and gives it as it is then.
func (w *world) end(p board.Poll) board.Poll {
	w.Helper()
	w.write(func(tx *storage.Tx) error {
		now, err := tx.LockPoll(p.ID, true)
		if err != nil {
			return err
		}
		now.State, now.Ended = board.Closed, w.clock.Now()
		return tx.SavePoll(now)
	})
	return read1(w, func(tx *storage.Tx) (board.Poll, error) { return tx.Poll(p.ID) })
}
