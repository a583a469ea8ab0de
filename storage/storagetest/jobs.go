package storagetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/storage"
)

var jobs = map[string]func(*testing.T, *world){
	"work is claimed when it is due, the oldest first, with its payload": func(t *testing.T, w *world) {
		now := w.clock.Now()
		w.later("show", "b", now, map[string]int{"v": 1})
		w.later("show", "a", now.Add(-time.Minute), nil)
		w.later("show", "c", now.Add(30*time.Second), nil)
		got := w.claim("show")
		if diff := cmp.Diff([]string{"a", "b"}, keys(got)); diff != "" {
			t.Error(diff)
		}
		if string(got[1].Payload) != `{"v":1}` || got[0].Payload != nil || !got[1].RunAt.Equal(now) || got[1].Attempt != 1 || !got[1].Created.Equal(now) {
			t.Errorf("%+v", got)
		}
		w.clock.move(30 * time.Second)
		if got := w.claim("show"); len(got) != 1 || got[0].Key != "c" {
			t.Errorf("then: %+v", got)
		}
	},
	"no more is claimed than was asked for": func(t *testing.T, w *world) {
		for i := range 5 {
			w.later("show", fmt.Sprint(i), w.clock.Now(), nil)
		}
		got, err := w.db.Claim(context.Background(), []string{"show"}, 3, time.Minute)
		if err != nil || len(got) != 3 {
			t.Errorf("%v %v", got, err)
		}
	},
	"a kind that is not known waits": func(t *testing.T, w *world) {
		w.later("newer", "a", w.clock.Now(), nil)
		if got := w.claim("show", "close"); len(got) != 0 {
			t.Errorf("claimed %+v", got)
		}
		if _, waits, err := w.db.NextDue(context.Background(), []string{"show"}); waits || err != nil {
			t.Errorf("next due: %v %v", waits, err)
		}
		if got := w.claim("newer"); len(got) != 1 {
			t.Errorf("claimed %+v", got)
		}
		if got := w.claim(); len(got) != 0 {
			t.Errorf("claimed %+v of no kind", got)
		}
	},
	"asked for again while it waits it is one job, at the earlier time": func(t *testing.T, w *world) {
		now := w.clock.Now()
		w.later("remind", "a", now.Add(time.Hour), "first")
		w.later("remind", "a", now.Add(2*time.Hour), nil)
		w.later("remind", "b", now.Add(2*time.Hour), "first")
		w.later("remind", "b", now.Add(time.Hour), "second")
		w.clock.move(time.Hour)
		got := w.claim("remind")
		if len(got) != 2 || string(got[0].Payload) != `"first"` || string(got[1].Payload) != `"second"` || got[0].Asked != 2 {
			t.Fatalf("%+v", got)
		}
		for _, j := range got {
			w.must(w.db.Finish(context.Background(), j))
		}
		if _, waits, _ := w.db.NextDue(context.Background(), []string{"remind"}); waits {
			t.Error("something is left")
		}
	},
	"asked for while it is worked on it runs once more": func(t *testing.T, w *world) {
		w.later("show", "a", w.clock.Now(), nil)
		j := w.claim("show")[0]
		w.later("show", "a", w.clock.Now(), nil)
		if got := w.claim("show"); len(got) != 0 {
			t.Errorf("claimed twice: %+v", got)
		}
		w.must(w.db.Finish(context.Background(), j))
		again := w.claim("show")
		if len(again) != 1 || again[0].ID != j.ID || again[0].Attempt != 1 {
			t.Fatalf("%+v", again)
		}
		w.must(w.db.Finish(context.Background(), again[0]))
		w.clock.move(time.Hour)
		if got := w.claim("show"); len(got) != 0 {
			t.Errorf("a third time: %+v", got)
		}
	},
	"a job that plans itself for tomorrow runs tomorrow": func(t *testing.T, w *world) {
		w.later("digest", "a", w.clock.Now(), nil)
		j := w.claim("digest")[0]
		w.later("digest", "a", w.clock.Now().Add(24*time.Hour), nil)
		w.must(w.db.Finish(context.Background(), j))
		if got := w.claim("digest"); len(got) != 0 {
			t.Errorf("at once: %+v", got)
		}
		w.clock.move(24 * time.Hour)
		if got := w.claim("digest"); len(got) != 1 {
			t.Errorf("tomorrow: %+v", got)
		}
	},
	"who is alone takes up at once what was in hand, and nothing that waits": func(t *testing.T, w *world) {
		now := w.clock.Now()
		w.later("show", "a", now, nil)
		w.later("show", "b", now.Add(time.Hour), nil)
		w.later("show", "done", now, nil)
		for _, j := range w.claim("show") {
			if j.Key == "done" {
				w.must(w.db.Finish(context.Background(), j))
			}
		}
		w.later("show", "a", now.Add(time.Minute), nil) // while it is in hand
		w.must(w.db.TakeUp(context.Background()))
		again := w.claim("show")
		if len(again) != 1 || again[0].Key != "a" || again[0].Attempt != 2 {
			t.Fatalf("%+v", again)
		}
		w.must(w.db.Finish(context.Background(), again[0]))
		w.clock.move(time.Minute)
		if got := w.claim("show"); len(got) != 1 || got[0].Key != "a" {
			t.Errorf("what was asked for meanwhile: %+v", got)
		}
	},
	"what was asked for is not lost when the lease passes": func(t *testing.T, w *world) {
		w.later("digest", "a", w.clock.Now(), nil)
		w.claim("digest")
		w.later("digest", "a", w.clock.Now().Add(24*time.Hour), nil)
		w.clock.move(time.Hour)
		j := w.claim("digest")[0]
		w.must(w.db.Finish(context.Background(), j))
		w.clock.move(24 * time.Hour)
		if got := w.claim("digest"); len(got) != 1 {
			t.Errorf("tomorrow: %+v", got)
		}
	},
	"after its lease a job is claimed anew, and the first claim ends nothing": func(t *testing.T, w *world) {
		w.later("show", "a", w.clock.Now(), nil)
		first := w.claim("show")[0]
		w.clock.move(time.Minute)
		second := w.claim("show")
		if len(second) != 1 || second[0].Attempt != 2 || second[0].ID != first.ID {
			t.Fatalf("%+v", second)
		}
		w.must(w.db.Finish(context.Background(), first))
		w.must(w.db.Retry(context.Background(), first, w.clock.Now(), "late"))
		w.must(w.db.Park(context.Background(), first, "late"))
		if got := w.claim("show"); len(got) != 0 {
			t.Errorf("the late one let it go: %+v", got)
		}
		w.must(w.db.Finish(context.Background(), second[0]))
		w.clock.move(time.Hour)
		if got := w.claim("show"); len(got) != 0 {
			t.Errorf("not done: %+v", got)
		}
	},
	"a lease is renewed": func(t *testing.T, w *world) {
		w.later("show", "a", w.clock.Now(), nil)
		j := w.claim("show")[0]
		w.clock.move(50 * time.Second)
		w.must(w.db.Renew(context.Background(), j.ID, time.Minute))
		w.clock.move(50 * time.Second)
		if got := w.claim("show"); len(got) != 0 {
			t.Errorf("%+v", got)
		}
		w.must(w.db.Finish(context.Background(), j))
		if err := w.db.Renew(context.Background(), j.ID, time.Minute); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("renewed after its end: %v", err)
		}
	},
	"a job that failed waits and tells why": func(t *testing.T, w *world) {
		wanted := w.clock.Now()
		w.later("show", "a", wanted, nil)
		j := w.claim("show")[0]
		w.must(w.db.Retry(context.Background(), j, w.clock.Now().Add(time.Minute), "429"))
		if got := w.claim("show"); len(got) != 0 {
			t.Errorf("%+v", got)
		}
		w.clock.move(time.Minute)
		got := w.claim("show")
		if len(got) != 1 || got[0].Attempt != 2 || got[0].LastError != "429" || !got[0].RunAt.Equal(wanted) {
			t.Errorf("%+v", got)
		}
	},
	"a parked job is listed, not claimed, until it is asked for again": func(t *testing.T, w *world) {
		w.later("show", "a", w.clock.Now(), nil)
		w.must(w.db.Park(context.Background(), w.claim("show")[0], "no such channel"))
		w.clock.move(time.Hour)
		if got := w.claim("show"); len(got) != 0 {
			t.Errorf("%+v", got)
		}
		if _, waits, _ := w.db.NextDue(context.Background(), []string{"show"}); waits {
			t.Error("a parked job is due")
		}
		parked, err := w.db.Parked(context.Background())
		if err != nil || len(parked) != 1 || parked[0].LastError != "no such channel" {
			t.Errorf("%+v %v", parked, err)
		}
		if waiting, n, _, err := w.db.Backlog(context.Background()); waiting != 0 || n != 1 || err != nil {
			t.Errorf("backlog %d %d %v", waiting, n, err)
		}
		w.later("show", "a", w.clock.Now(), nil)
		if got := w.claim("show"); len(got) != 1 || got[0].Attempt != 1 {
			t.Errorf("%+v", got)
		}
		if parked, err := w.db.Parked(context.Background()); err != nil || len(parked) != 0 {
			t.Errorf("%+v %v", parked, err)
		}
	},
	"a job that is asked for while it is worked on is not parked": func(t *testing.T, w *world) {
		w.later("show", "a", w.clock.Now(), nil)
		j := w.claim("show")[0]
		w.later("show", "a", w.clock.Now(), nil)
		w.must(w.db.Park(context.Background(), j, "no such channel"))
		again := w.claim("show")
		if len(again) != 1 {
			t.Fatalf("%+v", again)
		}
		w.must(w.db.Park(context.Background(), again[0], "no such channel"))
		if parked, err := w.db.Parked(context.Background()); err != nil || len(parked) != 1 {
			t.Errorf("%+v %v", parked, err)
		}
	},
	"a waiting job is dropped, alone or with its like": func(t *testing.T, w *world) {
		for _, key := range []string{"poll:1/a", "poll:1/b", "poll:12/a", "Poll:1/a", "poll:1%"} {
			w.later("remind", key, w.clock.Now(), nil)
		}
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.DropAll("remind", "poll:1/"), tx.Drop("remind", "poll:12/a"), tx.Drop("remind", "nothing"), tx.Drop("show", "poll:1%"))
		})
		if diff := cmp.Diff([]string{"Poll:1/a", "poll:1%"}, keys(w.claim("remind"))); diff != "" {
			t.Error(diff)
		}
	},
	"planning and dropping in one transaction happen in their order": func(t *testing.T, w *world) {
		now := w.clock.Now()
		w.later("remind", "a", now, "old")
		w.later("remind", "b", now, "old")
		w.later("remind", "c1", now, "old")
		w.write(func(tx *storage.Tx) error {
			return errors.Join(
				tx.Later("remind", "a", now, "new"), tx.Drop("remind", "a"),
				tx.Drop("remind", "b"), tx.Later("remind", "b", now, nil),
				tx.DropAll("remind", "c"), tx.Later("remind", "c2", now, nil),
				tx.Later("remind", "d1", now, nil), tx.DropAll("remind", "d"))
		})
		got := w.claim("remind")
		if diff := cmp.Diff([]string{"b", "c2"}, keys(got)); diff != "" {
			t.Fatal(diff)
		}
		if got[0].Payload != nil {
			t.Errorf("payload of what was dropped: %s", got[0].Payload)
		}
	},
	"a job that is dropped while it is worked on ends quietly and for good": func(t *testing.T, w *world) {
		w.later("show", "a", w.clock.Now(), nil)
		j := w.claim("show")[0]
		w.write(func(tx *storage.Tx) error { return tx.Drop("show", "a") })
		w.must(w.db.Finish(context.Background(), j))
		w.later("show", "a", w.clock.Now(), nil)
		if got := w.claim("show"); len(got) != 1 || got[0].ID == j.ID {
			t.Errorf("the id came again: %+v", got)
		}
	},
	"two claimers never share a job": func(t *testing.T, w *world) {
		for i := range 60 {
			w.later("show", fmt.Sprint(i), w.clock.Now(), nil)
		}
		var mu sync.Mutex
		taken := map[int64]int{}
		atOnce(6, func(int) {
			for {
				got, err := w.db.Claim(context.Background(), []string{"show"}, 3, time.Minute)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				for _, j := range got {
					taken[j.ID]++
				}
				done := len(taken) == 60
				mu.Unlock()
				if done || err != nil {
					return
				}
			}
		})
		for id, times := range taken {
			if times != 1 {
				t.Errorf("job %d was claimed %d times", id, times)
			}
		}
	},
	"no change is swallowed while a job is worked on": func(t *testing.T, w *world) {
		// Each ask makes the shown number old; when all is quiet, the last one shown must be the last one asked.
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		var shown int
		done := make(chan struct{})
		go func() {
			defer close(done)
			atOnce(11, func(i int) {
				if _, err := w.vote(p.ID, b.seats[i].ID, b.people[i].ID, "yes"); err != nil {
					t.Error(err)
				}
			})
		}()
		show := func() {
			for _, j := range w.claim("show") {
				shown = w.count(p.ID).Voted
				w.must(w.db.Finish(context.Background(), j))
			}
		}
		for over := false; !over; {
			select {
			case <-done:
				over = true
			default:
				show()
			}
		}
		show()
		show()
		if shown != 11 {
			t.Errorf("%d are shown", shown)
		}
	},
	"the next due time is the earliest, or the end of a lease": func(t *testing.T, w *world) {
		ctx, now := context.Background(), w.clock.Now()
		if _, waits, err := w.db.NextDue(ctx, []string{"show"}); waits || err != nil {
			t.Errorf("nothing planned: %v %v", waits, err)
		}
		w.later("show", "a", now.Add(2*time.Hour), nil)
		w.later("show", "b", now.Add(time.Hour), nil)
		w.later("other", "c", now, nil)
		if at, waits, err := w.db.NextDue(ctx, []string{"show", "close"}); !at.Equal(now.Add(time.Hour)) || !waits || err != nil {
			t.Errorf("%v %v %v", at, waits, err)
		}
		w.clock.move(time.Hour)
		w.claim("show")
		if at, _, _ := w.db.NextDue(ctx, []string{"show"}); !at.Equal(now.Add(time.Hour + time.Minute)) {
			t.Errorf("leased: %v", at)
		}
	},
	"the backlog is what is due": func(t *testing.T, w *world) {
		now := w.clock.Now()
		w.later("show", "a", now.Add(-time.Hour), nil)
		w.later("show", "b", now, nil)
		w.later("show", "c", now.Add(time.Hour), nil)
		waiting, parked, oldest, err := w.db.Backlog(context.Background())
		if waiting != 2 || parked != 0 || !oldest.Equal(now.Add(-time.Hour)) || err != nil {
			t.Errorf("%d %d %v %v", waiting, parked, oldest, err)
		}
	},
	"done jobs are swept away, others are not": func(t *testing.T, w *world) {
		w.later("show", "a", w.clock.Now(), nil)
		w.must(w.db.Finish(context.Background(), w.claim("show")[0]))
		w.later("show", "a", w.clock.Now(), nil)
		w.clock.move(time.Hour)
		if n, err := w.db.Sweep(context.Background(), w.clock.Now()); n != 1 || err != nil {
			t.Errorf("%d %v", n, err)
		}
		if got := w.claim("show"); len(got) != 1 {
			t.Errorf("%+v", got)
		}
	},
	"work that is planned for later than what is known to be next does not wake": func(t *testing.T, w *world) {
		wake, now := w.db.Wake(), w.clock.Now()
		woken := func() bool {
			select {
			case <-wake:
				return true
			default:
				return false
			}
		}
		look := func() {
			_, _, err := w.db.NextDue(context.Background(), []string{"show"})
			w.must(err)
		}
		look()
		w.later("show", "a", now.Add(time.Hour), nil)
		if !woken() {
			t.Error("not woken by the first work")
		}
		look()
		w.later("show", "a", now.Add(2*time.Hour), nil)
		w.later("show", "b", now.Add(time.Hour), nil)
		if woken() && w.db.Kind() == "sqlite" { // PostgreSQL brings this process its own notice of the first work, whenever that is
			t.Error("woken by work that comes later")
		}
		w.later("show", "c", now.Add(time.Minute), nil)
		if !woken() {
			t.Error("not woken by work that comes sooner")
		}
		look()
		w.clock.move(time.Minute)
		w.later("show", "d", now.Add(time.Hour), nil)
		if !woken() {
			t.Error("not woken while the next work is due")
		}
	},
	"planned work wakes after its commit, and only then": func(t *testing.T, w *world) {
		wake := w.db.Wake()
		w.person("alice")
		w.write(func(tx *storage.Tx) error {
			w.must(tx.Later("show", "a", w.clock.Now(), nil))
			select {
			case <-wake:
				t.Error("woken before the commit")
			default:
			}
			return nil
		})
		select {
		case <-wake:
		default:
			t.Error("not woken by the commit")
		}
		_ = w.try(func(tx *storage.Tx) error {
			w.must(tx.Later("show", "b", w.clock.Now(), nil))
			return errors.New("no")
		})
		if got := w.claim("show"); len(got) != 1 {
			t.Errorf("%+v", got)
		}
	},
}

func (w *world) later(kind, key string, at time.Time, payload any) {
	w.Helper()
	w.write(func(tx *storage.Tx) error { return tx.Later(kind, key, at, payload) })
}

// claim takes what is due for a minute.
func (w *world) claim(kinds ...string) []storage.Job {
	w.Helper()
	got, err := w.db.Claim(context.Background(), kinds, 100, time.Minute)
	w.must(err)
	return got
}

func keys(list []storage.Job) (keys []string) {
	for _, j := range list {
		keys = append(keys, j.Key)
	}
	return keys
}
