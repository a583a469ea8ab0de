package storage_test

import (
	"slices"
	"testing"

	"beirat/board"
	"beirat/storage"
)

// byThemselves are tables of which rows go after a fixed time, whatever a board says.
var byThemselves = []string{"job", "answered", "link_code", "link_try"}

func TestWhatHasAPeriodGoesWhenItIsOver(t *testing.T) {
	for _, c := range storage.PersonalData() {
		if c.Period == "" || slices.Contains(byThemselves, c.Table) {
			continue
		}
		if !slices.Contains(storage.Expiring(c.Period), c.Table) {
			t.Errorf("%s.%s is said to be kept as %q, and nothing of it goes when that is over", c.Table, c.Column, c.Period)
		}
	}
	for _, p := range board.Periods() {
		if len(storage.Expiring(p.Kind)) == 0 {
			t.Errorf("nothing goes when the period of %q is over", p.Kind)
		}
	}
}
