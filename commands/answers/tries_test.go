package answers

import (
	"testing"
	"time"

	"beirat/board"
)

func TestThreeWrongKeysInAnHourAreEnoughForOnePersonAndNoOther(t *testing.T) {
	all, now := newTries(), time.Date(2026, 12, 10, 12, 0, 0, 0, time.UTC)
	for i := range mostTries {
		if all.spent(1, now) {
			t.Fatalf("spent after %d", i)
		}
		all.miss(1, now)
		now = now.Add(10 * time.Minute)
	}
	if !all.spent(1, now) || all.spent(2, now) {
		t.Errorf("spent: %t, and of somebody else %t", all.spent(1, now), all.spent(2, now))
	}
	if now = now.Add(31 * time.Minute); all.spent(1, now) {
		t.Error("still spent when the first is an hour ago")
	}
}

func TestOnlySoManyWhoTriedAreRemembered(t *testing.T) {
	all, now := newTries(), time.Date(2026, 12, 10, 12, 0, 0, 0, time.UTC)
	for person := range board.ID(3 * mostTryers) {
		all.miss(person+1, now)
	}
	if len(all.missed) > mostTryers {
		t.Errorf("%d are remembered", len(all.missed))
	}
}
