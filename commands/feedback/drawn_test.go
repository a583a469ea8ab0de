package feedback

import (
	"testing"
	"time"
)

func TestADrawnKeyWaitsForItsPersonAndNotForEver(t *testing.T) {
	now := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	var d drawn
	key, token := d.draw(1, now)
	if !isKey(key) || d.find(1, token, now.Add(drawnLife-1)) != key {
		t.Errorf("%q is not found again", key)
	}
	if got := d.find(2, token, now); got != "" {
		t.Errorf("another finds %q", got)
	}
	if got := d.find(1, "", now); got != "" {
		t.Errorf("without a token there is %q", got)
	}
	if got := d.find(1, token, now.Add(drawnLife)); got != "" || len(d.waiting) != 0 {
		t.Errorf("after its time there is %q, and %d wait", got, len(d.waiting))
	}
}

func TestOfDrawnKeysTheOldestGoWhereThereAreTooMany(t *testing.T) {
	now := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	var d drawn
	_, first := d.draw(1, now)
	key, second := d.draw(1, now)
	for range drawnMost - 1 {
		d.draw(2, now)
	}
	if got := d.find(1, first, now); got != "" || len(d.waiting) != drawnMost {
		t.Errorf("the oldest is %q, and %d wait", got, len(d.waiting))
	}
	if got := d.find(1, second, now); got != key {
		t.Errorf("the next is %q, not %q", got, key)
	}
}
