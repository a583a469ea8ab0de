package kept

import (
	"fmt"
	"testing"
	"time"
)

func TestTheOldestIsForgottenFirst(t *testing.T) {
	k := New[int](3, 0)
	for i := range 10 {
		k.Keep(fmt.Sprint(i), i)
		k.Keep(fmt.Sprint(i), i+100)
	}
	if len(k.things) != 3 || len(k.order) != 3 {
		t.Errorf("%d are known, %d in order", len(k.things), len(k.order))
	}
	if _, is := k.Recall("6"); is {
		t.Error("the oldest is still known")
	}
	if v, is := k.Recall("9"); !is || v != 109 {
		t.Errorf("the newest is %d", v)
	}
}

func TestWhatIsOldIsForgottenWithTheNextThing(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	k := New[string](10, time.Minute)
	k.now = func() time.Time { return now }
	k.Keep("a", "Beleg")
	now = now.Add(30 * time.Second)
	k.Keep("b", "x")
	now = now.Add(31 * time.Second)
	k.Keep("c", "x")
	if _, is := k.things["a"]; is || len(k.things) != 2 || len(k.order) != 2 {
		t.Errorf("%v is remembered", k.things)
	}
}

func TestAThingIsForgottenWhenItsTimeIsOver(t *testing.T) {
	k := New[bool](9, time.Minute)
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	k.now = func() time.Time { return now }
	if !k.First("a", true) || k.First("a", true) {
		t.Error("the first is not the first, or the second is")
	}
	now = now.Add(time.Minute + time.Second)
	if _, is := k.Recall("a"); is {
		t.Error("it is remembered for longer than a minute")
	}
	if !k.First("a", true) || len(k.order) > 2 {
		t.Error("what was forgotten is not new again")
	}
}
