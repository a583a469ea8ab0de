package board

import (
	"slices"
	"strconv"
	"testing"
)

func TestTheTwoStrongestStandInTheRunOff(t *testing.T) {
	for _, c := range []struct {
		name   string
		places []int // of the options, by number
		scores []int
		want   []int
	}{
		{"two clear ones", []int{2, 1, 3}, []int{3, 5, 1}, []int{1, 2}},
		{"a tie for the second place", []int{1, 2, 2, 4}, []int{4, 3, 3, 1}, []int{1, 2, 3}},
		{"a tie for the first place of two", []int{1, 1, 3}, []int{4, 4, 2}, []int{1, 2}},
		{"a tie for the first place of all", []int{1, 1, 1}, []int{3, 3, 3}, []int{1, 2, 3}},
		{"whom nobody chose stands nowhere", []int{1, 2, 2}, []int{5, 0, 0}, nil},
		{"unknown places", []int{0, 0, 0}, []int{0, 0, 0}, nil},
	} {
		p := Poll{Outcome: NeedsRunOff}
		for i, place := range c.places {
			p.Options = append(p.Options, Option{Number: i + 1, Place: place, Score: strconv.Itoa(c.scores[i])})
		}
		var got []int
		for _, o := range p.Finalists() {
			got = append(got, o.Number)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		p.Outcome = Adopted
		if len(p.Finalists()) != 0 {
			t.Errorf("%s: a run-off although somebody prevailed", c.name)
		}
	}
}
