package bot

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"beirat/chat"
	"beirat/storage"
	"beirat/storage/storagetest"
)

func TestTwoProgramsOnOneDatabasePostNothingTwiceAndLeaveNothingOut(t *testing.T) {
	w := &world{T: t, town: newTown("town"), log: &logged{}, url: storagetest.Postgres(t)}
	w.Bot = w.program(time.Now)
	w.board = w.found("Digitalbeirat", "de", "c1")
	programs := []*Bot{w.Bot, w.program(time.Now)}
	for _, b := range programs {
		b.tempo.hands = wall().tempo.hands
	}
	paced(programs...)

	const count = 12
	ctx, stop := context.WithCancel(t.Context())
	var running, acting sync.WaitGroup
	for _, b := range programs {
		running.Go(func() {
			if err := b.Run(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	for i := range count {
		acting.Go(func() { // half of the people talk to one program, half to the other
			talk := func(b *Bot, who, line string) {
				b.Handle(ctx, w.event(who, chat.Command{Line: line}))
			}
			question := fmt.Sprintf("Frage %c?", 'A'+i)
			talk(programs[i%2], fmt.Sprintf("m%d", i%11+1), fmt.Sprintf(`/abstimmung neu %q bis="in 20 Tagen"`, question))
			for voter := range 6 {
				talk(programs[(i+voter)%2], fmt.Sprintf("m%d", voter+1), fmt.Sprintf("/abstimmung stimmen %q ja", question))
			}
		})
	}
	acting.Wait()
	quiet(t, programs[0])
	stop()
	running.Wait()

	cards := w.town.to("")
	if len(cards) != count {
		t.Errorf("%d cards of %d polls", len(cards), count)
	}
	for _, card := range cards {
		if !strings.Contains(card, "6 von 11") {
			t.Errorf("a card is not true:\n%s", card)
		}
	}
	for key, times := range w.town.tried {
		if times != 1 {
			t.Errorf("%s was sent %d times", key, times)
		}
	}
	for i := 7; i <= 11; i++ { // the others may have voted before they were asked
		if got := len(w.town.to(fmt.Sprintf("m%d", i))); got != count {
			t.Errorf("m%d has %d invitations to %d polls", i, got, count)
		}
	}
	w.lacks(w.log.String(), "ERROR")
}

// quiet waits until nothing is due and nothing is being done.
func quiet(t *testing.T, b *Bot) {
	t.Helper()
	for {
		due, some, err := b.NextDue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !some || time.Until(due) > 2*lease { // a lease that runs is due when it ends
			return
		}
	}
}

func TestOnePersonAtTwoReplicasInTheSameMomentHasOneBallot(t *testing.T) {
	w := newWorldOn(t, storagetest.MigratedPostgres(t))
	w.says("m1", `/abstimmung neu "Frage?"`)
	programs := []*Bot{w.Bot, w.program(w.clock.Now)}
	press := func(b *Bot, who, vote string) string {
		return w.answered(b.Handle(t.Context(), w.event(who, chat.Press{Action: chat.Action{Name: votePath,
			Args: map[string]string{"board": fmt.Sprint(w.board.ID), "poll": "1", "vote": vote}}})))
	}
	for round := range 11 {
		who := fmt.Sprintf("m%d", round+1)
		var all sync.WaitGroup
		for i, vote := range []string{"yes", "no", "yes", "no"} {
			all.Go(func() { w.contains(press(programs[i%2], who, vote), "Ihre Stimme ist g") })
		}
		all.Wait()
		w.read(func(tx *storage.Tx) error {
			p, err := tx.PollNumber(w.board.ID, 1)
			if err != nil {
				return err
			}
			count, err := tx.Count(p.ID)
			if count.Voted != round+1 {
				t.Errorf("%d people have voted, and there are %d ballots", round+1, count.Voted)
			}
			return err
		})
	}
	w.lacks(w.log.String(), "ERROR")
}
