package storagetest

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"
)

var answered = map[string]func(*testing.T, *world){
	"a key is used once, and who comes later hears with what and what was answered": func(t *testing.T, w *world) {
		ctx := context.Background()
		w.once("chat", "a", "body 1", true, "", nil)
		w.once("chat", "a", "body 2", false, "body 1", nil)
		w.must(w.db.Answered(ctx, "chat", "a", []byte{0, 255}))
		w.once("chat", "a", "body 1", false, "body 1", []byte{0, 255})
		w.once("chat", "b", "body 1", true, "", nil)
		w.once("other", "a", "body 1", true, "", nil)
		w.must(w.db.Answered(ctx, "chat", "b", nil))
		w.once("chat", "b", "body 1", false, "body 1", []byte{})
	},
	"a key is forgotten after its time, and an answer does not bring it back": func(t *testing.T, w *world) {
		ctx := context.Background()
		w.once("chat", "old", "1", true, "", nil)
		w.clock.move(time.Hour)
		w.once("chat", "new", "1", true, "", nil)
		if forgotten, err := w.db.ForgetAnswered(ctx, w.clock.Now()); forgotten != 1 || err != nil {
			t.Errorf("forgot %d: %v", forgotten, err)
		}
		w.must(w.db.Answered(ctx, "chat", "old", []byte("late")))
		w.once("chat", "old", "2", true, "", nil)
		w.once("chat", "new", "2", false, "1", nil)
	},
	"of many who use a key at once one is the first": func(t *testing.T, w *world) {
		for round := range 10 {
			var firsts atomic.Int32
			atOnce(8, func(who int) {
				body := fmt.Sprint(who)
				first, was, answer, err := w.db.Once(context.Background(), "chat", fmt.Sprint(round), body)
				if err != nil || answer != nil || !first && (was == "" || was == body) {
					t.Errorf("%d: first %v, was %q, answered %q: %v", who, first, was, answer, err)
				}
				if first {
					firsts.Add(1)
				}
			})
			if firsts.Load() != 1 {
				t.Errorf("round %d had %d firsts", round, firsts.Load())
			}
		}
	},
}

func (w *world) once(space, key, body string, first bool, was string, answer []byte) {
	w.Helper()
	isFirst, before, told, err := w.db.Once(context.Background(), space, key, body)
	w.must(err)
	if isFirst != first || before != was || string(told) != string(answer) || (told == nil) != (answer == nil) {
		w.Errorf("%s/%s: first %v, was %q, answered %q", space, key, isFirst, before, told)
	}
}
