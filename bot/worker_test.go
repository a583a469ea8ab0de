package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"beirat/chat"
	"beirat/commands/polls"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// onBoth runs a test on both databases.
func onBoth(t *testing.T, test func(*world)) {
	t.Run("sqlite", func(t *testing.T) { test(newWorld(t)) })
	t.Run("postgres", func(t *testing.T) { test(newWorldOn(t, storagetest.MigratedPostgres(t))) })
}

// public tells whether a message goes to everybody.
func public(o chat.Outgoing) bool { return o.Account == "" }

// firsts gives the error so often and then no more.
func firsts(n int, err error, when func(verb string, o chat.Outgoing) bool) func(string, chat.Outgoing) error {
	var mu sync.Mutex
	return func(verb string, o chat.Outgoing) error {
		mu.Lock()
		defer mu.Unlock()
		if n == 0 || !when(verb, o) {
			return nil
		}
		n--
		return err
	}
}

func sendsTo(account string) func(string, chat.Outgoing) bool {
	return func(verb string, o chat.Outgoing) bool { return verb == "send" && o.Account == account }
}

func TestASendingThatFailsIsRepeatedAfterGrowingPausesAndThenGivenUp(t *testing.T) {
	w := newWorld(t)
	var at []time.Time
	w.town.fault = func(_ string, o chat.Outgoing) error {
		if !public(o) {
			return nil
		}
		at = append(at, w.clock.Now())
		return errRefused
	}
	w.says("m1", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
	w.works()
	for i := range 11 {
		if got := len(w.town.to(fmt.Sprintf("m%d", i+1))); got != 1 {
			t.Errorf("m%d got %d messages, though only the channel failed", i+1, got)
		}
	}
	end := w.clock.Now().Add(24 * time.Hour)
	for w.waits(end) {
		if len(at) > 100 {
			t.Fatal("it never ends")
		}
	}
	if len(at) != attempts {
		t.Errorf("%d attempts, not %d", len(at), attempts)
	}
	for i := 2; i < len(at); i++ {
		before, pause := at[i-1].Sub(at[i-2]), at[i].Sub(at[i-1])
		if i < 6 && pause <= before || pause > 25*time.Minute {
			t.Errorf("pause %d is %s, the one before was %s", i, pause, before)
		}
	}
	_, parked, _, err := w.db.Backlog(t.Context())
	w.must(err)
	if parked != 1 {
		t.Errorf("%d jobs are parked", parked)
	}
	w.contains(strings.Join(w.town.to("office"), "\n"), "mehrmals fehlgeschlagen")
	w.contains(w.log.String(), "job parked")

	w.town.fault = nil
	w.votes("m2", 1, "yes") // asks for the card again
	w.works()
	if cards := w.town.to(""); len(cards) != 1 || !strings.Contains(cards[0], "1 von 11") {
		t.Errorf("after it works again the channel has %q", cards)
	}
}

func TestWhatWasDoneUnheardIsShownOnceAndIsTrue(t *testing.T) {
	onBoth(t, func(w *world) {
		w.town.after = firsts(12, fmt.Errorf("no answer: %w", chat.ErrMaybeSent), func(verb string, _ chat.Outgoing) bool { return verb == "send" })
		w.says("m1", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
		w.works()
		w.votes("m2", 1, "yes") // what stands says "0 von 11", and nobody heard that it stands
		for w.waits(w.clock.Now().Add(time.Minute)) {
		}
		cards := w.town.to("")
		if len(cards) != 1 || !strings.Contains(cards[0], "1 von 11") {
			w.Errorf("the channel has %q", cards)
		}
		for i := 1; i <= 11; i++ {
			if got := len(w.town.to(fmt.Sprintf("m%d", i))); got != 1 {
				w.Errorf("m%d has %d invitations", i, got)
			}
		}
	})
}

func TestWhoCannotBeReachedIsRecordedAndToldToTheOfficeOnceAndToNobodyElse(t *testing.T) {
	onBoth(t, func(w *world) {
		lost := firsts(1000, fmt.Errorf("blocked: %w", chat.ErrUnreachable), sendsTo("m3"))
		w.town.fault = lost
		for i, question := range []string{"Eins?", "Zwei?"} {
			w.says("m1", `/abstimmung neu "`+question+`" bis="in 20 Tagen"`)
			w.works()
			states := map[string]int{}
			w.read(func(tx *storage.Tx) error {
				p, err := tx.PollNumber(w.board.ID, i+1)
				if err != nil {
					return err
				}
				deliveries, err := tx.Deliveries(p.ID)
				for _, d := range deliveries {
					states[d.State]++
				}
				return err
			})
			if states[stateSent] != 10 || states[stateFailed] != 1 {
				w.Errorf("deliveries of poll %d: %v", i+1, states)
			}
		}
		told := w.town.to("office")
		if len(told) != 1 || !strings.Contains(told[0], "m3 ist privat nicht zu erreichen (town)") {
			w.Errorf("the office has %q", told)
		}
		for account := range map[string]bool{"": true, "m11": true, "m1": true} {
			w.lacks(strings.Join(w.town.to(account), "\n"), "m3")
		}
		if got := w.town.tried; len(got) == 0 {
			w.Error("nothing was tried")
		}
		for key, times := range w.town.tried {
			if times > 1 {
				w.Errorf("%s was tried %d times", key, times)
			}
		}
		w.contains(w.says("m11", "/beirat geschäftsstelle"), "Nicht zu erreichen: m3")

		w.town.fault = nil
		w.says("m1", `/abstimmung neu "Drei?" bis="in 20 Tagen"`)
		w.works()
		w.contains(w.says("m11", "/beirat geschäftsstelle"), "Nicht zu erreichen: niemand")
		w.town.fault = lost
		w.says("m1", `/abstimmung neu "Vier?" bis="in 20 Tagen"`)
		w.works()
		if told := w.town.to("office"); len(told) != 2 {
			w.Errorf("lost again, and the office has %q", told)
		}
	})
}

func TestACardThatCouldNotBeChangedIsChangedLater(t *testing.T) {
	w := newWorld(t)
	w.says("m1", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
	w.works()
	w.town.fault = firsts(3, errRefused, func(verb string, _ chat.Outgoing) bool { return verb == "edit" })
	w.votes("m2", 1, "yes")
	w.works()
	w.contains(w.town.to("")[0], "0 von 11")
	for w.waits(w.clock.Now().Add(5 * time.Minute)) {
	}
	w.contains(w.town.to("")[0], "1 von 11")
}

func TestACardIsNotChangedWhenItSaysTheSame(t *testing.T) {
	w := newWorld(t)
	w.says("m1", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
	w.works()
	w.votes("m2", 1, "yes")
	w.works()
	w.votes("m2", 1, "no") // the card counts answers, not sides
	w.works()
	if w.town.edits != 1 {
		t.Errorf("%d edits", w.town.edits)
	}
}

func TestAVoteThatArrivesWhileItsCardIsShownIsNotSwallowed(t *testing.T) {
	onBoth(t, func(w *world) {
		voters := []string{"m2", "m3", "m4", "m5"}
		w.town.fault = func(_ string, o chat.Outgoing) error { // before it stands
			if public(o) && len(voters) > 0 {
				who := voters[0]
				voters = voters[1:]
				w.votes(who, 1, "yes")
			}
			return nil
		}
		w.says("m1", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
		w.works()
		if cards := w.town.to(""); len(cards) != 1 || !strings.Contains(cards[0], "4 von 11") {
			w.Errorf("the channel has %q", cards)
		}
	})
}

func TestAJobThatPanicsDoesNotStopTheOthersAndAnUnknownOneWaits(t *testing.T) {
	w := newWorld(t)
	w.Bot.work["test.broken"] = func(context.Context, storage.Job) error { panic(secret) }
	w.write(func(tx *storage.Tx) error {
		return errors.Join(
			tx.Later("test.broken", "1", w.clock.Now().Add(-time.Hour), nil),
			tx.Later("test.future", "1", w.clock.Now().Add(-time.Hour), nil))
	})
	w.says("m1", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
	w.works()
	if len(w.town.to("")) != 1 {
		t.Error("the card is missing")
	}
	for w.waits(w.clock.Now().Add(24 * time.Hour)) {
	}
	waiting, parked, _, err := w.db.Backlog(t.Context())
	w.must(err)
	if waiting != 1 || parked != 1 {
		t.Errorf("%d wait and %d are parked; the unknown one should wait and the broken one be parked", waiting, parked)
	}
	w.contains(w.log.String(), "job panicked")
	w.lacks(w.log.String(), secret)
}

func TestWhatIsForAPlatformThatIsNotServedHereIsLeftToOthers(t *testing.T) {
	w := newWorld(t)
	elsewhere := w.program(w.clock.Now)
	elsewhere.platforms = map[string]chat.Platform{"village": newTown("village")}
	w.says("m1", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
	w.must(elsewhere.Work(t.Context()))
	for w.waits(w.clock.Now().Add(2 * time.Minute)) {
	}
	if cards, invitations := w.town.to(""), w.town.to("m5"); len(cards) != 1 || len(invitations) != 1 {
		t.Errorf("the channel has %q, m5 has %q", cards, invitations)
	}
}

func TestWhenTheContextEndsNothingIsHalfRecorded(t *testing.T) {
	for name, heard := range map[string]bool{"it was sent": true, "it was not": false} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			ctx, stop := context.WithCancel(t.Context())
			end := func(string, chat.Outgoing) error {
				stop()
				if heard {
					return nil
				}
				return ctx.Err()
			}
			if heard {
				w.town.after = end
			} else {
				w.town.fault = end
			}
			w.says("m1", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
			if err := w.Work(ctx); !errors.Is(err, context.Canceled) {
				t.Errorf("the work ended with %v", err)
			}
			if len(w.town.tried) != 1 {
				t.Errorf("the end was not the end: %v", w.town.tried)
			}
			w.town.fault, w.town.after = nil, nil
			w.works() // at once: no lease is waited for
			if shown := len(w.town.shown); shown != 12 {
				t.Errorf("%d messages stand, not the card and eleven invitations", shown)
			}
			for key, times := range w.town.tried {
				if heard && times != 1 {
					t.Errorf("%s was sent %d times", key, times)
				}
			}
		})
	}
}

func TestAReminderThatComesTooLateIsDroppedAndAnAnnouncementNever(t *testing.T) {
	onBoth(t, func(w *world) {
		w.says("m1", `/abstimmung neu "Frage?" bis="5. Dezember 12 Uhr"`)
		w.works()
		before := len(w.town.to("m5"))
		w.clock.set(w.clock.Now().AddDate(0, 0, 60)) // nobody worked for two months
		w.works()
		if now := len(w.town.to("m5")); now != before {
			w.Errorf("m5 was reminded of something over: %q", w.town.to("m5"))
		}
		w.contains(w.log.String(), "job dropped", polls.ReminderKind)
		channel := strings.Join(w.town.to(""), "\n")
		w.contains(channel, "Beendet am Samstag, dem 5. Dezember 2026, um 12:00 Uhr", "Abstimmung 1: kein gültiges Ergebnis")
	})
}

func TestALetterThatIsLateIsDropped(t *testing.T) {
	w := newWorld(t)
	w.town.fault = firsts(3, errRefused, sendsTo("m5"))
	w.says("m1", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
	w.works()
	w.says("m5", "/abstimmung 1 ja")
	for w.waits(w.clock.Now().Add(5 * time.Minute)) {
	}
	if got := w.town.to("m5"); len(got) != 0 {
		t.Errorf("m5 has voted and is still asked: %q", got)
	}
	w.contains(w.log.String(), "job dropped")
}

func TestRunDoesWhatIsPlannedAndEndsWithItsContext(t *testing.T) {
	w := newWorld(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	shown := make(chan string, 100)
	w.town.after = func(_ string, o chat.Outgoing) error {
		if public(o) {
			shown <- said(o.Message, "de")
		}
		return nil
	}
	ended := make(chan error)
	go func() { ended <- w.Bot.Run(ctx) }()
	w.says("m1", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
	w.contains(<-shown, "0 von 11")
	w.votes("m2", 1, "yes")
	w.contains(<-shown, "1 von 11")
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestThePauseEndsWithTheNextDueTime(t *testing.T) {
	w := newWorld(t)
	pause := func(want time.Duration) {
		t.Helper()
		if got := w.pause(t.Context(), w.kinds()); got != want {
			t.Errorf("pause %s, not %s", got, want)
		}
	}
	plan := func(key string, in time.Duration) {
		w.write(func(tx *storage.Tx) error { return tx.Later(showKind, key, w.clock.Now().Add(in), nil) })
	}
	pause(idle)
	plan("far", time.Hour)
	pause(idle)
	plan("near", 5*time.Second)
	pause(5 * time.Second)
	plan("past", -time.Hour)
	pause(soonest)
	w.must(w.db.Close())
	pause(calm)
}
