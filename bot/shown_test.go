package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"beirat/chat"
	"beirat/storage/storagetest"
)

func TestACardThatSomebodyDeletedIsShownAnewOnceAndKeptTrue(t *testing.T) {
	for name, unheard := range map[string]bool{"at once": false, "though the first try was not heard of": true} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(w *world) {
				w.says("m1", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
				w.works()
				w.town.loses()
				if unheard {
					w.town.after = firsts(1, fmt.Errorf("no answer: %w", chat.ErrMaybeSent), sendsTo(""))
				}
				for i, who := range []string{"m2", "m3", "m4"} {
					w.votes(who, 1, "yes")
					for w.waits(w.clock.Now().Add(time.Minute)) {
					}
					if cards := w.town.to(""); len(cards) != 1 || !strings.Contains(cards[0], fmt.Sprintf("%d von 11", i+1)) {
						w.Errorf("after %d ballots the channel has %q", i+1, cards)
					}
				}
				if sent := w.town.tried; len(sent) != 13 { // the card twice, eleven invitations
					w.Errorf("sent were %v", sent)
				}
			})
		})
	}
}

func TestARepeatedSendingSaysThatItMayHaveArrived(t *testing.T) {
	w := newWorld(t)
	again := map[string][]bool{}
	w.town.fault = func(verb string, o chat.Outgoing) error {
		if verb == "send" {
			again[o.Account] = append(again[o.Account], o.Again)
		}
		if len(again[o.Account]) == 1 && (o.Account == "" || o.Account == "m3") {
			return errRefused
		}
		return nil
	}
	w.says("m1", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
	for w.waits(w.clock.Now().Add(time.Minute)) {
	}
	for account, want := range map[string]string{"": "[false true]", "m3": "[false true]", "m4": "[false]"} {
		if got := fmt.Sprint(again[account]); got != want {
			t.Errorf("%q: %s, not %s", account, got, want)
		}
	}
}

// paced gives programs the tempo of the wall's clock.
func paced(programs ...*Bot) {
	for _, b := range programs {
		b.tempo.between = wall().tempo.between
		b.polls.Settle = wall().tempo.settle
	}
}

func TestManyBallotsAreOneChangeASecondWhoeverMakesIt(t *testing.T) {
	onBoth(t, func(w *world) {
		programs := []*Bot{w.Bot, w.program(w.clock.Now)}
		paced(programs...)
		var changed []time.Time
		w.town.fault = func(verb string, o chat.Outgoing) error {
			if verb == "edit" {
				changed = append(changed, w.clock.Now())
			}
			return nil
		}
		w.says("m1", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
		w.works()
		w.clock.set(w.clock.Now().Add(time.Hour))
		began := w.clock.Now()
		for i := range 60 { // three seconds of one ballot every twentieth
			w.votes(fmt.Sprintf("m%d", i%11+1), 1, []string{"yes", "no", "abstain"}[i/11%3])
			w.must(programs[i%2].Work(w.Context()))
			w.clock.set(w.clock.Now().Add(50 * time.Millisecond))
		}
		for w.waits(w.clock.Now().Add(10 * time.Second)) {
		}
		if len(changed) == 0 || changed[0].Sub(began) != wall().tempo.settle {
			w.Fatalf("changed at %v, the first ballot was at %s", changed, began)
		}
		for i := 1; i < len(changed); i++ {
			if pause := changed[i].Sub(changed[i-1]); pause < time.Second {
				w.Errorf("%s after a change came the next", pause)
			}
		}
		w.contains(w.town.to("")[0], "11 von 11")
	})
}

func TestAMachineWhoseClockIsAheadPutsNothingOffForLonger(t *testing.T) {
	w := newWorldOn(t, storagetest.MigratedPostgres(t))
	ahead := w.program(func() time.Time { return w.clock.Now().Add(time.Hour) })
	paced(w.Bot, ahead)
	w.says("m1", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
	w.must(ahead.Work(t.Context()))
	w.votes("m2", 1, "yes")
	end := w.clock.Now().Add(wall().tempo.settle + wall().tempo.between)
	for w.waits(end) {
	}
	w.contains(w.town.to("")[0], "1 von 11")
}

func TestTheResultDoesNotWaitForTheCardAndTheCardSaysItASecondLaterAtMost(t *testing.T) {
	w := newWorld(t)
	paced(w.Bot)
	w.says("m1", `/abstimmung neu "Frage?" bis="5. Dezember 12 Uhr"`)
	w.works()
	deadline := time.Date(2026, 12, 5, 11, 0, 0, 0, time.UTC)
	for w.waits(deadline.Add(-400 * time.Millisecond)) {
	}
	w.votes("m2", 1, "yes")
	w.waits(deadline.Add(-time.Millisecond)) // the card is changed a moment before the end
	w.contains(w.town.to("")[0], "1 von 11")
	w.clock.set(deadline)
	w.works()
	w.lacks(w.town.to("")[0], "Beendet am")
	w.contains(strings.Join(w.town.to("")[1:], "\n"), "Abstimmung 1: kein gültiges Ergebnis")
	for w.waits(deadline.Add(time.Second)) {
	}
	w.contains(w.town.to("")[0], "Beendet am")
}
