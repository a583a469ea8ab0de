package storagetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"beirat/board"
	"beirat/storage"
)

// atOnce runs a function so many times at once and waits for all.
func atOnce(times int, do func(i int)) {
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range times {
		all.Go(func() {
			<-start
			do(i)
		})
	}
	close(start)
	all.Wait()
}

var writes = map[string]func(*testing.T, *world){
	"a write that fails leaves nothing": func(t *testing.T, w *world) {
		b, broken := w.beirat("one"), errors.New("broken")
		before := w.state(b)
		err := w.try(func(tx *storage.Tx) error {
			_, err := w.open(tx, b, "Frage")
			w.must(err)
			_, err = tx.Meet("console", "new", "new")
			w.must(err)
			w.must(tx.LeaveSeat(b.seats[0].ID))
			w.must(tx.Later("show", "a", w.clock.Now(), nil))
			return broken
		})
		if !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
		if after := w.state(b); after != before {
			t.Errorf("before %s, after %s", before, after)
		}
		if p := w.poll(b, "Frage"); p.Number != 1 {
			t.Errorf("the number %d", p.Number)
		}
	},
	"a write that panics leaves nothing, and the panic stays with its caller": func(t *testing.T, w *world) {
		b := w.beirat("one")
		before := w.state(b)
		func() {
			defer func() {
				if got := recover(); got != "mine" {
					t.Errorf("recovered %v", got)
				}
			}()
			w.write(func(tx *storage.Tx) error {
				w.must(tx.LeaveSeat(b.seats[0].ID))
				panic("mine")
			})
		}()
		if after := w.state(b); after != before {
			t.Errorf("before %s, after %s", before, after)
		}
	},
	"a write whose goroutine ends leaves nothing": func(t *testing.T, w *world) {
		b := w.beirat("one")
		before := w.state(b)
		atOnce(1, func(int) {
			_ = w.try(func(tx *storage.Tx) error {
				w.must(tx.LeaveSeat(b.seats[0].ID))
				runtime.Goexit()
				return nil
			})
		})
		if after := w.state(b); after != before {
			t.Errorf("before %s, after %s", before, after)
		}
	},
	"a write whose statement failed keeps nothing, even if the error was ignored": func(t *testing.T, w *world) {
		b := w.beirat("one")
		before := w.state(b)
		err := w.try(func(tx *storage.Tx) error {
			w.must(tx.LeaveSeat(b.seats[0].ID))
			_ = tx.TakeSeat(b.seats[0].ID, 4711, "")
			return nil
		})
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("got %v", err)
		}
		if after := w.state(b); after != before {
			t.Errorf("before %s, after %s", before, after)
		}
	},
	"the error that a write gives back is the one that it got": func(t *testing.T, w *world) {
		b, mine := w.beirat("one"), errors.New("mine")
		err := w.try(func(tx *storage.Tx) error {
			return fmt.Errorf("take: %w: %w", mine, tx.TakeSeat(b.seats[0].ID, 4711, ""))
		})
		if !errors.Is(err, mine) || !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("%v", err)
		}
	},
	"a write for somebody who no longer waits is refused or undone": func(t *testing.T, w *world) {
		b := w.beirat("one")
		before := w.state(b)
		ctx, cancel := context.WithCancel(context.Background())
		err := w.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
			w.must(tx.LeaveSeat(b.seats[0].ID))
			cancel()
			return tx.LeaveSeat(b.seats[1].ID)
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		err = w.db.Write(ctx, storage.By{}, func(*storage.Tx) error {
			t.Error("it ran")
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if after := w.state(b); after != before {
			t.Errorf("before %s, after %s", before, after)
		}
	},
	"of many writes at once those that fail, panic or are given up take no other with them": func(t *testing.T, w *world) {
		broken := errors.New("broken")
		var ran [60]atomic.Int64
		atOnce(60, func(i int) {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			var err error
			func() {
				defer func() {
					if got := recover(); (got != nil) != (i%4 == 2) {
						t.Errorf("%d recovered %v", i, got)
					}
				}()
				err = w.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
					ran[i].Add(1)
					if _, err := tx.Meet("console", fmt.Sprint(i), ""); err != nil {
						return err
					}
					switch i % 4 {
					case 1:
						return broken
					case 2:
						panic("mine")
					case 3:
						cancel()
						_, err := tx.Meet("console", fmt.Sprint("again", i), "")
						return err
					}
					return nil
				})
			}()
			if i%4 == 0 && err != nil || i%4 == 1 && !errors.Is(err, broken) || i%4 == 3 && !errors.Is(err, context.Canceled) {
				t.Errorf("%d: %v", i, err)
			}
		})
		for i := range 60 {
			err := w.db.Read(context.Background(), func(tx *storage.Tx) error {
				_, err := tx.PersonOf("console", fmt.Sprint(i))
				return err
			})
			if kept := err == nil; kept != (i%4 == 0) {
				t.Errorf("%d: %v", i, err)
			}
			if ran[i].Load() != 1 {
				t.Errorf("%d ran %d times", i, ran[i].Load())
			}
		}
	},
	"what was written is read at once": func(t *testing.T, w *world) {
		atOnce(16, func(i int) {
			for n := range 10 {
				name := fmt.Sprintf("%d-%d", i, n)
				if err := w.try(func(tx *storage.Tx) error { _, err := tx.Meet("console", name, ""); return err }); err != nil {
					t.Error(err)
				}
				if err := w.db.Read(context.Background(), func(tx *storage.Tx) error { _, err := tx.PersonOf("console", name); return err }); err != nil {
					t.Error(err)
				}
			}
		})
	},
	"a read sees one state": func(t *testing.T, w *world) {
		b := w.beirat("one")
		w.read(func(tx *storage.Tx) error {
			before, err := tx.Seat(b.seats[0].ID)
			w.must(err)
			w.write(func(tx *storage.Tx) error { return tx.LeaveSeat(b.seats[0].ID) })
			after, err := tx.Seat(b.seats[0].ID)
			w.must(err)
			if after != before {
				t.Errorf("%+v, then %+v", before, after)
			}
			return nil
		})
	},
	"a read changes nothing": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		changes := w.changes(b, p)
		before := w.state(b)
		for name, change := range changes {
			err := w.db.Read(context.Background(), change)
			if !errors.Is(err, storage.ErrReadOnly) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if after := w.state(b); after != before {
			t.Errorf("before %s, after %s", before, after)
		}
	},
	"a read of one statement changes nothing, and takes no second": func(t *testing.T, w *world) {
		b, ctx := w.beirat("one"), context.Background()
		changes := w.changes(b, w.poll(b, "Frage"))
		for name, change := range changes {
			if err := w.db.ReadOne(ctx, change); !errors.Is(err, storage.ErrReadOnly) {
				t.Errorf("%s: %v", name, err)
			}
		}
		err := w.db.ReadOne(ctx, func(tx *storage.Tx) error {
			if name, err := tx.Board(b.ID); err != nil || name.Name != "one" {
				t.Errorf("%+v %v", name, err)
			}
			_, err := tx.Board(b.ID)
			return err
		})
		if err == nil {
			t.Error("a second statement ran")
		}
	},
	"a transaction is over after its end": func(t *testing.T, w *world) {
		var kept *storage.Tx
		w.write(func(tx *storage.Tx) error { kept = tx; return nil })
		if _, err := kept.Boards(); err == nil {
			t.Error("it can be read")
		}
		if err := kept.Later("show", "a", w.clock.Now(), nil); err == nil {
			t.Error("work can be planned")
		}
	},
	"a closed database refuses": func(t *testing.T, w *world) {
		w.must(w.db.Close())
		w.must(w.db.Close())
		if err := w.try(func(*storage.Tx) error { return nil }); !errors.Is(err, storage.ErrClosed) {
			t.Errorf("write: %v", err)
		}
		if err := w.db.Ping(context.Background()); !errors.Is(err, storage.ErrClosed) {
			t.Errorf("ping: %v", err)
		}
	},
	"it answers, knows its clock, and migrates again without a change": func(t *testing.T, w *world) {
		ctx := context.Background()
		w.must(w.db.Ping(ctx))
		if !w.db.Now().Equal(w.clock.Now()) {
			t.Error("another clock")
		}
		if skew, err := w.db.Skew(ctx); err != nil || skew.Abs().Seconds() > 5 {
			t.Errorf("skew %v %v", skew, err)
		}
		w.beirat("one")
		w.must(w.db.Migrate(ctx))
		have, want, err := w.db.Version(ctx)
		if err != nil || have != want || want == 0 {
			t.Errorf("version %d, want %d: %v", have, want, err)
		}
		if all := read1(w, (*storage.Tx).Boards); len(all) != 1 {
			t.Errorf("boards %v", all)
		}
	},
	"of many who remember a value first all get the same": func(t *testing.T, w *world) {
		ctx := context.Background()
		kept := make([]string, 8)
		atOnce(len(kept), func(who int) {
			value, err := w.db.RememberFirst(ctx, "program", "secret", []byte(fmt.Sprint("of ", who)))
			if err != nil {
				t.Error(err)
			}
			kept[who] = string(value)
		})
		value, _, err := w.db.Recall(ctx, "program", "secret")
		w.must(err)
		for who := range kept {
			if kept[who] != string(value) || kept[who] == "" {
				t.Errorf("%d got %q, kept is %q", who, kept[who], value)
			}
		}
	},
	"memory is kept by space and name, and forgotten": func(t *testing.T, w *world) {
		ctx := context.Background()
		w.must(w.db.Remember(ctx, "a", "x_1", []byte("one")))
		w.must(w.db.Remember(ctx, "a", "x_1", []byte{0, 255}))
		w.must(w.db.Remember(ctx, "a", "x%2", nil))
		w.must(w.db.Remember(ctx, "a", "X_1", []byte("capital")))
		w.must(w.db.Remember(ctx, "b", "x_1", []byte("other")))
		if value, known, err := w.db.Recall(ctx, "a", "x_1"); string(value) != "\x00\xff" || !known || err != nil {
			t.Errorf("%q %v %v", value, known, err)
		}
		if value, known, err := w.db.Recall(ctx, "a", "x%2"); len(value) != 0 || !known || err != nil {
			t.Errorf("%q %v %v", value, known, err)
		}
		if all, err := w.db.Recollect(ctx, "a", "x_"); len(all) != 1 || string(all["x_1"]) != "\x00\xff" || err != nil {
			t.Errorf("%v %v", all, err)
		}
		if all, err := w.db.Recollect(ctx, "a", ""); len(all) != 3 || err != nil {
			t.Errorf("%v %v", all, err)
		}
		w.must(w.db.Forget(ctx, "a", "x_1"))
		w.must(w.db.Forget(ctx, "a", "x_1"))
		if _, known, err := w.db.Recall(ctx, "a", "x_1"); known || err != nil {
			t.Errorf("%v %v", known, err)
		}
	},
}

// state is everything that a test may have changed about a board, as text.
func (w *world) state(b beirat) string {
	w.Helper()
	var text string
	w.read(func(tx *storage.Tx) error {
		seats, err := tx.Seats(b.ID)
		w.must(err)
		list, err := tx.Polls(b.ID, 0, 100)
		w.must(err)
		audits, err := tx.Audits(b.ID, "", 1000)
		w.must(err)
		persons, err := tx.Audits(0, "", 1000)
		w.must(err)
		text = fmt.Sprint(seats, list, len(audits), len(persons))
		return nil
	})
	waiting, parked, _, err := w.db.Backlog(context.Background())
	w.must(err)
	return fmt.Sprint(text, waiting, parked)
}

// changes calls every method of Tx that changes something, by name.
func (w *world) changes(b beirat, p board.Poll) map[string]func(tx *storage.Tx) error {
	person, seat, voted, now := b.people[0], b.seats[0], b.seats[3], w.clock.Now()
	_, err := w.vote(p.ID, voted.ID, b.people[3].ID, board.Yes)
	w.must(err)
	secret, option, planned := w.poll(b, "Geheim?"), w.poll(b, "Was?"), w.planned(b, "Später?")
	first, second, joined := w.meet("chat", "first"), w.meet("elsewhere", "second"), w.meet("chat", "joined")
	more := storage.Home{Board: b.ID, Platform: "chat", Channel: "more"}
	w.write(func(tx *storage.Tx) error {
		_, err := tx.Join(joined.ID, w.meetIn(tx, "elsewhere", "came").ID)
		return errors.Join(err, tx.OfferLink(storage.Link{Person: second.ID, Sum: "taken", Expires: now.Add(time.Minute)}), tx.AddHome(more))
	})
	w.write(func(tx *storage.Tx) error {
		return errors.Join(tx.SaveTemplate(b.ID, "Vorlage", nil), tx.SaveDissent(board.Dissent{Poll: p.ID, Seat: voted.ID, Person: b.people[3].ID}))
	})
	all := map[string]func(tx *storage.Tx) error{
		"Meet": func(tx *storage.Tx) error { _, err := tx.Meet("console", "somebody", ""); return err },
		"Acting": func(tx *storage.Tx) error {
			_, err := tx.Acting(board.Person{}, storage.Account{Platform: "console", Account: "newcomer", Name: "newcomer"})
			return err
		},
		"SetLanguage":  func(tx *storage.Tx) error { return tx.SetLanguage(person.ID, "en") },
		"SetReachable": func(tx *storage.Tx) error { return tx.SetReachable("console", person.Name, "gone") },
		"CreateBoard": func(tx *storage.Tx) error {
			_, err := tx.CreateBoard(board.Board{Zone: "UTC"}, nil, storage.Home{Platform: "console", Channel: "new"})
			return err
		},
		"SaveBoard":   func(tx *storage.Tx) error { return tx.SaveBoard(b.Board) },
		"AddHome":     func(tx *storage.Tx) error { return tx.AddHome(storage.Home{Board: b.ID, Channel: "more"}) },
		"TakeSeat":    func(tx *storage.Tx) error { return tx.TakeSeat(seat.ID, person.ID, "") },
		"LeaveSeat":   func(tx *storage.Tx) error { return tx.LeaveSeat(b.seats[1].ID) },
		"Delegate":    func(tx *storage.Tx) error { return tx.Delegate(seat.ID, b.people[1].ID) },
		"SetRole":     func(tx *storage.Tx) error { return tx.SetRole(b.ID, person.ID, board.Chair, true) },
		"SetAway":     func(tx *storage.Tx) error { return tx.SetAway(b.ID, person.ID, board.Absence{From: now}) },
		"SaveProfile": func(tx *storage.Tx) error { _, err := tx.SaveProfile(board.Profile{Board: b.ID}); return err },
		"CreatePoll":  func(tx *storage.Tx) error { _, err := tx.CreatePoll(board.Poll{Board: b.ID}, nil); return err },
		"LockBoard":   func(tx *storage.Tx) error { return tx.LockBoard(b.ID) },
		"LockPoll":    func(tx *storage.Tx) error { _, err := tx.LockPoll(p.ID, true); return err },
		"SavePoll":    func(tx *storage.Tx) error { return tx.SavePoll(p) },
		"SetPresent":  func(tx *storage.Tx) error { return tx.SetPresent(p.ID, seat.ID, true) },
		"Recuse":      func(tx *storage.Tx) error { return tx.Recuse(p.ID, b.seats[2].ID) },
		"Cast": func(tx *storage.Tx) error {
			_, err := tx.Cast(board.Ballot{Poll: p.ID, Seat: seat.ID, Person: person.ID, Choice: board.Yes})
			return err
		},
		"Recast": func(tx *storage.Tx) error {
			_, err := tx.Recast(board.Ballot{Poll: p.ID, Seat: voted.ID, Person: b.people[3].ID, Choice: board.No})
			return err
		},
		"PutIntoUrn":    func(tx *storage.Tx) error { return tx.PutIntoUrn(secret.ID, seat.ID, storage.Paper{Choice: board.Yes}) },
		"DemandSecrecy": func(tx *storage.Tx) error { _, err := tx.DemandSecrecy(p.ID, seat.ID); return err },
		"MakeSecret":    func(tx *storage.Tx) error { return tx.MakeSecret(secret.ID) },
		"EraseOrder":    func(tx *storage.Tx) error { return tx.EraseOrder(secret.ID) },
		"OpenPoll":      func(tx *storage.Tx) error { return tx.OpenPoll(planned, nil) },
		"SetTechnical":  func(tx *storage.Tx) error { return tx.SetTechnical(p.ID, seat.ID, true) },
		"SaveDissent": func(tx *storage.Tx) error {
			return tx.SaveDissent(board.Dissent{Poll: p.ID, Seat: seat.ID, Person: person.ID, Text: "Anders"})
		},
		"WithdrawDissent": func(tx *storage.Tx) error { return tx.WithdrawDissent(p.ID, voted.ID) },
		"GiveAnswer": func(tx *storage.Tx) error {
			return tx.GiveAnswer(board.Answer{Poll: p.ID, State: board.Accepted, Person: person.ID})
		},
		"SaveTemplate": func(tx *storage.Tx) error {
			return tx.SaveTemplate(b.ID, "Neue", map[string]string{"question": "Frage"})
		},
		"RemoveTemplate": func(tx *storage.Tx) error { return tx.RemoveTemplate(b.ID, "vorlage") },
		"AddOption":      func(tx *storage.Tx) error { _, err := tx.AddOption(option.ID, "Radweg"); return err },
		"Object":         func(tx *storage.Tx) error { return tx.Object(p.ID, seat.ID, person.ID) },
		"SetDelivery":    func(tx *storage.Tx) error { return tx.SetDelivery(p.ID, seat.ID, "sent", now) },
		"SaveShown":      func(tx *storage.Tx) error { return tx.SaveShown(storage.Shown{Entity: "poll:1"}) },
		"ForgetShown":    func(tx *storage.Tx) error { return tx.ForgetShown(1) },
		"OfferLink": func(tx *storage.Tx) error {
			return tx.OfferLink(storage.Link{Person: person.ID, Sum: "sum", Expires: now.Add(time.Minute)})
		},
		"TakeLink":   func(tx *storage.Tx) error { _, err := tx.TakeLink("taken"); return err },
		"LockPerson": func(tx *storage.Tx) error { return tx.LockPerson(person.ID) },
		"Today":      func(tx *storage.Tx) error { _, err := tx.Today(person.ID); return err },
		"ShowLink":   func(tx *storage.Tx) error { return tx.ShowLink("taken", "chat/first") },
		"MissLink":   func(tx *storage.Tx) error { return tx.MissLink("chat", "first") },
		"Use":        func(tx *storage.Tx) error { return tx.Use("chat", "joined") },
		"Join":       func(tx *storage.Tx) error { _, err := tx.Join(first.ID, b.people[4].ID); return err },
		"Part":       func(tx *storage.Tx) error { _, err := tx.Part(joined.ID, "chat", "joined"); return err },
		"RemoveHome": func(tx *storage.Tx) error { return tx.RemoveHome(more) },
		"Later":      func(tx *storage.Tx) error { return tx.Later("show", "a", now, nil) },
		"Drop":       func(tx *storage.Tx) error { return tx.Drop("show", "a") },
		"DropAll":    func(tx *storage.Tx) error { return tx.DropAll("show", "a") },
	}
	for _, more := range []map[string]func(tx *storage.Tx) error{w.fieldChanges(b), w.visionChanges(b), w.measureChanges(b), w.ideaChanges(b), w.strategyChanges(b),
		w.meetingChanges(b), w.dateChanges(b), w.agendaChanges(b), w.invitationChanges(b), w.proceedingChanges(b), w.minuteChanges(b), w.calendarChanges(b), w.digestChanges(b),
		w.feedbackChanges(b), w.attachmentChanges(b), w.feedbackAnswerChanges(b), w.figureChanges(b), w.termChanges(b), w.acknowledgementChanges(b), w.erasureChanges(b)} {
		maps.Copy(all, more)
	}
	return all
}
