package storagetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"beirat/board"
	"beirat/storage"
)

func (w *world) meet(platform, account string) (who board.Person) {
	w.Helper()
	w.write(func(tx *storage.Tx) error { who = w.meetIn(tx, platform, account); return nil })
	return who
}

func (w *world) meetIn(tx *storage.Tx, platform, account string) board.Person {
	w.Helper()
	who, err := tx.Meet(platform, account, account)
	w.must(err)
	return who
}

// accounts are the accounts of a person, "platform/account".
func (w *world) accounts(person board.ID) string {
	w.Helper()
	var names []string
	for _, a := range read1(w, func(tx *storage.Tx) ([]storage.Account, error) { return tx.Accounts(person) }) {
		names = append(names, a.Platform+"/"+a.Account)
	}
	return strings.Join(names, " ")
}

func (w *world) join(first, second board.ID) (stays board.ID, err error) {
	err = w.try(func(tx *storage.Tx) (err error) {
		stays, err = tx.Join(first, second)
		return err
	})
	return stays, err
}

func (w *world) offer(person board.ID, sum string) {
	w.Helper()
	w.write(func(tx *storage.Tx) error {
		return tx.OfferLink(storage.Link{Person: person, Platform: "chat", Account: "a", Sum: sum, Expires: w.clock.Now().Add(10 * time.Minute)})
	})
}

func (w *world) take(sum string) (l storage.Link, err error) {
	err = w.try(func(tx *storage.Tx) (err error) {
		l, err = tx.TakeLink(sum)
		return err
	})
	return l, err
}

// joinCase is two persons, one with an account of the chat, who turn out to be one.
type joinCase struct {
	given func(w *world, b, other beirat, chat, elsewhere board.ID)
	stays string // "chat" or "elsewhere"; empty: they stay two
	why   error
}

var joinCases = map[string]joinCase{
	"who holds nothing becomes the one whose code it was": {given: func(*world, beirat, beirat, board.ID, board.ID) {}, stays: "chat"},
	"who has a seat goes on, whoever asked": {given: func(w *world, b, _ beirat, _, elsewhere board.ID) {
		w.seats(b, 0, elsewhere)
	}, stays: "elsewhere"},
	"who is a guest becomes who has a seat on the same board": {given: func(w *world, b, _ beirat, chat, elsewhere board.ID) {
		w.seats(b, 0, elsewhere)
		w.write(func(tx *storage.Tx) error { return tx.SetRole(b.ID, chat, board.Guest, true) })
	}, stays: "elsewhere"},
	"two with seats on different boards become one": {given: func(w *world, b, other beirat, chat, elsewhere board.ID) {
		w.seats(b, 0, chat)
		w.seats(other, 0, elsewhere)
	}, stays: "chat"},
	"who may vote in a running poll goes on": {given: func(w *world, b, other beirat, chat, elsewhere board.ID) {
		w.seats(b, 0, chat)
		w.seats(other, 0, elsewhere)
		w.poll(other, "Frage")
	}, stays: "elsewhere"},
	"two with seats on one board stay two": {given: func(w *world, b, _ beirat, chat, elsewhere board.ID) {
		w.seats(b, 0, chat)
		w.seats(b, 1, elsewhere)
	}, why: board.ErrTwoSeats},
	"a holder and the delegate stay two": {given: func(w *world, b, _ beirat, chat, elsewhere board.ID) {
		w.seats(b, 10, chat)
		w.write(func(tx *storage.Tx) error { return tx.Delegate(b.seats[10].ID, elsewhere) })
	}, why: board.ErrTwoSeats},
	"two who may vote in the same running poll stay two, though one seat is free again": {given: func(w *world, b, _ beirat, chat, elsewhere board.ID) {
		w.seats(b, 0, chat)
		w.seats(b, 1, elsewhere)
		w.poll(b, "Frage")
		w.write(func(tx *storage.Tx) error { return tx.LeaveSeat(b.seats[1].ID) })
	}, why: board.ErrSamePoll},
	"a delegate of today stays apart from who may vote in a poll of before": {given: func(w *world, b, _ beirat, chat, elsewhere board.ID) {
		w.seats(b, 0, chat)
		w.poll(b, "Frage")
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.LeaveSeat(b.seats[0].ID), tx.Delegate(b.seats[10].ID, elsewhere))
		})
	}, why: board.ErrSamePoll},
	"two who may vote in running polls of different boards stay two": {given: func(w *world, b, other beirat, chat, elsewhere board.ID) {
		w.seats(b, 0, chat)
		w.seats(other, 0, elsewhere)
		w.poll(b, "Frage")
		w.poll(other, "Frage")
	}, why: board.ErrBothVoting},
	"when the poll is over they become one": {given: func(w *world, b, _ beirat, chat, elsewhere board.ID) {
		w.seats(b, 0, chat)
		w.seats(b, 1, elsewhere)
		p := w.poll(b, "Frage")
		w.write(func(tx *storage.Tx) error {
			p.State = board.Closed
			return errors.Join(tx.LeaveSeat(b.seats[1].ID), tx.SavePoll(p))
		})
	}, stays: "chat"},
	"two with accounts on one platform stay two": {given: func(w *world, _, _ beirat, chat, _ board.ID) {
		_, err := w.join(chat, w.meet("elsewhere", "third").ID)
		w.must(err)
	}, why: errTaken},
}

var errTaken = errors.New("taken")

// seats gives a seat to a person.
func (w *world) seats(b beirat, seat int, person board.ID) {
	w.Helper()
	w.write(func(tx *storage.Tx) error { return tx.TakeSeat(b.seats[seat].ID, person, "") })
}

var links = map[string]func(*testing.T, *world){
	"two persons become one only where nobody gets two votes": func(t *testing.T, w *world) {
		for name, c := range joinCases {
			t.Run(name, func(t *testing.T) {
				w := &world{T: t, db: w.db, clock: w.clock}
				chat, elsewhere := w.meet("chat", name), w.meet("elsewhere", name)
				b, other := w.beirat(name), w.beirat(name+", elsewhere")
				c.given(w, b, other, chat.ID, elsewhere.ID)
				before, counted := w.accounts(chat.ID)+w.accounts(elsewhere.ID), w.votes()
				stays, err := w.join(chat.ID, elsewhere.ID)
				if w.votes() != counted {
					t.Errorf("ballots and electorates were %s and are %s", counted, w.votes())
				}
				if c.why != nil {
					var taken *storage.TakenError
					if !errors.Is(err, c.why) && !(c.why == errTaken && errors.As(err, &taken)) {
						t.Errorf("%v, not %v", err, c.why)
					}
					if after := w.accounts(chat.ID) + w.accounts(elsewhere.ID); after != before {
						t.Errorf("the accounts were %s and are %s", before, after)
					}
					return
				}
				w.must(err)
				selves := read1(w, func(tx *storage.Tx) ([]board.ID, error) { return tx.Selves(stays) })
				for _, self := range selves {
					if now := read1(w, func(tx *storage.Tx) (board.ID, error) { return tx.NowID(self) }); now != stays {
						t.Errorf("%d is %d now, not %d", self, now, stays)
					}
				}
				if !slices.Equal(selves, []board.ID{stays, chat.ID + elsewhere.ID - stays}) {
					t.Errorf("person %d is %v", stays, selves)
				}
				if want := map[string]board.ID{"chat": chat.ID, "elsewhere": elsewhere.ID}[c.stays]; stays != want {
					t.Errorf("person %d goes on, not %d", stays, want)
				}
				for _, person := range []board.ID{chat.ID, elsewhere.ID} {
					if got := w.accounts(person); got != "chat/"+name+" elsewhere/"+name {
						t.Errorf("the accounts of %d: %s", person, got)
					}
				}
				w.neither(t, chat.ID+elsewhere.ID-stays)
			})
		}
	},
	"who becomes another brings seat, roles, absence and running proposals": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		stays, goes := w.meet("chat", "anna").ID, w.meet("elsewhere", "anna").ID
		w.seats(b, 0, stays)
		w.seats(other, 0, goes)
		away := board.Absence{From: w.clock.Now(), Until: w.clock.Now().Add(time.Hour)}
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.SetRole(other.ID, goes, board.Chair, true), tx.SetAway(other.ID, goes, away), tx.SetLanguage(goes, "en"))
		})
		p := write1(w, func(tx *storage.Tx) (board.Poll, error) {
			return tx.CreatePoll(board.Poll{Board: other.ID, State: board.Open, Proposer: goes, Closes: w.clock.Now().Add(time.Hour)}, nil)
		})
		w.seats(other, 0, goes)
		_, err := w.join(stays, goes)
		w.must(err)
		now := read1(w, func(tx *storage.Tx) (board.Standing, error) { return tx.Standing(other.ID, stays) })
		if now.Seat.ID != other.seats[0].ID || !now.Has(board.Chair) || !now.Away.Until.Equal(away.Until) || now.Person.Language != "en" {
			t.Errorf("has %+v", now)
		}
		if p := read1(w, func(tx *storage.Tx) (board.Poll, error) { return tx.Poll(p.ID) }); p.Proposer != stays {
			t.Errorf("the proposer is %d", p.Proposer)
		}
	},
	"what came parts again with its past, and the seat stays": func(t *testing.T, w *world) {
		b := w.beirat("one")
		anna, goes := w.meet("chat", "anna").ID, w.meet("elsewhere", "anna.s").ID
		w.seats(b, 0, anna)
		_, err := w.join(goes, anna)
		w.must(err)
		if met := w.meet("elsewhere", "anna.s"); met.ID != anna || met.Name != "anna" {
			t.Errorf("the account that came is %+v", met)
		}
		part := func(platform, account string) string {
			var names []string
			for _, a := range write1(w, func(tx *storage.Tx) ([]storage.Account, error) { return tx.Part(anna, platform, account) }) {
				names = append(names, a.Platform)
			}
			return fmt.Sprint(names)
		}
		for _, who := range [][2]string{{"chat", "anna"}, {"elsewhere", "anna.s"}} {
			if went := part(who[0], who[1]); went != "[elsewhere]" {
				t.Errorf("parted by %s went %s", who[0], went)
			}
			if w.accounts(anna) != "chat/anna" || w.accounts(goes) != "elsewhere/anna.s" {
				t.Errorf("parted: %s; %s", w.accounts(anna), w.accounts(goes))
			}
			if went := part(who[0], who[1]); went != "[]" {
				t.Errorf("parted twice went %s", went)
			}
			_, err := w.join(anna, goes)
			w.must(err)
		}
		if s := read1(w, func(tx *storage.Tx) (board.Seat, error) { return tx.Seat(b.seats[0].ID) }); s.Holder.ID != anna {
			t.Errorf("the seat is %d's", s.Holder.ID)
		}
	},
	"a person is written to where they were last, and that leaves no time": func(t *testing.T, w *world) {
		anna := w.meet("chat", "anna").ID
		_, err := w.join(anna, w.meet("elsewhere", "anna").ID)
		w.must(err)
		for _, platform := range []string{"elsewhere", "chat", "elsewhere"} {
			for _, want := range []bool{true, false} {
				var elsewhere bool
				w.read(func(tx *storage.Tx) (err error) {
					_, elsewhere, err = tx.Caller(platform, "anna")
					return err
				})
				if elsewhere != want {
					t.Errorf("on %s: %t, not %t", platform, elsewhere, want)
				}
				w.write(func(tx *storage.Tx) error { return tx.Use(platform, "anna") })
			}
		}
	},
	"who has one account was never elsewhere": func(t *testing.T, w *world) {
		w.meet("chat", "anna")
		w.read(func(tx *storage.Tx) error {
			if _, elsewhere, err := tx.Caller("chat", "anna"); elsewhere || err != nil {
				t.Errorf("elsewhere %t, %v", elsewhere, err)
			}
			if _, _, err := tx.Caller("chat", "bert"); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("a stranger: %v", err)
			}
			return nil
		})
	},
	"a code is worth something once, for ten minutes, until the next one": func(t *testing.T, w *world) {
		anna := w.meet("chat", "anna").ID
		w.offer(anna, "first")
		w.offer(anna, "second")
		if _, err := w.take("first"); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("the one that was replaced: %v", err)
		}
		for _, to := range []string{"elsewhere/anna", "elsewhere/eve"} {
			w.write(func(tx *storage.Tx) error { return tx.ShowLink("second", to) })
		}
		l, err := w.take("second")
		if w.must(err); !slices.Equal(l.ShownTo, []string{"elsewhere/anna", "elsewhere/eve"}) || l.Person != anna || l.Platform != "chat" || l.Account != "a" {
			t.Errorf("the code stands for %+v", l)
		}
		if _, err := w.take("second"); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("used twice: %v", err)
		}
		w.offer(anna, "late")
		w.clock.move(10 * time.Minute)
		if _, err := w.take("late"); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("after ten minutes: %v", err)
		}
		w.read(func(tx *storage.Tx) error {
			if _, err := tx.Link("late"); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("looked at after ten minutes: %v", err)
			}
			return nil
		})
	},
	"of sixteen who use a code at once one gets it": func(t *testing.T, w *world) {
		w.offer(w.meet("chat", "anna").ID, "sum")
		var got atomic.Int64
		atOnce(16, func(int) {
			switch _, err := w.take("sum"); {
			case err == nil:
				got.Add(1)
			case !errors.Is(err, storage.ErrNotFound):
				t.Error(err)
			}
		})
		if got.Load() != 1 {
			t.Errorf("%d got it", got.Load())
		}
	},
	"of sixteen who join the same two at once one does, and nobody is lost": func(t *testing.T, w *world) {
		a, b := w.meet("chat", "anna").ID, w.meet("elsewhere", "anna").ID
		atOnce(16, func(i int) {
			_, err := w.join([]board.ID{a, b}[i%2], []board.ID{b, a}[i%2])
			var taken *storage.TakenError
			if err != nil && !errors.As(err, &taken) {
				t.Error(err)
			}
		})
		if got := w.accounts(a); got != "chat/anna elsewhere/anna" || w.accounts(b) != got {
			t.Errorf("%s; %s", got, w.accounts(b))
		}
	},
	"who gets a seat while they become another has it as that one": func(t *testing.T, w *world) {
		b := w.beirat("one")
		for i := range 10 {
			name := fmt.Sprint("anna", i)
			stays, goes := w.meet("chat", name).ID, w.meet("elsewhere", name).ID
			atOnce(2, func(first int) {
				if first == 0 {
					if _, err := w.join(stays, goes); err != nil {
						t.Error(err)
					}
					return
				}
				err := w.try(func(tx *storage.Tx) error {
					now, err := tx.Today(goes)
					if err != nil {
						return err
					}
					return tx.TakeSeat(b.seats[i].ID, now.ID, "")
				})
				if err != nil {
					t.Error(err)
				}
			})
			one := read1(w, func(tx *storage.Tx) ([]storage.Account, error) { return tx.Accounts(goes) })[0].Person
			if s := read1(w, func(tx *storage.Tx) (board.Seat, error) { return tx.Seat(b.seats[i].ID) }); s.Holder.ID != one {
				t.Errorf("the seat is %d's, the accounts are %d's", s.Holder.ID, one)
			}
		}
	},
	"codes that were none are counted for an hour, for each account and for all": func(t *testing.T, w *world) {
		misses := func(account string, wantOwn, wantAll int) {
			t.Helper()
			w.read(func(tx *storage.Tx) error {
				if own, all, err := tx.LinkMisses("chat", account); own != wantOwn || all != wantAll || err != nil {
					t.Errorf("%s: %d of %d, not %d of %d; %v", account, own, all, wantOwn, wantAll, err)
				}
				return nil
			})
		}
		misses("a", 0, 0)
		for range 2 {
			w.write(func(tx *storage.Tx) error { return tx.MissLink("chat", "a") })
		}
		w.clock.move(30 * time.Minute)
		w.write(func(tx *storage.Tx) error { return tx.MissLink("chat", "b") })
		misses("a", 2, 3)
		misses("b", 1, 3)
		w.clock.move(30 * time.Minute)
		misses("a", 0, 1)
	},
	"a home that is taken away is a channel like any other, and what stood there is remembered": func(t *testing.T, w *world) {
		b := w.beirat("one")
		home := storage.Home{Board: b.ID, Platform: "elsewhere", Server: "s", Channel: "c"}
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.AddHome(home), tx.SaveShown(storage.Shown{Entity: "poll:2", View: "card", Platform: "elsewhere", Server: "s", Channel: "c"}),
				tx.SaveShown(storage.Shown{Entity: "poll:3", View: "card", Platform: "elsewhere", Server: "s", Channel: "other"}))
		})
		w.write(func(tx *storage.Tx) error { return tx.RemoveHome(home) })
		if err := w.try(func(tx *storage.Tx) error { return tx.RemoveHome(home) }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("taken away twice: %v", err)
		}
		w.read(func(tx *storage.Tx) error {
			if _, err := tx.BoardAt("elsewhere", "s", "c"); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("its board: %v", err)
			}
			if stands, err := tx.ShownAt(home); fmt.Sprint(stands) != "[poll:2]" || err != nil {
				t.Errorf("there stand %v, %v", stands, err)
			}
			return nil
		})
	},
}

// votes is all that is voted and who may, which nothing of this may touch.
func (w *world) votes() string {
	w.Helper()
	var all []string
	w.read(func(tx *storage.Tx) error {
		boards, err := tx.Boards()
		w.must(err)
		for _, b := range boards {
			polls, err := tx.Polls(b.ID, 0, 100)
			w.must(err)
			for _, p := range polls {
				electors, err := tx.Electors(p.ID)
				w.must(err)
				all = append(all, fmt.Sprint(electors))
			}
		}
		return nil
	})
	return strings.Join(all, "\n")
}

// neither: a person who became another is nothing anywhere.
func (w *world) neither(t *testing.T, person board.ID) {
	t.Helper()
	boards := read1(w, func(tx *storage.Tx) ([]board.Board, error) { return tx.BoardsOf(person) })
	if len(boards) > 0 {
		t.Errorf("person %d is still of %d boards", person, len(boards))
	}
}
