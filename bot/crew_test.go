package bot

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"beirat/chat"
	"beirat/commands/boards"
	"beirat/commands/polls"
	"beirat/storage"
)

// guard ends a test that waits for what never comes.
const guard = 20 * time.Second

// awaits waits for a signal inside a job.
func awaits(signal <-chan struct{}, what string) error {
	select {
	case <-signal:
		return nil
	case <-time.After(guard):
		return fmt.Errorf("%s never came", what)
	}
}

// plans puts a job into the past.
func (w *world) plans(kind, key string) {
	w.Helper()
	w.write(func(tx *storage.Tx) error { return tx.Later(kind, key, w.clock.Now().Add(-time.Hour), nil) })
}

func TestOneSlowMessageHoldsUpNoOther(t *testing.T) {
	w := newWorld(t)
	w.tempo.hands = 8
	var mu sync.Mutex
	others, rest := 0, make(chan struct{})
	w.town.fault = func(_ string, o chat.Outgoing) error {
		if o.Account == "m1" {
			return awaits(rest, "the last of the other messages")
		}
		mu.Lock()
		defer mu.Unlock()
		if others++; others == 11 { // ten invitations and the card
			close(rest)
		}
		return nil
	}
	w.says("m2", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
	w.works()
	if len(w.town.shown) != 12 {
		t.Errorf("%d messages stand, not the card and eleven invitations", len(w.town.shown))
	}
	w.lacks(w.log.String(), "never came")
}

func TestWhatNeedsNoPlatformIsDoneWhileAllOthersAreSlow(t *testing.T) {
	w := newWorld(t)
	w.tempo.hands = 8
	closed := make(chan struct{})
	w.work["test.slow"] = func(context.Context, storage.Job) error { return awaits(closed, "the close") }
	w.work[polls.CloseKind] = func(context.Context, storage.Job) error { close(closed); return nil }
	for i := range 2 * batch {
		w.plans("test.slow", fmt.Sprint(i))
	}
	w.write(func(tx *storage.Tx) error { return tx.Later(polls.CloseKind, "1", w.clock.Now(), nil) }) // the last of all
	w.works()
	w.lacks(w.log.String(), "never came")
	if waiting, parked, _, err := w.db.Backlog(t.Context()); waiting+parked > 0 || err != nil {
		t.Errorf("%d jobs wait, %d are parked: %v", waiting, parked, err)
	}
}

func TestNoMoreJobsAreDoneAtOnceThanThereAreHands(t *testing.T) {
	for hands, most := range map[int]int{0: 1, 1: 1, 4: 2, 8: 6} { // two are spared for what needs no platform
		w := newWorld(t)
		w.tempo.hands = max(1, hands)
		var mu sync.Mutex
		now, peak := 0, 0
		w.work["test.job"] = func(context.Context, storage.Job) error {
			mu.Lock()
			now++
			peak = max(peak, now)
			mu.Unlock()
			defer func() { mu.Lock(); now--; mu.Unlock() }()
			_, _, _, err := w.db.Backlog(t.Context()) // something that takes a while
			return err
		}
		for i := range 2 * batch {
			w.plans("test.job", fmt.Sprint(i))
		}
		w.works()
		if peak > most || most == 1 && peak != 1 {
			t.Errorf("with %d hands %d jobs were done at once", hands, peak)
		}
	}
}

func TestWhatEverybodySeesOfOnePollKeepsItsOrderAndAnotherPollDoesNotWait(t *testing.T) {
	w := newWorld(t)
	w.tempo.hands = 8
	var mu sync.Mutex
	var order []string
	second := make(chan struct{})
	job := func(_ context.Context, j storage.Job) error {
		if j.Key == "poll:1" { // the first of its poll, and slow
			if err := awaits(second, "the other poll"); err != nil {
				return err
			}
		}
		if lane(j) == "poll/1" {
			mu.Lock()
			defer mu.Unlock()
			order = append(order, j.Kind+" "+j.Key)
			return nil
		}
		close(second)
		return nil
	}
	w.work[showKind], w.work[polls.ResultKind], w.work[polls.NoticeKind] = job, job, job
	for i, planned := range [][2]string{{showKind, "poll:1"}, {polls.NoticeKind, "1/extended/5"}, {polls.ResultKind, "1"}, {showKind, "poll:2"}} {
		w.write(func(tx *storage.Tx) error {
			return tx.Later(planned[0], planned[1], w.clock.Now().Add(time.Duration(i-10)*time.Second), nil)
		})
	}
	w.works()
	if got := fmt.Sprint(order); got != "[show poll:1 poll.notice 1/extended/5 poll.result 1]" {
		t.Errorf("in this order: %s", got)
	}
	if a, b := lane(storage.Job{Kind: boards.NoticeKind, Key: "1/term/5"}), lane(storage.Job{Kind: boards.NoticeKind, Key: "1/rules/6"}); a != b {
		t.Errorf("two notices of one board are in %q and %q", a, b)
	}
	if a, b := lane(storage.Job{Kind: polls.InviteKind, Key: "1/1"}), lane(storage.Job{Kind: polls.InviteKind, Key: "1/2"}); a == b {
		t.Errorf("two invitations wait for each other in %q", a)
	}
}

func TestWhatWaitsForAHandKeepsItsLease(t *testing.T) {
	w := newWorld(t)
	elsewhere := w.program(w.clock.Now)
	var done []string
	job := func(_ context.Context, j storage.Job) error {
		done = append(done, j.Key)
		w.clock.set(w.clock.Now().Add(lease * 3 / 4)) // two of these are longer than a lease
		others, err := elsewhere.db.Claim(t.Context(), []string{"test.slow"}, batch, lease)
		if len(others) > 0 {
			t.Errorf("while %s was done another program took %s", j.Key, others[0].Key)
		}
		return err
	}
	w.work["test.slow"] = job
	for i := range 4 {
		w.plans("test.slow", fmt.Sprint(i))
	}
	w.works()
	if got := fmt.Sprint(done); got != "[0 1 2 3]" {
		t.Errorf("done were %s", got)
	}
}

func TestWhenTheDatabaseFailsWhatWorksIsWaitedFor(t *testing.T) {
	w := newWorld(t)
	w.tempo.hands = 8
	ctx, stop := context.WithCancel(t.Context())
	begun, ended := make(chan struct{}), false
	w.work["test.slow"] = func(ctx context.Context, _ storage.Job) error {
		close(begun)
		<-ctx.Done()
		ended = true // a race if nobody waits
		return ctx.Err()
	}
	w.work["test.stop"] = func(context.Context, storage.Job) error {
		err := awaits(begun, "the slow job")
		stop()
		return err
	}
	w.plans("test.slow", "1")
	w.plans("test.stop", "1")
	if err := w.Work(ctx); err == nil {
		t.Error("the end of the context is no error")
	}
	if !ended {
		t.Error("a job was left behind")
	}
	w.work["test.slow"] = func(context.Context, storage.Job) error { return nil }
	w.works() // at once: it was given back
	if waiting, _, _, err := w.db.Backlog(t.Context()); waiting > 0 || err != nil {
		t.Errorf("%d jobs wait: %v", waiting, err)
	}
}
